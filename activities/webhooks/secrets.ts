// Secrets of receivers: made here, shown once, and kept sealed (AES-256-GCM) with a key that follows from the instance's
// signing key, so that a copy of the database alone signs nothing.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { SigningKeys } from '../record/keys.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

/** Seals and opens secrets. */
export interface SecretBox {
  seal(secret: string): string
  /** Throws where it was sealed with another key. */
  open(sealed: string): string
}

export function secretBoxOf({ privateKey }: Pick<SigningKeys, 'privateKey'>): SecretBox {
  const seed = privateKey.export({ type: 'pkcs8', format: 'der' })
  const key = Buffer.from(hkdfSync('sha256', seed, Buffer.alloc(0), 'trinh webhook secrets', 32))
  return {
    seal: (secret) => {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      return Buffer.concat([
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
        decipher.final(),
      ]).toString('utf8')
    },
  }
}

/** A fresh secret, as its receiver keeps it. */
export function newWebhookSecret(): string {
  return `whs_${randomBytes(32).toString('base64url')}`
}

/** HMAC-SHA256 (hexadecimal) over `timestamp.body`. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
}

/** The headers by which a receiver knows that it is us, and when: one signature for each secret that is valid. */
export function signedHeaders(
  secrets: readonly { readonly id: string; readonly secret: string }[],
  body: string,
  at: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  return {
    'Trinh-Timestamp': timestamp,
    'Trinh-Signature': secrets
      .map(({ id, secret }) => `${id}=${signatureOf(secret, timestamp, body)}`)
      .join(', '),
  }
}
