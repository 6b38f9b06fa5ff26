// Whether the papers that steps name can be given: their kind exists, the act takes place there, the number is one of the step's.
import { PAPER_KINDS } from '../../papers.ts'
import type { PaperRule, Procedure, StepRule } from '../../procedure.ts'
import { isReferenceType } from '../../reference.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'

/** Why the step can't give it; null where it can. */
function hindrance(step: StepRule, { kind, on, register }: PaperRule): string | null {
  if (!PAPER_KINDS.includes(kind)) return `"${kind}" is no kind of paper; known: ${PAPER_KINDS.join(', ')}`
  const takesPlace = {
    forward: true,
    draft: true,
    return: step.returns !== undefined,
    assess: step.assessment !== undefined,
    inspect: step.inspection !== undefined,
    meet: step.signing.mode === 'quorum',
  }[on]
  if (!takesPlace) return `given on "${on}", which the step doesn't know`
  if (
    register !== undefined &&
    (on !== 'forward' || !(step.numbers ?? []).some((one) => one.register === register))
  )
    return `stands under register "${register}", in which the step gives no number`
  return null
}

const isText = (step: StepRule | null, id: string): boolean =>
  (step?.needs ?? []).some(
    (need) =>
      need.kind === 'field' &&
      need.id === id &&
      need.required &&
      (need.type === 'text' || need.type === 'longText' || isReferenceType(need.type)),
  )

/** To whom it goes and what for has to be written at the beginning of each path. */
function checkGivenTo({ givenTo, paths, steps }: Pick<Procedure, 'givenTo' | 'paths' | 'steps'>): Finding[] {
  if (givenTo === undefined) return []
  return paths.flatMap((path) => {
    const first = steps.find(({ id }) => id === path.steps[0]) ?? null
    return Object.values(givenTo).flatMap((field: string) =>
      isText(first, field)
        ? []
        : [finding('paperImpossible', ['givenTo', field], `path "${path.id}" doesn't begin with this text`)],
    )
  })
}

/** Findings about papers. */
export function checkPapers(procedure: Pick<Procedure, 'givenTo' | 'paths' | 'steps' | 'after'>): Finding[] {
  const { paper, numbers } = procedure.after.handOut ?? {}
  const bare =
    paper === undefined || numbers !== undefined
      ? []
      : [finding('paperImpossible', ['after', 'handOut'], 'issues a paper under no number')]
  return [...checkGivenTo(procedure), ...checkRules(procedure), ...bare]
}

function checkRules({ steps }: Pick<Procedure, 'steps'>): Finding[] {
  return steps.flatMap((step) =>
    (step.papers ?? []).flatMap((rule, at, all) => {
      const twice = all.findIndex((one) => one.kind === rule.kind && one.on === rule.on) !== at
      const why = twice ? `"${rule.kind}" is given twice on "${rule.on}"` : hindrance(step, rule)
      return why === null ? [] : [finding('paperImpossible', [step.id, rule.kind], why)]
    }),
  )
}
