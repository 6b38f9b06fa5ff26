// Who there is in the little world of a walk: one person for each role that can sit in its offices, and more only
// where duties kept apart or blind inspections ask for distinct people. What is proved is that such people suffice.
import type { Capacity } from '../../command.ts'
import type { Id, Offices } from '../../dossier.ts'
import { officeAt, rolesOf } from '../../people.ts'
import { stepById } from '../../steps.ts'
import type { Party, Path, Procedure, StepRule } from '../../procedure.ts'
import type { OfficeKind, Role } from '../../vocabulary.ts'
import { aboutOf, takenAs } from '../about.ts'
import type { About } from '../about.ts'
import { SINGLE_SEAT, canSit, withoutCommune } from '../seats.ts'

export interface Person {
  readonly id: Id
  /** Steps at which another of the role's people acts: where duties are kept apart, two steps never share one. */
  readonly idleAt: readonly string[]
  readonly role: Role
  readonly capacity: Capacity
}

/** The offices of a dossier, by level; a commune and a province are their own unit, a provincial unit has no commune. */
export function officesOf(path: Path, owner: OfficeKind): Offices {
  const commune = withoutCommune(path, owner) ? null : 'commune'
  const province = (path.traits ?? []).includes('ministerial') ? null : 'province'
  const own = owner === 'commune' || owner === 'province' || owner === 'ministry'
  return { unit: own ? owner : 'unit', commune, province, ministry: 'ministry' }
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
      after.handOut?.by,
      procedure.extendBy,
    ].flatMap((by) => (by === undefined || by === 'decider' ? [] : [by])),
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

/** A role in an office, whatever the levels under which the office is known. */
interface Seat {
  readonly role: Role
  readonly officeId: Id
}

function fits({ role, officeId }: Seat, parties: readonly Party[], offices: Offices): boolean {
  return parties.some((party) => officeAt(offices, party.level) === officeId && rolesOf(party).includes(role))
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

/** Everybody who holds a role that the path, or what follows its end, names. */
export function peopleOf(procedure: Procedure, path: Path, { kind, owner }: About): Person[] {
  const offices = officesOf(path, owner)
  const own: Path = { ...path, kinds: [kind], owners: [owner] }
  const steps = stepsOf(procedure, path)
  const persons = new Map<Id, Person>()
  for (const party of partiesOf(procedure, path)) {
    const officeId = officeAt(offices, party.level)
    if (officeId === null) continue
    for (const role of rolesOf(party).filter((one) => canSit(one, party.level, own))) {
      for (const person of personsIn(steps, offices, { role, officeId })) persons.set(person.id, person)
    }
  }
  return [...persons.values()]
}

/** Subjects of a path that differ in who sits where; the others would only be walked twice. */
export function differingSubjects(procedure: Procedure, path: Path): About[] {
  const seen = new Map<string, About>()
  const own = aboutOf(path).filter((about) => takenAs(procedure, path, about) !== null)
  for (const about of own) {
    const key = JSON.stringify(peopleOf(procedure, path, about).map(({ id }) => id))
    if (!seen.has(key)) seen.set(key, about)
  }
  return [...seen.values()]
}
