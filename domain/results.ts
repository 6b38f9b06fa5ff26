// Earlier results that a step asks for: in which years they are looked at, how many of them count, and whether one rule of
// those that would do is met.
import { resultsKey } from './command.ts'
import type { Facts } from './command.ts'
import type { Need, ResultRule } from './procedure.ts'

export type ResultNeed = Extract<Need, { kind: 'priorResult' }>

/** A year in which a rule found a value that it accepts. */
export interface ResultFound {
  readonly year: number
  readonly value: string
}

/** The rules of which one is enough: the need's own first. */
export function resultRules(need: ResultNeed): readonly ResultRule[] {
  return [need, ...(need.or ?? [])]
}

/** The years that a rule looks at in a campaign's year, the first one first. */
export function resultYears({ yearOffset, over }: ResultRule, campaignYear: number): readonly number[] {
  const last = campaignYear + yearOffset
  const years = over?.years ?? 1
  return Array.from({ length: years }, (_, index) => last - years + 1 + index)
}

/** In which of its years a rule finds what it accepts. */
export function resultsFound(
  rule: ResultRule,
  campaignYear: number,
  { results }: Pick<Facts, 'results'>,
): readonly ResultFound[] {
  const known = results[resultsKey(rule.result, rule.of)] ?? {}
  return resultYears(rule, campaignYear).flatMap((year) => {
    const value = known[year]
    return value !== undefined && rule.accepted.includes(value) ? [{ year, value }] : []
  })
}

/** Whether a rule finds enough in its years. */
export function resultHolds(rule: ResultRule, campaignYear: number, facts: Pick<Facts, 'results'>): boolean {
  return resultsFound(rule, campaignYear, facts).length >= (rule.over?.atLeast ?? 1)
}
