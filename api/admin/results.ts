// Results of years before this system, and of other procedures: what a subject reached in "An toàn về an ninh, trật tự" and
// in the movement's classification. Conditions of the rules rest on them, so each entry is a line of the recorder's office.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { appendChainEvents } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { recordResults as writeFacts } from '../../activities/record/results.ts'
import type { ResultFact } from '../../activities/record/results.ts'
import { subjectJoins } from '../../activities/record/subject.ts'
import { civilDateOf, yearOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { RESULT_KINDS } from '../../procedures/result-kinds.ts'
import type { ResultKind } from '../../procedures/result-kinds.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import type { Cursor } from '../reads/cursor.ts'
import { id, instant, line, positive, year } from '../schemas.ts'
import { Values } from '../scope.ts'
import { heldAs, worksWith } from '../territory.ts'
import { GIVER, sourceText } from '../reads/given.ts'
import type { ResultGiver } from '../reads/given.ts'
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

/** What becomes of an entry when it is written. */
export interface Judged {
  readonly refusal: Problem | null
  /** The office whose chain it will be a line of; null where it is refused. */
  readonly officeId: string | null
  /** What stands there now. */
  readonly stands: Standing | null
  /** The very same stands there already. */
  readonly same: boolean
}

interface Standing {
  readonly value: string
  readonly source: string
  readonly version: number
}

const keyOf = (entry: Pick<ResultEntry, 'subjectId' | 'kind' | 'year'>): string =>
  `${entry.subjectId} ${entry.kind} ${entry.year}`

/** Says of each entry whether it may be written, and over what; the entries that stand stay locked when asked for. */
export async function judgeResults(
  db: Queryable,
  actor: Actor,
  entries: readonly ResultEntry[],
  at: Instant,
  lock: '' | 'FOR UPDATE OF r' = '',
): Promise<readonly Judged[]> {
  const offices = await keepingOffices(
    db,
    actor,
    entries.map(({ subjectId }) => subjectId),
  )
  const standing = await standingOf(db, entries, lock)
  return entries.map((entry) => {
    const officeId = offices.get(entry.subjectId) ?? null
    const stands = standing.get(keyOf(entry)) ?? null
    const same = stands?.value === entry.value && stands.source === entry.source
    const refusal =
      officeId === null
        ? new Problem('notFound', { field: 'subjectId' })
        : (faultOf(entry, at) ?? (same ? null : conflictOf(entry, stands)))
    return { refusal, officeId: refusal === null ? officeId : null, stands, same: refusal === null && same }
  })
}

/** The office whose keeper the actor is for each subject; those where he isn't one are left out. */
async function keepingOffices(
  db: Queryable,
  actor: Actor,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; communeId: string | null; provinceId: string | null }>(
    `SELECT id, commune_id AS "communeId", province_id AS "provinceId" FROM office WHERE id = ANY($1)
       AND kind IN ('commune', 'agency', 'enterprise', 'school', 'residentialArea')`,
    [[...new Set(subjects)]],
  )
  const communes = heldAs(actor, ['communePolice']).offices
  const provinces = heldAs(actor, ['provinceStaff']).offices
  const kept = new Map<string, string>()
  for (const { id: subject, communeId, provinceId } of rows) {
    if (communeId !== null && communes.includes(communeId)) kept.set(subject, communeId)
    else if (provinceId !== null && provinces.includes(provinceId)) kept.set(subject, provinceId)
  }
  return kept
}

async function standingOf(
  db: Queryable,
  entries: readonly ResultEntry[],
  lock: string,
): Promise<ReadonlyMap<string, Standing>> {
  // In one order, whatever the list's, so that two lists never wait for each other.
  const { rows } = await db.query<Standing & Pick<ResultEntry, 'subjectId' | 'kind' | 'year'>>(
    `SELECT r.subject_id AS "subjectId", r.kind, r.year, r.value, r.source, r.version FROM result_fact r
     JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[], $3::int[]) AS x (subject_id, kind, year)) AS n
       ON n.subject_id = r.subject_id AND n.kind = r.kind AND n.year = r.year
     ORDER BY r.subject_id, r.kind, r.year ${lock}`,
    [
      entries.map(({ subjectId }) => subjectId),
      entries.map(({ kind }) => kind),
      entries.map(({ year: of }) => of),
    ],
  )
  return new Map(rows.map((row) => [keyOf(row), row]))
}

function faultOf({ kind, value, year: of }: ResultEntry, at: Instant): Problem | null {
  const values: readonly string[] = RESULT_VALUES[kind]
  if (!values.includes(value)) return new Problem('invalid', { field: 'value' })
  return of > yearOf(civilDateOf(at)) ? new Problem('invalid', { field: 'year' }) : null
}

function conflictOf({ version }: ResultEntry, stands: Standing | null): Problem | null {
  if (version === undefined || version === (stands?.version ?? 0)) return null
  const current =
    stands === null ? null : { value: stands.value, source: stands.source, version: stands.version }
  return new Problem('versionConflict', { field: 'version', current })
}

/** Writes entries, all or none; `place` gives what stands before the names of an entry's fields at fault. */
export async function recordResults(
  client: Client,
  actor: Actor,
  entries: readonly ResultEntry[],
  doing: Doing,
  place: (index: number) => string,
): Promise<void> {
  const judged = await recordEach(client, actor, entries, doing)
  const at = judged.findIndex(({ refusal }) => refusal !== null)
  const refusal = judged[at]?.refusal
  if (refusal === null || refusal === undefined) return
  const { field } = refusal.parts
  throw new Problem(refusal.code, {
    ...refusal.parts,
    ...(field === undefined ? {} : { field: `${place(at)}${field}` }),
  })
}

/** Writes those that may be written and aren't there already, each subject, kind and year once; says what became of each. */
export async function recordEach(
  client: Client,
  actor: Actor,
  entries: readonly ResultEntry[],
  { by, at }: Doing,
): Promise<readonly Judged[]> {
  const judged = await judgeResults(client, actor, entries, at, 'FOR UPDATE OF r')
  const facts: ResultFact[] = []
  const lines = new Map<string, object[]>()
  for (const [index, { refusal, officeId, same, stands }] of judged.entries()) {
    const entry = entries[index]
    if (refusal !== null || officeId === null || same || entry === undefined) continue
    const { subjectId, kind, year: of, value, source } = entry
    facts.push({ subjectId, kind, year: of, value, source, dossierId: null, recordedBy: by })
    const sourceHash = sha256Hex(source)
    const line = { subjectId, kind, year: of, value, sourceHash, version: (stands?.version ?? 0) + 1 }
    lines.set(officeId, [...(lines.get(officeId) ?? []), line])
  }
  await writeFacts(client, facts, at)
  const chained = [...lines].map(([officeId, results]) => ({
    chainId: officeChain(officeId),
    type: 'resultsRecorded',
    data: { results },
    actor: by,
  }))
  await appendChainEvents(client, chained, at)
  return judged
}

export const resultQuery = {
  subject: id.optional(),
  kind: z.string().max(60).optional(),
  /** Anywhere under this province or commune. */
  under: id.optional(),
  /** Right below this office. */
  parent: id.optional(),
} as const

export interface ResultRequest {
  readonly actor: Actor
  readonly filters: {
    readonly subject?: string | undefined
    readonly kind?: string | undefined
    readonly under?: string | undefined
    readonly parent?: string | undefined
    readonly year?: number | undefined
  }
  readonly cursor: Cursor | null
  readonly limit: number
}

const SELECT = `SELECT r.subject_id AS "subjectId", coalesce(s.name, o.name) AS "subjectName", r.kind, r.year, r.value, r.source,
  r.dossier_id AS "dossierId", r.version, r.recorded_at AS "recordedAt", r.recorded_by AS "recordedBy", ${GIVER} AS given
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
    ...(filters.parent === undefined ? [] : [`o.parent_id = ${values.add(filters.parent)}`]),
    ...(cursor === null
      ? []
      : [`(r.subject_id, r.kind || '/' || r.year) > (${values.add(cursor[0])}, ${values.add(cursor[1])})`]),
  ]
  const text = `${SELECT} WHERE ${conditions.join(' AND ')}
    ORDER BY r.subject_id, r.kind || '/' || r.year LIMIT ${values.add(limit + 1)}`
  const { rows } = await db.query<Row & { readonly given: ResultGiver | null }>(text, values.list)
  return rows.map(({ given, ...row }) => ({ ...row, source: sourceText(row.source, given) }))
}

export const resultCursor = (row: Row): Cursor => [row.subjectId, `${row.kind}/${row.year}`]

export function resultItemOf(row: Row): ResultItem {
  return { ...row, recordedAt: row.recordedAt.toISOString() }
}
