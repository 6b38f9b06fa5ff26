// The frame of a visible signature that an office wants in the PDFs prepared for signing: read for the screen and for each
// slot, changed by its administrator with a line in the office's chain.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { FRAME_CORNERS, FRAME_LIMITS, FRAME_PAGES, FRAME_PURPOSES } from '../../domain/signature-frame.ts'
import type { FramePurpose, SignatureFrame } from '../../domain/signature-frame.ts'
import type { Doing } from '../admin/offices.ts'
import { Problem } from '../problems.ts'

const length = (of: keyof typeof FRAME_LIMITS) => z.int().min(FRAME_LIMITS[of][0]).max(FRAME_LIMITS[of][1])

/** Lengths in millimetres, from the sides of the corner. */
export const frame = z
  .strictObject({
    page: z.enum(FRAME_PAGES),
    corner: z.enum(FRAME_CORNERS),
    across: length('across'),
    along: length('along'),
    width: length('width'),
    height: length('height'),
  })
  .meta({ id: 'SignatureFrame' })

export const newFrame = z.strictObject({
  /** Null: the signature is not shown. */
  frame: frame.nullable(),
  /** Nought where none was set. */
  version: z.int().min(0),
})

export const frameItem = z
  .object({ purpose: z.enum(FRAME_PURPOSES), frame: frame.nullable(), version: z.int() })
  .meta({ id: 'OfficeSignatureFrame' })

type FrameRow = { readonly purpose: FramePurpose; readonly version: number } & {
  readonly [Key in keyof SignatureFrame]: SignatureFrame[Key] | null
}

function frameIn({ page, corner, across, along, width, height }: FrameRow): SignatureFrame | null {
  if (page === null || corner === null || across === null) return null
  if (along === null || width === null || height === null) return null
  return { page, corner, across, along, width, height }
}

async function rowsOf(db: Queryable, officeId: string): Promise<FrameRow[]> {
  const { rows } = await db.query<FrameRow>(
    `SELECT purpose, page, corner, across, along, width, height, version FROM signature_frame WHERE office_id = $1`,
    [officeId],
  )
  return rows
}

/** The frames of an office, one for each purpose, set or not. */
export async function framesOf(db: Queryable, officeId: string): Promise<z.input<typeof frameItem>[]> {
  const rows = await rowsOf(db, officeId)
  return FRAME_PURPOSES.map((purpose) => {
    const row = rows.find((one) => one.purpose === purpose)
    return { purpose, frame: row === undefined ? null : frameIn(row), version: row?.version ?? 0 }
  })
}

/** The frame that an office wants for a purpose; null where it is not shown. */
export async function frameOf(
  db: Queryable,
  officeId: string,
  purpose: FramePurpose,
): Promise<SignatureFrame | null> {
  const row = (await rowsOf(db, officeId)).find((one) => one.purpose === purpose)
  return row === undefined ? null : frameIn(row)
}

/** Sets or takes away the frame for a purpose, from the version that was read. */
export async function setFrame(
  client: Client,
  officeId: string,
  purpose: FramePurpose,
  { frame: wanted, version }: z.output<typeof newFrame>,
  doing: Doing,
): Promise<void> {
  const { rowCount } = await client.query(
    version === 0
      ? `INSERT INTO signature_frame (office_id, purpose, page, corner, across, along, width, height, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9 + 1) ON CONFLICT DO NOTHING`
      : `UPDATE signature_frame SET page = $3, corner = $4, across = $5, along = $6, width = $7, height = $8,
           version = version + 1
         WHERE office_id = $1 AND purpose = $2 AND version = $9`,
    [
      officeId,
      purpose,
      wanted?.page ?? null,
      wanted?.corner ?? null,
      wanted?.across ?? null,
      wanted?.along ?? null,
      wanted?.width ?? null,
      wanted?.height ?? null,
      version,
    ],
  )
  if (rowCount === 0) throw new Problem('versionConflict')
  const data = { officeId, purpose, frame: wanted }
  await appendChainEvent(client, officeChain(officeId), 'signatureFrameSet', data, doing.by, doing.at)
}
