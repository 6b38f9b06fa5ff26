// Whom a form may point at: the offices that its writer sees, and the account holders whom he works with. What lies beyond is
// refused in the same words as what isn't there, before anything is stored.
import { knownReferences } from '../../activities/record/references.ts'
import type { Body } from '../../domain/command.ts'
import { referencesIn, unknownReferences } from '../../domain/pointing.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../../activities/pool.ts'
import type { Actor } from '../auth/actor.ts'
import { refusalProblem } from '../problems.ts'
import { Values } from '../scope.ts'
import { seesOffice, worksWithPerson } from '../territory.ts'

/** Throws `needsUnmet`, naming each field and cell that points at what the actor doesn't see. */
export async function refuseUnseen(
  db: Queryable,
  actor: Actor,
  asked: { readonly dossierId: string; readonly body: Body | null },
  at: Instant,
): Promise<void> {
  const texts = referencesIn(asked.body)
  if (asked.body === null || texts.length === 0) return
  const values = new Values()
  const reach = {
    office: seesOffice(actor, values),
    person: worksWithPerson(actor, values.add(at), values),
    values: values.list,
  }
  const needs = unknownReferences(asked.body, await knownReferences(db, asked.dossierId, texts, reach))
  if (needs.length > 0) throw refusalProblem('needsUnmet', { needs })
}
