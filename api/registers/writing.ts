// Writing the register: papers made outside, what replaces, corrects or recalls them, series that go on from paper, and an
// office's own short forms. Each is a line of the office's chain, ids and hashes only.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { newId, officeChain } from '../../activities/record/ids.ts'
import { giveNumbers } from '../../activities/record/numbers.ts'
import { writePaperChange } from '../../activities/record/paper-changes.ts'
import { lockFile } from '../../activities/upkeep/uploads.ts'
import { PAPER_CHANGES, lettersOf } from '../../domain/paper-changes.ts'
import type { PaperNumber } from '../../domain/paper-changes.ts'
import { REGISTERS, formsOf, isShortForm, registerRule, symbolTail } from '../../domain/symbols.ts'
import type { Issuer, OwnShortForms } from '../../domain/symbols.ts'
import { civilDateOf, yearOf } from '../../domain/time/civil.ts'
import { SIGNING_FORMS } from '../../domain/vocabulary.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Doing } from '../admin/offices.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { civilDate, line, longText, positive, sha256, year } from '../schemas.ts'
import { heldAs } from '../territory.ts'
import { readLine, registerId } from './lines.ts'
import type { SentLine } from './lines.ts'

/** Who keeps an office's register, and who that of its police. */
export const OFFICE_KEEPERS = [
  'recordsOfficer',
  'communeOffice',
  'unitOfficer',
  'unitHead',
  'residentialHead',
] as const satisfies readonly Role[]
export const POLICE_KEEPERS = [
  'recordsOfficer',
  'communePolice',
  'provinceStaff',
] as const satisfies readonly Role[]
export const KEEPERS = [
  ...OFFICE_KEEPERS,
  'communePolice',
  'provinceStaff',
] as const satisfies readonly Role[]

export const newPaper = z
  .strictObject({
    register: registerId,
    excerpt: line(500),
    recipients: line(500).optional(),
    /** Who signed, as it stands on the paper. */
    signer: line(200),
    form: z.enum(SIGNING_FORMS).optional(),
    datedOn: civilDate,
    /** A file uploaded to the office before. */
    sha256: sha256.optional(),
  })
  .meta({ id: 'NewSentPaper' })
export type NewPaper = z.output<typeof newPaper>

export const newChange = z
  .strictObject({
    kind: z.enum(PAPER_CHANGES),
    reason: longText(4000).refine((text) => text.trim() !== ''),
    /** The paper that does it: of the same register where it replaces, a letter where it corrects. */
    paper: newPaper.omit({ register: true }).optional(),
  })
  .meta({ id: 'NewPaperChange' })
export type NewChange = z.output<typeof newChange>

/** Refuses whoever doesn't keep this register of this office. */
export function mustKeep(actor: Actor, officeId: string, register: string): void {
  const roles = registerRule(register).issuer === 'police' ? POLICE_KEEPERS : OFFICE_KEEPERS
  if (!heldAs(actor, roles).offices.includes(officeId)) throw new Problem('forbidden')
}

/** Enters a paper made outside under the next number of its register and of the year on the paper. */
export async function enterPaper(
  client: Client,
  officeId: string,
  paper: NewPaper,
  doing: Doing,
): Promise<SentLine> {
  const { register, excerpt, recipients = null, signer, form = null, datedOn } = paper
  const today = civilDateOf(doing.at)
  if (!registerRule(register).open || (await isUnknown(client, officeId, register)))
    throw new Problem('unknownName', { field: 'register' })
  // The series of a past year is closed with it; a paper is numbered on its day or later, never ahead (Đ.15, Đ.18.1).
  if (datedOn > today || yearOf(datedOn) !== yearOf(today)) throw new Problem('invalid', { field: 'datedOn' })
  if (paper.sha256 !== undefined) await mustHaveFile(client, officeId, paper.sha256)
  const wanted = [{ register, officeId, year: yearOf(today), step: 'outside' }]
  const lineOf = () => ({ excerpt, recipients, signedBy: null, form })
  const [given] = await giveNumbers(client, wanted, { dossierId: null, batchId: null }, doing.at, lineOf)
  if (given === undefined) throw new Error(`register ${register}: no number came back`)
  const of = { officeId, register, year: given.year, number: given.number }
  await client.query(
    `INSERT INTO outside_paper (office_id, register, year, number, signer, dated_on, sha256, entered_by, entered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [officeId, register, of.year, of.number, signer, datedOn, paper.sha256 ?? null, doing.by, doing.at],
  )
  const data = { ...of, datedOn, sha256: paper.sha256 ?? null, excerptHash: sha256Hex(excerpt) }
  await appendChainEvent(client, officeChain(officeId), 'paperEntered', data, doing.by, doing.at)
  return mustRead(client, of)
}

/** A register that neither ships nor was ever numbered in here. */
async function isUnknown(client: Client, officeId: string, register: string): Promise<boolean> {
  if (Object.hasOwn(REGISTERS, register)) return false
  const { rowCount } = await client.query(
    'SELECT 1 FROM counter WHERE office_id = $1 AND register = $2 LIMIT 1',
    [officeId, register],
  )
  return rowCount === 0
}

async function mustHaveFile(client: Client, officeId: string, hash: string): Promise<void> {
  // Against the nightly sweep, which removes what no paper names.
  await lockFile(client, hash)
  const { rowCount } = await client.query('SELECT 1 FROM office_file WHERE office_id = $1 AND sha256 = $2', [
    officeId,
    hash,
  ])
  if (rowCount === 0) throw new Problem('unknownName', { field: 'sha256' })
}

async function mustRead(client: Client, of: PaperNumber): Promise<SentLine> {
  const found = await readLine(client, of)
  if (found === null) throw new Error(`number ${of.number} of ${of.register}: not there`)
  return found
}

/** Replaces, corrects or recalls a paper made outside; one that a dossier's act issued is changed by that dossier's act. */
export async function changePaper(
  client: Client,
  of: PaperNumber,
  change: NewChange,
  doing: Doing,
): Promise<SentLine> {
  // One change after another: whoever comes second sees the first one's.
  await client.query(
    'SELECT 1 FROM counter WHERE office_id = $1 AND register = $2 AND year = $3 FOR NO KEY UPDATE',
    [of.officeId, of.register, of.year],
  )
  const before = await readLine(client, of)
  if (before === null) throw new Problem('notFound')
  if (before.dossierId !== null || before.batchId !== null) {
    const action = change.kind === 'recall' ? 'revoke' : 'correct'
    throw new Problem('changedByDossier', { params: { dossierId: before.dossierId, action } })
  }
  if (before.status === 'recalled' || before.status === 'replaced')
    throw new Problem('notInForce', { params: { status: before.status } })
  if (change.paper === undefined && change.kind !== 'recall')
    throw new Problem('invalidRequest', { field: 'paper' })
  const by = await changingPaper(client, of, change, doing)
  const changed = { kind: change.kind, of, by }
  const reasonHash = sha256Hex(change.reason)
  await writePaperChange(client, changed, {
    id: newId(),
    dossierId: null,
    commandId: null,
    reason: change.reason,
    reasonHash,
    by: doing.by,
    at: doing.at,
  })
  await appendChainEvent(
    client,
    officeChain(of.officeId),
    'paperChanged',
    { kind: change.kind, of, by, reasonHash },
    doing.by,
    doing.at,
  )
  return mustRead(client, of)
}

async function changingPaper(
  client: Client,
  of: PaperNumber,
  { kind, paper }: NewChange,
  doing: Doing,
): Promise<PaperNumber | null> {
  if (paper === undefined) return null
  const register = kind === 'replace' ? of.register : lettersOf(of.register)
  const {
    officeId,
    year: given,
    number,
  } = await enterPaper(client, of.officeId, { ...paper, register }, doing)
  return { officeId, register, year: given, number }
}

export const newStart = z.strictObject({ year, first: positive })

/** Says with which number a series goes on from paper: once, and above all that was given. */
export async function startSeries(
  client: Client,
  officeId: string,
  register: string,
  { year: of, first }: z.output<typeof newStart>,
  doing: Doing,
): Promise<void> {
  if (first < 2) throw new Problem('invalid', { field: 'first' })
  if (of !== yearOf(civilDateOf(doing.at))) throw new Problem('invalid', { field: 'year' })
  if (await isUnknown(client, officeId, register)) throw new Problem('unknownName', { field: 'register' })
  const { rowCount } = await client.query(
    `INSERT INTO series_start (office_id, register, year, first, said_by, said_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [officeId, register, of, first, doing.by, doing.at],
  )
  if (rowCount === 0) throw new Problem('duplicate', { field: 'first' })
  const { rows } = await client.query<{ last: number }>(
    `INSERT INTO counter AS c (office_id, register, year, last) VALUES ($1, $2, $3, $4 - 1)
     ON CONFLICT (office_id, register, year) DO UPDATE SET last = $4 - 1 WHERE c.last < $4 - 1 RETURNING last`,
    [officeId, register, of, first],
  )
  if (rows.length === 0) throw new Problem('numberGiven', { field: 'first' })
  const data = { officeId, register, year: of, first }
  await appendChainEvent(client, officeChain(officeId), 'seriesStarted', data, doing.by, doing.at)
}

const shortForm = z
  .string()
  .max(60)
  .transform((text) => text.normalize('NFC').trim())

export const newShortForm = z.strictObject({
  /** Empty for a kind that carries none; null for the plain one. */
  kindCode: shortForm.refine((text) => text === '' || isShortForm(text)).nullable(),
  issuerCode: shortForm.refine(isShortForm).nullable(),
  /** Nought where none was set. */
  version: z.int().min(0),
})

interface FormRow extends OwnShortForms {
  readonly register: string
  readonly version: number
}

/** The short forms that were set for an office, by register; '*' holds for all that the office itself issues. */
export async function shortFormsOf(db: Queryable, officeId: string): Promise<FormRow[]> {
  const { rows } = await db.query<FormRow>(
    `SELECT register, kind_code AS "kindCode", issuer_code AS "issuerCode", version FROM short_form
     WHERE office_id = $1 ORDER BY register`,
    [officeId],
  )
  return rows
}

/** Sets the short forms of one register, or of all ('*'); refuses two registers with the same symbols. */
export async function setShortForm(
  client: Client,
  office: Issuer & { readonly id: string },
  register: string,
  form: z.output<typeof newShortForm>,
  doing: Doing,
): Promise<void> {
  const { kindCode, issuerCode, version } = form
  if (register === '*' && kindCode !== null) throw new Problem('invalid', { field: 'kindCode' })
  const { rowCount } = await client.query(
    version === 0
      ? `INSERT INTO short_form (office_id, register, kind_code, issuer_code, version) VALUES ($1, $2, $3, $4, $5 + 1)
         ON CONFLICT DO NOTHING`
      : `UPDATE short_form SET kind_code = $3, issuer_code = $4, version = version + 1
         WHERE office_id = $1 AND register = $2 AND version = $5`,
    [office.id, register, kindCode, issuerCode, version],
  )
  if (rowCount === 0) throw new Problem('versionConflict')
  refuseSameSymbols(office, await shortFormsOf(client, office.id))
  const data = { officeId: office.id, register, kindCode, issuerCode }
  await appendChainEvent(client, officeChain(office.id), 'shortFormSet', data, doing.by, doing.at)
}

function refuseSameSymbols(office: Issuer, forms: readonly FormRow[]): void {
  const all = forms.find(({ register }) => register === '*')
  const seen = new Map<string, string>()
  const withPolice = office.kind === 'province' || office.kind === 'commune'
  for (const register of new Set([...Object.keys(REGISTERS), ...forms.map((one) => one.register)])) {
    if (register === '*' || (!withPolice && registerRule(register).issuer === 'police')) continue
    const own = forms.find((one) => one.register === register)
    const tail = symbolTail(register, office, formsOf(register, own, all?.issuerCode))
    const other = seen.get(tail)
    if (other !== undefined)
      throw new Problem('duplicate', { field: 'kindCode', params: { register: other } })
    seen.set(tail, register)
  }
}
