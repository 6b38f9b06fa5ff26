// Takes an uploaded sheet in: looks at its first bytes and, of an archive, at what it says of itself, keeps it for the worker
// and makes the import's row. What the file really holds only the reading process finds out.
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Request, Response } from 'express'
import { inTransaction } from '../../activities/pool.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { idFrom } from '../../activities/record/ids.ts'
import { importFile } from '../../activities/upkeep/imports.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { keyOf } from '../actions/reply.ts'
import { arrive, cleanName } from '../arriving.ts'
import type { Actor } from '../auth/actor.ts'
import type { Deps } from '../deps.ts'
import { hashOfFile } from '../documents.ts'
import { Problem } from '../problems.ts'
import { insertJob, readJob } from './jobs.ts'
import type { Job } from './jobs.ts'
import type { ImportKindId, ImportOptions } from './kind.ts'
import { openArchive } from './reader/archive.ts'
import { FILE_FAULTS, FileRefused } from './reader/lines.ts'
import type { FileFault } from './reader/lines.ts'

/** Imports of one person that may be read or written at once. */
const MOST_UNDER_WAY = 5
const BUSY_AFTER_SECONDS = 20

const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** The container of old Excel files, and of new ones with a password. */
const OLD = [0xd0, 0xcf, 0x11, 0xe0]

function refused(fault: FileFault): Problem {
  const code = fault === 'tooHeavy' ? 'payloadTooLarge' : 'unsupportedType'
  return new Problem(code, {
    field: 'file',
    errors: [{ field: 'file', code: fault, message: FILE_FAULTS[fault] }],
  })
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** What the file is, by its content; throws the problem where it is neither, or isn't what its name says. */
async function formatOf(path: string, name: string): Promise<'xlsx' | 'csv'> {
  const start = await firstBytes(path)
  const begins = (bytes: readonly number[]): boolean => bytes.every((byte, at) => start[at] === byte)
  const ending = /\.([a-z0-9]{1,5})$/iu.exec(name)?.[1]?.toLowerCase() ?? ''
  if (start.length === 0) throw new Problem('invalidRequest', { field: 'file' })
  if (begins(OLD)) throw refused('oldExcel')
  if (begins(ZIP)) {
    if (ending !== 'xlsx') throw refused(ending === 'csv' ? 'otherName' : 'notASheet')
    await judgeArchive(path)
    return 'xlsx'
  }
  if (ending === 'xlsx') throw refused('otherName')
  const wide = start[0] === 0xff && start[1] === 0xfe
  if (ending !== 'csv' || (!wide && start.includes(0))) throw refused('notASheet')
  return 'csv'
}

async function judgeArchive(path: string): Promise<void> {
  try {
    const archive = await openArchive(path)
    archive.close()
    if (!archive.names.includes('xl/workbook.xml')) throw new FileRefused('notASheet')
  } catch (error) {
    throw error instanceof FileRefused ? refused(error.fault) : error
  }
}

export interface Upload {
  readonly deps: Deps
  readonly req: Request
  readonly res: Response
  readonly actor: Actor
  readonly at: Instant
  readonly kind: ImportKindId
  readonly options: ImportOptions
}

/** The import that the upload makes, or made before under the same key. */
export async function takeUpload(upload: Upload): Promise<Job> {
  const { deps, req, res, actor, kind, options } = upload
  const id = idFrom('import', actor.personId, keyOf(req))
  await refuseTooMany(deps, actor.personId, id)
  const file = await arrive(deps, req, res)
  try {
    const fileName = cleanName(file.originalname)
    const format = await formatOf(file.path, fileName)
    const sha256 = await hashOfFile(file.path)
    const requestHash = hashOf({ kind, options, sha256 })
    const job = {
      id,
      kind,
      options,
      requestHash,
      requestedBy: actor.personId,
      fileName,
      sha256,
      size: file.size,
      format,
    }
    const place = importFile(deps.settings.documentDir, id)
    await mkdir(dirname(place), { recursive: true })
    return await inTransaction(deps.pool, async (client) => {
      await insertJob(client, job, upload.at)
      const stored = await readJob(client, id, 'FOR UPDATE')
      if (stored === null) throw new Error(`import ${id}: neither made nor found`)
      if (stored.requestHash !== requestHash) throw new Problem('keyReused', { field: 'Idempotency-Key' })
      // Before the row can be seen: whoever reads it finds the file.
      if (stored.status === 'reading') await rename(file.path, place)
      return stored
    })
  } finally {
    await rm(file.path, { force: true })
  }
}

async function refuseTooMany({ pool }: Deps, personId: string, id: string): Promise<void> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM import_job WHERE requested_by = $1 AND id <> $2 AND status IN ('reading', 'writing')`,
    [personId, id],
  )
  if ((rows[0]?.count ?? 0) >= MOST_UNDER_WAY)
    throw new Problem('tooManyRequests', { retryAfterSeconds: BUSY_AFTER_SECONDS })
}
