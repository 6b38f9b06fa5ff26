// Which papers an accepted command gives, under which number and in whose name: read from the step's own data.
import type { Accepted, Command, EventDraft } from './command.ts'
import type { DossierState, GivenNumber, Id } from './dossier.ts'
import { PAPERS_TO_ONE } from './papers.ts'
import type { PaperAct, PaperKind } from './papers.ts'
import type { PaperRule, Party, Procedure, StepRule } from './procedure.ts'
import { stepById } from './steps.ts'
import type { Instant } from './time/civil.ts'
import type { EventType, Role, SigningForm } from './vocabulary.ts'

/** A paper that an act issued, before names and places are looked up. */
export interface GivenPaper {
  readonly kind: PaperKind
  readonly step: string
  readonly officeId: Id
  /** Who speaks on it: the role that signed, or that the signature stands for. */
  readonly role: Role
  readonly number: GivenNumber | null
  readonly signedBy: Id | null
  readonly onBehalfOf: Id | null
  readonly form: SigningForm | null
  readonly signedAt: Instant
}

const ACT_OF: Partial<Record<EventType, PaperAct>> = {
  returned: 'return',
  assessed: 'assess',
  inspected: 'inspect',
  inspectionSettled: 'inspect',
  meetingRecorded: 'meet',
}

/** What the command did at its step, as far as papers follow from it; null where none can. */
function actOf(before: DossierState | null, accepted: Accepted): PaperAct | null {
  const main = accepted.events[0]
  if (main === undefined) return null
  const act = ACT_OF[main.type]
  // A meeting that carries the dossier on is both; what is minuted is the meeting.
  if (act !== undefined) return act
  const went = before === null || main.from === null || main.from.step !== accepted.next.step
  const forward = main.type === 'submitted' || main.type === 'approved'
  return forward && (went || accepted.next.closedAt !== null) ? 'forward' : null
}

/** The papers that an accepted command with its numbers issues, by the data of the step where it was taken. */
export function papersGiven(
  procedure: Procedure,
  before: DossierState | null,
  command: Command,
  accepted: Accepted,
): GivenPaper[] {
  const main = accepted.events[0]
  const at = main?.from?.step ?? main?.to.step
  const step = at === undefined ? null : stepById(procedure, firstStep(before, accepted, at))
  if (main === undefined || step === null) return []
  if (command.action === 'applyDecision') return ofEach(procedure, step, command, main, accepted.next)
  if (command.action === 'handOut') return handedOut(procedure, step, main, accepted.next)
  const act = actOf(before, accepted)
  if (act === null) return []
  return stepPapers(step)
    .filter((rule) => rule.on === act)
    .flatMap((rule) => paperOf(procedure, step, rule, main, accepted.next) ?? [])
}

/** Whether a number was given to what was handed out after the end. */
export const isHandOut = (step: string): boolean => step.startsWith('handOut.')

/** The paper with which something is handed out after the end, in the name of who does it; it stands with the step that ended. */
function handedOut(
  procedure: Procedure,
  step: StepRule,
  main: EventDraft,
  state: DossierState,
): GivenPaper[] {
  const kind = procedure.after.handOut?.paper
  const number = state.numbers.findLast((one) => isHandOut(one.step))
  const { capacity, actor, form, onBehalfOf, receivedAt } = main
  if (kind === undefined || number === undefined || capacity === null) return []
  const signedBy = actor.kind === 'person' ? actor.personId : null
  const { officeId } = number
  return [
    {
      kind,
      step: step.id,
      officeId,
      role: capacity.role,
      number,
      signedBy,
      onBehalfOf,
      form,
      signedAt: receivedAt,
    },
  ]
}

const isToOne = ({ kind }: PaperRule): boolean => PAPERS_TO_ONE.some((own: PaperKind) => own === kind)

/**
 * The papers of a step. Where it gives a certificate or giấy khen on its own act and no decision, the decision that they rest on
 * comes before them, under the same number.
 */
export function stepPapers({ papers = [] }: StepRule): readonly PaperRule[] {
  const forward = papers.filter(({ on }) => on === 'forward')
  const own = forward.find((rule) => isToOne(rule) && rule.signedAt === undefined)
  if (own === undefined || forward.some(({ kind }) => kind === 'decision')) return papers
  return [{ ...own, kind: 'decision' }, ...papers]
}

const forwardPapers = (step: StepRule): PaperRule[] => stepPapers(step).filter(({ on }) => on === 'forward')

/** The papers of one act over many dossiers; what is made out to one each gets when the act reaches it. */
export function papersOverMany(step: StepRule): PaperRule[] {
  return forwardPapers(step).filter((rule) => !isToOne(rule))
}

/** What a signed decision over many gives each dossier that it reaches, in the name of who signed it. */
function ofEach(
  procedure: Procedure,
  step: StepRule,
  { args }: Command,
  main: EventDraft,
  state: DossierState,
): GivenPaper[] {
  if ((args.verdict ?? 'approve') !== 'approve') return []
  return forwardPapers(step)
    .filter(isToOne)
    .flatMap((rule) => paperOf(procedure, step, { signedAt: step.id, ...rule }, main, state) ?? [])
}

/** A first act is taken at the path's first step, which its event names as where it came from only by the numbers. */
function firstStep(before: DossierState | null, accepted: Accepted, at: string): string {
  return before === null ? (accepted.next.acted[0]?.step ?? at) : at
}

function paperOf(
  procedure: Procedure,
  step: StepRule,
  rule: PaperRule,
  main: EventDraft,
  state: DossierState,
): GivenPaper | null {
  const number = numberFor(state, step, rule)
  const other = rule.signedAt === undefined ? null : stepById(procedure, rule.signedAt)
  const signature =
    other === null ? null : (state.signatures.findLast((one) => one.step === other.id) ?? null)
  const party = (other ?? step).parties[0]
  const officeId = number?.officeId ?? (other === null ? main.capacity?.officeId : officeOf(state, party))
  if (officeId === undefined || party === undefined) return null
  const role =
    other === null ? (main.capacity?.role ?? party.role) : signerRole(party, signature?.form ?? null)
  return {
    kind: rule.kind,
    step: step.id,
    officeId,
    role,
    number,
    signedBy: signature?.by ?? (main.actor.kind === 'person' ? main.actor.personId : null),
    onBehalfOf: signature === null ? main.onBehalfOf : signature.onBehalfOf,
    form: signature === null ? main.form : signature.form,
    signedAt: signature?.at ?? main.receivedAt,
  }
}

/** The post in which a party signed: its deputy's where it was signed KT. */
function signerRole({ role, deputies = [] }: Party, form: SigningForm | null): Role {
  return form === 'KT' ? (deputies[0] ?? role) : role
}

function numberFor(
  state: DossierState,
  { id, numbers = [] }: StepRule,
  { register }: PaperRule,
): GivenNumber | null {
  if (register === undefined) return null
  const series = [register, numbers.find((one) => one.register === register)?.byPolice]
  return state.numbers.findLast((one) => one.step === id && series.includes(one.register)) ?? null
}

function officeOf(state: DossierState, party: Party | undefined): Id | undefined {
  if (party === undefined) return undefined
  return (party.level === 'ministry' ? state.offices.ministry : state.offices[party.level]) ?? undefined
}
