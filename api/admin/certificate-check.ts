// The public check of a certificate: is there one under this code, did this instance sign it, and does it still hold? It
// shows what was signed and the date of a revocation; an organisation is named, never a person.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import type { CertificateData } from '../../activities/record/certificates.ts'
import { checkSignature } from '../../activities/record/keys.ts'
import type { SigningKeys } from '../../activities/record/keys.ts'
import { PAPER_CHANGES } from '../../domain/paper-changes.ts'
import { id, instant, subjectKind } from '../schemas.ts'

export const certificateCheck = z
  .object({
    code: z.string(),
    status: z.enum(['valid', 'revoked']),
    revokedAt: instant.nullable(),
    /** What is signed, in canonical JSON (RFC 8785). */
    data: z.object({
      code: z.string(),
      keyId: z.string(),
      register: z.string(),
      number: z.int(),
      officeId: id,
      year: z.int(),
      issuedAt: instant,
      procedure: z.object({ id: z.string(), version: z.int() }),
      outcome: z.string().nullable(),
      subject: z.object({ id, kind: subjectKind, name: z.string() }),
    }),
    /** Ed25519, base64. */
    signature: z.string(),
    /** The instance's present public key (SPKI, PEM). */
    publicKey: z.string(),
    /** Whether the signature holds; null where it was made with a key that was replaced since. */
    signatureHolds: z.boolean().nullable(),
    officeName: z.string(),
    procedureName: z.string(),
    outcomeName: z.string().nullable(),
    /** What was done later to the decision that it rests on, oldest first: replaced, corrected by a letter, recalled. */
    changes: z.array(
      z.object({
        kind: z.enum(PAPER_CHANGES),
        at: instant,
        symbol: z.string().nullable(),
        by: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'CertificateCheck' })
export type CertificateCheck = z.input<typeof certificateCheck>

/** Digits of a code, and the letters that are taken for them when it is typed from paper. */
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }
const CODE_SHAPE = /^[0-9A-HJKMNP-TV-Z]{16}$/u

/** A code as it is stored, whatever its letters' size, blanks and hyphens; null for what can't be one. */
export function normalCode(typed: string): string | null {
  const digits = typed
    .toUpperCase()
    .replace(/[\s-]/gu, '')
    .replace(/[OIL]/gu, (letter) => LOOKALIKES[letter] ?? letter)
  return CODE_SHAPE.test(digits) ? digits.replace(/(.{4})(?!$)/gu, '$1-') : null
}

const CHANGES = `
SELECT coalesce(json_agg(json_build_object('kind', g.kind, 'symbol', n.symbol, 'by', b.symbol,
    'at', to_char(g.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY g.at, array_position(ARRAY['correct', 'replace', 'recall'], g.kind), g.id), '[]')
FROM paper_change g
LEFT JOIN number_given n
  ON n.office_id = g.office_id AND n.register = g.register AND n.year = g.year AND n.number = g.number
LEFT JOIN number_given b
  ON b.office_id = g.by_office AND b.register = g.by_register AND b.year = g.by_year AND b.number = g.by_number
WHERE g.dossier_id = c.dossier_id`

interface Row {
  readonly data: CertificateData
  readonly signature: string
  readonly revoked_at: Date | null
  readonly office_name: string | null
  readonly changes: CertificateCheck['changes']
  readonly definition: {
    readonly vi: string
    readonly outcomes: readonly { readonly id: string; readonly vi: string }[]
  } | null
}

/** What there is under a code; null where there is none. */
export async function checkCertificate(
  db: Queryable,
  keys: SigningKeys,
  typed: string,
): Promise<CertificateCheck | null> {
  const code = normalCode(typed)
  if (code === null) return null
  const { rows } = await db.query<Row>({
    name: 'certificate-check',
    text: `SELECT c.data, c.signature, c.revoked_at, o.name AS office_name, p.definition, (${CHANGES}) AS changes
      FROM certificate c LEFT JOIN office o ON o.id = c.office_id
      LEFT JOIN procedure_version p ON p.id = c.data->'procedure'->>'id' AND p.version = (c.data->'procedure'->>'version')::int
      WHERE c.code = $1`,
    values: [code],
  })
  const row = rows[0]
  if (row === undefined) return null
  const { data, signature, revoked_at: revoked, definition } = row
  return {
    code,
    status: revoked === null ? 'valid' : 'revoked',
    revokedAt: revoked?.toISOString() ?? null,
    data: { ...data, subject: { ...data.subject, kind: subjectKind.parse(data.subject.kind) } },
    signature,
    publicKey: keys.publicPem,
    signatureHolds: data.keyId === keys.keyId ? checkSignature(keys.publicKey, data, signature) : null,
    officeName: row.office_name ?? data.officeId,
    procedureName: definition?.vi ?? data.procedure.id,
    changes: row.changes,
    outcomeName: definition?.outcomes.find(({ id: outcome }) => outcome === data.outcome)?.vi ?? null,
  }
}
