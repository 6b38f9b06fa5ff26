// The Ed25519 key with which the instance signs its anchors and certificates, and what others check it with. The key
// itself comes from the settings, or from the file that the first start made; nothing here reads or writes either.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { canonical, sha256Hex } from './canonical.ts'

export interface SigningKeys {
  /** The first 16 hex digits of the SHA-256 of the public key (SPKI, DER). */
  readonly keyId: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly publicPem: string
}

/** Reads a private key (PKCS 8, PEM); throws when it isn't Ed25519. */
export function keysFromPem(pem: string): SigningKeys {
  const privateKey = createPrivateKey(pem)
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new Error(`signing key: ${privateKey.asymmetricKeyType ?? 'unknown'}, expected ed25519`)
  }
  const publicKey = createPublicKey(privateKey)
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return { keyId: keyIdOf(publicKey), privateKey, publicKey, publicPem }
}

/** A fresh private key as PEM, for a first start and for tests. */
export function generateKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

export function keyIdOf(publicKey: KeyObject): string {
  return sha256Hex(publicKey.export({ type: 'spki', format: 'der' })).slice(0, 16)
}

/** Signature (base64) of the canonical JSON of a value. */
export function signValue(keys: Pick<SigningKeys, 'privateKey'>, value: unknown): string {
  return sign(null, Buffer.from(canonical(value)), keys.privateKey).toString('base64')
}

/** Whether the signature (base64) is that key's over the canonical JSON of the value. */
export function checkSignature(publicKey: KeyObject, value: unknown, signature: string): boolean {
  return verify(null, Buffer.from(canonical(value)), publicKey, Buffer.from(signature, 'base64'))
}
