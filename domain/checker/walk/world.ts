// The little world in which a path is walked: a subject, its offices, one person for each role that can sit there
// (more only where duties kept apart or blind inspections need it), and results as good or bad as the world says.
import { holdersKey } from '../../command.ts'
import type { Capacity, CriteriaSheet, Facts } from '../../command.ts'
import type { Id } from '../../dossier.ts'
import { rolesOf } from '../../people.ts'
import { stepById } from '../../steps.ts'
import type { Party, Path, Procedure, StepRule } from '../../procedure.ts'
import { addMs } from '../../time/civil.ts'
import type { Instant } from '../../time/civil.ts'
import type { Level, Role, SubjectKind } from '../../vocabulary.ts'
import type { CheckContext } from '../finding.ts'
import { SINGLE_SEAT, canSit } from '../seats.ts'
import type { Life } from '../structure/dates.ts'

/** Which earlier results the subject has: all that any step asks for, none of last year's, none of this year's. */
export const WORLDS = ['good', 'lastYearBad', 'thisYearBad'] as const
export type WorldKind = (typeof WORLDS)[number]

export interface Person {
  readonly id: Id
  /** Steps at which another of the role's people acts: where duties are kept apart, two steps never share one. */
  readonly idleAt: readonly string[]
  readonly role: Role
  readonly capacity: Capacity
}

export interface World {
  readonly procedure: Procedure
  readonly path: Path
  readonly kind: WorldKind
  readonly persons: readonly Person[]
  /** Facts without the actor's capacities and body, which each command brings. */
  readonly facts: Facts
  /** The instant at which everything in the walk is received: an hour after the campaign opens. */
  readonly at: Instant
}

export const HASH = 'checked'
const HOUR_MS = 3_600_000

const SHEET: CriteriaSheet = {
  id: 'checked',
  version: 1,
  vi: 'Phiếu kiểm thử',
  sample: true,
  source: 'checker',
  criteria: [{ id: 'c1', vi: 'Tiêu chí', group: 'Nhóm', mustMeet: true, allowsNotApplicable: false }],
}

function officesOf(path: Path, kind: SubjectKind): Record<Level, Id | null> {
  const provincial = (path.traits ?? []).includes('provincial')
  const commune = provincial ? null : 'commune'
  return { unit: kind === 'commune' ? 'commune' : 'unit', commune, province: 'province' }
}

function stepsOf(procedure: Procedure, path: Path): StepRule[] {
  return path.steps.flatMap((id) => stepById(procedure, id) ?? [])
}

/** Every party that the path's steps, and what may follow its end, name. */
function partiesOf(procedure: Procedure, path: Path): Party[] {
  const { after } = procedure
  return [
    ...stepsOf(procedure, path).flatMap(actorsOf),
    ...[
      after.maintain?.by,
      after.revoke?.by,
      after.correct?.by,
      after.reopen?.by,
      procedure.extendBy,
    ].flatMap((by) => by ?? []),
  ]
}

/** Everybody who may act at a step, in whatever part. */
export function actorsOf(step: StepRule): Party[] {
  const { parties, inspection, assessment, late, signing } = step
  return [
    ...parties,
    ...(inspection === undefined ? [] : inspection.by),
    ...(inspection?.settledBy === undefined ? [] : [inspection.settledBy]),
    ...(assessment === undefined ? [] : [assessment.by, ...(assessment.also ?? [])]),
    ...(late.effect === 'refuse' ? [late.acceptedBy] : []),
    ...(signing.mode === 'quorum' ? [signing.recordedBy] : []),
  ]
}

type Offices = Readonly<Record<Level, Id | null>>

/** A role in an office, whatever the levels under which the office is known. */
interface Seat {
  readonly role: Role
  readonly officeId: Id
}

function fits({ role, officeId }: Seat, parties: readonly Party[], offices: Offices): boolean {
  return parties.some((party) => offices[party.level] === officeId && rolesOf(party).includes(role))
}

/**
 * Which shift of a role acts at each step of the path, so that steps kept apart never share one. A role that an
 * office has one holder of has one shift, however much is asked of it.
 */
function shiftsOf(
  steps: readonly StepRule[],
  offices: Offices,
  seat: Seat,
): Readonly<Record<string, number>> {
  const shifts: Record<string, number> = {}
  const own = steps.filter((step) => fits(seat, actorsOf(step), offices))
  for (const step of own) {
    const apart = own.filter(
      (other) => (step.apart ?? []).includes(other.id) || (other.apart ?? []).includes(step.id),
    )
    const taken = apart.map(({ id }) => shifts[id])
    let shift = 1
    while (!SINGLE_SEAT.includes(seat.role) && taken.includes(shift)) shift += 1
    shifts[step.id] = shift
  }
  return shifts
}

/** How many of a shift there must be: two where two inspect blind, and one more to settle what they differ in. */
function crew(steps: readonly StepRule[], offices: Offices, seat: Seat): number {
  if (SINGLE_SEAT.includes(seat.role)) return 1
  const counts = steps.map(({ inspection }) => {
    if (inspection?.blind !== 'double') return 1
    const settles = inspection.settledBy !== undefined && fits(seat, [inspection.settledBy], offices)
    return (fits(seat, inspection.by, offices) ? 2 : 0) + (settles ? 1 : 0)
  })
  return Math.max(1, ...counts)
}

function personsIn(steps: readonly StepRule[], offices: Offices, seat: Seat): Person[] {
  const { role, officeId } = seat
  const shifts = shiftsOf(steps, offices, seat)
  const last = Math.max(1, ...Object.values(shifts))
  const count = last * crew(steps, offices, seat)
  return Array.from({ length: count }, (_, index) => {
    const id = `${role}${count > 1 ? index + 1 : ''}@${officeId}`
    const idleAt = Object.keys(shifts).filter((step) => shifts[step] !== (index % last) + 1)
    return { id, role, idleAt, capacity: { role, officeId, holdingId: id, delegation: null } }
  })
}

function peopleOf(procedure: Procedure, path: Path, kind: SubjectKind): Person[] {
  const offices = officesOf(path, kind)
  const own: Path = { ...path, kinds: [kind] }
  const steps = stepsOf(procedure, path)
  const persons = new Map<Id, Person>()
  for (const party of partiesOf(procedure, path)) {
    const officeId = offices[party.level]
    if (officeId === null) continue
    for (const role of rolesOf(party).filter((one) => canSit(one, party.level, own))) {
      for (const person of personsIn(steps, offices, { role, officeId })) persons.set(person.id, person)
    }
  }
  return [...persons.values()]
}

/** Kinds of subject of a path that differ in who sits where; the others would only be walked twice. */
export function differingKinds(procedure: Procedure, path: Path): SubjectKind[] {
  const seen = new Map<string, SubjectKind>()
  for (const kind of path.kinds) {
    const key = JSON.stringify(peopleOf(procedure, path, kind).map(({ id }) => id))
    if (!seen.has(key)) seen.set(key, kind)
  }
  return [...seen.values()]
}

function resultsIn(kind: WorldKind, procedure: Procedure, year: number): Facts['results'] {
  const results: Record<string, Record<number, string>> = {}
  for (const need of procedure.steps.flatMap((step) => step.needs)) {
    if (need.kind !== 'priorResult') continue
    const missing = need.yearOffset === -1 ? kind === 'lastYearBad' : kind === 'thisYearBad'
    const [best] = need.accepted
    if (!missing && best !== undefined)
      results[need.result] = { ...results[need.result], [year + need.yearOffset]: best }
  }
  return results
}

/** Builds the world of one kind of subject on a path. */
export function buildWorld(
  procedure: Procedure,
  path: Path,
  subjectKind: SubjectKind,
  kind: WorldKind,
  context: CheckContext,
  life: Life,
): World {
  const persons = peopleOf(procedure, path, subjectKind)
  const holders: Record<string, Id[]> = {}
  for (const { id, capacity } of persons) {
    const key = holdersKey(capacity.officeId, capacity.role)
    holders[key] = [...(holders[key] ?? []), id]
  }
  const sheet = { id: SHEET.id, version: SHEET.version }
  const switches = procedure.paths.flatMap(({ setting }) =>
    setting === undefined ? [] : [[setting, setting === path.setting]],
  )
  const traits = path.traits ?? []
  return {
    procedure,
    path,
    kind,
    persons,
    at: addMs(life.opensAt, HOUR_MS),
    facts: {
      campaign: {
        id: 'campaign',
        procedureHash: HASH,
        year: context.year,
        status: 'open',
        opensAt: life.opensAt,
        closesAt: life.closesAt,
        dates: {},
        reading: 'strict',
        settings: Object.fromEntries(switches) as Readonly<Record<string, boolean>>,
        sheets: Object.fromEntries(procedure.subjects.map((one) => [one, sheet])),
      },
      calendar: context.calendar,
      subject: {
        id: 'subject',
        kind: subjectKind,
        offices: officesOf(path, subjectKind),
        provincial: traits.includes('provincial'),
        communeHasPolice: !traits.includes('noPolice'),
        valid: true,
      },
      capacities: [],
      holders,
      results: resultsIn(kind, procedure, context.year),
      sheet: SHEET,
      body: null,
      previous: null,
      stored: [HASH],
      targetOffice: null,
      batch: null,
      newer: null,
      newerHash: null,
    },
  }
}
