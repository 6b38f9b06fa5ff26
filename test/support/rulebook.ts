// Builders for tests of the rulebook, one a noun: people and their capacities, the facts of the world, commands, and
// `run`, which plays acts through `decide` and fails loudly at the first refusal. Facts hold only what `factNeeds` asks
// for, so each test also proves that the rule asks for enough; all that goes in is frozen, so a change of it would throw.
import { holdersKey, resultsKey } from '../../domain/command.ts'
import type {
  Accepted,
  Actor,
  Answer,
  Args,
  Basis,
  Body,
  CampaignFacts,
  Capacity,
  Command,
  CriteriaSheet,
  Decision,
  EventDraft,
  Effect,
  Facts,
  Refused,
  SubjectFacts,
} from '../../domain/command.ts'
import { decide } from '../../domain/decide/index.ts'
import type { DossierState, GivenNumber, Id } from '../../domain/dossier.ts'
import { factNeeds } from '../../domain/needs.ts'
import { applyNumbers } from '../../domain/numbers.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import type { Action, Role } from '../../domain/vocabulary.ts'

export { aProcedure } from './rulebook-procedure.ts'

/** The offices of the dossier: its unit, the unit's commune, the commune's province; and a neighbour. */
export const UNIT = 'U1'
export const COMMUNE = 'C1'
export const PROVINCE = 'P1'
export const NEXT_COMMUNE = 'C2'

/** A Monday morning in Vietnam, a week before registration ends: when things happen unless a test says otherwise. */
export const JANUARY: Instant = '2026-01-12T02:00:00.000Z'

/** A role in an office: one's own, or, with `from`, held in that person's name by a dated delegation. */
export function capacity(role: Role, officeId: Id, from: Id | null = null): Capacity {
  return {
    role,
    officeId,
    holdingId: `${from ?? 'own'}/${officeId}/${role}`,
    delegation: from === null ? null : { id: `delegation/${from}`, fromPersonId: from },
  }
}

type People = Readonly<Record<Id, readonly Capacity[]>>

/** Everyone, by what they are; the tests call them by these ids. */
export const PEOPLE: People = {
  head: [capacity('unitHead', UNIT)],
  officer: [capacity('unitOfficer', UNIT)],
  police: [capacity('communePolice', COMMUNE)],
  police2: [capacity('communePolice', COMMUNE)],
  inspector: [capacity('inspector', COMMUNE)],
  inspector2: [capacity('inspector', COMMUNE)],
  settler: [capacity('inspector', PROVINCE)],
  office: [capacity('communeOffice', COMMUNE)],
  office2: [capacity('communeOffice', COMMUNE)],
  finance: [capacity('finance', COMMUNE)],
  culture: [capacity('cultureSocial', COMMUNE)],
  committeeHead: [capacity('committeeHead', COMMUNE)],
  member1: [capacity('committeeMember', COMMUNE)],
  member2: [capacity('committeeMember', COMMUNE)],
  member3: [capacity('committeeMember', COMMUNE)],
  front1: [capacity('fatherlandFront', COMMUNE)],
  front2: [capacity('fatherlandFront', COMMUNE)],
  front3: [capacity('fatherlandFront', COMMUNE)],
  chair: [capacity('communeChair', COMMUNE)],
  viceChair: [capacity('communeViceChair', COMMUNE)],
  staff: [capacity('provinceStaff', PROVINCE)],
  staff2: [capacity('provinceStaff', PROVINCE)],
  department: [capacity('department', PROVINCE)],
  provinceChair: [capacity('provinceChair', PROVINCE)],
  provinceViceChair: [capacity('provinceViceChair', PROVINCE)],
  records: [capacity('recordsOfficer', PROVINCE)],
  administrator: [capacity('administrator', PROVINCE)],
  neighbour: [capacity('communePolice', NEXT_COMMUNE)],
  stranger: [],
}

/** A person with his capacities, as `allowedActions` is asked about him. */
export function person(id: Id, people: People = PEOPLE) {
  return { personId: id, capacities: people[id] ?? [] }
}

/** The people, with more capacities for some. */
export function peopleWith(more: People): People {
  const changed = Object.entries(more).map(([id, own]) => [id, [...(PEOPLE[id] ?? []), ...own]] as const)
  return { ...PEOPLE, ...Object.fromEntries(changed) }
}

export const SHEET: CriteriaSheet = {
  id: 'sheet',
  version: 1,
  vi: 'Phiếu',
  sample: true,
  source: 'test',
  criteria: ['c1', 'c2', 'c3'].map((id) => ({
    id,
    vi: id,
    group: 'g',
    mustMeet: true,
    allowsNotApplicable: id === 'c3',
  })),
}

/** Answers to the whole sheet: everything met but what is named. */
export function answers(...notMet: readonly string[]): Body {
  const verdicts = SHEET.criteria.map(({ id }): [string, Answer] => [
    id,
    { verdict: notMet.includes(id) ? 'notMet' : 'met' },
  ])
  return { answers: Object.fromEntries(verdicts), sheet: { id: SHEET.id, version: SHEET.version } }
}

const CAMPAIGN: CampaignFacts = {
  id: 'campaign',
  procedureHash: 'procedure-hash',
  year: 2026,
  status: 'open',
  opensAt: '2025-12-31T17:00:00.000Z',
  closesAt: '2026-12-31T16:59:59.999Z',
  dates: {},
  reading: 'strict',
  settings: {},
  sheets: { agency: { id: SHEET.id, version: SHEET.version } },
}

export const AGENCY: SubjectFacts = {
  id: UNIT,
  kind: 'agency',
  offices: { unit: UNIT, commune: COMMUNE, province: PROVINCE },
  provincial: false,
  communeHasPolice: true,
  valid: true,
}

/** What lies outside the dossier, as the tests may set it. */
export interface World {
  readonly people: People
  readonly campaign: CampaignFacts
  readonly calendar: HolidayCalendar
  readonly subject: SubjectFacts
  readonly results: Facts['results']
  readonly sheet: CriteriaSheet
  readonly batches: Readonly<Record<Id, NonNullable<Facts['batch']>['status']>>
  readonly newer: Procedure | null
  /** What children, figures and waiting parts there are, for procedures that count them. */
  readonly counts: NonNullable<Facts['counts']>
  readonly figures: NonNullable<Facts['figures']>
  readonly parts: NonNullable<Facts['parts']>
  /** Hashes of files that are stored; a body of these tests may name any file called `file…`. */
  readonly stored: readonly string[]
  /** Values that point at an office or person that is known. */
  readonly known: readonly string[]
}

export function world(
  more: Partial<Omit<World, 'campaign'>> & { campaign?: Partial<CampaignFacts> } = {},
): World {
  return {
    people: PEOPLE,
    calendar: SHIPPED_CALENDAR,
    subject: AGENCY,
    results: { safety: { 2025: 'achieved' } },
    sheet: SHEET,
    batches: { batch: 'collecting' },
    newer: null,
    counts: {},
    figures: {},
    parts: [],
    stored: ['file1', 'file2', 'file3'],
    known: [],
    ...more,
    campaign: { ...CAMPAIGN, ...more.campaign },
  }
}

const WORLD = world()

/** A hash that says what it is the hash of, so that a test needs no store for contents. */
export function hashOf(body: Body): string {
  return JSON.stringify(body)
}

/** What somebody asks for. `at` and `basis` are filled in: January, and what he would see now. */
export interface Act {
  readonly action: Action
  readonly by: Id | Actor
  readonly at?: Instant
  readonly body?: Body
  readonly args?: Args
  readonly basis?: Partial<Basis> | null
}

export function act(action: Action, by: Id | Actor, more: Omit<Act, 'action' | 'by'> = {}): Act {
  return { action, by, ...more }
}

export const CLOCK: Actor = { kind: 'clock' }
export const batch = (batchId: Id = 'batch'): Actor => ({ kind: 'batch', batchId })
export const because = (reason = 'có lý do'): Body => ({ reason })

export function basisOf(state: DossierState): Basis {
  return { step: state.step, round: state.round, contentHash: state.contentHash }
}

/** The command that the API would make of an act on this state. */
export function command(state: DossierState | null, asked: Act): Command {
  const seen = state === null ? null : basisOf(state)
  const { basis } = asked
  return {
    id: `${asked.action}/1`,
    dossierId: 'dossier',
    action: asked.action,
    actor: typeof asked.by === 'string' ? { kind: 'person', personId: asked.by } : asked.by,
    receivedAt: asked.at ?? JANUARY,
    basis: basis === null ? null : seen === null ? null : { ...seen, ...basis },
    bodyHash: asked.body === undefined ? null : hashOf(asked.body),
    args: asked.args ?? {},
  }
}

function only<T>(all: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)))
}

/** The facts that `factNeeds` names for a command, read from the world; nothing else is in them. */
export function facts(
  procedure: Procedure,
  state: DossierState | null,
  given: Command,
  body: Body | null = null,
  { campaign, calendar, subject, people, ...outside }: World = WORLD,
): Facts {
  const needs = factNeeds(procedure, state, given, subject, campaign)
  const { actor, args } = given
  const actorId =
    actor.kind === 'person' ? actor.personId : actor.kind === 'batch' ? args.toPersonId : undefined
  const holds = (officeId: Id, role: Role) =>
    Object.keys(people).filter((id) =>
      (people[id] ?? []).some(
        (one) => one.delegation === null && one.officeId === officeId && one.role === role,
      ),
    )
  const results: Record<string, Record<number, string>> = {}
  for (const { kind, year, of } of needs.results) {
    const key = resultsKey(kind, of)
    const value = outside.results[key]?.[year]
    if (value !== undefined) results[key] = { ...results[key], [year]: value }
  }
  const office = needs.targetOfficeId
  const batchStatus = needs.batchId === null ? undefined : outside.batches[needs.batchId]
  const { newer } = outside
  const asked = newer !== null && needs.newerVersion === newer.version ? newer : null
  return {
    campaign,
    calendar,
    subject,
    capacities: actorId === undefined ? [] : (people[actorId] ?? []),
    holders: Object.fromEntries(
      needs.holders.map(({ officeId, role }) => [holdersKey(officeId, role), holds(officeId, role)]),
    ),
    results,
    sheet: needs.sheet === null ? null : outside.sheet,
    body,
    previous: needs.previousHash === null ? null : (JSON.parse(needs.previousHash) as Body),
    stored: outside.stored,
    known: outside.known,
    targetOffice:
      office !== null && [UNIT, COMMUNE, PROVINCE, NEXT_COMMUNE].includes(office)
        ? { id: office, kind: 'commune' }
        : null,
    batch:
      needs.batchId !== null && batchStatus !== undefined ? { id: needs.batchId, status: batchStatus } : null,
    newer: asked,
    newerHash: asked === null ? null : 'newer-hash',
    counts: only(
      outside.counts,
      needs.counts.map(({ id }) => id),
    ),
    figures: only(outside.figures, needs.figures),
    parts: needs.parts ? outside.parts : [],
  }
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}

/** Asks the rule for one act; nothing that goes in may be changed by it. */
export function ask(
  procedure: Procedure,
  state: DossierState | null,
  asked: Act,
  outside: World = WORLD,
): Decision {
  const given = command(state, asked)
  const known = facts(procedure, state, given, asked.body ?? null, outside)
  return decide(deepFreeze(procedure), deepFreeze(state), deepFreeze(given), deepFreeze(known))
}

/** What was played: the state at the end, and all that was written down and set off on the way. */
export interface Played {
  readonly state: DossierState
  readonly events: readonly EventDraft[]
  readonly effects: readonly Effect[]
}

/** The numbers that the registers would give: one more than the dossier has of the same register. */
export function numbered(decided: Accepted, at: Instant): Accepted {
  const given: GivenNumber[] = []
  for (const effect of decided.effects) {
    if (effect.kind !== 'giveNumber') continue
    const { register, officeId, year, step } = effect
    const before = [...decided.next.numbers, ...given].filter((one) => one.register === register)
    given.push({ register, officeId, year, step, at, number: before.length + 1 })
  }
  return applyNumbers(decided, given)
}

/** Plays acts one after another; fails at the first that is refused, and says which and why. */
export function run(
  procedure: Procedure,
  acts: readonly Act[],
  from: DossierState | null = null,
  outside: World = WORLD,
): Played {
  let state = from
  const events: EventDraft[] = []
  const effects: Effect[] = []
  acts.forEach((asked, index) => {
    const decision = ask(procedure, state, asked, outside)
    if (!decision.ok) {
      const who = typeof asked.by === 'string' ? asked.by : asked.by.kind
      throw new Error(
        `act ${index + 1}, ${asked.action} by ${who}: refused as ${decision.code} ${JSON.stringify(decision.detail)}`,
      )
    }
    const done = numbered(decision, asked.at ?? JANUARY)
    state = done.next
    events.push(...done.events)
    effects.push(...done.effects)
  })
  if (state === null) throw new Error('nothing was played')
  return { state, events, effects }
}

/** The refusal of an act; fails when it is accepted. */
export function refusal(
  procedure: Procedure,
  state: DossierState | null,
  asked: Act,
  outside: World = WORLD,
): Refused {
  const decision = ask(procedure, state, asked, outside)
  if (decision.ok) throw new Error(`${asked.action} was accepted`)
  return decision
}
