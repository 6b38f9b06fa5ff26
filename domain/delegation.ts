// What may be delegated, and to whom. Decided here, on what whoever asks has read of the two people.
import type { Id } from './dossier.ts'
import type { Role } from './vocabulary.ts'

/** Powers over the system itself: held in person or not at all. */
const NEVER_DELEGATED: readonly Role[] = ['administrator', 'auditor']

/** Why a delegation can't be given: the code, and the field that it is about. */
export interface DelegationRefused {
  readonly code: 'forbidden' | 'delegationNotPassedOn' | 'unknownTarget'
  readonly field: 'role' | 'toPersonId'
}

/** How the giver holds the role in the office. */
export type Held = 'inPerson' | 'byDelegation' | 'notAtAll'

/**
 * Whether a role may be given away by who holds it so.
 * @source NĐ 30/2020/NĐ-CP Đ.13: what one has by delegation can't be delegated again.
 */
export function givingRefused(role: Role, held: Held): DelegationRefused | null {
  if (held === 'byDelegation') return { code: 'delegationNotPassedOn', field: 'role' }
  return held === 'notAtAll' || NEVER_DELEGATED.includes(role) ? { code: 'forbidden', field: 'role' } : null
}

/** An office in which the receiver holds a role, and the one right above it. */
export interface Seat {
  readonly officeId: Id
  readonly parentId: Id | null
}

/** Between whom a role of an office is to be delegated, and whether for one procedure only. */
export interface Receiving {
  readonly officeId: Id
  readonly fromPersonId: Id
  readonly toPersonId: Id
  readonly forOneProcedure: boolean
  /** Where the receiver holds a role, in person and at present. */
  readonly seats: readonly Seat[]
}

/**
 * Whether the receiver may have it: somebody else, of the same office; for one procedure also of an office right below.
 * @source NĐ 30/2020/NĐ-CP Đ.13: who signs under a delegation heads a part of the same body; TT 124/2021/TT-BCA Đ.10: for
 * its procedure the one who decides may authorise one level below.
 */
export function receivingRefused(asked: Receiving): DelegationRefused | null {
  const { officeId, forOneProcedure, seats } = asked
  const near = seats.some(
    (seat) => seat.officeId === officeId || (forOneProcedure && seat.parentId === officeId),
  )
  const other = asked.toPersonId !== asked.fromPersonId
  return near && other ? null : { code: 'unknownTarget', field: 'toPersonId' }
}
