// One month: a small grid of its days, holidays and swaps by colour and in words, and beside it what is due, day by day.
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { civilDateOf, daysInMonth, endOfDay, weekday } from '../../../domain/time/civil.ts'
import { dayStatus } from '../../../domain/time/days.ts'
import type { DayReason, HolidayCalendar } from '../../../domain/time/days.ts'
import { formatDay, formatLeft, formatNumber } from '../../i18n/format.ts'
import { CALENDAR_KINDS } from '../../i18n/vi.ts'
import type { Names } from '../../client/steps.ts'
import { listAddress } from '../list/filters.ts'
import type { Filters } from '../list/filters.ts'
import type { Entry, Group, Whose } from './queries.ts'

interface Props {
  /** yyyy-MM. */
  readonly month: string
  readonly entries: readonly Entry[]
  readonly groups: readonly Group[]
  readonly names: Names
  /** Of a procedure's id; empty until it is read. */
  readonly procedureName: (id: string) => string
  readonly whose: Whose
  readonly table: HolidayCalendar
  readonly now: string
}

const WEEK = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'] as const
const WEEK_LONG = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'] as const
/** Most lines shown before the rest is folded away. */
const SHOWN = 12

const SPECIAL = {
  weekday: '',
  weekend: '',
  holiday: 'Nghỉ lễ',
  swapOff: 'Nghỉ bù, nghỉ hoán đổi',
  swapWork: 'Đi làm bù',
} as const satisfies Record<DayReason, string>

const CLASSES = {
  weekday: '',
  weekend: 'weekend',
  holiday: 'off',
  swapOff: 'off',
  swapWork: 'work',
} as const satisfies Record<DayReason, string>

interface Day {
  readonly date: string
  readonly reason: DayReason
  readonly name: string | null
  readonly due: number
}

function daysOf({ month, entries, groups, table }: Props): Day[] {
  const [year = '', number = ''] = month.split('-')
  return Array.from({ length: daysInMonth(Number(year), Number(number)) }, (_, index) => {
    const date = `${month}-${String(index + 1).padStart(2, '0')}`
    const { reason, name } = dayStatus(table, date)
    const single = entries.filter(({ at }) => civilDateOf(at) === date).length
    const counted = groups.filter(({ day }) => day === date)
    return { date, reason, name, due: counted.reduce((sum, { count }) => sum + count, single) }
  })
}

export function Month(props: Props) {
  const { month, entries, groups, now } = props
  const days = daysOf(props)
  const [year = '', number = ''] = month.split('-')
  const title = `Tháng ${Number(number)}/${year}`
  const special = days.filter(({ reason }) => SPECIAL[reason] !== '')
  const late = entries.filter(({ overdue }) => overdue).length
  const dossiers = groups.reduce((sum, { count }) => sum + count, 0)
  const lateDossiers = groups.reduce((sum, { overdue }) => sum + overdue, late)
  const lines = linesOf(props)
  return (
    <section className="card month" aria-label={title}>
      <div>
        <h2>
          {title}{' '}
          {entries.length === 0 ? null : <span className="tag">{formatNumber(entries.length)} mốc</span>}{' '}
          {dossiers === 0 ? null : <span className="tag">{formatNumber(dossiers)} hồ sơ đến hạn</span>}{' '}
          {lateDossiers === 0 ? null : <span className="tag bad">{formatNumber(lateDossiers)} quá hạn</span>}
        </h2>
        <Grid title={title} days={days} today={civilDateOf(now)} />
      </div>
      <div className="grow">
        {special.length === 0 ? null : (
          <ul className="holidays small">
            {special.map(({ date, reason, name }) => (
              <li key={date}>
                {formatDay(date)}: {SPECIAL[reason]}
                {name === null ? '' : `, ${name}`}
              </li>
            ))}
          </ul>
        )}
        {lines.length === 0 ? (
          <p className="muted">Không có hạn nào trong tháng.</p>
        ) : (
          <Lines lines={lines} now={now} />
        )}
      </div>
    </section>
  )
}

interface GridProps {
  readonly title: string
  readonly days: readonly Day[]
  readonly today: string
}

function Grid({ title, days, today }: GridProps) {
  const lead = weekday(days[0]?.date ?? today) - 1
  const cells: (Day | null)[] = [...Array.from({ length: lead }, () => null), ...days]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, index) =>
    Array.from({ length: 7 }, (__, day) => cells[index * 7 + day] ?? null),
  )
  return (
    <table className="month-grid">
      <caption className="sr">Các ngày của {title.toLowerCase()}</caption>
      <thead>
        <tr>
          {WEEK.map((name, index) => (
            <th key={name} scope="col" abbr={WEEK_LONG[index]}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.map((day) => day?.date ?? '').join('')}>
            {week.map((day, index) => (
              <Cell key={day?.date ?? `trong-${index}`} day={day} today={today} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({ day, today }: { readonly day: Day | null; readonly today: string }) {
  if (day === null) return <td />
  const isToday = day.date === today
  const classes = [CLASSES[day.reason], day.due > 0 ? 'due' : '', isToday ? 'today' : '']
  const said = [
    SPECIAL[day.reason],
    day.due > 0 ? `${formatNumber(day.due)} hạn` : '',
    isToday ? 'hôm nay' : '',
  ]
  const words = said.filter((one) => one !== '').join(', ')
  return (
    <td className={classes.filter((one) => one !== '').join(' ')} title={words === '' ? undefined : words}>
      {Number(day.date.slice(8))}
      {words === '' ? null : <span className="sr"> ({words})</span>}
    </td>
  )
}

/** A line of a month: one date, or the dossiers of a day and step together. */
interface CalendarLine {
  readonly key: string
  readonly at: string
  readonly title: ReactNode
  readonly note: string
  readonly late: boolean
}

/** In the order of time; of one day what is counted stands last. */
function linesOf({ entries, groups, names, procedureName, whose }: Props): CalendarLine[] {
  const single = entries.map((entry) => ({
    key: entry.key,
    at: entry.at,
    title: <Title entry={entry} />,
    note: noteOf(entry, procedureName),
    late: entry.overdue,
  }))
  const counted = groups.map((group) => ({
    key: `${group.day}/${group.procedureId}/${group.step}`,
    at: endOfDay(group.day),
    title: <Link to={listAddress(filtersOf(group, whose))}>{titleOf(group, names)}</Link>,
    note: names.procedure(group)?.vi ?? '',
    late: group.overdue > 0,
  }))
  return [...single, ...counted].sort((a, b) => a.at.localeCompare(b.at))
}

/** Of which procedure a date is, where it is of one: five of them have a "Hạn đăng ký". */
function noteOf({ kind, procedureId }: Entry, procedureName: Props['procedureName']): string {
  const name = procedureId === null ? '' : procedureName(procedureId)
  return name === '' ? CALENDAR_KINDS[kind] : name
}

const titleOf = (group: Group, names: Names): string =>
  `${names.step(group, group.step)}: ${formatNumber(group.count)} hồ sơ`

function filtersOf({ procedureId, step, day }: Group, whose: Whose): Filters {
  const narrowed = whose === 'me' ? { holder: 'me' } : whose === 'all' ? {} : { territory: whose.office }
  return { procedure: procedureId, step, due: day, sort: 'due', ...narrowed }
}

function Lines({ lines, now }: { readonly lines: readonly CalendarLine[]; readonly now: string }) {
  const rest = lines.slice(SHOWN)
  return (
    <>
      <ul className="lines">
        {lines.slice(0, SHOWN).map((line) => (
          <Line key={line.key} line={line} now={now} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>Xem thêm {formatNumber(rest.length)} dòng</summary>
          <ul className="lines">
            {rest.map((line) => (
              <Line key={line.key} line={line} now={now} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Line({ line, now }: { readonly line: CalendarLine; readonly now: string }) {
  const { at, title, note, late } = line
  const passed = at < now
  return (
    <li className="line">
      <time className="nowrap" dateTime={at}>
        {formatDay(at)}
      </time>
      <div className="grow">
        {title}
        <div className="muted small">{note}</div>
      </div>
      {late || !passed ? (
        <span className={late ? 'tag bad' : 'tag'}>{formatLeft(at, now)}</span>
      ) : (
        <span className="muted small">đã qua</span>
      )}
    </li>
  )
}

function Title({ entry }: { readonly entry: Entry }) {
  const { kind, dossierId, campaignId, subjectId, name } = entry
  const part = encodeURIComponent
  if (kind === 'dossier' && dossierId !== null) return <Link to={`/ho-so/${part(dossierId)}`}>{name}</Link>
  if (kind === 'assigned' && campaignId !== null && subjectId !== null)
    return <Link to={`/dang-ky/${part(campaignId)}/${part(subjectId)}`}>{name}</Link>
  if (kind === 'matter' && subjectId !== null) return <Link to={`/so/${part(subjectId)}`}>{name}</Link>
  return <>{name}</>
}
