// The campaign of 2026 that the tests of due rules stand in, and its registration date.
import { DEFAULT_READING, SHIPPED_CALENDAR, isRefusal, resolveDue } from '../../../domain/time/index.ts'
import type { DueContext, DueExplanation, DueRule } from '../../../domain/time/index.ts'

export const REGISTRATION: DueRule = { kind: 'before', monthDay: '01-20', source: 'S2-06' }

export function context(more: Partial<DueContext> = {}): DueContext {
  return { campaignYear: 2026, calendar: SHIPPED_CALENDAR, reading: DEFAULT_READING, ...more }
}

export function resolved(rule: DueRule, more: Partial<DueContext> = {}): DueExplanation {
  const result = resolveDue(rule, context(more))
  if (isRefusal(result)) throw new Error(`${result.refused}: ${result.detail}`)
  return result
}

export function refusal(rule: DueRule, more: Partial<DueContext> = {}): string {
  const result = resolveDue(rule, context(more))
  return isRefusal(result) ? result.refused : `due ${result.dueDate}`
}
