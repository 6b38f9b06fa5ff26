// The year as a line: the dates that the dossier's way has, with today among them; which of them are behind it, which one it
// works towards and who holds it, which come, and which passed without it.
import type { Procedure } from '../../../domain/procedure.ts'
import { pathById, stepById } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { useCampaign, useHistory } from '../../client/queries.ts'
import { civilDateOf, daysBetween } from '../../../domain/time/civil.ts'
import { formatDay, formatLeft } from '../../i18n/format.ts'
import { Read } from '../../components/States.tsx'
import { holdersNow } from './names.ts'

type Detail = Schemas['DossierDetail']
type Kind = 'done' | 'missed' | 'past' | 'today' | 'coming' | 'due'

interface Mark {
  readonly key: string
  readonly date: string
  readonly text: string
  readonly kind: Kind
  /** What is said besides: when it was done, who holds it. */
  readonly more: string
  /** Of the step where the dossier stands. */
  readonly isHere: boolean
}

interface Way {
  readonly detail: Detail
  readonly procedure: Procedure
  /** The record's lines, as far as they are read. */
  readonly lines: readonly Schemas['HistoryLine'][]
}

/** When a step was last done: handed on, not sent back. */
function doneAt(lines: Way['lines'], step: string): string | null {
  const done = lines.findLast(
    ({ from, to, type }) => from?.step === step && to.step !== step && type !== 'returned',
  )
  return done?.receivedAt ?? null
}

/** The step of the dossier's way that a date of the campaign belongs to; null where it is of another way. */
function placeOf(
  { detail, procedure }: Omit<Way, 'lines'>,
  key: string,
): { readonly at: number } | 'other' | 'nobody' {
  const uses = (id: string): boolean => {
    const due = stepById(procedure, id)?.due
    return due?.kind === 'campaignDate' && due.key === key
  }
  const at = (pathById(procedure, detail.state.path)?.steps ?? []).findIndex(uses)
  if (at >= 0) return { at }
  return procedure.steps.some(({ id }) => uses(id)) ? 'other' : 'nobody'
}

function markOf(way: Way, { key, vi, dueAt }: Schemas['Deadline']): Mark[] {
  const { detail, procedure, lines } = way
  const { state, now } = detail
  const place = placeOf(way, key)
  if (dueAt === null || place === 'other') return []
  const mark = { key, date: civilDateOf(dueAt), text: vi, more: '', isHere: false }
  const past = dueAt < now
  if (place === 'nobody') return [{ ...mark, kind: past ? 'past' : 'coming' }]
  const steps = pathById(procedure, state.path)?.steps ?? []
  const here = steps.indexOf(state.step)
  const left = doneAt(lines, steps[place.at] ?? '')
  if (place.at < here || (place.at === here && state.closedAt !== null))
    return [{ ...mark, kind: 'done', more: left === null ? 'đã xong' : `đã xong ${formatDay(left)}` }]
  if (place.at === here)
    return [{ ...mark, kind: past ? 'missed' : 'coming', more: 'đang làm', isHere: true }]
  return [{ ...mark, kind: past ? 'missed' : 'coming', more: past ? 'chưa đến bước này' : '' }]
}

/** What the present step works towards: by the campaign's own name for that day, where it is one. */
function dueMark(detail: Detail, dated: readonly Mark[]): Mark | null {
  if (detail.due === null || detail.state.closedAt !== null) return null
  const date = civilDateOf(detail.due.dueAt)
  const named = dated.find((mark) => mark.date === date && mark.isHere)
  const holders = holdersNow(detail).join(', ')
  return {
    key: 'due',
    date,
    text: named?.text ?? 'Hạn của bước hiện tại',
    kind: 'due',
    more: holders === '' ? '' : `${holders} giữ`,
    isHere: true,
  }
}

/** Everything on the line, by date; today stands after what is due today. */
function marksOf(way: Way, deadlines: readonly Schemas['Deadline'][]): Mark[] {
  const { detail } = way
  const dated = deadlines.flatMap((deadline) => markOf(way, deadline))
  const due = dueMark(detail, dated)
  const others = dated.filter(({ date, isHere }) => !isHere || due === null || date !== due.date)
  const date = civilDateOf(detail.now)
  const now: Mark = { key: 'today', date, text: 'Hôm nay', kind: 'today', more: '', isHere: false }
  return [...others, ...(due === null ? [] : [due]), now].sort((a, b) => {
    if (a.date !== b.date) return a.date < b.date ? -1 : 1
    return Number(a.kind === 'today') - Number(b.kind === 'today')
  })
}

export function YearLine({ detail, procedure }: Omit<Way, 'lines'>) {
  const campaign = useCampaign(detail.state.campaignId)
  const lines = useHistory(detail.state.id).data?.items ?? []
  return (
    <section className="card" aria-labelledby="nam">
      <h2 id="nam">Năm {detail.state.year}</h2>
      <Read query={campaign}>
        {({ deadlines }) => {
          const marks = marksOf({ detail, procedure, lines }, deadlines)
          return (
            <>
              <Bar marks={marks} year={detail.state.year} />
              <ol className="year-line">
                {marks.map((mark) => (
                  <LineOf key={mark.key} mark={mark} detail={detail} />
                ))}
              </ol>
            </>
          )
        }}
      </Read>
    </section>
  )
}

const TONES = { done: 'good', missed: 'bad', past: '', today: 'info', coming: '', due: '' } as const

function LineOf({ mark, detail }: { readonly mark: Mark; readonly detail: Detail }) {
  const { date, text, kind, more } = mark
  return (
    <li className={kind}>
      <span className="nowrap">{formatDay(date)}</span>
      <span className="grow">
        {text}{' '}
        {kind === 'due' && detail.due !== null ? (
          <span className={detail.due.late ? 'tag bad' : 'tag info'}>
            {formatLeft(detail.due.dueAt, detail.now)}
          </span>
        ) : null}{' '}
        {more === '' ? null : kind === 'due' ? (
          <span className="muted small block">{more}</span>
        ) : (
          <span className={`tag ${TONES[kind]}`}>{more}</span>
        )}
      </span>
    </li>
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
