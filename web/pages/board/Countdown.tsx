// What is left until the dates of the year: those that a decision of the authorities sets stand out, each with how many
// dossiers have yet to pass it.
import { useQuery } from '@tanstack/react-query'
import type { Procedure } from '../../../domain/procedure.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { useCampaign } from '../../client/queries.ts'
import { daysLeft, formatDay, formatLeft, formatNumber } from '../../i18n/format.ts'
import type { Filters } from '../list/filters.ts'
import { stillBefore } from './sums.ts'
import type { Counts } from './sums.ts'

type Deadline = Schemas['Deadline'] & { readonly dueAt: string }

interface Props {
  readonly filters: Filters
  readonly procedure: Procedure
  readonly counts: Counts
  readonly now: string
}

/** From how many days on a date is near. */
const NEAR_DAYS = 14

/** The campaign of a procedure's year that concerns the reader; the empty id while there is none. */
export function useCampaignOf({ procedure = '', year = '', territory = '' }: Filters): string {
  const office = /^P\d+$/u.test(territory) ? { office: territory } : {}
  const query = useQuery({
    queryKey: ['campaigns', procedure, year, office],
    staleTime: 60_000,
    queryFn: () =>
      read(api.GET('/api/v1/campaigns', { params: { query: { procedure, year, ...office, limit: '1' } } })),
  })
  return query.data?.items[0]?.id ?? ''
}

export function Countdown({ filters, procedure, counts, now }: Props) {
  const id = useCampaignOf(filters)
  const campaign = useCampaign(id)
  const dated = (campaign.data?.deadlines ?? []).filter((one): one is Deadline => one.dueAt !== null)
  const main = dated.filter(({ key, setting }) => !setting && isLaterStep(procedure, key))
  const rest = dated.filter((one) => !main.includes(one))
  if (dated.length === 0) return null
  return (
    <section className="card" aria-labelledby="moc-nam">
      <h2 id="moc-nam">Các mốc của năm</h2>
      <ul className="countdowns">
        {main.map((deadline) => (
          <Main
            key={deadline.key}
            deadline={deadline}
            waiting={stillBefore(procedure, counts, deadline.key)}
            now={now}
          />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>Các mốc khác</summary>
          <ul className="lines">
            {rest.map((deadline) => (
              <li key={deadline.key} className="line">
                <span className="grow">{deadline.vi}</span>
                <span>
                  {formatDay(deadline.dueAt)} · {formatLeft(deadline.dueAt, now)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** Whether a date is of a step after the one that begins dossiers: registering has none to wait for yet. */
function isLaterStep(procedure: Procedure, key: string): boolean {
  const firsts = new Set(procedure.paths.map(({ steps }) => steps[0]))
  return procedure.steps.some(
    ({ id, due }) => due?.kind === 'campaignDate' && due.key === key && !firsts.has(id),
  )
}

interface MainProps {
  readonly deadline: Deadline
  readonly waiting: number
  readonly now: string
}

function Main({ deadline, waiting, now }: MainProps) {
  const { dueAt, vi } = deadline
  const past = dueAt < now
  const days = daysLeft(dueAt, now)
  const tone = past ? (waiting > 0 ? 'bad' : '') : days <= NEAR_DAYS ? 'warn' : 'info'
  return (
    <li className={`note ${tone}`}>
      <strong className="countdown">{past ? 'Đã qua' : `${formatNumber(days)} ngày`}</strong>
      <span>
        {vi}: chậm nhất hết ngày {formatDay(dueAt)}
      </span>
      <span>
        {waiting === 0
          ? 'Không còn hồ sơ chưa qua mốc này'
          : `${formatNumber(waiting)} hồ sơ chưa qua mốc này`}
      </span>
    </li>
  )
}
