// Secrets of an instance that was started here: made at the first start, kept in files that only this user may read.
// A secret that the environment gives is used as it is and never written.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'

export interface Secrets {
  /** PEM (PKCS 8) of the Ed25519 key that signs anchors and certificates. */
  readonly signingKeyPem: string
  /** Keys that seal secrets in the database, in base64 with commas. */
  readonly sealingKeys: string
}

/** The instance's secrets, made now if this is its first start. */
export function loadSecrets(config: Config): Secrets {
  const folder = join(config.dataDir, 'secrets')
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  return {
    signingKeyPem: config.signingKeyPem ?? kept(join(folder, 'signing-key.pem'), newSigningKey),
    sealingKeys:
      config.sealingKeys.length > 0
        ? config.sealingKeys.map((key) => key.toString('base64')).join(',')
        : kept(join(folder, 'sealing-key'), () => randomBytes(32).toString('base64')),
  }
}

function newSigningKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function kept(path: string, make: () => string): string {
  if (!existsSync(path)) {
    // Whole or not at all: a half-written key would sign what nobody can verify later.
    const partial = `${path}.${process.pid}`
    writeFileSync(partial, make(), { mode: 0o600 })
    renameSync(partial, path)
  }
  return readFileSync(path, 'utf8').trim()
}
