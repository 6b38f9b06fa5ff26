// Which outside facts a command will count, so that whoever calls `decide` reads, names and locks exactly those.
import { figuresOf, stepOf } from './counting.ts'
import type { Amount } from './counting.ts'
import type { CampaignFacts, Command, CountNeed, FactNeeds, SubjectFacts } from './command.ts'
import type { DossierState, Id, Offices } from './dossier.ts'
import { yearOfHaving } from './counts.ts'
import { officeAt, rolesOf } from './people.ts'
import { resultRules, resultYears } from './results.ts'
import type { Need, Party, Path, Procedure, StepRule } from './procedure.ts'
import { pathById, pathFor, placesOf, stepAfter, stepById } from './steps.ts'
import type { Role } from './vocabulary.ts'

/** Steps that the command could enter. */
function enterable(
  procedure: Procedure,
  path: Path,
  step: StepRule,
  state: DossierState | null,
  command: Command,
): string[] {
  const reopened = command.action === 'reopen' ? (procedure.after.reopen?.to ?? []) : []
  const places = [step.forward.to, ...(step.reject ? [step.reject.to] : [])].flatMap((to) =>
    placesOf(path, step.id, to),
  )
  const steps = places.flatMap((place) => ('step' in place ? [place.step] : []))
  const others = [command.args.toStep, state?.returned?.from, state?.lastForward?.from, ...reopened]
  const originator =
    step.returns === undefined ? [] : [path.steps[0], ...path.steps.slice(0, path.steps.indexOf(step.id))]
  return [...new Set([...steps, ...others, ...(command.action === 'return' ? originator : [])])].filter(
    (id) => id !== undefined,
  )
}

function holdersOf(parties: readonly Party[], offices: Offices): { officeId: Id; role: Role }[] {
  return parties.flatMap((party) => {
    const officeId = officeAt(offices, party.level)
    const byPerson = party.each === true || party.named === true
    return officeId === null || !byPerson ? [] : rolesOf(party).map((role) => ({ officeId, role }))
  })
}

/** Actions whose target person must hold a role. */
function targetHolders(command: Command, state: DossierState | null): { officeId: Id; role: Role }[] {
  const { toOfficeId, toRole, taskId } = command.args
  if (toOfficeId === undefined) return []
  if (toRole !== undefined) return [{ officeId: toOfficeId, role: toRole }]
  const named =
    state?.tasks.filter((task) => task.state === 'open' && (taskId === undefined || task.id === taskId)) ?? []
  return [...new Set(named.flatMap((task) => task.assignee.roles))].map((role) => ({
    officeId: toOfficeId,
    role,
  }))
}

/** A return reads it to know the criteria that it names. */
const READS_SHEET: readonly Command['action'][] = ['inspect', 'settleInspection', 'assess', 'return']
const CHECKS_RESULTS: readonly Command['action'][] = ['submit', 'approve', 'recordMeeting', 'reserve']

const HANDS_OUT: readonly Command['action'][] = ['submit', 'approve', 'recordMeeting', 'handOut']

/** What the comparisons among the needs are made with. */
const amountsIn = (needs: readonly Need[]): Amount[] =>
  needs.flatMap((need) => (need.kind === 'compare' ? [...need.left, ...need.right] : []))

/** The results, counts and figures that a step's needs are judged by. */
function countedBy(
  { excludes, figures: known }: Procedure,
  needs: readonly Need[],
  year: number,
): Pick<FactNeeds, 'results' | 'counts' | 'figures' | 'figuresLocked'> {
  const results = needs
    .flatMap((need) => (need.kind === 'priorResult' ? resultRules(need) : []))
    .flatMap((rule) => {
      const of = rule.of === undefined ? {} : { of: rule.of }
      return resultYears(rule, year).map((one) => ({ kind: rule.result, year: one, ...of }))
    })
  const counts = needs.flatMap((need): CountNeed[] => {
    if (need.kind !== 'children') return []
    const { id, among, having } = need
    const counted = { id, among, year: yearOfHaving(need, year), excludes: excludes ?? [] }
    return [having === undefined ? counted : { ...counted, having }]
  })
  const prefilled = needs.flatMap((need) =>
    need.kind === 'field' && need.figure !== undefined ? [need.figure] : [],
  )
  const compared = amountsIn(needs).flatMap(figuresOf)
  const figures = [...new Set([...prefilled, ...compared])].filter((key) => known?.[key] !== undefined)
  return { results, counts, figures, figuresLocked: compared.length > 0 }
}

/** Contents of earlier steps that the comparisons read. */
function earlierOf(needs: readonly Need[], state: DossierState | null): FactNeeds['earlier'] {
  return [...new Set(amountsIn(needs).map(stepOf))].flatMap((step) => {
    const hash = step === null ? undefined : state?.contents[step]
    return step === null || hash === undefined ? [] : [{ step, hash }]
  })
}

/** What a correction is compared with: the content that the step sent last, or the assessment made last. */
function amended(state: DossierState | null, command: Command): string | null {
  if (state?.status !== 'returned') return null
  if (command.action !== 'assess') return state.contents[state.step] ?? null
  return state.assessments[state.assessments.length - 1]?.bodyHash ?? null
}

/** The facts that `decide` will count for this command on this state (null: not yet recorded). Total. */
export function factNeeds(
  procedure: Procedure,
  state: DossierState | null,
  command: Command,
  subject: SubjectFacts,
  campaign: Pick<CampaignFacts, 'year' | 'settings'>,
): FactNeeds {
  const path =
    state === null ? pathFor(procedure, subject, campaign.settings) : pathById(procedure, state.path)
  const here = state?.step ?? path?.steps[0] ?? ''
  const step = stepById(procedure, here)
  const offices = state?.offices ?? subject.offices
  const year = state?.year ?? campaign.year
  const entered = path === null || step === null ? [] : enterable(procedure, path, step, state, command)
  const parties = [
    ...(state === null && step !== null ? [step] : []),
    ...entered.flatMap((id) => stepById(procedure, id) ?? []),
  ].flatMap((rule) => rule.parties)
  const needs = step !== null && CHECKS_RESULTS.includes(command.action) ? step.needs : []
  return {
    holders: [...holdersOf(parties, offices), ...targetHolders(command, state)],
    ...countedBy(procedure, needs, year),
    earlier: earlierOf(needs, state),
    parts: step?.assigns !== undefined && HANDS_OUT.includes(command.action),
    sheet: READS_SHEET.includes(command.action) ? (state?.sheet ?? null) : null,
    previousHash: amended(state, command),
    targetOfficeId: command.args.toOfficeId ?? null,
    batchId: state?.reservation?.batchId ?? command.args.batchId ?? null,
    newerVersion: command.action === 'adoptVersion' ? (command.args.version ?? null) : null,
  }
}

/** The step after this one on the path, for screens that show what comes. */
export function nextStepOf(procedure: Procedure, state: DossierState): string | null {
  const path = pathById(procedure, state.path)
  return path === null ? null : stepAfter(path, state.step)
}
