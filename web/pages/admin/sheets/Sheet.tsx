// One published version of a criteria sheet: its criteria by group, and the levels that its points come to.
import { useParams } from 'react-router'
import type { CriteriaSheet } from '../../../../domain/body.ts'
import { useSheet } from '../../../client/queries.ts'
import { Page } from '../../../components/Page.tsx'
import { Read } from '../../../components/States.tsx'
import { formatNumber } from '../../../i18n/format.ts'

export default function Sheet() {
  const { id = '', version = '' } = useParams()
  const sheet = useSheet({ id, version: Number(version) })
  return (
    <Read query={sheet}>
      {(data) => (
        <Page title={data.vi} note={`Bản ${data.version}${data.sample ? ', phiếu mẫu' : ''}. ${data.source}`}>
          <Groups sheet={data} />
          <Levels sheet={data} />
        </Page>
      )}
    </Read>
  )
}

function Groups({ sheet }: { readonly sheet: CriteriaSheet }) {
  const groups = [...new Set(sheet.criteria.map(({ group }) => group))]
  return groups.map((group, index) => (
    <section key={group} className="card" aria-labelledby={`nhom-${index}`}>
      <h2 id={`nhom-${index}`}>{group}</h2>
      <ol>
        {sheet.criteria
          .filter((one) => one.group === group)
          .map((one) => (
            <li key={one.id}>
              {one.vi} {one.mustMeet ? <span className="tag warn">Bắt buộc đạt</span> : null}{' '}
              {one.points === undefined ? null : (
                <span className="tag info">Tối đa {formatNumber(one.points / 2)} điểm</span>
              )}
            </li>
          ))}
      </ol>
    </section>
  ))
}

function Levels({ sheet }: { readonly sheet: CriteriaSheet }) {
  if (sheet.levels === undefined || sheet.levels.length === 0) return null
  return (
    <section className="card" aria-labelledby="muc">
      <h2 id="muc">Mức xếp loại</h2>
      <ul className="lines">
        {sheet.levels.map((level) => (
          <li key={level.id} className="line">
            <span className="grow">{level.vi}</span>
            <span>từ {formatNumber(level.min)}% tổng điểm</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
