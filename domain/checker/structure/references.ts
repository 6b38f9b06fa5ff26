// Whether everything that the data names exists, exists once, and is used by something.
import type { DueRule } from '../../time/due-rule.ts'
import type { Destination, NamedPlace, Need, Procedure, Source, StepRule } from '../../procedure.ts'
import { amountsOf, figuresNamed } from './named.ts'
import { checkPapers } from './papers.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'

function doubled(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

function duplicates({ steps, paths, outcomes, settings }: Procedure): Finding[] {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['step', steps.map(({ id }) => id)],
    ['path', paths.map(({ id }) => id)],
    ['outcome', outcomes.map(({ id }) => id)],
    ['setting', settings.map(({ id }) => id)],
    ...steps.map((step): readonly [string, readonly string[]] => [
      `${step.id}: need`,
      step.needs.flatMap((need) => ('id' in need ? [need.id] : [])),
    ]),
    ...paths.map((path): readonly [string, readonly string[]] => [
      `${path.id}: step of the path`,
      path.steps,
    ]),
  ]
  return lists.flatMap(([what, ids]) =>
    doubled(ids).map((id) => finding('duplicateId', [id], `${what} "${id}" stands there twice`)),
  )
}

/** The places that a destination names outright, each case of a fork too. */
function placesIn(to: Destination | undefined): readonly NamedPlace[] {
  if (to === undefined || to === 'next') return []
  return 'cases' in to ? Object.values(to.cases) : [to]
}

const stepsIn = (to: Destination | undefined): string[] =>
  placesIn(to).flatMap((place) => ('step' in place ? [place.step] : []))
const outcomesIn = (to: Destination | undefined): string[] =>
  placesIn(to).flatMap((place) => ('outcome' in place ? [place.outcome] : []))

/** Every step that is named somewhere, with the place that names it. */
function namedSteps({
  steps,
  paths,
  withdraw,
  after,
}: Procedure): { readonly id: string; readonly by: readonly string[] }[] {
  const ofStep = (step: StepRule): string[] => [
    ...stepsIn(step.forward.to),
    ...stepsIn(step.reject?.to),
    ...(step.returns?.to ?? []).flatMap((to) => (typeof to === 'object' ? [to.step] : [])),
    ...(step.apart ?? []),
    ...(step.papers ?? []).flatMap(({ signedAt }) => signedAt ?? []),
  ]
  return [
    ...steps.flatMap((step) => ofStep(step).map((id) => ({ id, by: [step.id] }))),
    ...paths.flatMap((path) => path.steps.map((id) => ({ id, by: [path.id] }))),
    ...withdraw.until.map((id) => ({ id, by: ['withdraw'] })),
    ...(after.reopen?.to ?? []).map((id) => ({ id, by: ['after', 'reopen'] })),
  ]
}

function namedOutcomes({
  steps,
  results,
}: Procedure): { readonly id: string; readonly by: readonly string[] }[] {
  return [
    ...steps.flatMap((step) => {
      const lapse = step.late.effect === 'lapse' ? [step.late.outcome] : []
      return [...outcomesIn(step.forward.to), ...outcomesIn(step.reject?.to), ...lapse].map((id) => ({
        id,
        by: [step.id],
      }))
    }),
    ...Object.keys(results).map((id) => ({ id, by: ['results'] })),
  ]
}

function dueRules({ steps, dates }: Procedure): { readonly rule: DueRule; readonly by: readonly string[] }[] {
  return [
    ...steps.flatMap(({ id, due, returns }) =>
      [due, returns?.due].flatMap((rule) => (rule ? [{ rule, by: [id] }] : [])),
    ),
    ...Object.entries(dates).map(([key, { rule }]) => ({ rule, by: ['dates', key] })),
  ]
}

interface Sourced {
  readonly source: Source
  readonly by: readonly string[]
}

function nameOf(need: Need): string {
  if (need.kind === 'priorResult') return need.result
  return 'id' in need ? need.id : need.kind
}

function sources(procedure: Procedure): Sourced[] {
  const { steps, paths, outcomes, withdraw, after } = procedure
  return [
    { source: procedure.source, by: [procedure.id] },
    { source: withdraw.source, by: ['withdraw'] },
    ...paths.map(({ id, source }) => ({ source, by: [id] })),
    ...outcomes.map(({ id, source }) => ({ source, by: [id] })),
    ...(['maintain', 'revoke', 'correct', 'reopen', 'handOut'] as const).flatMap((id) => {
      const rule = after[id]
      return rule === undefined ? [] : [{ source: rule.source, by: ['after', id] }]
    }),
    ...steps.flatMap((step) => [
      { source: step.source, by: [step.id] },
      ...Object.entries(step.rests ?? {}).map(([part, source]) => ({ source, by: [step.id, part] })),
      ...(step.papers ?? []).map(({ kind, source }) => ({ source, by: [step.id, kind] })),
      ...step.needs.flatMap((need) =>
        'source' in need ? [{ source: need.source, by: [step.id, nameOf(need)] }] : [],
      ),
    ]),
    ...Object.entries(procedure.figures ?? {}).map(([id, { source }]) => ({ source, by: ['figures', id] })),
  ]
}

function settingsNamed(procedure: Procedure): { readonly id: string; readonly by: readonly string[] }[] {
  return [
    ...sources(procedure).flatMap(({ source, by }) =>
      'setting' in source ? [{ id: source.setting, by }] : [],
    ),
    ...dueRules(procedure).flatMap(({ rule, by }) => (rule.settingMark ? [{ id: rule.source, by }] : [])),
    ...procedure.paths.flatMap(({ id, setting }) =>
      setting === undefined ? [] : [{ id: setting, by: [id] }],
    ),
    ...amountsOf(procedure).flatMap(({ amount, by }) =>
      typeof amount === 'object' && 'setting' in amount && amount.setting !== undefined
        ? [{ id: amount.setting, by }]
        : [],
    ),
  ]
}

function unknown(
  code: 'unknownStep' | 'unknownOutcome' | 'unknownDate' | 'unknownSetting',
  named: readonly { readonly id: string; readonly by: readonly string[] }[],
  known: readonly string[],
): Finding[] {
  return named
    .filter(({ id }) => !known.includes(id))
    .map(({ id, by }) =>
      finding(code, by, `"${id}" is named but doesn't exist; known: ${known.join(', ') || 'none'}`),
    )
}

function unused(what: string, ids: readonly string[], named: readonly string[]): Finding[] {
  return ids
    .filter((id) => !named.includes(id))
    .map((id) => finding('unused', [id], `${what} "${id}" is used by nothing`))
}

function switches({ paths, settings }: Procedure): Finding[] {
  return paths.flatMap(({ id, setting }) => {
    const found = settings.find((one) => one.id === setting)
    return found === undefined || typeof found.value === 'boolean'
      ? []
      : [
          finding(
            'unknownSetting',
            [id],
            `path opens by "${found.id}", which is ${String(found.value)}: expected true or false`,
          ),
        ]
  })
}

/** Findings about names: unknown, doubled, unused, and rules without a source. */
export function checkReferences(procedure: Procedure): Finding[] {
  const steps = procedure.steps.map(({ id }) => id)
  const outcomes = procedure.outcomes.map(({ id }) => id)
  const settings = procedure.settings.map(({ id }) => id)
  const dates = Object.keys(procedure.dates)
  const datesNamed = dueRules(procedure).flatMap(({ rule, by }) =>
    rule.kind === 'campaignDate' ? [{ id: rule.key, by }] : [],
  )
  return [
    ...duplicates(procedure),
    ...unknown('unknownStep', namedSteps(procedure), steps),
    ...unknown('unknownOutcome', namedOutcomes(procedure), outcomes),
    ...unknown('unknownDate', datesNamed, dates),
    ...unknown('unknownSetting', settingsNamed(procedure), settings),
    ...switches(procedure),
    ...checkPapers(procedure),
    ...unused(
      'step',
      steps,
      procedure.paths.flatMap((path) => path.steps),
    ),
    ...unused(
      'date',
      dates,
      datesNamed.map(({ id }) => id),
    ),
    ...unused(
      'figure',
      Object.keys(procedure.figures ?? {}),
      figuresNamed(procedure).map(({ id }) => id),
    ),
    ...unused(
      'setting',
      settings,
      settingsNamed(procedure).map(({ id }) => id),
    ),
    ...sources(procedure)
      .filter(
        ({ source }) => 'cites' in source && source.cites.filter((row) => row.trim() !== '').length === 0,
      )
      .map(({ by }) => finding('noSource', by, 'cites nothing: name a row, an article or a setting')),
  ]
}
