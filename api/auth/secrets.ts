// Random secrets and how they are kept: only their SHA-256 is stored, which is enough for 256 random bits.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits as text that fits in a cookie or header. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a random secret. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Compares without telling by the time taken where two texts differ. */
export function sameSecret(a: string, b: string): boolean {
  const left = createHash('sha256').update(a).digest()
  const right = createHash('sha256').update(b).digest()
  return timingSafeEqual(left, right)
}

const PASSWORD_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A random password that can be read aloud: five groups of four letters and digits, about 99 bits. */
export function newPassword(): string {
  const letters: string[] = []
  while (letters.length < 20) {
    // Bytes past the last whole multiple are thrown away, else some letters would come more often.
    for (const byte of randomBytes(32)) {
      const limit = 256 - (256 % PASSWORD_LETTERS.length)
      if (byte < limit && letters.length < 20)
        letters.push(PASSWORD_LETTERS.charAt(byte % PASSWORD_LETTERS.length))
    }
  }
  return [0, 4, 8, 12, 16].map((at) => letters.slice(at, at + 4).join('')).join('-')
}
