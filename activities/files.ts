// The folder of files, each under its SHA-256: what stands under a hash is whole, for it takes its place by one rename.
// Backups copy the folder as it is.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { INCOMING } from './upkeep/uploads.ts'

/** Where a file of this hash stands: spread over 256 folders. */
export function pathOf(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256)
}

/** The folder in which files arrive. */
export function incomingFolder(folder: string): string {
  return join(folder, INCOMING)
}

/** SHA-256 in lower-case hexadecimal. */
export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

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

/** Puts bytes into the folder under their hash. */
export async function keepBytes(folder: string, bytes: Buffer, sha256: string): Promise<void> {
  const arrived = join(incomingFolder(folder), randomUUID())
  await mkdir(incomingFolder(folder), { recursive: true })
  try {
    await writeFile(arrived, bytes)
    await keepFile(folder, arrived, sha256)
  } finally {
    await rm(arrived, { force: true })
  }
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

/** Brings a file or folder to the disk, so that what was acknowledged outlives a power failure. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
