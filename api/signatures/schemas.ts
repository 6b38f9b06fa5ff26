// What requests and replies about slots and signed files hold.
import { z } from 'zod'
import { VERDICTS } from '../../activities/signatures/check.ts'
import { SIGNING_FORMS } from '../../domain/vocabulary.ts'
import { id, instant, sha256 } from '../schemas.ts'

const corner = z.number().min(0).max(2000)
export const newSlot = z
  .strictObject({
    /**
     * A frame on a page, in points from its lower left corner; at most 300 wide and 200 high. Absent: where the office has it;
     * null: none.
     */
    visible: z
      .strictObject({ page: z.int().min(1).max(10_000), rect: z.tuple([corner, corner, corner, corner]) })
      .refine(({ rect: [left, bottom, right, top] }) => {
        const [width, height] = [right - left, top - bottom]
        return width >= 20 && width <= 300 && height >= 20 && height <= 200
      })
      .nullish(),
  })
  .meta({ id: 'NewSigningSlot' })

export const slotItem = z
  .object({
    id,
    paperId: id,
    purpose: z.enum(['signature', 'seal']),
    /** Of the prepared file, and of the one that it was made of. */
    preparedSha256: sha256,
    preparedSize: z.int(),
    sourceSha256: sha256,
    signerName: z.string(),
    form: z.enum(SIGNING_FORMS).nullable(),
    createdAt: instant,
  })
  .meta({ id: 'SigningSlot' })

const remarks = z.array(z.string())
export const signedItem = z
  .object({
    slotId: id,
    sha256,
    size: z.int(),
    verdict: z.enum(VERDICTS),
    /** Kept beside the document; what is not the document, or not signed, is not. */
    kept: z.boolean(),
    uploadedBy: id,
    uploadedAt: instant,
    remarks,
    added: z.array(z.string()),
    signatures: z.array(
      z.object({
        verdict: z.enum(VERDICTS),
        remarks,
        signer: z
          .object({
            subject: z.string(),
            commonName: z.string().nullable(),
            issuer: z.string(),
            serial: z.string(),
            fingerprint: sha256,
            validFrom: instant,
            validTo: instant,
          })
          .nullable(),
        subFilter: z.string(),
        claimedAt: instant.nullable(),
        judgedAt: instant,
        chain: z.array(z.object({ subject: z.string(), fingerprint: sha256 })),
      }),
    ),
  })
  .meta({ id: 'SignedPaper' })
