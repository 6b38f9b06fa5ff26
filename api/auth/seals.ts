// Secrets that have to be read again (those of second factors, an identity provider's tokens) lie sealed in the database:
// AES-256-GCM, with a key that isn't there. What a seal is for is bound into it, so that none can be put in another's place.
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export interface Seals {
  /** The sealed form of a text for a purpose, as text. */
  seal(purpose: string, text: string): string
  /** The text again; throws where it was sealed with an unknown key or for something else, or was changed. */
  open(purpose: string, sealed: string): string
  /** Codes of a text for a purpose, by every key, the present one first: for what is compared and never read again. */
  codes(purpose: string, text: string): readonly string[]
}

interface Key {
  readonly id: string
  readonly sealing: Buffer
  readonly coding: Buffer
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** Seals with the first of the keys (32 bytes each) and opens with any; null without a key. */
export function createSeals(keys: readonly Buffer[]): Seals | null {
  const [present, ...older] = keys.map(keyOf)
  if (present === undefined) return null
  const all = [present, ...older]
  return {
    seal: (purpose, text) => {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', present.sealing, iv).setAAD(Buffer.from(purpose))
      const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `s1.${present.id}.${body.toString('base64url')}`
    },
    open: (purpose, sealed) => {
      const [version, id, text = ''] = sealed.split('.')
      const key = all.find((one) => one.id === id)
      if (version !== 's1' || key === undefined)
        throw new Error('a secret was sealed with a key that is not here')
      const body = Buffer.from(text, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key.sealing, body.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(body.subarray(-TAG_BYTES))
      const opened = decipher.update(body.subarray(IV_BYTES, -TAG_BYTES))
      return Buffer.concat([opened, decipher.final()]).toString('utf8')
    },
    codes: (purpose, text) =>
      all.map(({ coding }) => createHmac('sha256', coding).update(`${purpose}\n${text}`).digest('hex')),
  }
}

function keyOf(key: Buffer): Key {
  const derived = (use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `trinh ${use}`, 32))
  const id = createHash('sha256').update(key).digest('hex').slice(0, 8)
  return { id, sealing: derived('sealing'), coding: derived('coding') }
}
