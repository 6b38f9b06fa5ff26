// Sums compared: fields, figures and settings in whole numbers, a share multiplied out, so nothing is ever rounded.
import type { Body, CampaignFacts, Facts } from './command.ts'
import type { Amount } from './counting.ts'
import type { Need, Procedure } from './procedure.ts'
import { settingAt } from './settings.ts'
import { isCivilDate } from './time/civil.ts'
import type { CivilDate } from './time/civil.ts'

export type CompareNeed = Extract<Need, { kind: 'compare' }>

/** What the amounts of a comparison are read from. */
export interface AmountScope {
  readonly procedure: Pick<Procedure, 'settings'>
  readonly campaign: Pick<CampaignFacts, 'settings'>
  readonly fields: NonNullable<Body['fields']>
  readonly figures: NonNullable<Facts['figures']>
  /** The civil day on which dated settings are looked up. */
  readonly day: CivilDate
}

function whole(value: unknown): bigint | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : null
}

/** A field that wasn't filled in counts nothing. */
const fieldOf = (id: string, { fields }: AmountScope): bigint | null => whole(fields[id] ?? 0)

function valueOf(amount: Amount, scope: AmountScope): bigint | null {
  if (typeof amount === 'number') return whole(amount)
  if ('field' in amount) return fieldOf(amount.field, scope)
  if ('figure' in amount) return whole(scope.figures[amount.figure])
  const value = whole(settingAt(scope.procedure, scope.campaign, amount.setting, dayOf(amount, scope)))
  const times = amount.times === undefined ? 1n : fieldOf(amount.times, scope)
  const { timesFigure } = amount
  const counted = timesFigure === undefined ? 1n : whole(scope.figures[timesFigure])
  return value === null || times === null || counted === null ? null : value * times * counted
}

/** A rate holds on the day of what is judged by it, not on the day of the paper. */
function dayOf({ on }: Extract<Amount, { setting: string }>, { fields, day }: AmountScope): CivilDate {
  const written = on === undefined ? undefined : fields[on]
  return typeof written === 'string' && isCivilDate(written) ? written : day
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

const asNumber = (value: bigint | null): number | null => (value === null ? null : Number(value))
