// The signature of a batch: one transaction, in which everything that it stands on is locked and looked at again. For a
// decision that is one legal act: every reservation holds, the list is the one that was seen, the signer may decide each
// dossier at this very instant by the rulebook's own word, and the act gets one number. Or nothing happens at all.
import type { Instant } from '../../domain/time/civil.ts'
import { civilDateOf, yearOf } from '../../domain/time/civil.ts'
import type { GivenNumber } from '../../domain/dossier.ts'
import { papersOverMany } from '../../domain/papers-given.ts'
import type { GivenPaper } from '../../domain/papers-given.ts'
import { excerptOf } from '../../domain/papers-sent.ts'
import { bestOf, rolesOf } from '../../domain/people.ts'
import { signingForm } from '../../domain/signing.ts'
import type { Procedure, StepRule } from '../../domain/procedure.ts'
import { stepById } from '../../domain/steps.ts'
import type { Capacity } from '../../domain/command.ts'
import type { SigningForm } from '../../domain/vocabulary.ts'
import type { BatchAnswer, BatchCommand } from '../../workflows/messages.ts'
import { issuePapers } from '../papers/issue.ts'
import { inTransaction } from '../pool.ts'
import type { Client, Pool } from '../pool.ts'
import { libraryOf } from '../record/cache.ts'
import { appendChainEvent } from '../record/chain.ts'
import { officeChain } from '../record/ids.ts'
import { giveNumbers } from '../record/numbers.ts'
import { readCapacities } from '../record/outside.ts'
import { hindrances } from './fitness.ts'
import { listHashOf, readListed, refusedBatch } from './life.ts'
import type { ListedItem } from './life.ts'
import { readBatch } from './row.ts'
import type { BatchArgs, BatchRow, Signature } from './row.ts'
import { stampItems } from './stamp.ts'

/** Items that a refusal names; the rest is counted. */
const NAMED = 20
const LIMIT = '20s'

/** Signs a decision, or confirms a bulk action that was only looked at. The same command again finds it done. */
export async function signBatch(pool: Pool, batchId: string, command: BatchCommand): Promise<BatchAnswer> {
  return inTransaction(pool, async (client) => {
    // With this row every reservation of the batch is held: whoever decides about one of them counts it.
    const batch = await readBatch(client, batchId, { lock: true })
    if (batch === null) return refusedBatch('unknownTarget', { batchId })
    if (batch.signedAt !== null) return signedAlready(batch, command)
    const items = await readListed(client, batchId)
    const refused = wrongState(batch, command, items)
    if (refused !== null) return refused
    if (batch.kind === 'action') return confirm(client, batch, command)
    await client.query(`SELECT set_config('statement_timeout', '${LIMIT}', true)`)
    const found = await hindrances(pool, client, batch, items, command.receivedAt)
    if (found.length > 0)
      return refusedBatch(found[0]?.code ?? 'notReserved', {
        items: found.slice(0, NAMED),
        count: found.length,
      })
    return decide(pool, client, batch, command, items.length)
  })
}

function signedAlready(batch: BatchRow, command: BatchCommand): BatchAnswer {
  const { signature } = batch.args
  if (signature?.commandId !== command.id) return refusedBatch('batchSigned', { signedAt: batch.signedAt })
  if (command.listHash !== batch.listHash) return refusedBatch('keyReused')
  return signedAs(batch.decisionNumber, signature, batch.signedAt ?? '')
}

function signedAs(
  number: number | null,
  { register, officeId, year }: Signature,
  signedAt: Instant,
): BatchAnswer {
  const detail = number === null ? { signedAt } : { signedAt, number, register, officeId, year }
  return { ok: true, code: null, detail }
}

function wrongState(
  batch: BatchRow,
  command: BatchCommand,
  items: readonly ListedItem[],
): BatchAnswer | null {
  const { status, listHash, expiresAt, signerId } = batch
  if (signerId !== command.personId) return refusedBatch('notAuthorised', { signerId })
  if (status !== 'frozen') return refusedBatch('notInStatus', { status })
  if (expiresAt !== null && command.receivedAt > expiresAt) return refusedBatch('late', { expiresAt })
  if (command.listHash !== listHash) return refusedBatch('basisChanged', { listHash })
  if (listHashOf(batch, items) !== listHash) return refusedBatch('basisChanged', { list: 'changed' })
  return items.length === 0 ? refusedBatch('needsUnmet', { items: 0 }) : null
}

/** A bulk action has only to be meant: each of its items is decided by itself. */
async function confirm(client: Client, batch: BatchRow, command: BatchCommand): Promise<BatchAnswer> {
  const { action } = batch.args
  if (action === undefined) throw new Error(`batch ${batch.id}: asks for no action`)
  const signature = {
    commandId: command.id,
    register: null,
    officeId: null,
    year: yearOf(civilDateOf(command.receivedAt)),
  }
  await stampItems(client, batch.id, 'act', action, command.receivedAt)
  await markSigned(client, batch, command.receivedAt, signature, null)
  return signedAs(null, signature, command.receivedAt)
}

/** The act itself: one number for all, a line in the deciding office's chain, and from here on no way back. */
async function decide(
  pool: Pool,
  client: Client,
  batch: BatchRow,
  command: BatchCommand,
  total: number,
): Promise<BatchAnswer> {
  const { receivedAt } = command
  const { procedure, step: rule } = await stepOf(pool, client, batch)
  const register = rule.numbers?.[0]?.register ?? null
  const { officeId } = batch
  const year = yearOf(civilDateOf(receivedAt))
  const wanted = register === null ? [] : [{ register, officeId, year, step: batch.step ?? '' }]
  const owner = { dossierId: null, batchId: batch.id }
  const signer = await signerOf(client, batch, rule, receivedAt)
  const [given] = await giveNumbers(client, wanted, owner, receivedAt, () => ({
    excerpt: excerptOf(procedure, rule.id, `${total} hồ sơ`),
    recipients: null,
    signedBy: command.personId,
    form: signer?.form ?? null,
  }))
  const number = given?.number ?? null
  const signature: Signature = { commandId: command.id, register, officeId, year }
  const { step, campaignId, listHash, args } = batch
  await appendChainEvent(
    client,
    officeChain(officeId),
    'decisionSigned',
    {
      batchId: batch.id,
      campaignId,
      step,
      verdict: args.verdict ?? null,
      listHash,
      total,
      register,
      year,
      number,
    },
    command.personId,
    receivedAt,
  )
  await markSigned(client, batch, receivedAt, signature, number)
  const act = {
    act: `batch/${batch.id}`,
    dossierId: null,
    batchId: batch.id,
    matterId: null,
    at: receivedAt,
  }
  const signed = { rule, batch, signer, at: receivedAt, given: given ?? null }
  await Promise.all(issuePapers(client, act, decisionPapers(signed)))
  return signedAs(number, signature, receivedAt)
}

interface Signed {
  readonly rule: StepRule
  readonly batch: BatchRow
  readonly signer: Signer | null
  readonly at: Instant
  readonly given: GivenNumber | null
}

/** The papers of the one act for all, in the name of who signed. */
function decisionPapers({ rule, batch, signer, at, given }: Signed): GivenPaper[] {
  const party = rule.parties[0]
  if (party === undefined || batch.args.verdict === 'reject') return []
  return papersOverMany(rule).map(({ kind, register }) => ({
    kind,
    step: rule.id,
    officeId: batch.officeId,
    role: signer?.capacity.role ?? party.role,
    number: given?.register === register ? given : null,
    signedBy: batch.signerId,
    onBehalfOf: signer?.capacity.delegation?.fromPersonId ?? null,
    form: signer?.form ?? null,
    signedAt: at,
  }))
}

interface Signer {
  readonly capacity: Capacity
  readonly form: SigningForm | null
}

/** In whose name the decision is signed: by the signer's best capacity at the step, as for a single dossier. */
async function signerOf(
  client: Client,
  { officeId, signerId }: BatchRow,
  step: StepRule,
  at: Instant,
): Promise<Signer | null> {
  const here = (await readCapacities(client, signerId ?? '', at, { lock: true })).filter(
    (capacity) => capacity.officeId === officeId,
  )
  for (const party of step.parties) {
    const capacity = bestOf(rolesOf(party), here)
    if (capacity !== null) return { capacity, form: signingForm(rolesOf(party), capacity) }
  }
  return null
}

async function stepOf(
  pool: Pool,
  client: Client,
  batch: BatchRow,
): Promise<{ readonly procedure: Procedure; readonly step: StepRule }> {
  const { rows } = await client.query<{ id: string; version: number }>(
    'SELECT procedure_id AS id, procedure_version AS version FROM campaign WHERE id = $1',
    [batch.campaignId],
  )
  const row = rows[0]
  const published = row === undefined ? null : await libraryOf(pool).procedure(row.id, row.version)
  const step = published === null ? null : stepById(published.procedure, batch.step ?? '')
  if (published === null || step === null)
    throw new Error(`batch ${batch.id}: its campaign or step is not there`)
  return { procedure: published.procedure, step }
}

async function markSigned(
  client: Client,
  batch: BatchRow,
  at: Instant,
  signature: Signature,
  number: number | null,
): Promise<void> {
  const args: BatchArgs = { ...batch.args, signature }
  await client.query(
    `UPDATE batch SET status = 'signed', signed_at = $2, args = $3, decision_number = $4, version = version + 1 WHERE id = $1`,
    [batch.id, at, JSON.stringify(args), number],
  )
}
