// The folder of uploaded files, each under its SHA-256. A file comes in under a random name, is looked at and hashed, and
// takes its place by one rename: what stands under a hash is whole. Backups copy the folder as it is.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromFile } from 'file-type'
import { INCOMING } from '../activities/upkeep/uploads.ts'

/** What is taken: type by content, never by name, and the ending under which it is handed out. */
const TAKEN: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

/** The type of a file by its content where it is one of those taken, else null. */
export async function takenType(path: string): Promise<string | null> {
  const found = await fileTypeFromFile(path)
  return found !== undefined && TAKEN[found.mime] !== undefined ? found.mime : null
}

/** SHA-256 of a file in lower-case hexadecimal, read as a stream. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Where a file of this hash stands: spread over 256 folders. */
export function pathOf(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256)
}

/** The folder in which files arrive. */
export function incomingFolder(folder: string): string {
  return join(folder, INCOMING)
}

/** Moves an arrived file to its place under its hash; one that is there already is the same and stays. */
export async function keepFile(folder: string, arrived: string, sha256: string): Promise<void> {
  const place = pathOf(folder, sha256)
  if (await exists(place)) {
    await rm(arrived, { force: true })
    return
  }
  await mkdir(dirname(place), { recursive: true })
  await flush(arrived)
  await rename(arrived, place)
  await flush(dirname(place))
}

/** Whether a file of this hash is there. */
export async function hasFile(folder: string, sha256: string): Promise<boolean> {
  return exists(pathOf(folder, sha256))
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

/** Brings a file or folder to the disk, so that an acknowledged upload outlives a power failure. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
