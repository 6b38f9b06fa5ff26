// The lines of a dossier's record in order. A line about an inspection that is still blind to the reader shows that it
// took place, not what was found.
import { z } from 'zod'
import { libraryOf } from '../../activities/record/cache.ts'
import type { Queryable } from '../../activities/pool.ts'
import type { ChainedEvent } from '../../activities/record/chain.ts'
import type { DossierState } from '../../domain/dossier.ts'
import { bodyVisible } from '../../domain/visibility.ts'
import { EVENT_TYPES, SIGNING_FORMS } from '../../domain/vocabulary.ts'
import { action, id, instant, role, sha256 } from '../schemas.ts'

const place = z.object({ status: z.string(), step: z.string(), round: z.int() })

export const historyLine = z
  .object({
    seq: z.int(),
    type: z.enum(EVENT_TYPES),
    action,
    from: place.nullable(),
    to: place,
    actor: z.object({ kind: z.enum(['person', 'clock', 'batch']), id: id.nullable() }),
    capacity: z.object({ role, officeId: id }).nullable(),
    onBehalfOf: id.nullable(),
    form: z.enum(SIGNING_FORMS).nullable(),
    bodyHash: sha256.nullable(),
    late: z.boolean(),
    data: z.record(z.string(), z.unknown()).readonly(),
    receivedAt: instant,
    recordedAt: instant,
    hash: sha256,
  })
  .meta({ id: 'HistoryLine' })
export type HistoryLine = z.input<typeof historyLine>

/** Lines after a number, one more than the limit where there are more. */
export async function readHistory(
  db: Queryable,
  state: DossierState,
  personId: string,
  after: number,
  limit: number,
): Promise<HistoryLine[]> {
  const { rows } = await db.query<{ data: ChainedEvent; hash: string }>({
    name: 'history',
    text: 'SELECT data, hash FROM event WHERE dossier_id = $1 AND seq > $2 ORDER BY seq LIMIT $3',
    values: [state.id, after, limit + 1],
  })
  const published = await libraryOf(db).procedure(state.procedure.id, state.procedure.version)
  const shows = (bodyHash: string | null): boolean =>
    bodyHash === null || published === null || bodyVisible(published.procedure, state, personId, bodyHash)
  return rows.map(({ data, hash }) => lineOf(data, hash, shows(data.bodyHash)))
}

function lineOf(event: ChainedEvent, hash: string, shown: boolean): HistoryLine {
  const { seq, type, from, to, actor, capacity, onBehalfOf, form, late, receivedAt, recordedAt } = event
  return {
    seq,
    type,
    action: event.action,
    from,
    to,
    actor: { kind: actor.kind, id: actorId(actor) },
    capacity,
    onBehalfOf,
    form,
    bodyHash: shown ? event.bodyHash : null,
    late,
    data: shown ? event.data : {},
    receivedAt,
    recordedAt,
    hash,
  }
}

function actorId(actor: ChainedEvent['actor']): string | null {
  if (actor.kind === 'person') return actor.personId
  return actor.kind === 'batch' ? actor.batchId : null
}

/** Persons and offices that lines name. */
export function idsOfHistory(lines: readonly HistoryLine[]): string[] {
  const ids = lines.flatMap((line) => [line.actor.id, line.capacity?.officeId ?? null, line.onBehalfOf])
  return [...new Set(ids.filter((one) => one !== null))]
}
