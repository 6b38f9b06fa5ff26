// Who someone is to a dossier: which capacity of his fits a party or a task, in whose name, and what keeps him out.
import type { Capacity } from './command.ts'
import type { DossierState, Id, Offices, Task } from './dossier.ts'
import type { Party, StepRule } from './procedure.ts'
import { LEVELS } from './vocabulary.ts'
import type { Level, Role } from './vocabulary.ts'

/** The office of a level; null where there is none, and in states recorded before there was a ministry. */
export function officeAt(offices: Offices, level: Level): Id | null {
  return offices[level] ?? null
}

/** The roles that may act for a party, the first one by right, the others as deputies. */
export function rolesOf(party: Party): readonly Role[] {
  return [party.role, ...(party.deputies ?? [])]
}

/** A capacity of the actor that makes him the party; his own before one by delegation, the role itself before a deputy. */
export function capacityFor(
  party: Party,
  offices: Offices,
  capacities: readonly Capacity[],
): Capacity | null {
  const officeId = officeAt(offices, party.level)
  if (officeId === null) return null
  return bestOf(
    rolesOf(party),
    capacities.filter((capacity) => capacity.officeId === officeId),
  )
}

/** A capacity that makes him one of the parties, the first of them that fits; null where he is none. */
export function capacityOfAny(
  parties: readonly Party[],
  offices: Offices,
  capacities: readonly Capacity[],
): Capacity | null {
  for (const party of parties) {
    const found = capacityFor(party, offices, capacities)
    if (found !== null) return found
  }
  return null
}

/** The first of the roles that somebody holds, his own before one by delegation. */
export function bestOf(roles: readonly Role[], capacities: readonly Capacity[]): Capacity | null {
  for (const delegated of [false, true]) {
    for (const role of roles) {
      const found = capacities.find(
        (capacity) => capacity.role === role && (capacity.delegation !== null) === delegated,
      )
      if (found !== undefined) return found
    }
  }
  return null
}

/** The capacity in which a person may act in a task; null when it isn't his. */
export function capacityForTask(task: Task, personId: Id, capacities: readonly Capacity[]): Capacity | null {
  const { officeId, roles, personId: assigned } = task.assignee
  const fitting = capacities.filter((capacity) => capacity.officeId === officeId)
  if (assigned === null) return bestOf(roles, fitting)
  if (assigned === personId)
    return bestOf(
      roles,
      fitting.filter(({ delegation }) => delegation === null),
    )
  return bestOf(
    roles,
    fitting.filter(({ delegation }) => delegation?.fromPersonId === assigned),
  )
}

/** The step among `apart` at which the actor, or the one he acts for, has acted before; null when he is free. */
export function actedApart(step: StepRule, state: DossierState, persons: readonly Id[]): string | null {
  const found = state.acted.find(
    (acted) =>
      (step.apart ?? []).includes(acted.step) &&
      (persons.includes(acted.personId) || (acted.onBehalfOf !== null && persons.includes(acted.onBehalfOf))),
  )
  return found?.step ?? null
}

/**
 * Whether the actor sits in the very unit that the dossier is about while acting for an office above it. A commune that
 * is itself the subject judges nothing of its own under a power that was lent to it from above.
 * @source TT 124/2021/TT-BCA Đ.10.5: one level down is authorised for units of the territory, not for the commune itself.
 */
export function ownUnit(state: DossierState, acting: Capacity, capacities: readonly Capacity[]): boolean {
  const unit = state.offices.unit
  if (unit === null || acting.officeId === unit) return false
  if (unit === state.offices.commune && acting.delegation === null) return false
  return capacities.some((capacity) => capacity.delegation === null && capacity.officeId === unit)
}

/** Whether any capacity sits in one of the dossier's offices. */
export function concernedCapacity(state: DossierState, capacities: readonly Capacity[]): Capacity | null {
  const offices = LEVELS.map((level) => officeAt(state.offices, level))
  return capacities.find(({ officeId }) => offices.includes(officeId)) ?? null
}
