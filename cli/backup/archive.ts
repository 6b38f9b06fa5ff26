// The archive as a file: named parts, one after another, as tar in gzip, encrypted where there is a key. Written under a
// temporary name, brought to the disk and renamed when it is complete; read as a stream, with the name of the part in
// every fault. A plain one can be looked into with tar.
import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import type { ReadStream } from 'node:fs'
import { access, open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGunzip, createGzip, gzipSync } from 'node:zlib'
import * as tar from 'tar-stream'
import { MAGIC, opening, sealing } from './cipher.ts'
import { BackupError, DamagedError, textOf } from './fault.ts'

/** Speed before size: the database's text shrinks to a fifth even so. */
const GZIP = { level: constants.Z_BEST_SPEED }
const GZIP_HEADER_BYTES = 10

/** The first bytes of a gzip stream as this process writes it: they are outside its checksum, so the archive names them. */
export function gzipHeader(): string {
  return gzipSync(Buffer.alloc(0), GZIP).subarray(0, GZIP_HEADER_BYTES).toString('hex')
}

// The streams of tar-stream are not Node's own, and pipeline waits for ends that they never tell: bytes are passed by hand.

async function* piecesOf(stream: NodeJS.ReadableStream | AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const piece of stream) if (Buffer.isBuffer(piece)) yield piece
}

/** What a stream of either kind can do. */
interface Taking {
  readonly destroyed: boolean
  write(piece: Buffer): boolean
  end(data: undefined): unknown
  on(event: 'drain' | 'close', listener: () => void): unknown
  off(event: 'drain' | 'close', listener: () => void): unknown
}

function roomIn(stream: Taking): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done)
      stream.off('close', done)
      resolve()
    }
    stream.on('drain', done)
    stream.on('close', done)
  })
}

/** Writes all pieces and ends the stream; waits while it is full. */
async function pour(pieces: AsyncIterable<Buffer>, stream: Taking): Promise<void> {
  for await (const piece of pieces) {
    if (stream.destroyed) throw new Error('nobody takes it any more')
    if (!stream.write(piece)) {
      await roomIn(stream)
    }
  }
  stream.end(undefined)
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** Whether something stands at the path; throws what keeps it from being looked at. */
async function isThere(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false
    throw new BackupError(`${path}: can't be looked at: ${textOf(cause)}`, { cause })
  }
}

/** An archive that is being written. */
export class ArchiveWriter {
  private readonly pack = tar.pack()
  private readonly written: Promise<void>
  private readonly path: string
  private readonly partial: string
  private readonly handle: FileHandle
  bytes = 0

  private constructor(path: string, partial: string, handle: FileHandle, secret: string | null) {
    this.path = path
    this.partial = partial
    this.handle = handle
    // By its number: a handle waits with closing for streams of its own, which would close it before it is synced.
    const sink = createWriteStream(partial, { fd: handle.fd, autoClose: false })
    const gzip = createGzip(GZIP)
    this.written =
      secret === null
        ? pipeline(piecesOf(this.pack), gzip, sink)
        : pipeline(piecesOf(this.pack), gzip, sealing(secret), sink)
    // Whoever adds or finishes hears of a failure; until then it must not count as unheard.
    this.written.catch(() => undefined)
  }

  /** Begins an archive that will stand at the path; refuses one that is there already. */
  static async create(path: string, secret: string | null): Promise<ArchiveWriter> {
    if (await isThere(path)) throw new BackupError(`${path}: is there already; name another file`)
    const partial = `${path}.${randomBytes(4).toString('hex')}.part`
    const handle = await open(partial, 'wx', 0o600).catch((cause: unknown) => {
      throw new BackupError(`${path}: can't be written: ${textOf(cause)}`, { cause })
    })
    try {
      return new ArchiveWriter(path, partial, handle, secret)
    } catch (error) {
      await handle.close()
      await rm(partial, { force: true })
      throw error
    }
  }

  /** Adds a part; returns when the archive has taken it. */
  async add(name: string, body: Buffer | string): Promise<void> {
    this.bytes += Buffer.byteLength(body)
    try {
      await new Promise<void>((resolve, reject) => {
        this.pack.entry({ name, mode: 0o600 }, body, (error) => (error ? reject(error) : resolve()))
      })
    } catch (error) {
      throw await this.causeOf(error)
    }
  }

  /** Adds a part of a size known before; what comes must have just that size. */
  async addStream(name: string, size: number, body: Readable): Promise<void> {
    this.bytes += size
    try {
      const added = new Promise<void>((resolve, reject) => {
        const entry = this.pack.entry({ name, mode: 0o600, size }, (error) =>
          error ? reject(error) : resolve(),
        )
        void pour(body, entry).catch((error: unknown) => entry.destroy(asError(error)))
      })
      await added
    } catch (error) {
      throw await this.causeOf(error)
    }
  }

  /** Brings everything to the disk and gives the archive its name. */
  async finish(): Promise<void> {
    this.pack.finalize()
    await this.written
    await this.handle.sync()
    await this.handle.close()
    await rename(this.partial, this.path)
    const folder = await open(dirname(this.path), 'r')
    await folder.sync()
    await folder.close()
  }

  /** Gives up: nothing of it stays. */
  async abandon(): Promise<void> {
    // Why it is given up was said already; that its writing then fails, too, is no news.
    this.pack.destroy()
    await this.written.catch(() => undefined)
    await this.handle.close().catch(() => undefined)
    await rm(this.partial, { force: true })
  }

  /** When the disk is full, the parts fail with it: what is to be told is why the writing ended. */
  private async causeOf(error: unknown): Promise<unknown> {
    if (!this.pack.destroyed) return error
    return this.written.then(
      () => error,
      (cause: unknown) => new BackupError(`${this.path}: can't be written: ${textOf(cause)}`, { cause }),
    )
  }
}

/** One part of an archive that is being read; `body` must be read to its end. */
export interface Part {
  readonly name: string
  readonly size: number
  readonly body: AsyncIterable<Buffer>
}

/** Whether the file is an encrypted archive; throws BackupError where it can't be read or is none of ours. */
export async function isEncrypted(path: string): Promise<boolean> {
  const head = await headOf(path, MAGIC.length)
  if (head.equals(MAGIC)) return true
  if (head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b) return false
  throw new DamagedError(`${path}: not a backup, or its first bytes were altered`)
}

async function headOf(path: string, length: number): Promise<Buffer> {
  try {
    const handle = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw new BackupError(`${path}: can't be read: ${textOf(cause)}`, { cause })
  }
}

/**
 * Reads an archive from its first part to its last, each handed to `take` in order. Throws a DamagedError with the part's name for whatever was altered or cut off.
 */
export async function readArchive(
  path: string,
  secret: string | null,
  take: (part: Part) => Promise<void>,
): Promise<void> {
  const encrypted = await isEncrypted(path)
  if (encrypted && secret === null)
    throw new BackupError(`${path}: is encrypted; give its key (BACKUP_KEY_FILE or BACKUP_PASSPHRASE)`)
  const source = createReadStream(path, { highWaterMark: 1024 * 1024 })
  const extract = tar.extract()
  const reading = startReading(source, encrypted ? secret : null, extract)
  let at = 'its beginning'
  let taken: unknown
  try {
    for await (const entry of extract) {
      at = entry.header.name
      await take({
        name: at,
        size: entry.header.size ?? 0,
        body: piecesOf(entry),
      }).catch((error: unknown) => {
        taken = error
        throw error
      })
    }
    await reading
  } catch (error) {
    source.destroy()
    extract.destroy()
    const broken = await reading.then(
      () => undefined,
      (cause: unknown) => cause,
    )
    throw faultOf(path, at, taken, broken, error)
  }
}

function startReading(source: ReadStream, secret: string | null, extract: tar.Extract): Promise<void> {
  const gunzip = createGunzip()
  const into = (pieces: AsyncIterable<Buffer>): Promise<void> => pour(pieces, extract)
  const reading = (
    secret === null ? pipeline(source, gunzip, into) : pipeline(source, opening(secret), gunzip, into)
  ).catch((error: unknown) => {
    extract.destroy(asError(error))
    throw error
  })
  // Whoever reads hears of a failure when he awaits it; until then it must not count as unheard.
  reading.catch(() => undefined)
  return reading
}

/** Which of what failed at the same time came first: another's fault often shows as a stream that closed too early. */
function faultOf(path: string, at: string, taken: unknown, broken: unknown, error: unknown): Error {
  const wrongKey = [broken, error].find((one) => one instanceof BackupError && !(one instanceof DamagedError))
  if (wrongKey instanceof Error) return new BackupError(`${path}: ${wrongKey.message}`, { cause: wrongKey })
  const ours = taken !== undefined && !isStreamFault(taken)
  if (ours && taken instanceof Error) return taken
  const cause = [broken, error].find((one) => one !== undefined && !isEarlyClose(one)) ?? error
  return new DamagedError(`${path}: altered or cut off at ${at}: ${textOf(cause)}`, { cause })
}

function isEarlyClose(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return ['ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR', 'ERR_STREAM_DESTROYED'].includes(String(code))
}

function isStreamFault(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const streamx =
    error instanceof Error &&
    /premature close|stream was destroyed|unexpected end of data/iu.test(error.message)
  return (
    isEarlyClose(error) ||
    /^Z_/u.test(code) ||
    streamx ||
    (error instanceof DamagedError && error.message.startsWith('encrypted'))
  )
}

/** The bytes of a small part; refuses one that is larger. */
export async function bytesOf(part: Part, most: number): Promise<Buffer> {
  if (part.size > most) throw new DamagedError(`${part.name}: ${part.size} bytes, expected at most ${most}`)
  const pieces: Buffer[] = []
  for await (const piece of part.body) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** The first bytes of a plain archive in hexadecimal, to be held against what its first part says; null where encrypted. */
export async function headerOf(path: string): Promise<string | null> {
  return (await isEncrypted(path)) ? null : (await headOf(path, GZIP_HEADER_BYTES)).toString('hex')
}
