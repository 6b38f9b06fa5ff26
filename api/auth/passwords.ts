// Passwords: argon2id with the parameters below, in the library's own threads so that the event loop goes on.
import { hash, verify } from '@node-rs/argon2'
import type { Options } from '@node-rs/argon2'
import { newSecret } from './secrets.ts'

/** Argon2id (the library's default): memory in KiB, passes, lanes, as the OWASP password storage sheet asks for. */
const ARGON2ID: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Shortest password a person may choose, in characters; longest, so that hashing can't be made to work for free. */
export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 200

/** The stored form of a password (PHC string with salt and parameters). */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), ARGON2ID)
}

/** Whether a password is the one that was stored. */
export function isPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, password.normalize('NFC'))
}

let decoy: Promise<string> | null = null

/** Takes the time of a check, for a login that doesn't exist, so that the answer's delay doesn't say so. */
export async function wasteACheck(password: string): Promise<void> {
  decoy ??= hashPassword(newSecret())
  await isPassword(await decoy, password)
}
