// Files that come piece by piece, so that a connection that breaks costs no more than what was on its way: what has arrived
// waits in the incoming folder, under a name made of who sends it, to which dossier, and his own key for it. What nobody goes
// on with is swept away with everything else that is left there.
import { createWriteStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request } from 'express'
import { sha256Hex } from '../activities/record/canonical.ts'
import type { Deps } from './deps.ts'
import { incomingFolder } from './documents.ts'
import { Problem } from './problems.ts'

export interface Piece {
  /** Where the piece begins in the file, in bytes. */
  readonly offset: number
  /** Of the whole file, in bytes. */
  readonly size: number
}

/** Where a file that somebody sends to a dossier under a key comes together. */
export function placeOfPieces(deps: Deps, dossierId: string, personId: string, key: string): string {
  const name = sha256Hex([personId, dossierId, key].join(' '))
  return join(incomingFolder(deps.settings.documentDir), `pieces-${name}`)
}

/** How many bytes of a file have arrived. */
export async function arrivedBytes(place: string): Promise<number> {
  try {
    return (await stat(place)).size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0
    throw error
  }
}

/** Whether a request was broken off while it was read. */
function isBroken(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR'
}

/** Lets through as many bytes as belong to the file. */
function atMost(bytes: number): Transform {
  let left = bytes
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length
      if (left < 0) done(new Problem('invalidRequest', { field: 'size' }))
      else done(null, chunk)
    },
  })
}

/**
 * Writes the request's bytes from an offset on and gives how many have arrived in all. A piece that begins beyond what is
 * there writes nothing; one that comes twice writes the same once more; of one that breaks off stays what came.
 */
export async function takePiece(deps: Deps, req: Request, place: string, piece: Piece): Promise<number> {
  const { offset, size } = piece
  // Said before anything is read: breaking off a request breaks its connection.
  if (Number(req.headers['content-length'] ?? 0) > size - offset)
    throw new Problem('invalidRequest', { field: 'size' })
  if (size > deps.settings.uploadMaxBytes) throw new Problem('payloadTooLarge', { field: 'size' })
  await mkdir(incomingFolder(deps.settings.documentDir), { recursive: true })
  const before = await arrivedBytes(place)
  if (offset > before) return before
  const file = createWriteStream(place, { flags: before === 0 ? 'w' : 'r+', start: offset })
  try {
    await pipeline(req, atMost(size - offset), file)
  } catch (error) {
    if (!isBroken(error)) throw error
  }
  return arrivedBytes(place)
}
