// Whose a paper is to sign: who may see it, who stands on it as the one that signs, and who adds the office's own signature
// afterwards. The record knows in whose name it was signed (TM., KT., TUQ., TL.); the certificate is looked at later.
import type { Queryable } from '../../activities/pool.ts'
import type { FramePurpose } from '../../domain/signature-frame.ts'
import { registerRule } from '../../domain/symbols.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { SigningForm } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { OFFICE_KEEPERS, POLICE_KEEPERS } from '../registers/writing.ts'
import { Values, readsDossier, scopeOf, seesSubject } from '../scope.ts'
import { heldAs } from '../territory.ts'

export interface SignablePaper {
  readonly id: string
  readonly officeId: string
  readonly officeName: string
  readonly register: string | null
  readonly symbol: string | null
  readonly signedBy: string | null
  readonly signerName: string | null
  readonly form: SigningForm | null
  readonly signedAt: Instant
  readonly status: string
  readonly pdfSha256: string | null
  readonly erased: boolean
}

/** What a slot is for: the signature of the person who signed the act, or the office's own after it. */
export type Purpose = FramePurpose

/** The paper, where the person may see it: in his offices' registers, or in a dossier that he may read or one of many. */
export async function seenPaper(db: Queryable, actor: Actor, paperId: string): Promise<SignablePaper> {
  const values = new Values()
  const scope = scopeOf(actor)
  const { rows } = await db.query<Omit<SignablePaper, 'signedAt'> & { signedAt: Date }>(
    `SELECT p.id, p.office_id AS "officeId", o.name AS "officeName", p.register, coalesce(n.symbol, p.symbol) AS symbol,
       p.signed_by AS "signedBy", w.name AS "signerName", p.signing_form AS form, p.signed_at AS "signedAt", p.status,
       CASE WHEN p.erased_at IS NULL THEN p.pdf_sha256 END AS "pdfSha256", p.erased_at IS NOT NULL AS erased
     FROM paper p JOIN office o ON o.id = p.office_id LEFT JOIN person w ON w.id = p.signed_by
     LEFT JOIN number_given n
       ON n.office_id = p.office_id AND n.register = p.register AND n.year = p.year AND n.number = p.number
     WHERE p.id = ${values.add(paperId)} AND (${seesSubject(scope, values)}
       OR EXISTS (SELECT 1 FROM dossier d WHERE d.id = p.dossier_id AND ${readsDossier(scope, values)})
       OR EXISTS (SELECT 1 FROM batch_item i JOIN dossier d ON d.id = i.dossier_id
         WHERE i.batch_id = p.batch_id AND i.status = 'applied' AND ${readsDossier(scope, values)}))`,
    values.list,
  )
  const row = rows[0]
  if (row === undefined) throw new Problem('notFound')
  return { ...row, signedAt: row.signedAt.toISOString() }
}

/** What the person may sign it as; refuses who has nothing to sign on it. */
export function purposeOf(actor: Actor, paper: SignablePaper): Purpose {
  if (paper.erased) throw new Problem('forbidden')
  if (paper.signedBy === actor.personId) return 'signature'
  const police = paper.register !== null && registerRule(paper.register).issuer === 'police'
  const keepers = police ? POLICE_KEEPERS : OFFICE_KEEPERS
  if (heldAs(actor, keepers).offices.includes(paper.officeId)) return 'seal'
  throw new Problem('forbidden')
}
