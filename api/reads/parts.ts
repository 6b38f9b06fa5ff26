// The parts of a matter, each with its dossier, or while it has none the draft that waits; and what they come to. A whole
// has a few hundred parts at the most: they are read together.
import { z } from 'zod'
import type { Pool } from '../../activities/pool.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { seesSubject } from '../scope.ts'
import type { Scope, Values } from '../scope.ts'
import { readAssigned } from './assigned.ts'
import { dossiersOf, listMatters, matterDetail } from './matters.ts'
import type { MatterItem, ShortDossier } from './matters.ts'
import { instant } from '../schemas.ts'

/** More parts than these are not read in one answer. */
const MOST = 2000

export const part = matterDetail
  .omit({ dossiers: true })
  .extend({
    /** The dossier that goes on, or that was the last; null while nobody has begun. */
    dossier: matterDetail.shape.dossiers.element.nullable(),
    /** Handed out, and not begun. */
    missing: z.boolean(),
    /** When it is due as it stands: the dossier's step, or the first step of one that is to be begun. */
    dueAt: instant.nullable(),
    late: z.boolean(),
  })
  .meta({ id: 'Part' })
export type Part = z.input<typeof part>

/** All parts that the reader sees, in the order of their codes, and what they come to. */
export async function partsOf(pool: Pool, scope: Scope, wholeId: string, at: Instant) {
  const request = { scope, filters: { parent: wholeId }, cursor: null, limit: MOST }
  const matters = await listMatters(pool, request)
  const ids = matters.map(({ id }) => id)
  const dossiers = await dossiersOf(pool, scope, ids, at)
  const waiting = await readAssigned(pool, at, (values: Values) => {
    return `s.parent_id = ${values.add(wholeId)} AND ${seesSubject(scope, values)}`
  })
  const dues = new Map(waiting.map(({ subject, dueAt }) => [subject.id, dueAt]))
  const parts = matters.map((matter) =>
    partOf(matter, dossiers.get(matter.id)?.[0] ?? null, dues.get(matter.id) ?? null, at),
  )
  parts.sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'vi', { numeric: true }))
  const count = (fits: (one: Part) => boolean): number => parts.filter(fits).length
  const counts = {
    total: parts.length,
    handedOut: count((one) => one.status !== 'draft' || one.dossier !== null),
    begun: count(({ dossier }) => dossier !== null),
    closed: count(({ dossier }) => dossier !== null && dossier.closedAt !== null),
    late: count(({ late }) => late),
  }
  return { parts, counts }
}

const keyOf = (one: Part): string => `${one.code ?? ''} ${one.name} ${one.id}`

function partOf(matter: MatterItem, dossier: ShortDossier | null, waits: Instant | null, at: Instant): Part {
  const dueAt = dossier === null ? waits : dossier.closedAt === null ? dossier.dueAt : null
  const missing = dossier === null && matter.status === 'active'
  const late = dossier === null ? missing && dueAt !== null && dueAt < at : dossier.late
  return { ...matter, dossier, missing, dueAt, late }
}
