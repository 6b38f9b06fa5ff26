// A report of the year put together: the numbers that the system knows for an office, and who of those below has sent his,
// who is late and who is missing.
import { Link } from 'react-router'
import { civilDateOf } from '../../../domain/time/civil.ts'
import { OFFICE_SUBJECTS } from '../../../domain/vocabulary.ts'
import { useMe } from '../../app/useSession.ts'
import { useCampaign, useProcedure } from '../../client/queries.ts'
import type { Schemas } from '../../client/api.ts'
import { DueTag } from '../../components/Due.tsx'
import { Page } from '../../components/Page.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { useOwners } from '../matters/MatterFields.tsx'
import { useProcedureList } from '../matters/queries.ts'
import { useSearch } from '../../app/useSearch.ts'
import { workingOffices, yearOptions } from '../matters/words.ts'
import { Children } from './Children.tsx'
import { useCampaigns, useFigures } from './queries.ts'

type Campaign = Schemas['CampaignItem']

export default function Reports() {
  const me = useMe()
  const [value, change] = useSearch()
  const year = value('nam') === '' ? me.now.slice(0, 4) : value('nam')
  const owners = useOwners()
  const office = value('cua') === '' ? (workingOffices(me)[0]?.officeId ?? '') : value('cua')
  const campaigns = useCampaigns(year)
  const procedures = useProcedureList()
  const ofOffices = (procedures.data?.items ?? []).filter(({ subjects }) =>
    subjects.some((subject) => (OFFICE_SUBJECTS as readonly string[]).includes(subject)),
  )
  const shown = (campaigns.data?.items ?? []).filter(({ procedure }) =>
    ofOffices.some(({ id }) => id === procedure.id),
  )
  // Until the end of June it is the half-year report that people look for.
  const next = civilDateOf(me.now).slice(5, 7) <= '06' ? 'bao-cao-6-thang' : 'bao-cao-nam'
  const usual = shown.find(({ procedure }) => procedure.id === next) ?? shown[0]
  const campaign = shown.find(({ id }) => id === value('dot')) ?? usual
  return (
    <Page title="Báo cáo, tổng hợp" note="Số liệu hệ thống đếm được và nơi nào đã gửi, còn thiếu, trễ hạn.">
      <div className="card filters no-print">
        <Choice
          label="Năm"
          value={year}
          options={yearOptions(me.now)}
          onChange={(next) => change({ nam: next, dot: '' })}
        />
        <Choice
          label="Đợt báo cáo, đợt xét"
          value={campaign?.id ?? ''}
          options={shown.map(({ id, procedure, officeName }) => ({
            value: id,
            label: `${procedure.vi} (${officeName})`,
          }))}
          onChange={(next) => change({ dot: next })}
        />
        <Choice
          label="Cơ quan tổng hợp"
          value={office}
          options={owners}
          onChange={(next) => change({ cua: next })}
        />
      </div>
      <Read query={campaigns}>
        {() =>
          campaign === undefined || office === '' ? (
            <Empty title="Năm này chưa có đợt báo cáo nào">
              Khi có đợt báo cáo trong phạm vi của bạn, số liệu sẽ hiện ở đây.
            </Empty>
          ) : (
            <Report campaign={campaign} officeId={office} year={year} />
          )
        }
      </Read>
    </Page>
  )
}

interface Props {
  readonly campaign: Campaign
  readonly officeId: string
  readonly year: string
}

function Report({ campaign, officeId, year }: Props) {
  const { data: procedure } = useProcedure(campaign.procedure.id, campaign.procedure.version)
  return (
    <>
      {procedure?.figures === undefined ? null : (
        <Figures procedure={campaign.procedure.id} officeId={officeId} year={year} />
      )}
      <Deadlines campaignId={campaign.id} />
      <Children campaign={campaign} officeId={officeId} />
      <p className="no-print">
        <Link to={`/dang-ky/${encodeURIComponent(campaign.id)}/${encodeURIComponent(officeId)}`}>
          Soạn báo cáo, hồ sơ của cơ quan này
        </Link>
      </p>
    </>
  )
}

/** By when each level hands in, receives and signs. */
function Deadlines({ campaignId }: { readonly campaignId: string }) {
  const me = useMe()
  const { data } = useCampaign(campaignId)
  const dated = (data?.deadlines ?? []).filter(({ dueAt }) => dueAt !== null)
  if (dated.length === 0) return null
  return (
    <section className="card" aria-labelledby="han-tung-cap">
      <h2 id="han-tung-cap">Hạn của từng cấp</h2>
      <ul className="lines">
        {dated.map(({ key, vi, dueAt }) => (
          <li key={key} className="line">
            <span className="grow">{vi}</span>
            <span>{formatDay(dueAt ?? '')}</span>
            <DueTag dueAt={dueAt} now={me.now} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Figures({ procedure, officeId, year }: Omit<Props, 'campaign'> & { readonly procedure: string }) {
  const figures = useFigures(procedure, officeId, year)
  return (
    <section className="card" aria-labelledby="so-lieu-bao-cao">
      <h2 id="so-lieu-bao-cao">Số liệu đến lúc này</h2>
      <Read query={figures}>
        {({ figures: rows, officeName }) => (
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Bảng số liệu báo cáo">
            <table className="plain">
              <caption className="sr">
                Số liệu của {officeName}, năm {year}
              </caption>
              <thead>
                <tr>
                  <th scope="col">Chỉ tiêu</th>
                  <th scope="col" className="num">
                    Số liệu
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ key, vi, value }) => (
                  <tr key={key}>
                    <th scope="row">{vi}</th>
                    <td className="num">{value === null ? 'quá lớn, cần rà lại' : formatNumber(value)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Read>
    </section>
  )
}
