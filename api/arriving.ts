// Files that people send: taken in whole under a random name, with the name that they were given made harmless.
import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { Request, Response } from 'express'
import multer from 'multer'
import type { Deps } from './deps.ts'
import { incomingFolder } from './documents.ts'
import { asError } from './faults.ts'
import { Problem } from './problems.ts'

/** Names as people give them, without what a file system or header could take amiss. */
export function cleanName(given: string): string {
  // Browsers send UTF-8, which multer reads as Latin-1.
  return harmlessName(Buffer.from(given, 'latin1').toString('utf8'))
}

/** The same of a name that is read as it was sent. */
export function harmlessName(given: string): string {
  const safe = given
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ')
    .trim()
  return safe === '' ? 'tep' : safe.slice(0, 200)
}

/** Takes one file into the incoming folder; the problem of one that is too large is multer's own error. */
export async function arrive(deps: Deps, req: Request, res: Response): Promise<Express.Multer.File> {
  const destination = incomingFolder(deps.settings.documentDir)
  await mkdir(destination, { recursive: true })
  const storage = multer.diskStorage({
    destination,
    filename: (_req, _file, done) => done(null, randomUUID()),
  })
  const limits = { fileSize: deps.settings.uploadMaxBytes, files: 1, fields: 0, parts: 2 }
  const take = multer({ storage, limits }).single('file')
  await new Promise<void>((resolve, reject) => {
    void take(req, res, (error: unknown) => {
      if (error === undefined || error === null) resolve()
      else reject(asError(error))
    })
  })
  if (req.file === undefined) throw new Problem('invalidRequest', { field: 'file' })
  return req.file
}
