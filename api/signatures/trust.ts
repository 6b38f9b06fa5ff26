// Whom the instance trusts to vouch for signers: certificates that an administrator of everything entered (PEM), and what he
// was told is revoked. Each change is a line of the system's chain. Results stand as they were judged.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { SYSTEM_CHAIN } from '../../activities/record/ids.ts'
import { certificateFromPem } from '../../activities/signatures/check.ts'
import { fingerprintOf, plainSerial, subjectOf } from '../../activities/signatures/trust.ts'
import type { Trust } from '../../activities/signatures/trust.ts'
import type { Doing } from '../admin/offices.ts'
import { Problem } from '../problems.ts'
import { id, instant, sha256 } from '../schemas.ts'

const ROLES = ['anchor', 'intermediate'] as const

export const trustedCertificate = z
  .object({
    fingerprint: sha256,
    role: z.enum(ROLES),
    subject: z.string(),
    validFrom: instant,
    validTo: instant,
    addedBy: id,
    addedAt: instant,
    removedAt: instant.nullable(),
    revoked: z.array(z.object({ serial: z.string(), revokedAt: instant })),
  })
  .meta({ id: 'TrustedCertificate' })
type Trusted = z.input<typeof trustedCertificate>

export const newTrusted = z.strictObject({ pem: z.string().max(20_000), role: z.enum(ROLES) })
export const newRevocation = z.strictObject({
  serial: z.string().regex(/^[0-9A-Fa-f][0-9A-Fa-f\s:]{0,80}$/u),
  revokedAt: instant,
})

interface Row {
  readonly fingerprint: string
  readonly pem: string
  readonly role: 'anchor' | 'intermediate'
  readonly subject: string
  readonly valid_from: Date
  readonly valid_to: Date
  readonly added_by: string
  readonly added_at: Date
  readonly removed_at: Date | null
  readonly revoked: Trusted['revoked']
}

const READ = `
SELECT t.*, coalesce((SELECT json_agg(json_build_object('serial', r.serial, 'revokedAt',
    to_char(r.revoked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY r.serial)
  FROM revoked_certificate r WHERE r.issuer = t.fingerprint), '[]') AS revoked
FROM trusted_certificate t`

/** The trust that holds now, as a check is asked with. */
export async function readTrust(db: Queryable): Promise<Trust> {
  const { rows } = await db.query<Row>(READ)
  return {
    entries: rows.filter(({ removed_at: gone }) => gone === null).map(({ pem, role }) => ({ pem, role })),
    revocations: rows.flatMap(({ fingerprint, revoked }) =>
      revoked.map(({ serial, revokedAt }) => ({ issuer: fingerprint, serial, revokedAt })),
    ),
  }
}

/** Every certificate that was ever entered, newest first. */
export async function listTrusted(db: Queryable, fingerprint: string | null = null): Promise<Trusted[]> {
  const { rows } = await db.query<Row>(
    `${READ} WHERE $1::text IS NULL OR t.fingerprint = $1 ORDER BY t.added_at DESC, t.fingerprint LIMIT 500`,
    [fingerprint],
  )
  return rows.map((row) => ({
    fingerprint: row.fingerprint,
    role: row.role,
    subject: row.subject,
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to.toISOString(),
    addedBy: row.added_by,
    addedAt: row.added_at.toISOString(),
    removedAt: row.removed_at?.toISOString() ?? null,
    revoked: row.revoked,
  }))
}

async function one(db: Queryable, fingerprint: string): Promise<Trusted> {
  const [found] = await listTrusted(db, fingerprint)
  if (found === undefined) throw new Problem('notFound')
  return found
}

/** Trusts a certificate, or trusts one again that was taken out. */
export async function trust(
  client: Client,
  wanted: z.output<typeof newTrusted>,
  doing: Doing,
): Promise<Trusted> {
  const certificate = certificateFromPem(wanted.pem)
  // What may not issue certificates vouches for nobody.
  if (certificate === null || !certificate.ca) throw new Problem('invalid', { field: 'pem' })
  const fingerprint = fingerprintOf(certificate)
  const { rowCount } = await client.query(
    `INSERT INTO trusted_certificate AS t (fingerprint, pem, role, subject, valid_from, valid_to, added_by, added_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (fingerprint) DO UPDATE SET role = $3, removed_at = NULL WHERE t.removed_at IS NOT NULL OR t.role <> $3`,
    [
      fingerprint,
      wanted.pem,
      wanted.role,
      subjectOf(certificate),
      new Date(certificate.validFrom).toISOString(),
      new Date(certificate.validTo).toISOString(),
      doing.by,
      doing.at,
    ],
  )
  if (rowCount === 1) await told(client, 'trustAdded', { fingerprint, role: wanted.role }, doing)
  return one(client, fingerprint)
}

/** Trusts a certificate no longer; what was judged before stays as it was judged. */
export async function distrust(client: Client, fingerprint: string, doing: Doing): Promise<Trusted> {
  await one(client, fingerprint)
  const { rowCount } = await client.query(
    'UPDATE trusted_certificate SET removed_at = $2 WHERE fingerprint = $1 AND removed_at IS NULL',
    [fingerprint, doing.at],
  )
  if (rowCount === 1) await told(client, 'trustRemoved', { fingerprint }, doing)
  return one(client, fingerprint)
}

/** Says that a certificate which this one issued is revoked, and since when. */
export async function revokeSigner(
  client: Client,
  issuer: string,
  { serial: given, revokedAt }: z.output<typeof newRevocation>,
  doing: Doing,
): Promise<Trusted> {
  await one(client, issuer)
  const serial = plainSerial(given)
  const { rowCount } = await client.query(
    `INSERT INTO revoked_certificate (issuer, serial, revoked_at, told_by, told_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [issuer, serial, revokedAt, doing.by, doing.at],
  )
  if (rowCount === 1) await told(client, 'certificateRevoked', { issuer, serial, revokedAt }, doing)
  return one(client, issuer)
}

function told(client: Client, type: string, data: Readonly<Record<string, unknown>>, { by, at }: Doing) {
  return appendChainEvent(client, SYSTEM_CHAIN, type, data, by, at)
}
