// Opens a Word file that somebody brought: every entry counted while it is inflated, so that no zip bomb gets further than
// its first megabytes, and nothing taken that a template never needs (macros, parts from elsewhere).
import yauzl from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import type { Parts } from './word/document.ts'
import { XmlError, readXml } from './word/xml.ts'

/** Why a file isn't taken; `detail` names the part or the figure. */
export class UnpackRefused extends Error {
  override readonly name = 'UnpackRefused'
  readonly code: 'notWord' | 'tooLarge' | 'macros' | 'external' | 'badXml'
  readonly detail: string

  constructor(code: UnpackRefused['code'], detail: string) {
    super(`${code}: ${detail}`)
    this.code = code
    this.detail = detail
  }
}

/** Largest file brought, largest part of it and all parts together, in bytes; most parts. */
export const LIMITS = {
  file: 5 * 1024 * 1024,
  part: 10 * 1024 * 1024,
  all: 30 * 1024 * 1024,
  parts: 300,
} as const

/** Takes a Word file apart; throws `UnpackRefused`. */
export async function unpack(file: Buffer): Promise<Parts> {
  if (file.length > LIMITS.file) throw new UnpackRefused('tooLarge', `${file.length} byte`)
  const parts = await entriesOf(file)
  if (!parts.has('word/document.xml') || !parts.has('[Content_Types].xml'))
    throw new UnpackRefused('notWord', 'word/document.xml')
  for (const [name, bytes] of parts) examine(name, bytes)
  return parts
}

async function entriesOf(file: Buffer): Promise<Map<string, Buffer>> {
  const zip = await open(file)
  const parts = new Map<string, Buffer>()
  let total = 0
  try {
    if (zip.entryCount > LIMITS.parts) throw new UnpackRefused('tooLarge', `${zip.entryCount} phần`)
    for (let entry = await next(zip); entry !== null; entry = await next(zip)) {
      if (entry.fileName.endsWith('/')) continue
      const bytes = await inflate(zip, entry, Math.min(LIMITS.part, LIMITS.all - total))
      total += bytes.length
      if (parts.has(entry.fileName)) throw new UnpackRefused('notWord', entry.fileName)
      parts.set(entry.fileName, bytes)
    }
  } finally {
    zip.close()
  }
  return parts
}

function open(file: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(file, { lazyEntries: true }, (error, zip) => {
      if (error !== null) reject(new UnpackRefused('notWord', error.message))
      else resolve(zip)
    })
  })
}

function next(zip: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      zip.off('entry', onEntry)
      zip.off('end', onEnd)
      zip.off('error', onError)
    }
    const onEntry = (entry: Entry): void => {
      done()
      resolve(entry)
    }
    const onEnd = (): void => {
      done()
      resolve(null)
    }
    const onError = (error: Error): void => {
      done()
      reject(new UnpackRefused('notWord', error.message))
    }
    zip.once('entry', onEntry).once('end', onEnd).once('error', onError)
    zip.readEntry()
  })
}

/** Inflates one entry, counting: what its directory says of its size is not believed. */
function inflate(zip: ZipFile, entry: Entry, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (entry.uncompressedSize > most) {
      reject(new UnpackRefused('tooLarge', entry.fileName))
      return
    }
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(new UnpackRefused('notWord', `${entry.fileName}: ${error.message}`))
        return
      }
      const chunks: Buffer[] = []
      let size = 0
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= most) chunks.push(chunk)
        else stream.destroy(new UnpackRefused('tooLarge', entry.fileName))
      })
      stream.once('end', () => resolve(Buffer.concat(chunks)))
      stream.once('error', (cause: Error) =>
        reject(
          cause instanceof UnpackRefused
            ? cause
            : new UnpackRefused('notWord', `${entry.fileName}: ${cause.message}`),
        ),
      )
    })
  })
}

function examine(name: string, bytes: Buffer): void {
  if (/vbaProject|\.bin$|activeX|embeddings\//u.test(name)) throw new UnpackRefused('macros', name)
  if (!/\.(xml|rels)$/u.test(name)) return
  try {
    const root = readXml(bytes.toString('utf8'))
    if (!name.endsWith('.rels')) return
    const outside = root.children.find(
      ({ attributes }) =>
        attributes.TargetMode === 'External' && !(attributes.Type ?? '').endsWith('/hyperlink'),
    )
    if (outside !== undefined) throw new UnpackRefused('external', outside.attributes.Target ?? name)
  } catch (error) {
    if (error instanceof XmlError) throw new UnpackRefused('badXml', `${name}: ${error.message}`)
    throw error
  }
}
