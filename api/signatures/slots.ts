// Slots for signatures made outside: a PDF with room for one is prepared and kept, what comes back is checked against it
// and kept beside the document with its verdict. The document itself is never touched.
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { newId } from '../../activities/record/ids.ts'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { KEPT_VERDICTS, checkSignedPdf } from '../../activities/signatures/check.ts'
import type { SignedPdfReport, Verdict } from '../../activities/signatures/check.ts'
import { PdfFault } from '../../activities/signatures/pdf-values.ts'
import { preparePdf, slotReason } from '../../activities/signatures/prepare.ts'
import type { PreparedPdf, SlotWishes } from '../../activities/signatures/prepare.ts'
import { lockFile } from '../../activities/upkeep/uploads.ts'
import { fold } from '../../domain/text.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Doing } from '../admin/offices.ts'
import type { Deps } from '../deps.ts'
import { incomingFolder, keepFile, pathOf } from '../documents.ts'
import { Problem } from '../problems.ts'
import { frameOf } from './frames.ts'
import type { Purpose, SignablePaper } from './papers.ts'
import type { newSlot, signedItem, slotItem } from './schemas.ts'
import { readTrust } from './trust.ts'

type SignedItem = z.input<typeof signedItem>

interface SlotRow {
  readonly id: string
  readonly paper_id: string
  readonly person_id: string
  readonly source_sha256: string
  readonly prepared_sha256: string
  readonly prepared_size: number
  readonly slot: string
  readonly contents_start: number
  readonly contents_end: number
  readonly created_at: Date
  readonly first_at: Date
}

/** Makes a slot on a paper; for the office's own signature on what its signer signed. */
export async function makeSlot(
  deps: Deps,
  client: Client,
  paper: SignablePaper,
  purpose: Purpose,
  wishes: z.output<typeof newSlot>,
  doing: Doing,
): Promise<z.input<typeof slotItem>> {
  if (paper.pdfSha256 === null) throw new Problem('notMade')
  if (paper.status === 'recalled' || paper.status === 'replaced')
    throw new Problem('notInForce', { params: { status: paper.status } })
  const source = purpose === 'signature' ? paper.pdfSha256 : await signedSource(client, paper)
  const bytes = await readFile(pathOf(deps.settings.documentDir, source))
  const signerName = purpose === 'seal' ? paper.officeName : (paper.signerName ?? '')
  const form = purpose === 'seal' ? null : paper.form
  const prepared = prepare(bytes, {
    name: signerName,
    reason: slotReason(form, paper.symbol, civilDateOf(paper.signedAt)),
    location: paper.officeName,
    at: doing.at,
    ...(await shownAs(client, paper.officeId, purpose, wishes.visible)),
  })
  const hash = sha256Hex(prepared.bytes)
  await keepBytes(deps, client, prepared.bytes, hash)
  const slotId = newId()
  await client.query(
    `INSERT INTO signing_slot (id, paper_id, person_id, source_sha256, prepared_sha256, prepared_size, slot, contents_start,
       contents_end, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      slotId,
      paper.id,
      doing.by,
      source,
      hash,
      prepared.bytes.length,
      prepared.slot,
      prepared.contents.start,
      prepared.contents.end,
      doing.at,
    ],
  )
  return {
    id: slotId,
    paperId: paper.id,
    purpose,
    preparedSha256: hash,
    preparedSize: prepared.bytes.length,
    sourceSha256: source,
    signerName,
    form,
    createdAt: doing.at,
  }
}

/** What the request says of the frame; where it says nothing, what the office has set. */
async function shownAs(
  db: Queryable,
  officeId: string,
  purpose: Purpose,
  visible: z.output<typeof newSlot>['visible'],
): Promise<Pick<SlotWishes, 'visible' | 'frame'>> {
  if (visible !== undefined) return visible === null ? {} : { visible }
  const frame = await frameOf(db, officeId, purpose)
  return frame === null ? {} : { frame }
}

function prepare(bytes: Buffer, wishes: Parameters<typeof preparePdf>[1]): PreparedPdf {
  try {
    return preparePdf(bytes, wishes)
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('invalid', { field: 'visible.page' })
    if (error instanceof PdfFault) throw new Error(`a paper's own PDF can't be read: ${error.message}`)
    throw error
  }
}

/** The newest file that its signer signed and that holds. */
async function signedSource(client: Client, paper: SignablePaper): Promise<string> {
  const { rows } = await client.query<{ sha256: string }>(
    `SELECT s.sha256 FROM signed_paper s JOIN signing_slot l ON l.id = s.slot_id
     WHERE l.paper_id = $1 AND l.person_id = $2 AND s.kept AND s.verdict IN ('valid', 'untrusted')
     ORDER BY s.uploaded_at DESC, s.sha256 LIMIT 1`,
    [paper.id, paper.signedBy],
  )
  if (rows[0] === undefined) throw new Problem('notSigned')
  return rows[0].sha256
}

/** Brings bytes to their place in the folder of documents; the caller's transaction writes the row that needs them. */
async function keepBytes(deps: Deps, client: Queryable, bytes: Buffer, hash: string): Promise<void> {
  const folder = deps.settings.documentDir
  const arrived = join(incomingFolder(folder), randomUUID())
  await mkdir(incomingFolder(folder), { recursive: true })
  await writeFile(arrived, bytes)
  try {
    await lockFile(client, hash)
    await keepFile(folder, arrived, hash)
  } finally {
    await rm(arrived, { force: true })
  }
}

/** A slot; null where there is none. */
export async function readSlot(db: Queryable, slotId: string): Promise<SlotRow | null> {
  const { rows } = await db.query<SlotRow>(
    `SELECT l.*, (SELECT min(f.created_at) FROM signing_slot f WHERE f.paper_id = l.paper_id) AS first_at
     FROM signing_slot l WHERE l.id = $1`,
    [slotId],
  )
  return rows[0] ?? null
}

/** Checks a file that came back to its slot and keeps the result, once: the same file again gives the same answer. */
export async function takeSigned(
  deps: Deps,
  client: Client,
  slot: SlotRow,
  uploaded: Buffer,
  signerName: string | null,
  doing: Doing,
): Promise<SignedItem> {
  const hash = sha256Hex(uploaded)
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`slot/${slot.id}`])
  const before = await readSigned(client, { slotId: slot.id, hash })
  if (before[0] !== undefined) return before[0]
  const report = await reportOn(deps, client, slot, uploaded, signerName, doing.at)
  const kept = KEPT_VERDICTS.includes(report.verdict)
  if (kept) await keepBytes(deps, client, uploaded, hash)
  await client.query(
    `INSERT INTO signed_paper (slot_id, sha256, size, verdict, report, kept, uploaded_by, uploaded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [slot.id, hash, uploaded.length, report.verdict, JSON.stringify(report), kept, doing.by, doing.at],
  )
  const [written] = await readSigned(client, { slotId: slot.id, hash })
  if (written === undefined) throw new Error(`slot ${slot.id}: what was written is not there`)
  return written
}

async function reportOn(
  deps: Deps,
  db: Queryable,
  slot: SlotRow,
  uploaded: Buffer,
  signerName: string | null,
  at: Instant,
): Promise<SignedPdfReport> {
  const folder = deps.settings.documentDir
  const [unsigned, prepared, trust] = await Promise.all([
    readFile(pathOf(folder, slot.source_sha256)),
    readFile(pathOf(folder, slot.prepared_sha256)),
    readTrust(db),
  ])
  const report = checkSignedPdf(uploaded, {
    unsigned,
    prepared: {
      bytes: prepared,
      contents: { start: slot.contents_start, end: slot.contents_end },
      slot: slot.slot,
    },
    // What was signed in an earlier slot of the same paper was signed in its time.
    preparedAt: slot.first_at.toISOString(),
    seenAt: at,
    trust,
  })
  const last = report.signatures.at(-1)
  const name = last?.signer?.commonName ?? null
  if (last === undefined || name === null || signerName === null || samePerson(name, signerName))
    return report
  const verdict = ofAnother(last.verdict)
  const marked = { ...last, verdict, remarks: [...last.remarks, 'nameDiffers' as const] }
  return {
    ...report,
    verdict: ofAnother(report.verdict),
    signatures: [...report.signatures.slice(0, -1), marked],
  }
}

/** A signature that holds isn't the signer's where the certificate names somebody else; one that doesn't hold stays so. */
const ofAnother = (verdict: Verdict): Verdict =>
  verdict === 'valid' || verdict === 'untrusted' ? 'otherSigner' : verdict

/** Certificates write names in capitals, with or without diacritics, sometimes with a post behind. */
function samePerson(certificate: string, person: string): boolean {
  return ` ${fold(certificate)} `.includes(` ${fold(person)} `)
}

interface SignedRow {
  readonly slot_id: string
  readonly sha256: string
  readonly size: number
  readonly kept: boolean
  readonly report: SignedPdfReport
  readonly uploaded_by: string
  readonly uploaded_at: Date
}

/** What came back: to one slot, or to all slots of a paper, oldest first. */
export async function readSigned(
  db: Queryable,
  of: { readonly slotId: string; readonly hash: string } | { readonly paperId: string },
): Promise<SignedItem[]> {
  const [where, values] =
    'paperId' in of
      ? ['l.paper_id = $1', [of.paperId]]
      : ['s.slot_id = $1 AND s.sha256 = $2', [of.slotId, of.hash]]
  const { rows } = await db.query<SignedRow>(
    `SELECT s.* FROM signed_paper s JOIN signing_slot l ON l.id = s.slot_id WHERE ${where}
     ORDER BY s.uploaded_at, s.sha256 LIMIT 200`,
    values,
  )
  return rows.map(({ report, ...row }) => ({
    slotId: row.slot_id,
    sha256: row.sha256,
    size: row.size,
    verdict: report.verdict,
    kept: row.kept,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at.toISOString(),
    remarks: [...report.remarks],
    added: [...report.added],
    signatures: report.signatures.map((one) => ({
      ...one,
      remarks: [...one.remarks],
      chain: [...one.chain],
    })),
  }))
}
