// Small words with which procedures are written down: sources, dates, fields, documents. `frame` adds what every
// procedure of the year has in common. Data in, data out; no rule of any procedure stands here.
import type {
  AfterRules,
  Column,
  Need,
  Procedure,
  Reminder,
  ReturnRule,
  Setting,
  Source,
  StepPart,
  StepRule,
} from '../../domain/procedure.ts'
import type { DueRule } from '../../domain/time/due-rule.ts'
import type { PaperRule } from '../../domain/procedure.ts'
import { PROVINCE_STAFF } from './parties.ts'
import { COMMON_SETTINGS, CORRECTION_DAYS } from './settings.ts'

/** Rows or articles that give the rule. */
export const cites = (...rows: readonly string[]): Source => ({ cites: rows })
/** The setting that stands in where nothing gives it. */
export const setting = (id: string): Source => ({ setting: id })

/** A sourced "trước ngày": the day named is already too late under the strict reading. */
export const before = (monthDay: string, source: string): DueRule => ({ kind: 'before', monthDay, source })
/** A sourced last day, itself still in time. */
export const on = (monthDay: string, source: string): DueRule => ({ kind: 'through', monthDay, source })
/** A last day that no text gives: the setting `schedule`. A correction asked for moves it. */
export const through = (monthDay: string): DueRule => ({
  kind: 'through',
  monthDay,
  source: 'schedule',
  settingMark: true,
  pausable: true,
})
/** Working days since the step was entered; no text gives their number: the setting `workingTime`. */
export const within = (count: number): DueRule => ({
  kind: 'workingDays',
  count,
  from: 'stepEntered',
  source: 'workingTime',
  settingMark: true,
})
/** A named date of the campaign (or of the matter, where it has its own). */
export const dateOf = (key: string): DueRule => ({ kind: 'campaignDate', key, source: 'schedule' })

type Field = Extract<Need, { kind: 'field' }>
type Rows = Extract<Need, { kind: 'rows' }>

/** A text that must be there. */
export const text = (id: string, vi: string, maxLength = 300): Field => ({
  kind: 'field',
  id,
  vi,
  type: 'text',
  required: true,
  maxLength,
})
/** An office of the registry, or the words for who isn't in it; it must be there. */
export const officeOrWords = (id: string, vi: string): Field => ({
  ...text(id, vi),
  type: 'office',
  byHand: true,
})
/** A longer text. */
export const longText = (id: string, vi: string, required = true): Field => ({
  kind: 'field',
  id,
  vi,
  type: 'longText',
  required,
  maxLength: 4000,
})
/** A day that must be there. */
export const date = (id: string, vi: string): Field => ({
  kind: 'field',
  id,
  vi,
  type: 'date',
  required: true,
})
/** A whole number, not below 0; `more` may name a figure that it is prefilled from. */
export const integer = (
  id: string,
  vi: string,
  more: { readonly min?: number; readonly max?: number; readonly figure?: string } = {},
): Field => ({ kind: 'field', id, vi, type: 'integer', required: true, min: 0, ...more })
/** A whole number that may be left open. */
export const count = (id: string, vi: string): Field => ({ ...integer(id, vi), required: false })
/** Whole đồng. */
export const money = (id: string, vi: string, figure?: string): Field => ({
  kind: 'field',
  id,
  vi,
  type: 'money',
  required: true,
  ...(figure === undefined ? {} : { figure }),
})
/** Whole đồng that may be left open, which counts as nothing. */
export const partOf = (id: string, vi: string): Field => ({ ...money(id, vi), required: false })
/** One of these; ids beside their Vietnamese words. */
export const choice = (id: string, vi: string, choices: Readonly<Record<string, string>>): Field => ({
  kind: 'field',
  id,
  vi,
  type: 'choice',
  required: true,
  choices: Object.entries(choices).map(([one, words]) => ({ id: one, vi: words })),
})
/** A yes or no that must be there. */
export const yesNo = (id: string, vi: string): Field => ({
  kind: 'field',
  id,
  vi,
  type: 'boolean',
  required: true,
})
/** A column of a table; every row must have it unless `more` says otherwise. */
export const column = (
  id: string,
  vi: string,
  type: Column['type'],
  more: Partial<Omit<Column, 'id' | 'vi' | 'type'>> = {},
): Column => ({ id, vi, type, required: true, ...more })
/** A table that may be left out, unless `more` says how many rows there must be. */
export const table = (
  id: string,
  vi: string,
  columns: readonly Column[],
  more: Partial<Pick<Rows, 'least' | 'most' | 'requiredWith' | 'inOrder'>> = {},
): Rows => ({ kind: 'rows', id, vi, columns, least: 0, most: 100, ...more })
/** The same field, saying what the rows of a table come to. */
export const summing = (field: Field, rows: string, of?: string): Field => ({
  ...field,
  sumOf: of === undefined ? { rows } : { rows, column: of },
})
/** A document of the dossier. */
export const document = (id: string, vi: string, required = true): Need => ({
  kind: 'document',
  id,
  vi,
  required,
})

const PAPER_SOURCE = cites('NĐ 30/2020/NĐ-CP Đ.7')
/** A kind of document under NĐ 30/2020 that an act of the step gives. */
export const paper = (
  kind: PaperRule['kind'],
  on: PaperRule['on'],
  more: Partial<Pick<PaperRule, 'register' | 'signedAt'>> = {},
): PaperRule => ({ kind, on, ...more, source: PAPER_SOURCE })

/** The numbered decision of a step in which the province's police decide: it stands in their own series. */
export const decidedByPolice = {
  numbers: [{ register: 'policeDecisions', level: 'province' }],
  papers: [paper('decision', 'forward', { register: 'policeDecisions' })],
} as const satisfies Partial<StepRule>

/** Working days before a deadline on which the holder is reminded. */
export const remind = (...days: readonly number[]): readonly Reminder[] =>
  days.map((count) => ({ days: count, working: true }))

/** Back for correction, and then straight to whoever asked for it. */
export const backTo = (...to: ReturnRule['to']): ReturnRule => ({
  to,
  resume: 'returner',
  due: {
    kind: 'workingDays',
    count: CORRECTION_DAYS,
    from: 'returned',
    source: 'corrections',
    settingMark: true,
  },
})

/** What most steps rest on where no text says it; spread into `rests`, then a sourced part beside it. */
export const customary = {
  reject: setting('refusal'),
  returns: setting('corrections'),
  late: setting('lateMarked'),
  reminders: setting('reminders'),
} as const satisfies Partial<Record<StepPart, Source>>

/** The same step with other parts: what is not named stays. */
export const fork = (step: StepRule, other: Partial<StepRule>): StepRule => ({ ...step, ...other })

/** A number under which the act stands in its register. */
export const NUMBERED = cites('NĐ 30/2020/NĐ-CP Đ.15')

type Common =
  | 'version'
  | 'opens'
  | 'closes'
  | 'extendBy'
  | 'withdraw'
  | 'after'
  | 'dates'
  | 'sheets'
  | 'results'
/** A procedure without what `frame` fills in. */
export type Draft = Omit<Procedure, Common | 'settings'> &
  Partial<Pick<Procedure, Common>> & { readonly settings?: readonly Setting[] }

/** Ids of the settings that a piece of data names, as a source, a switch, an amount or a mark on a date. */
function named(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return []
  const own = Object.entries(data).flatMap(([key, value]) =>
    key === 'setting' && typeof value === 'string' ? [value] : [],
  )
  const marked =
    'settingMark' in data && 'source' in data && typeof data.source === 'string' ? [data.source] : []
  return [...own, ...marked, ...Object.values(data).flatMap(named)]
}

const decisions = (steps: readonly StepRule[]): readonly string[] =>
  steps.filter(({ forward }) => forward.action === 'approve').map(({ id }) => id)

/** What may follow the end where a procedure says nothing else: annulled and corrected by who decided, reopened by the province. */
export function usualAfter(steps: readonly StepRule[]): AfterRules {
  return {
    revoke: { by: 'decider', source: setting('revocation') },
    correct: { by: 'decider', source: cites('NĐ 30/2020/NĐ-CP Đ.18.3') },
    reopen: { by: PROVINCE_STAFF, to: decisions(steps), source: setting('reopening') },
  }
}

/**
 * A whole procedure from its own data: open all year, withdrawable until it ends, annulled and corrected by who
 * decided, reopened by the province; with its own settings and those common ones that the data names.
 */
export function frame(draft: Draft): Procedure {
  const whole = {
    version: 1,
    opens: '01-01',
    closes: '12-31',
    extendBy: PROVINCE_STAFF,
    dates: {},
    sheets: {},
    results: {},
    withdraw: { until: draft.steps.map(({ id }) => id), source: setting('withdrawal') },
    after: usualAfter(draft.steps),
    ...draft,
  }
  const ids = named(whole)
  const own = draft.settings ?? []
  const common = COMMON_SETTINGS.filter(({ id }) => ids.includes(id) && !own.some((one) => one.id === id))
  return { ...whole, settings: [...own, ...common] }
}
