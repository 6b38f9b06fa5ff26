// Whether each step makes sense by itself: who signs and how, what it offers, where a no leads, what it hands out.
import { ACTION_RULES } from '../../table.ts'
import type { Outcome, Procedure, Signing, StepRule } from '../../procedure.ts'
import { resultRules } from '../../results.ts'
import type { ResultNeed } from '../../results.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { ROLE_SEATS } from '../seats.ts'
import { checkTables, typeProblem } from './tables.ts'

type Say = (code: Finding['code'], detail: string) => Finding

function shareTooLarge([part, whole]: readonly [number, number]): boolean {
  return part < 1 || whole < 1 || part > whole
}

function checkSigning(signing: Signing, step: StepRule, say: Say): Finding[] {
  const problems: string[] = []
  if (signing.mode === 'weighted') {
    const sum = step.parties.reduce((total, party) => total + (party.weight ?? 1), 0)
    if (signing.need <= 0 || (sum < signing.need && !step.parties.some(({ each }) => each === true)))
      problems.push(`needs weight ${signing.need}, the parties have ${sum}`)
  }
  if (signing.mode === 'quorum') {
    if (signing.by.length === 0) problems.push('votes neither in a meeting nor in writing')
    if ('count' in signing.need ? signing.need.count < 1 : shareTooLarge(signing.need.share))
      problems.push('needs a share over 1 or no vote at all')
    if (signing.present !== undefined && shareTooLarge(signing.present))
      problems.push('presence over 1 or none')
    const roles = step.parties.flatMap(({ role, deputies }) => [role, ...(deputies ?? [])])
    const strange = (signing.vetoRoles ?? []).filter((role) => !roles.includes(role))
    if (strange.length > 0) problems.push(`veto of ${strange.join(', ')}, who don't vote`)
    if (step.parties.some(({ each }) => each !== true))
      problems.push('votes by office: a committee votes by person (each)')
  }
  if (signing.mode === 'one' && step.parties.length > 1)
    problems.push(`one signs, yet ${step.parties.length} parties are named`)
  if (step.reject === undefined && step.signing.mode === 'quorum')
    problems.push('a vote may fail, but no no is provided for')
  return problems.map((detail) => say('signingImpossible', detail))
}

function checkOffers(step: StepRule, say: Say): Finding[] {
  const several = step.signing.mode !== 'one' && step.signing.mode !== 'any'
  return step.offers.flatMap((action) => {
    if (!ACTION_RULES[action].offered)
      return [say('offerImpossible', `"${action}" follows from other data and is never offered`)]
    const signers = action === 'addSigner' || action === 'removeSigner'
    return signers && !several ? [say('offerImpossible', `"${action}" where one signature is enough`)] : []
  })
}

function checkResults(need: ResultNeed, say: Say): Finding[] {
  return resultRules(need).flatMap(({ result, accepted, over }) => {
    if (accepted.length === 0) return [say('fieldImpossible', `no value of "${result}" is accepted`)]
    const possible = over === undefined || (over.atLeast >= 1 && over.atLeast <= over.years)
    if (possible) return []
    return [say('fieldImpossible', `"${result}" in ${over.atLeast} of ${over.years} years`)]
  })
}

function checkNeeds(step: StepRule, say: Say): Finding[] {
  return step.needs.flatMap((need) => {
    if (need.kind === 'field' && need.type === 'choice' && (need.choices ?? []).length === 0)
      return [say('fieldImpossible', `"${need.id}" is a choice among nothing`)]
    if (need.kind === 'field') {
      const wrong = typeProblem(need)
      return wrong === null ? [] : [say('fieldImpossible', `"${need.id}" ${wrong}`)]
    }
    if (need.kind === 'document' && need.requiredWith !== undefined) {
      const field = need.requiredWith
      const there = step.needs.some((one) => one.kind === 'field' && one.id === field)
      return there
        ? []
        : [say('fieldImpossible', `"${need.id}" is asked for with "${field}", which isn't there`)]
    }
    return need.kind === 'priorResult' ? checkResults(need, say) : []
  })
}

function checkInspection(procedure: Procedure, step: StepRule, say: Say): Finding[] {
  const { inspection } = step
  if (inspection === undefined) return []
  const problems: string[] = []
  if (inspection.by.length === 0) problems.push('nobody inspects')
  if (inspection.blind === 'double' && inspection.settledBy === undefined)
    problems.push('two blind inspections may differ, and nobody settles it')
  if (!Number.isInteger(inspection.tolerance) || inspection.tolerance < 0)
    problems.push(`tolerance ${inspection.tolerance}`)
  // Two that don't see each other's points would nearly always differ.
  const scored = procedure.steps.some(({ needs }) =>
    needs.some((need) => need.kind === 'scored' && need.by === 'inspection'),
  )
  if (inspection.blind === 'double' && scored) problems.push('points are given by one inspection, not by two')
  return problems.map((detail) => say('inspectionImpossible', detail))
}

function checkBatch(step: StepRule, say: Say): Finding[] {
  if (step.batch !== true) return []
  const several = step.signing.mode !== 'one' && step.signing.mode !== 'any'
  const filled = step.needs.some(
    (need) =>
      ((need.kind === 'field' || need.kind === 'document') && need.required) ||
      (need.kind === 'rows' && need.least > 0),
  )
  return [
    ...(several ? [say('batchImpossible', 'a decision over many is signed by one, not voted on')] : []),
    ...(filled ? [say('batchImpossible', 'a decision over many fills in nothing for each dossier')] : []),
    ...(step.assigns === undefined
      ? []
      : [say('batchImpossible', 'a decision over many hands out no parts')]),
  ]
}

function natureOf(outcomes: readonly Outcome[], id: string): Outcome['nature'] | null {
  return outcomes.find((outcome) => outcome.id === id)?.nature ?? null
}

function checkEnds({ outcomes }: Procedure, step: StepRule, say: Say): Finding[] {
  const no = step.reject?.to
  const granted = typeof no === 'object' && 'outcome' in no && natureOf(outcomes, no.outcome) === 'granted'
  const lapse = step.late.effect === 'lapse' && natureOf(outcomes, step.late.outcome) === 'granted'
  return [
    ...(granted ? [say('noLeadsToGrant', 'a no leads to a granted outcome')] : []),
    ...(lapse ? [say('noLeadsToGrant', 'missing the deadline leads to a granted outcome')] : []),
  ]
}

function checkLate(step: StepRule, say: Say): Finding[] {
  const { late, due } = step
  const open = late.effect !== 'mark' && due === undefined
  const own =
    late.effect === 'refuse' &&
    step.parties.some(({ role, level }) => role === late.acceptedBy.role && level === late.acceptedBy.level)
  return [
    ...(open ? [say('lateWithoutDue', `lateness "${late.effect}" without a due rule`)] : []),
    ...(own ? [say('judgeOfOwnLateness', 'who is late would let himself in')] : []),
  ]
}

function checkStep(procedure: Procedure, step: StepRule): Finding[] {
  const say: Say = (code, detail) => finding(code, [step.id], detail)
  const named = [
    ...step.parties,
    ...(step.copies ?? []),
    ...(step.escalation ?? []),
    ...(step.inspection?.by ?? []),
  ]
  const nowhere = named.filter(({ role }) => ROLE_SEATS[role].length === 0)
  return [
    ...(step.parties.length === 0 ? [say('partiesMissing', 'nobody acts at this step')] : []),
    ...nowhere.map(({ role }) => say('roleNotSeated', `"${role}" is no party to anything`)),
    ...checkSigning(step.signing, step, say),
    ...checkOffers(step, say),
    ...checkNeeds(step, say),
    ...checkTables([step.id], step.needs),
    ...checkInspection(procedure, step, say),
    ...checkBatch(step, say),
    ...checkEnds(procedure, step, say),
    ...checkLate(step, say),
    ...((step.apart ?? []).includes(step.id)
      ? [say('apartFromItself', 'who acts here may not act here')]
      : []),
    ...(step.certificate === true && (step.numbers ?? []).length === 0
      ? [say('certificateWithoutNumber', 'a certificate takes its number from the step')]
      : []),
  ]
}

function checkAfter({ after, outcomes, results }: Procedure): Finding[] {
  const granted = outcomes.some(({ nature }) => nature === 'granted')
  const forGranted = [after.maintain, after.revoke, after.correct, after.handOut].some(
    (rule) => rule !== undefined,
  )
  const worthless = Object.keys(results).filter((id) => natureOf(outcomes, id) !== 'granted')
  return [
    ...(['revoke', 'handOut'] as const).flatMap((id) => checkTables(['after', id], after[id]?.needs ?? [])),
    ...(forGranted && !granted
      ? [
          finding(
            'outcomeMisused',
            ['after'],
            'nothing is ever granted that could be kept, revoked, corrected or added to',
          ),
        ]
      : []),
    ...worthless.map((id) =>
      finding('outcomeMisused', ['results', id], 'only a granted outcome is worth something'),
    ),
  ]
}

/** Findings about single steps and about what may follow the end. */
export function checkSteps(procedure: Procedure): Finding[] {
  return [...procedure.steps.flatMap((step) => checkStep(procedure, step)), ...checkAfter(procedure)]
}
