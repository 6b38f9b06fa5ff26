// Sums compared: fields, figures and settings in whole numbers, a share multiplied out, so nothing is ever rounded.
import type { Body, CampaignFacts, Facts } from './command.ts'
import { stepOf } from './counting.ts'
import type { Amount, RowsAmount } from './counting.ts'
import type { Need, Procedure } from './procedure.ts'
import { columnSum } from './rows.ts'
import type { Row } from './rows-rule.ts'
import { settingAt } from './settings.ts'
import { isCivilDate } from './time/civil.ts'
import type { CivilDate } from './time/civil.ts'

export type CompareNeed = Extract<Need, { kind: 'compare' }>

/** What the amounts of a comparison are read from. */
export interface AmountScope {
  readonly procedure: Pick<Procedure, 'settings'>
  readonly campaign: Pick<CampaignFacts, 'settings'>
  readonly fields: NonNullable<Body['fields']>
  /** Tables of the body. */
  readonly rows?: NonNullable<Body['rows']>
  /** What earlier steps sent, by step. */
  readonly earlier: NonNullable<Facts['earlier']>
  readonly figures: NonNullable<Facts['figures']>
  /** The civil day on which dated settings are looked up. */
  readonly day: CivilDate
}

function whole(value: unknown): bigint | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : null
}

/** The content that an amount reads its fields from. */
const contentOf = (
  amount: Amount,
  { fields, earlier }: Pick<AmountScope, 'fields' | 'earlier'>,
): AmountScope['fields'] => {
  const step = stepOf(amount)
  return step === null ? fields : (earlier[step] ?? {})
}

function valueOf(amount: Amount, scope: AmountScope): bigint | null {
  if (typeof amount === 'number') return whole(amount)
  if ('rows' in amount) return rowsSum(amount, scope)
  const content = contentOf(amount, scope)
  // A field that wasn't filled in counts nothing.
  if ('field' in amount) return whole(content[amount.field] ?? 0)
  if ('figure' in amount) return whole(scope.figures[amount.figure])
  const value = whole(rateOf(amount, scope).value)
  const times = amount.times === undefined ? 1n : whole(content[amount.times] ?? 0)
  const { timesFigure } = amount
  const counted = timesFigure === undefined ? 1n : whole(scope.figures[timesFigure])
  return value === null || times === null || counted === null ? null : value * times * counted
}

/** A rate as it holds on the day of what is judged by it, not on the day of the paper; and which day that is. */
export function rateOf(
  amount: RateAmount,
  scope: Omit<AmountScope, 'figures'>,
): { readonly value: ReturnType<typeof settingAt>; readonly day: CivilDate } {
  const { setting, on } = amount
  const values: Row = 'rows' in amount ? {} : contentOf(amount, scope)
  return rateOn(setting, on === undefined ? undefined : values[on], scope)
}

/** An amount that is taken by a rate. */
export type RateAmount = Extract<Amount, { setting: string }> | (RowsAmount & { readonly setting: string })

function rateOn(
  setting: string,
  written: Row[string] | undefined,
  scope: Omit<AmountScope, 'figures'>,
): ReturnType<typeof rateOf> {
  const day = typeof written === 'string' && isCivilDate(written) ? written : scope.day
  return { value: settingAt(scope.procedure, scope.campaign, setting, day), day }
}

/** What rows come to, each by the rate of its own day. */
function rowsSum({ rows, column, setting, on }: RowsAmount, scope: AmountScope): bigint | null {
  const table = scope.rows?.[rows] ?? []
  if (setting === undefined) return columnSum(table, column)
  let sum = 0n
  for (const row of table) {
    const rate = whole(rateOn(setting, row[on ?? ''], scope).value)
    if (rate === null) return null
    sum += rate * columnSum([row], column)
  }
  return sum
}

/** The sum of the amounts; null when one of them is no whole number, or was not counted. */
export function sumOf(amounts: readonly Amount[], scope: AmountScope): bigint | null {
  let sum = 0n
  for (const amount of amounts) {
    const value = valueOf(amount, scope)
    if (value === null) return null
    sum += value
  }
  return sum
}

/** Both sides of a comparison and whether it holds; a side that can't be summed is null, and then it doesn't. */
export function compared(
  need: CompareNeed,
  scope: AmountScope,
): { readonly holds: boolean; readonly found: number | null; readonly limit: number | null } {
  const found = sumOf(need.left, scope)
  const right = sumOf(need.right, scope)
  if (found === null || right === null)
    return { holds: false, found: asNumber(found), limit: asNumber(right) }
  const [times, per] = (need.share ?? [1, 1]).map((one) => BigInt(one))
  const limit = right * (times ?? 1n)
  const scaled = found * (per ?? 1n)
  const holds = need.op === 'atMost' ? scaled <= limit : scaled >= limit
  return {
    holds,
    found: asNumber(found),
    limit: asNumber(limit) === null ? null : Number(limit) / Number(per ?? 1n),
  }
}

/** What a comparison comes to with what others have asked for besides. */
export interface Beside {
  /** The sum of what waits; null where that can't be counted with. */
  readonly waiting: number | null
  /** Whether it would hold if all of that were granted first. */
  readonly holds: boolean
  readonly found: number | null
  readonly limit: number | null
}

/** The comparison as it would stand if what waits were granted first; null where nothing waits. */
export function besideWaiting(need: CompareNeed, scope: AmountScope): Beside | null {
  const figures = (need.waiting ?? []).map((figure) => ({ figure }))
  const waiting = sumOf(figures, scope)
  if (figures.length === 0 || waiting === 0n) return null
  return { ...compared({ ...need, left: [...need.left, ...figures] }, scope), waiting: asNumber(waiting) }
}

/** Whether what is compared are sums of money, and not numbers of things: what its fields hold says so. */
export function inMoney({ left, right }: CompareNeed, steps: Procedure['steps'], here: string): boolean {
  return [...left, ...right].some((amount) => {
    if (typeof amount === 'number' || !('field' in amount)) return false
    const step = steps.find(({ id }) => id === (amount.step ?? here))
    return (step?.needs ?? []).some(
      (need) => need.kind === 'field' && need.id === amount.field && need.type === 'money',
    )
  })
}

const asNumber = (value: bigint | null): number | null => (value === null ? null : Number(value))
