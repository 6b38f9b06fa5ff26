// Encryption of a backup as it is written: AES-256-GCM over chunks, each with its own tag. A chunk's nonce is its number and
// whether it is the last one, so that chunks can't be left out, put in another order or cut off at the end unseen. The key
// comes from a passphrase, or from a file's content, through scrypt with a salt of this archive alone.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto'
import { Transform } from 'node:stream'
import type { TransformCallback } from 'node:stream'
import { BackupError, DamagedError } from './fault.ts'

/** What an encrypted archive begins with. */
export const MAGIC = Buffer.from('TRINH-BACKUP-ENC-1\n')
const SALT_BYTES = 32
const CHECK_BYTES = 16
export const HEADER_BYTES = MAGIC.length + SALT_BYTES + CHECK_BYTES
const TAG_BYTES = 16
/** Plain bytes in a chunk. */
const CHUNK = 256 * 1024
const LAST = 0x8000_0000
/** 64 MiB and some tenths of a second a guess. */
const SCRYPT = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }
/** Shorter ones are found by trying. */
export const SHORTEST_SECRET = 12

interface Derived {
  readonly key: Buffer
  /** Stands in the header: tells a wrong key from an altered archive. */
  readonly check: Buffer
}

function derive(secret: string, salt: Buffer): Derived {
  const bytes = scryptSync(secret.normalize('NFC'), salt, 32 + CHECK_BYTES, SCRYPT)
  return { key: bytes.subarray(0, 32), check: bytes.subarray(32) }
}

function nonceOf(counter: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt8(last ? 1 : 0, 0)
  nonce.writeBigUInt64BE(BigInt(counter), 4)
  return nonce
}

/** Encrypts what passes; throws BackupError for a secret that is too short. */
export function sealing(secret: string): Transform {
  if (secret.length < SHORTEST_SECRET)
    throw new BackupError(`the key is too short: give at least ${SHORTEST_SECRET} characters`)
  const salt = randomBytes(SALT_BYTES)
  const { key, check } = derive(secret, salt)
  const header = Buffer.concat([MAGIC, salt, check])
  const about = createHash('sha256').update(header).digest()
  let held: Buffer[] = []
  let size = 0
  let counter = 0
  const seal = (plain: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(counter, last))
    cipher.setAAD(about)
    counter += 1
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE((last ? LAST : 0) + sealed.length)
    return Buffer.concat([length, sealed, cipher.getAuthTag()])
  }
  const transform = new Transform({
    transform(piece: Buffer, _encoding, done: TransformCallback) {
      held.push(piece)
      size += piece.length
      // One chunk is always held back: only the last one may be marked as the last.
      if (size > CHUNK) {
        const all = Buffer.concat(held)
        let at = 0
        for (; all.length - at > CHUNK; at += CHUNK) this.push(seal(all.subarray(at, at + CHUNK), false))
        held = [all.subarray(at)]
        size = all.length - at
      }
      done()
    },
    flush(done: TransformCallback) {
      this.push(seal(Buffer.concat(held), true))
      done()
    },
  })
  transform.push(header)
  return transform
}

/** Decrypts what `sealing` wrote; fails with a BackupError for another key and a DamagedError for anything that was altered. */
export function opening(secret: string): Transform {
  let held: Buffer = Buffer.alloc(0)
  let key: Buffer | undefined
  let about: Buffer = Buffer.alloc(0)
  let counter = 0
  let ended = false
  const openHeader = (header: Buffer): void => {
    if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw new DamagedError('its header was altered')
    const derived = derive(secret, header.subarray(MAGIC.length, MAGIC.length + SALT_BYTES))
    if (!timingSafeEqual(derived.check, header.subarray(MAGIC.length + SALT_BYTES)))
      throw new BackupError('the key is not the one that this backup was encrypted with')
    key = derived.key
    about = createHash('sha256').update(header).digest()
  }
  const openChunk = (keyNow: Buffer, sealed: Buffer, tag: Buffer, last: boolean): Buffer => {
    const decipher = createDecipheriv('aes-256-gcm', keyNow, nonceOf(counter, last))
    decipher.setAAD(about)
    decipher.setAuthTag(tag)
    try {
      const plain = Buffer.concat([decipher.update(sealed), decipher.final()])
      counter += 1
      return plain
    } catch (cause) {
      throw new DamagedError(`encrypted chunk ${counter + 1} was altered`, { cause })
    }
  }
  const take = (out: Transform): void => {
    if (key === undefined) {
      if (held.length < HEADER_BYTES) return
      openHeader(held.subarray(0, HEADER_BYTES))
      held = held.subarray(HEADER_BYTES)
    }
    while (key !== undefined && held.length >= 4) {
      if (ended) throw new DamagedError('something was added after its end')
      const first = held.readUInt32BE(0)
      const last = first >= LAST
      const length = last ? first - LAST : first
      if (length > CHUNK) throw new DamagedError(`encrypted chunk ${counter + 1} was altered`)
      if (held.length < 4 + length + TAG_BYTES) return
      const end = 4 + length
      out.push(openChunk(key, held.subarray(4, end), held.subarray(end, end + TAG_BYTES), last))
      held = held.subarray(end + TAG_BYTES)
      ended = last
    }
  }
  return new Transform({
    transform(piece: Buffer, _encoding, done: TransformCallback) {
      held = held.length === 0 ? piece : Buffer.concat([held, piece])
      try {
        take(this)
        done()
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)))
      }
    },
    flush(done: TransformCallback) {
      const whole = ended && held.length === 0
      done(whole ? null : new DamagedError(`it is cut off after encrypted chunk ${counter}`))
    },
  })
}
