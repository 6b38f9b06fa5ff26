// Results of years before this system, and of other procedures: what a subject reached in "An toàn về an ninh, trật tự" and
// in the movement's classification. Conditions of the rules rest on them, so each entry is a line of the recorder's office.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { recordResult } from '../../activities/record/results.ts'
import { subjectJoins } from '../../activities/record/subject.ts'
import { civilDateOf, yearOf } from '../../domain/time/civil.ts'
import { RESULT_KINDS } from '../../procedures/result-kinds.ts'
import type { ResultKind } from '../../procedures/result-kinds.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import type { Cursor } from '../reads/cursor.ts'
import { id, instant, line, positive, year } from '../schemas.ts'
import { Values } from '../scope.ts'
import { heldAs, worksWith } from '../territory.ts'
import type { Doing } from './offices.ts'

/** The values of each kind, best first, as procedures/result-kinds.ts has them with their sources. */
export const RESULT_VALUES: Readonly<Record<ResultKind, readonly string[]>> = RESULT_KINDS
export const resultKind = z.enum(Object.keys(RESULT_KINDS) as ResultKind[])
const ANY_VALUE = [...new Set<string>(Object.values(RESULT_KINDS).flat())]

/** Who enters results: a commune's police for its units, a province's staff for its communes and all units of it. */
export const RESULT_KEEPERS = ['communePolice', 'provinceStaff'] as const satisfies readonly Role[]

/** One result; `version` is that of the entry that was read, 0 where there was none; another one is not written over. */
export const resultGiven = {
  value: z.enum(ANY_VALUE),
  /** Where it is written: a decision's number and date, or a list. */
  source: line(300),
  version: z.int().min(0).max(1_000_000).optional(),
} as const

export interface ResultEntry extends z.output<z.ZodObject<typeof resultGiven>> {
  readonly subjectId: string
  readonly kind: ResultKind
  readonly year: number
}

export const resultItem = z
  .object({
    subjectId: id,
    subjectName: z.string(),
    kind: z.string(),
    year,
    value: z.string(),
    source: z.string(),
    dossierId: id.nullable(),
    version: positive,
    recordedAt: instant,
    recordedBy: id,
  })
  .meta({ id: 'Result' })
export type ResultItem = z.input<typeof resultItem>

interface Row extends Omit<ResultItem, 'recordedAt'> {
  readonly recordedAt: Date
}

/** The office whose keeper the actor is for a subject; null where he isn't one. */
async function keepingOffice(client: Client, actor: Actor, subjectId: string): Promise<string | null> {
  const { rows } = await client.query<{ kind: string; communeId: string | null; provinceId: string | null }>(
    `SELECT kind, commune_id AS "communeId", province_id AS "provinceId" FROM office WHERE id = $1
       AND kind IN ('commune', 'agency', 'enterprise', 'school', 'residentialArea')`,
    [subjectId],
  )
  const subject = rows[0]
  if (subject === undefined) return null
  const communes = heldAs(actor, ['communePolice']).offices
  const provinces = heldAs(actor, ['provinceStaff']).offices
  if (subject.communeId !== null && communes.includes(subject.communeId)) return subject.communeId
  return subject.provinceId !== null && provinces.includes(subject.provinceId) ? subject.provinceId : null
}

/** Writes entries, all or none; `place` gives what stands before the names of an entry's fields at fault. */
export async function recordResults(
  client: Client,
  actor: Actor,
  entries: readonly ResultEntry[],
  doing: Doing,
  place: (index: number) => string,
): Promise<void> {
  const lines = new Map<string, object[]>()
  // In one order, whatever the list's, so that two lists never wait for each other.
  const ordered = entries.map((entry, index) => ({ entry, at: place(index) })).sort(bySubject)
  for (const { entry, at } of ordered) {
    const officeId = await keepingOffice(client, actor, entry.subjectId)
    if (officeId === null) throw new Problem('notFound', { field: `${at}subjectId` })
    checkEntry(entry, doing.at, at)
    const version = await writeResult(client, entry, doing, at)
    if (version === null) continue
    const { subjectId, kind, year, value, source } = entry
    const line = { subjectId, kind, year, value, sourceHash: sha256Hex(source), version }
    lines.set(officeId, [...(lines.get(officeId) ?? []), line])
  }
  for (const officeId of [...lines.keys()].sort()) {
    const data = { results: lines.get(officeId) ?? [] }
    await appendChainEvent(client, officeChain(officeId), 'resultsRecorded', data, doing.by, doing.at)
  }
}

const keyOfEntry = ({ subjectId, kind, year }: ResultEntry): string => `${subjectId} ${kind} ${year}`

function bySubject(a: { readonly entry: ResultEntry }, b: { readonly entry: ResultEntry }): number {
  return keyOfEntry(a.entry) < keyOfEntry(b.entry) ? -1 : 1
}

function checkEntry({ kind, value, year: of }: ResultEntry, at: string, place: string): void {
  const values: readonly string[] = RESULT_VALUES[kind]
  if (!values.includes(value)) throw new Problem('invalid', { field: `${place}value` })
  if (of > yearOf(civilDateOf(at))) throw new Problem('invalid', { field: `${place}year` })
}

/** Writes one; gives its version, or null where the very same stands there already. */
async function writeResult(
  client: Client,
  entry: ResultEntry,
  { by, at }: Doing,
  place: string,
): Promise<number | null> {
  const { subjectId, kind, year, value, source, version } = entry
  const { rows } = await client.query<{ value: string; source: string; version: number }>(
    'SELECT value, source, version FROM result_fact WHERE subject_id = $1 AND kind = $2 AND year = $3 FOR UPDATE',
    [subjectId, kind, year],
  )
  const stands = rows[0]
  if (stands?.value === value && stands.source === source) return null
  if (version !== undefined && version !== (stands?.version ?? 0)) {
    throw new Problem('versionConflict', { field: `${place}version`, current: stands ?? null })
  }
  await recordResult(client, { subjectId, kind, year, value, source, dossierId: null, recordedBy: by }, at)
  return (stands?.version ?? 0) + 1
}

export const resultQuery = {
  subject: id.optional(),
  kind: z.string().max(60).optional(),
  /** Anywhere under this province or commune. */
  under: id.optional(),
} as const

export interface ResultRequest {
  readonly actor: Actor
  readonly filters: {
    readonly subject?: string | undefined
    readonly kind?: string | undefined
    readonly under?: string | undefined
    readonly year?: number | undefined
  }
  readonly cursor: Cursor | null
  readonly limit: number
}

const SELECT = `SELECT r.subject_id AS "subjectId", coalesce(s.name, o.name) AS "subjectName", r.kind, r.year, r.value, r.source,
  r.dossier_id AS "dossierId", r.version, r.recorded_at AS "recordedAt", r.recorded_by AS "recordedBy"
  FROM result_fact r ${subjectJoins('r.subject_id', 'JOIN')}`

/** Rows of one page by subject, and one more where there is a next page. */
export async function listResults(db: Queryable, request: ResultRequest): Promise<Row[]> {
  const { actor, filters, cursor, limit } = request
  const values = new Values()
  const equal = (column: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`r.${column} = ${values.add(value)}`]
  const conditions = [
    worksWith(actor, values),
    ...equal('subject_id', filters.subject),
    ...equal('kind', filters.kind),
    ...equal('year', filters.year),
    ...(filters.under === undefined
      ? []
      : [`${values.add(filters.under)} IN (o.parent_id, o.commune_id, o.province_id)`]),
    ...(cursor === null
      ? []
      : [`(r.subject_id, r.kind || '/' || r.year) > (${values.add(cursor[0])}, ${values.add(cursor[1])})`]),
  ]
  const text = `${SELECT} WHERE ${conditions.join(' AND ')}
    ORDER BY r.subject_id, r.kind || '/' || r.year LIMIT ${values.add(limit + 1)}`
  return (await db.query<Row>(text, values.list)).rows
}

export const resultCursor = (row: Row): Cursor => [row.subjectId, `${row.kind}/${row.year}`]

export function resultItemOf(row: Row): ResultItem {
  return { ...row, recordedAt: row.recordedAt.toISOString() }
}
