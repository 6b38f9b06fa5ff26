// Files that stand with an office rather than a dossier: what was sent out on paper, scanned, and entered in the register.
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import type { Pool } from '../../activities/pool.ts'
import { lockFile } from '../../activities/upkeep/uploads.ts'
import { cleanName } from '../arriving.ts'
import type { Deps } from '../deps.ts'
import { hasFile, hashOfFile, keepFile, pathOf, takenType } from '../documents.ts'
import { Problem } from '../problems.ts'
import { WRITTEN } from '../route.ts'
import { attachment } from '../downloads.ts'
import { sha256 } from '../schemas.ts'
import type { Doing } from '../admin/offices.ts'

export const officeFile = z
  .object({ sha256, size: z.int(), mime: z.string(), name: z.string() })
  .meta({ id: 'OfficeFile' })
type OfficeFile = z.input<typeof officeFile>

/** Keeps an arrived file with the office; the same file again only counts as young again. */
export async function keepOfficeFile(
  deps: Deps,
  officeId: string,
  file: Express.Multer.File,
  doing: Doing,
): Promise<OfficeFile> {
  try {
    const mime = file.size === 0 ? null : await takenType(file.path)
    if (mime === null) throw new Problem('unsupportedType', { field: 'file' })
    const hash = await hashOfFile(file.path)
    const name = cleanName(file.originalname)
    return await inTransaction(deps.pool, async (client) => {
      await lockFile(client, hash)
      await keepFile(deps.settings.documentDir, file.path, hash)
      await client.query(
        `INSERT INTO office_file (office_id, sha256, size, mime, name, uploaded_by, uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (office_id, sha256) DO UPDATE SET again_at = excluded.uploaded_at`,
        [officeId, hash, file.size, mime, name, doing.by, doing.at],
      )
      const kept = await readOfficeFile(client, officeId, hash)
      if (kept === null) throw new Error('office file: expected one row')
      return kept
    })
  } finally {
    await rm(file.path, { force: true })
  }
}

/** A file of an office; null where it has none of this hash. */
export async function readOfficeFile(
  db: Pick<Pool, 'query'>,
  officeId: string,
  hash: string,
): Promise<OfficeFile | null> {
  const { rows } = await db.query<OfficeFile>(
    'SELECT sha256, size, mime, name FROM office_file WHERE office_id = $1 AND sha256 = $2',
    [officeId, hash],
  )
  return rows[0] ?? null
}

/** Hands out a stored file, always as a download. */
export async function sendFile(deps: Deps, res: Response, file: OfficeFile): Promise<typeof WRITTEN> {
  const folder = deps.settings.documentDir
  if (!(await hasFile(folder, file.sha256))) throw new Error(`file ${file.sha256}: not in its folder`)
  downloadHeaders(res, file.mime, file.name)
  res.setHeader('Content-Length', String(file.size))
  await pipeline(createReadStream(pathOf(folder, file.sha256)), res)
  return WRITTEN
}

/** Headers of whatever is handed out as a file. */
export function downloadHeaders(res: Response, mime: string, name: string): void {
  res.setHeader('Content-Type', mime)
  res.setHeader('Content-Disposition', attachment(name))
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Cache-Control', 'private, no-store')
  res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
}
