// Which papers an accepted command gives, under which number and in whose name: read from the step's own data.
import type { Accepted, Command, EventDraft } from './command.ts'
import type { DossierState, GivenNumber, Id } from './dossier.ts'
import { PAPERS_OVER_MANY } from './papers.ts'
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
  const act = actOf(before, accepted)
  if (act === null) return []
  return (step.papers ?? [])
    .filter((rule) => rule.on === act)
    .flatMap((rule) => paperOf(procedure, step, rule, main, accepted.next) ?? [])
}

const isOverMany = ({ kind }: PaperRule): boolean => PAPERS_OVER_MANY.some((over: PaperKind) => over === kind)
const forwardPapers = ({ papers }: StepRule): readonly PaperRule[] =>
  (papers ?? []).filter(({ on }) => on === 'forward')

/**
 * The papers of one act over many dossiers: those of its step that carry a list. Where the step gives only what is made out
 * to one (giấy khen), a decision with the list comes in its place, and each dossier gets its own when the act reaches it.
 */
export function papersOverMany(step: StepRule): PaperRule[] {
  const all = forwardPapers(step)
  const many = all.filter(isOverMany)
  const own = all.find((rule) => !isOverMany(rule))
  if (own === undefined || many.some(({ kind }) => kind === 'decision')) return many
  return [{ ...own, kind: 'decision' }, ...many]
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
    .filter((rule) => !isOverMany(rule))
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
  const number = numberFor(state, step.id, rule)
  const other = rule.signedAt === undefined ? null : stepById(procedure, rule.signedAt)
  const signature =
    other === null ? null : (state.signatures.findLast((one) => one.step === other.id) ?? null)
  const party = (other ?? step).parties[0]
  const officeId = number?.officeId ?? (other === null ? main.capacity?.officeId : officeOf(state, party))
  if (officeId === undefined || party === undefined) return null
  const role = other === null ? (main.capacity?.role ?? party.role) : signerRole(party, signature?.form)
  return {
    kind: rule.kind,
    step: step.id,
    officeId,
    role,
    number,
    signedBy: signature?.by ?? (main.actor.kind === 'person' ? main.actor.personId : null),
    onBehalfOf: signature === null ? main.onBehalfOf : signature.onBehalfOf,
    form: signature?.form ?? main.form,
    signedAt: signature?.at ?? main.receivedAt,
  }
}

/** The post in which a party signed: its deputy's where it was signed KT. */
function signerRole({ role, deputies = [] }: Party, form: SigningForm | undefined): Role {
  return form === 'KT' ? (deputies[0] ?? role) : role
}

function numberFor(state: DossierState, step: string, rule: PaperRule): GivenNumber | null {
  if (rule.register === undefined) return null
  return state.numbers.findLast((one) => one.step === step && one.register === rule.register) ?? null
}

function officeOf(state: DossierState, party: Party | undefined): Id | undefined {
  if (party === undefined) return undefined
  return (party.level === 'ministry' ? state.offices.ministry : state.offices[party.level]) ?? undefined
}
