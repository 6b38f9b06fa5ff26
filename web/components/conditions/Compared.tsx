// Sums compared, as they stand with what is typed: both sides, whether the step would pass, and what it would come to if all
// that others have asked for were granted too. That last is a warning and refuses nothing.
import type { ReactNode } from 'react'
import { besideWaiting, compared, inMoney } from '../../../domain/amounts.ts'
import type { AmountScope, CompareNeed } from '../../../domain/amounts.ts'
import type { Need, Procedure } from '../../../domain/procedure.ts'
import { heldOn } from '../../../domain/settings.ts'
import { civilDateOf, isCivilDate } from '../../../domain/time/civil.ts'
import { useMe } from '../../app/useSession.ts'
import type { Schemas } from '../../client/api.ts'
import type { Filled } from '../forms/NeedFields.tsx'
import { ready } from '../forms/rows.ts'
import { formatDay, formatMoney, formatNumber } from '../../i18n/format.ts'

type Figures = Schemas['Figures']

/** What the sums are made of: the step of a procedure, what is counted, and what stands in the form. */
export interface Summed {
  readonly procedure: Procedure
  readonly step: string
  readonly needs: readonly Need[]
  readonly figures: Figures | undefined
  /** What is typed, or what was handed on last; absent where nobody has written anything. */
  readonly filled: Filled | undefined
}

function scopeOf({ procedure, needs, figures, filled }: Summed, day: string): AmountScope | null {
  if (figures === undefined || filled === undefined) return null
  const { fields = {}, rows = {} } = ready(needs, filled)
  const { settings, earlier, figures: counted } = figures
  return { procedure, campaign: { settings }, fields, rows, earlier, figures: counted, day }
}

function useSums(summed: Summed, need: CompareNeed) {
  const { now } = useMe()
  const scope = scopeOf(summed, civilDateOf(now))
  const dong = inMoney(need, summed.procedure.steps, summed.step)
  const shown = (value: number): string => (dong ? formatMoney(value) : formatNumber(value))
  if (scope === null) return { stands: null, beside: null, shown }
  return { stands: compared(need, scope), beside: besideWaiting(need, scope), shown }
}

/** One comparison of the step: its name, what goes into it, and how it stands. */
export function Compared({ need, ...summed }: Summed & { readonly need: CompareNeed }) {
  const { stands, beside, shown } = useSums(summed, need)
  const found = summed.figures?.compares.find(({ id }) => id === need.id)
  const sum = stands?.found ?? null
  const limit = stands?.limit ?? null
  return (
    <li className="line">
      <div className="grow">
        <div>{need.vi}</div>
        {(found?.amounts ?? []).map((one, at) => (
          <Amount key={at} amount={one} fields={summed.filled?.fields} />
        ))}
        {sum === null || limit === null || (sum === 0 && stands?.holds === true) ? null : (
          <div className="small">
            {need.op === 'atMost' ? 'Cộng lại' : 'Hiện có'}: <strong>{shown(sum)}</strong>,{' '}
            {need.op === 'atMost' ? 'không quá' : 'cần ít nhất'} <strong>{shown(limit)}</strong>
          </div>
        )}
        <Waiting beside={beside} stands={stands?.holds === true} op={need.op} shown={shown} />
      </div>
      {sum === null || limit === null ? null : (
        <span className={`tag ${stands?.holds === true ? 'good' : 'warn'}`}>
          {stands?.holds === true ? 'Đạt' : need.op === 'atMost' ? 'Vượt mức' : 'Chưa đủ'}
        </span>
      )}
    </li>
  )
}

interface WaitingProps {
  readonly beside: ReturnType<typeof besideWaiting>
  readonly stands: boolean
  readonly op: CompareNeed['op']
  readonly shown: (value: number) => string
}

/** What others have asked for, and whether there is enough for all. */
function Waiting({ beside, stands, op, shown }: WaitingProps) {
  if (beside === null || beside.waiting === null) return null
  const { waiting, found, limit, holds } = beside
  return (
    <>
      <div className="small">
        Các đề nghị khác đang chờ duyệt: <strong>{shown(waiting)}</strong>
      </div>
      {!stands || holds || op !== 'atMost' || found === null || limit === null ? null : (
        <p className="note warn small">{beyond(found, limit, shown)}</p>
      )}
    </>
  )
}

const beyond = (found: number, limit: number, shown: WaitingProps['shown']): string =>
  `Nếu các đề nghị đang chờ cũng được duyệt thì cộng lại là ${shown(found)}, vượt ${shown(found - limit)}. Duyệt khoản này trước thì đề nghị khác có thể không còn mức để duyệt.`

/** Before somebody decides: every comparison that others' requests would break, or that is broken already. */
export function Beforehand(summed: Summed) {
  const asked = summed.needs.filter((need) => need.kind === 'compare')
  return asked.map((need) => <Warned key={need.id} {...summed} need={need} />)
}

function Warned({ need, ...summed }: Summed & { readonly need: CompareNeed }): ReactNode {
  const { stands, beside, shown } = useSums(summed, need)
  if (stands === null || need.op !== 'atMost' || stands.found === null || stands.limit === null) return null
  const text = !stands.holds
    ? `Cộng lại là ${shown(stands.found)}, vượt mức ${shown(stands.limit)}: hệ thống sẽ không nhận.`
    : beside === null || beside.holds || beside.found === null || beside.limit === null
      ? null
      : beyond(beside.found, beside.limit, shown)
  return text === null ? null : (
    <p className="note warn" role="status">
      <strong>{need.vi}.</strong> {text}
    </p>
  )
}

interface AmountProps {
  readonly amount: Figures['compares'][number]['amounts'][number]
  readonly fields: Filled['fields']
}

/** A number that the comparison takes; a dated rate as it holds on the day in the form, with that day. */
function Amount({ amount: { vi, value, money, day, on, history }, fields }: AmountProps) {
  const typed = on === null ? null : fields?.[on]
  const held = isCivilDate(typed) ? typed : day
  const number = held === null ? value : heldOn({ value, history }, held)
  return (
    <div className="small">
      {vi}: <strong>{money ? formatMoney(number) : formatNumber(number)}</strong>
      {held === null || history.length === 0 ? null : (
        <span className="muted">, mức ngày {formatDay(held)}</span>
      )}
    </div>
  )
}
