// The archive that an XLSX file is, opened by its directory: what it says of itself is looked at before a byte is unpacked,
// and what is unpacked may not become more than it says (yauzl holds to that).
import { StringDecoder } from 'node:string_decoder'
import { Readable } from 'node:stream'
import yauzl from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { FileRefused } from './lines.ts'

/** Files in one archive, and bytes that they may come to, together. */
const MOST_ENTRIES = 2_000
const MOST_BYTES = 256 * 1024 * 1024
/** Shared texts are held in memory while the sheets are read. */
const MOST_SHARED_BYTES = 64 * 1024 * 1024
const SHARED = 'xl/sharedStrings.xml'

export interface Archive {
  readonly names: readonly string[]
  /** The content of an entry, cut between letters, never inside one. */
  open(name: string): Promise<Readable>
  close(): void
}

/** Opens an archive and judges what it says of its contents; throws FileRefused. */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await opened(path)
  const entries = new Map<string, Entry>()
  let bytes = 0
  try {
    for await (const entry of entriesOf(zip)) {
      bytes += entry.uncompressedSize
      const tooMuch =
        entries.size >= MOST_ENTRIES ||
        bytes > MOST_BYTES ||
        (entry.fileName === SHARED && entry.uncompressedSize > MOST_SHARED_BYTES)
      if (tooMuch) throw new FileRefused('tooHeavy')
      if (entry.isEncrypted()) throw new FileRefused('oldExcel')
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    zip.close()
    throw error instanceof FileRefused ? error : new FileRefused('damaged')
  }
  return {
    names: [...entries.keys()],
    open: async (name) => {
      const entry = entries.get(name)
      if (entry === undefined) throw new FileRefused('damaged')
      return Readable.from(wholeLetters(await contentOf(zip, entry)), { objectMode: false })
    },
    close: () => zip.close(),
  }
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error === null || error === undefined) resolve(zip)
      else reject(new FileRefused('damaged'))
    })
  })
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const onEntry = (found: Entry): void => done(() => resolve(found))
      const onEnd = (): void => done(() => resolve(null))
      const onError = (error: Error): void => done(() => reject(error))
      const done = (then: () => void): void => {
        zip.off('entry', onEntry).off('end', onEnd).off('error', onError)
        then()
      }
      zip.on('entry', onEntry).on('end', onEnd).on('error', onError)
      zip.readEntry()
    })
    if (entry === null) return
    yield entry
  }
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null || error === undefined) resolve(stream)
      else reject(new FileRefused('damaged'))
    })
  })
}

/** The XML reader decodes piece by piece: a letter of several bytes must not lie across two. */
async function* wholeLetters(content: Readable): AsyncGenerator<Buffer> {
  const decoder = new StringDecoder('utf8')
  for await (const piece of content) {
    const text = decoder.write(piece as Buffer)
    if (text !== '') yield Buffer.from(text, 'utf8')
  }
  const rest = decoder.end()
  if (rest !== '') yield Buffer.from(rest, 'utf8')
}
