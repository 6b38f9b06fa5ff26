// Criteria sheets in all versions, the newest of each first, and drafts of versions to come.
import { Link } from 'react-router'
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { Page } from '../../../components/Page.tsx'
import { Empty, Read } from '../../../components/States.tsx'
import { formatDay, formatNumber } from '../../../i18n/format.ts'
import { useKeepsAll } from '../common/rights.ts'

type Item = Schemas['SheetItem']

/** Where a sheet's version is shown. */
export function sheetPath(id: string, version: number): string {
  return `/quan-tri/phieu-tieu-chi/${encodeURIComponent(id)}/ban/${version}`
}

/** Where a sheet's next version is written. */
export function draftPath(id: string): string {
  return `/quan-tri/phieu-tieu-chi/${encodeURIComponent(id)}/soan`
}

export default function Sheets() {
  const keeps = useKeepsAll()
  const sheets = useQuery({ queryKey: ['sheets'], queryFn: () => read(api.GET('/api/v1/sheets')) })
  return (
    <Page
      title="Phiếu tiêu chí"
      note="Đợt xét dùng đúng bản đã chọn; bản đã công bố không sửa, thay đổi là một bản mới."
    >
      <Read query={sheets}>
        {({ items }) => {
          const ids = [...new Set(items.map(({ id }) => id))]
          return ids.length === 0 ? (
            <Empty title="Chưa có phiếu nào" />
          ) : (
            ids.map((id) => <SheetCard key={id} items={items.filter((one) => one.id === id)} keeps={keeps} />)
          )
        }}
      </Read>
    </Page>
  )
}

function SheetCard({ items, keeps }: { readonly items: readonly Item[]; readonly keeps: boolean }) {
  const [first] = items
  if (first === undefined) return null
  const draft = items.find(({ publishedAt }) => publishedAt === null)
  const published = items.flatMap((one) =>
    one.publishedAt === null ? [] : [{ ...one, publishedAt: one.publishedAt }],
  )
  return (
    <section className="card" aria-label={first.vi}>
      <div className="page-head">
        <h2>
          {first.vi} {first.sample ? <span className="tag warn">Phiếu mẫu</span> : null}
        </h2>
        {keeps ? (
          <Link to={draftPath(first.id)}>
            {draft === undefined ? 'Soạn bản mới' : `Soạn tiếp bản ${draft.version}`}
          </Link>
        ) : null}
      </div>
      <ul className="lines">
        {published.map((one) => (
          <li key={one.version} className="line">
            <Link className="grow" to={sheetPath(one.id, one.version)}>
              Bản {one.version}
            </Link>
            <span className="muted small">
              {formatNumber(one.criteria)} tiêu chí, công bố {formatDay(one.publishedAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
