// What is looked at in a file that comes in: its type by its content, and its hash. Where it is kept: activities/files.ts.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromFile } from 'file-type'

export { hasFile, incomingFolder, keepFile, pathOf } from '../activities/files.ts'

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
