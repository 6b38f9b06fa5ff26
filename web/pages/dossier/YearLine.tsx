// The year as a line: the campaign's dates in order with today among them, and the dossier's own deadline.
import type { Schemas } from '../../client/api.ts'
import { useCampaign } from '../../client/queries.ts'
import { civilDateOf, daysBetween } from '../../../domain/time/civil.ts'
import { formatDay, formatLeft } from '../../i18n/format.ts'
import { Read } from '../../components/States.tsx'

interface Mark {
  readonly key: string
  readonly date: string
  readonly text: string
  readonly kind: 'past' | 'today' | 'coming' | 'due'
}

/** Everything on the line, by date; today stands after what is due today. */
function marksOf(detail: Schemas['DossierDetail'], deadlines: readonly Schemas['Deadline'][]): Mark[] {
  const today = civilDateOf(detail.now)
  const dated = deadlines.flatMap(({ key, vi, dueAt }): Mark[] => {
    if (dueAt === null) return []
    const date = civilDateOf(dueAt)
    return [{ key, date, text: vi, kind: dueAt < detail.now ? 'past' : 'coming' }]
  })
  const own: Mark[] =
    detail.due === null || detail.state.closedAt !== null
      ? []
      : [{ key: 'due', date: civilDateOf(detail.due.dueAt), text: 'Hạn của bước hiện tại', kind: 'due' }]
  const now: Mark = { key: 'today', date: today, text: 'Hôm nay', kind: 'today' }
  return [...dated, ...own, now].sort((a, b) => {
    if (a.date !== b.date) return a.date < b.date ? -1 : 1
    return Number(a.kind === 'today') - Number(b.kind === 'today')
  })
}

export function YearLine({ detail }: { readonly detail: Schemas['DossierDetail'] }) {
  const campaign = useCampaign(detail.state.campaignId)
  return (
    <section className="card" aria-labelledby="nam">
      <h2 id="nam">Năm {detail.state.year}</h2>
      <Read query={campaign}>
        {({ deadlines }) => {
          const marks = marksOf(detail, deadlines)
          return (
            <>
              <Bar marks={marks} year={detail.state.year} />
              <ol className="year-line">
                {marks.map(({ key, date, text, kind }) => (
                  <li key={key} className={kind}>
                    <span className="nowrap">{formatDay(date)}</span>
                    <span className="grow">
                      {text}
                      {kind === 'due' && detail.due !== null ? (
                        <span className={detail.due.late ? 'tag bad' : 'tag info'}>
                          {formatLeft(detail.due.dueAt, detail.now)}
                        </span>
                      ) : null}
                    </span>
                  </li>
                ))}
              </ol>
            </>
          )
        }}
      </Read>
    </section>
  )
}

const YEAR_DAYS = 365

function Bar({ marks, year }: { readonly marks: readonly Mark[]; readonly year: number }) {
  const at = (date: string): number =>
    Math.min(100, Math.max(0, (daysBetween(`${year}-01-01`, date) / YEAR_DAYS) * 100))
  const today = marks.find(({ kind }) => kind === 'today')
  return (
    <svg className="year-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="ground" x="0" y="3" width="100" height="2" />
      <rect className="gone" x="0" y="3" width={at(today?.date ?? `${year}-01-01`)} height="2" />
      {marks.map(({ key, date, kind }) => (
        <rect
          key={key}
          className={kind}
          x={at(date) - 0.5}
          y={kind === 'today' ? 0 : 2}
          width="1"
          height={kind === 'today' ? 8 : 4}
        />
      ))}
    </svg>
  )
}
