// Certificates: issued in the transaction of the act under a code that can't be guessed, signed, so that one can be
// checked without asking anybody; revoked by a date in the row. They name an organisation, never a person.
import { randomBytes } from 'node:crypto'
import type { DossierState } from '../../domain/dossier.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import { hashOf } from './canonical.ts'
import { signValue } from './keys.ts'
import type { SigningKeys } from './keys.ts'

/** What is signed, and what anyone who has the code may read. */
export interface CertificateData {
  readonly code: string
  readonly keyId: string
  readonly register: string
  readonly number: number
  readonly officeId: string
  readonly year: number
  readonly issuedAt: Instant
  readonly procedure: { readonly id: string; readonly version: number }
  readonly outcome: string | null
  readonly subject: { readonly id: string; readonly kind: string; readonly name: string }
}

export interface Certificate {
  readonly data: CertificateData
  readonly signature: string
  /** Stands in the dossier's record, so that a certificate and its chain vouch for each other. */
  readonly hash: string
}

/** Crockford's digits: no letter is taken for another when the code is typed from paper. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_BYTES = 16

/** 16 random bytes, each shown by one digit of 32: 80 bits, in groups of four. */
export function newCertificateCode(): string {
  const digits = [...randomBytes(CODE_BYTES)].map((byte) => DIGITS.charAt(byte % DIGITS.length)).join('')
  return digits.replace(/(.{4})(?!$)/g, '$1-')
}

/** A certificate for a state that has its number; signed, not stored. */
export function makeCertificate(
  keys: SigningKeys,
  state: DossierState,
  officeId: string,
  subjectName: string,
): Certificate {
  const { certificate } = state
  if (certificate === null) throw new Error(`dossier ${state.id}: a certificate without its number`)
  const data: CertificateData = {
    code: newCertificateCode(),
    keyId: keys.keyId,
    register: certificate.register,
    number: certificate.number,
    officeId,
    year: state.year,
    issuedAt: certificate.at,
    procedure: { id: state.procedure.id, version: state.procedure.version },
    outcome: state.outcome,
    subject: { ...state.subject, name: subjectName },
  }
  return { data, signature: signValue(keys, data), hash: hashOf(data) }
}

export function storeCertificate(
  client: Queryable,
  dossierId: string,
  certificate: Certificate,
): Promise<unknown> {
  const { data, signature } = certificate
  return client.query({
    name: 'record_certificate',
    text: `INSERT INTO certificate (code, dossier_id, number, register, office_id, year, issued_at, data, signature)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      data.code,
      dossierId,
      data.number,
      data.register,
      data.officeId,
      data.year,
      data.issuedAt,
      JSON.stringify(data),
      signature,
    ],
  })
}

export function revokeCertificates(client: Queryable, dossierId: string, at: Instant): Promise<unknown> {
  return client.query({
    name: 'record_certificate_revoke',
    text: 'UPDATE certificate SET revoked_at = $2 WHERE dossier_id = $1 AND revoked_at IS NULL',
    values: [dossierId, at],
  })
}
