// Which files of a dossier, or of a draft that is to become one, a person may see, and whether he may add some. What a
// blind inspector brought as evidence is hidden from the other one as long as his verdicts are.
import type { Queryable } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import type { DossierState } from '../../domain/dossier.ts'
import { visibleInspections } from '../../domain/visibility.ts'
import { Problem } from '../problems.ts'
import { lookAt, openForReading } from './detail.ts'
import type { Reading } from './detail.ts'
import { placeOfDraft } from './subjects.ts'

export interface OpenFiles {
  readonly dossierId: string
  readonly personId: string
  readonly mayAdd: boolean
  /** Inspectors whose findings are still blind to the reader: what they uploaded is hidden. */
  readonly hidden: readonly string[]
}

export interface FileRow {
  readonly sha256: string
  readonly size: number
  readonly mime: string
  readonly name: string
  readonly uploadedBy: string
  readonly uploadedAt: string
}

/** Opens the files of a dossier or draft for a person; throws `notFound` where he may not see what was written. */
export async function openFiles(reading: Reading, dossierId: string, route: string): Promise<OpenFiles> {
  const { deps, actor } = reading
  const { personId } = actor
  const seen = await lookAt(deps.pool, actor, dossierId)
  if (seen === null) {
    if ((await placeOfDraft(deps.pool, actor, dossierId, 'work')) === null) throw new Problem('notFound')
    return { dossierId, personId, mayAdd: true, hidden: [] }
  }
  const opened = await openForReading(reading, dossierId, route)
  if (!opened.readsContent) throw new Problem('notFound')
  const auditorOnly = actor.posts.every(({ role }) => role === 'auditor')
  return {
    dossierId,
    personId,
    mayAdd: !auditorOnly,
    hidden: await hiddenAuthors(deps.pool, opened.state, personId),
  }
}

async function hiddenAuthors(db: Queryable, state: DossierState, personId: string): Promise<string[]> {
  const published = await libraryOf(db).procedure(state.procedure.id, state.procedure.version)
  if (published === null) return []
  const visible = visibleInspections(published.procedure, state, personId)
  return state.inspections.filter((record) => !visible.includes(record)).map(({ by }) => by)
}

/** The files that the person may see, in the order of their coming; one of them where a hash is named. */
export async function visibleFiles(db: Queryable, files: OpenFiles, only?: string): Promise<FileRow[]> {
  const { rows } = await db.query<Omit<FileRow, 'uploadedAt'> & { uploadedAt: Date }>(
    `SELECT sha256, size, mime, name, uploaded_by AS "uploadedBy", uploaded_at AS "uploadedAt" FROM document
     WHERE dossier_id = $1 AND uploaded_by <> ALL($2::text[]) AND ($3::text IS NULL OR sha256 = $3)
     ORDER BY uploaded_at, sha256 LIMIT 1000`,
    [files.dossierId, files.hidden, only ?? null],
  )
  return rows.map((row) => ({ ...row, uploadedAt: row.uploadedAt.toISOString() }))
}
