// Batches on real PostgreSQL: a bulk action with a result for each, and one decision over many as one legal act. The
// dossiers are asked at the record's own commit point; test/workflows/batch.test.ts goes the whole way through their runs.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBatch } from '../../activities/batch/create.ts'
import type { NewActionBatch, NewDecisionBatch } from '../../activities/batch/create.ts'
import { cancelBatch, expireBatch, finishBatch, freezeBatch } from '../../activities/batch/life.ts'
import { runPhase } from '../../activities/batch/phase.ts'
import type { PhaseDeps } from '../../activities/batch/phase.ts'
import { readBatch } from '../../activities/batch/row.ts'
import { signBatch } from '../../activities/batch/sign.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { ActRequest, BatchCommand, BatchPhase } from '../../workflows/messages.ts'
import {
  MONDAY,
  aCampaign,
  aCommune,
  aPerson,
  aRecord,
  act,
  mustAct,
  theClockStandsAt,
} from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { WATCHED_PROCEDURE, aDossierAt } from '../support/watched-procedure.ts'

const NOON = '2026-03-02T05:00:00.000Z'
const SIGNING = '2026-03-02T06:00:00.000Z'
const EVENING = '2026-03-02T10:00:00.000Z'

let at: TestRecord
let commune: string
let police: string
let chair: string
let campaign: string
let sent: ActRequest[]
let round = 0

beforeAll(async () => {
  at = await aRecord()
  commune = await aCommune(at.pool)
  police = await aPerson(at.pool, 'communePolice', commune)
  chair = await aPerson(at.pool, 'provinceChair', 'P44')
  campaign = await aCampaign(at.pool, { officeId: 'P44', procedure: WATCHED_PROCEDURE, calendarVersion: 1 })
})
afterAll(() => at.drop())
beforeEach(async () => {
  sent = []
  round += 1
  await theClockStandsAt(at.pool, NOON)
})

const direct: PhaseDeps['send'] = async (request) => {
  sent.push(request)
  return { kind: 'result', result: await at.record.commit(request) }
}

const phase = (id: string, what: BatchPhase, send: PhaseDeps['send'] = direct, pass = 1) =>
  runPhase({ pool: at.pool, send }, id, what, pass)

async function dossiers(count: number, decide = true): Promise<string[]> {
  const ids: string[] = []
  for (let n = 1; n <= count; n += 1) {
    const name = `Trạm ${round}.${n}.${decide}`
    ids.push(await aDossierAt(at, { campaign, commune, name, when: MONDAY, ...(decide ? { police } : {}) }))
  }
  return ids
}

const listed = (ids: readonly string[]) => ids.map((dossierId) => ({ dossierId, basis: null, visible: true }))

function decisionOver(ids: readonly string[], more: Partial<NewDecisionBatch> = {}): NewDecisionBatch {
  return {
    kind: 'decision',
    id: randomUUID(),
    requestHash: 'h',
    requestedBy: chair,
    officeId: 'P44',
    receivedAt: NOON,
    items: listed(ids),
    body: null,
    campaignId: campaign,
    step: 'decide',
    level: 'province',
    signerId: chair,
    verdict: 'approve',
    expiresAt: EVENING,
    ...more,
  }
}

function actionOver(ids: readonly string[], more: Partial<NewActionBatch> = {}): NewActionBatch {
  return {
    kind: 'action',
    id: randomUUID(),
    requestHash: 'h',
    requestedBy: police,
    officeId: commune,
    receivedAt: NOON,
    items: listed(ids),
    body: null,
    action: 'approve',
    args: {},
    dryRun: false,
    expiresAt: EVENING,
    ...more,
  }
}

async function items(id: string): Promise<string[]> {
  const { rows } = await at.pool.query<{ status: string; code: string | null }>(
    'SELECT status, code FROM batch_item WHERE batch_id = $1 ORDER BY ord',
    [id],
  )
  return rows.map(({ status, code }) => (code === null ? status : `${status} ${code}`))
}

async function statuses(ids: readonly string[]): Promise<string[]> {
  const { rows } = await at.pool.query<{ status: string; step: string }>(
    'SELECT status, step FROM dossier JOIN unnest($1::text[]) WITH ORDINALITY AS i (id, ord) USING (id) ORDER BY ord',
    [ids],
  )
  return rows.map(({ status, step }) => `${status} ${step}`)
}

async function signature(id: string, more: Partial<BatchCommand> = {}): Promise<BatchCommand> {
  const listHash = (await readBatch(at.pool, id))?.listHash ?? null
  return { id: randomUUID(), personId: chair, receivedAt: SIGNING, listHash, ...more }
}

/** A decision with its list frozen. */
async function frozen(ids: readonly string[], more: Partial<NewDecisionBatch> = {}): Promise<string> {
  const batch = decisionOver(ids, more)
  await createBatch(at.pool, batch)
  await phase(batch.id, 'reserve')
  await freezeBatch(at.pool, batch.id)
  return batch.id
}

const events = async (dossierId: string, type: string): Promise<{ data: Record<string, unknown> }[]> => {
  const { rows } = await at.pool.query<{ data: Record<string, unknown> }>(
    'SELECT data FROM event WHERE dossier_id = $1 AND type = $2',
    [dossierId, type],
  )
  return rows
}

describe('a bulk action', () => {
  it('has a result for each item, and asks each once', async () => {
    const [done, elsewhere] = [await dossiers(3, false), await dossiers(1, true)]
    const batch = actionOver([...done, ...elsewhere, 'no-such-dossier'])
    await createBatch(at.pool, batch)
    expect(await phase(batch.id, 'act')).toEqual({ left: 0 })
    expect(await items(batch.id)).toEqual([
      'applied',
      'applied',
      'applied',
      'refused notYourTask',
      'refused notFound',
    ])
    expect(await statuses(done)).toEqual(['active decide', 'active decide', 'active decide'])
    expect(sent).toHaveLength(4)
    expect(sent[0]?.command).toMatchObject({ actor: { kind: 'person', personId: police }, receivedAt: NOON })
    await finishBatch(at.pool, batch.id)
    expect(await readBatch(at.pool, batch.id)).toMatchObject({
      total: 5,
      done: 5,
      failed: 2,
      finishedAt: NOON,
    })
  })

  it('repeats nothing when it was killed half-way', async () => {
    const ids = await dossiers(4, false)
    const batch = actionOver(ids)
    await createBatch(at.pool, batch)
    // Everything was decided, and the process was killed before a single result was written back.
    let asked = 0
    const killed: PhaseDeps['send'] = async (request) => {
      await at.record.commit(request)
      asked += 1
      throw new Error('killed')
    }
    await expect(phase(batch.id, 'act', killed)).rejects.toThrow('killed')
    expect(asked).toBe(4)
    expect(await items(batch.id)).toEqual(['pending', 'pending', 'pending', 'pending'])
    expect(await phase(batch.id, 'act')).toEqual({ left: 0 })
    expect(await items(batch.id)).toEqual(['applied', 'applied', 'applied', 'applied'])
    for (const id of ids) expect(await events(id, 'approved')).toHaveLength(1)
  })

  it('is only looked at first when asked so, and done after it is confirmed', async () => {
    const ids = [...(await dossiers(2, false)), ...(await dossiers(1, true))]
    const batch = actionOver(ids, { dryRun: true })
    await createBatch(at.pool, batch)
    await phase(batch.id, 'check')
    await freezeBatch(at.pool, batch.id)
    expect(await items(batch.id)).toEqual(['ready', 'ready', 'refused notYourTask'])
    expect(await statuses(ids)).toEqual(['active look', 'active look', 'active decide'])
    expect(await signBatch(at.pool, batch.id, await signature(batch.id))).toMatchObject({
      ok: false,
      code: 'notAuthorised',
    })
    const confirmed = await signBatch(at.pool, batch.id, await signature(batch.id, { personId: police }))
    expect(confirmed).toMatchObject({ ok: true })
    await phase(batch.id, 'act')
    expect(await statuses(ids)).toEqual(['active decide', 'active decide', 'active decide'])
    expect(sent.map(({ command }) => command.receivedAt)).toEqual([SIGNING, SIGNING])
  })

  it('stores what was written for each, and the receipts of what it will ask', async () => {
    const ids = await dossiers(2, false)
    const batch = actionOver(ids, { action: 'return', args: { toStep: 'ask' }, body: { reason: 'bổ sung' } })
    await createBatch(at.pool, batch)
    const { rows } = await at.pool.query(
      'SELECT dossier_id, received_at FROM receipt WHERE dossier_id = ANY($1)',
      [ids],
    )
    expect(rows).toHaveLength(2)
    await phase(batch.id, 'act')
    expect(await statuses(ids)).toEqual(['returned ask', 'returned ask'])
    expect((await events(ids[0] ?? '', 'returned'))[0]?.data['bodyHash']).toMatch(/^[0-9a-f]{64}$/)
  })

  it('acts on what the person saw', async () => {
    const [id = ''] = await dossiers(1, false)
    const basis = { step: 'look', round: 1, contentHash: 'f'.repeat(64) }
    const batch = actionOver([], { items: [{ dossierId: id, basis, visible: true }] })
    await createBatch(at.pool, batch)
    await phase(batch.id, 'act')
    expect(await items(batch.id)).toEqual(['refused basisChanged'])
  })

  it('is made once for one request, and not at all for another under the same key', async () => {
    const ids = await dossiers(1, false)
    const batch = actionOver(ids)
    const first = await createBatch(at.pool, batch)
    expect(await createBatch(at.pool, batch)).toEqual(first)
    expect(await createBatch(at.pool, { ...batch, requestHash: 'another' })).toBeNull()
  })
})

describe('a decision over many', () => {
  it('is one act with one number, which reaches every last dossier', async () => {
    const ids = await dossiers(5)
    const id = await frozen(ids)
    expect(await statuses(ids)).toEqual(ids.map(() => 'reserved decide'))
    const command = await signature(id)
    const answer = await signBatch(at.pool, id, command)
    expect(answer).toMatchObject({ ok: true, detail: { register: 'decisions', officeId: 'P44', year: 2026 } })
    expect(await phase(id, 'apply')).toEqual({ left: 0 })
    expect(await statuses(ids)).toEqual(ids.map(() => 'concluded decide'))
    const { rows } = await at.pool.query('SELECT number, dossier_id FROM number_given WHERE batch_id = $1', [
      id,
    ])
    expect(rows).toEqual([{ number: answer.detail['number'], dossier_id: null }])
    for (const dossierId of ids) {
      const { rows: states } = await at.pool.query(
        "SELECT state->'numbers' AS numbers, state->'signatures' AS signatures, state->'certificate' AS certificate FROM dossier WHERE id = $1",
        [dossierId],
      )
      expect(states[0].numbers).toMatchObject([
        { register: 'decisions', number: answer.detail['number'], year: 2026 },
      ])
      expect(states[0].signatures.at(-1)).toMatchObject({
        step: 'decide',
        by: chair,
        form: 'TM',
        at: SIGNING,
      })
      expect(states[0].certificate).toMatchObject({ number: answer.detail['number'], register: 'decisions' })
    }
    await finishBatch(at.pool, id)
    expect(await readBatch(at.pool, id)).toMatchObject({
      done: 5,
      failed: 0,
      finishedAt: NOON,
      signedAt: SIGNING,
    })
    const { rows: lines } = await at.pool.query(
      "SELECT type, actor, data->>'total' AS total FROM chain_event WHERE chain_id = 'office/P44' AND data->>'batchId' = $1",
      [id],
    )
    expect(lines).toEqual([{ type: 'decisionSigned', actor: chair, total: '5' }])
  })

  it('shows what cannot be reserved, with why, and goes on with the rest', async () => {
    const [good, early] = [await dossiers(2), await dossiers(1, false)]
    const other = await aCommune(at.pool, { code: '00001', provinceCode: '01' })
    const otherPolice = await aPerson(at.pool, 'communePolice', other)
    const abroad = await aDossierAt(at, {
      campaign,
      commune: other,
      name: `xa ${round}`,
      police: otherPolice,
    })
    const id = await frozen([...good, ...early, abroad, 'nothing'])
    expect(await items(id)).toEqual([
      'reserved',
      'reserved',
      'refused notAtStep',
      'refused notAuthorised',
      'refused notFound',
    ])
    expect(await signBatch(at.pool, id, await signature(id))).toMatchObject({ ok: true })
    await phase(id, 'apply')
    expect(await statuses(good)).toEqual(['concluded decide', 'concluded decide'])
  })

  it('holds a dossier against everybody, another batch too', async () => {
    const [id = ''] = await dossiers(1)
    await frozen([id])
    expect(await act(at, { dossierId: id, action: 'approve', by: chair, at: SIGNING })).toMatchObject({
      code: 'reservedByBatch',
    })
    const second = await frozen([id])
    expect(await items(second)).toEqual(['refused reservedByBatch'])
    expect(await signBatch(at.pool, second, await signature(second))).toMatchObject({ code: 'needsUnmet' })
  })

  it('is signed only by the one it is for, over the list that he saw, and while its reservations hold', async () => {
    const id = await frozen(await dossiers(2))
    const refusals = [
      await signature(id, { personId: police }),
      await signature(id, { listHash: '0'.repeat(64) }),
      await signature(id, { receivedAt: '2026-03-02T10:00:00.001Z' }),
    ]
    const codes = []
    for (const command of refusals) codes.push((await signBatch(at.pool, id, command)).code)
    expect(codes).toEqual(['notAuthorised', 'basisChanged', 'late'])
    expect(await signBatch(at.pool, id, await signature(id, { receivedAt: EVENING }))).toMatchObject({
      ok: true,
    })
  })

  it('is not signed over a list that changed under its hash', async () => {
    const id = await frozen(await dossiers(2))
    const command = await signature(id)
    await at.pool.query('UPDATE batch_item SET content_hash = $2 WHERE batch_id = $1 AND ord = 1', [
      id,
      'a'.repeat(64),
    ])
    expect(await signBatch(at.pool, id, command)).toMatchObject({
      code: 'basisChanged',
      detail: { list: 'changed' },
    })
  })

  it('is not signed when one of the reservations no longer holds, and says which', async () => {
    const ids = await dossiers(3)
    const id = await frozen(ids)
    await mustAct(at, {
      dossierId: ids[1] ?? '',
      action: 'unreserve',
      by: { kind: 'batch', batchId: id },
      at: SIGNING,
      args: { batchId: id },
    })
    const answer = await signBatch(at.pool, id, await signature(id))
    expect(answer).toEqual({
      ok: false,
      code: 'notReserved',
      detail: { items: [{ dossierId: ids[1], code: 'notReserved' }], count: 1 },
    })
    expect(await readBatch(at.pool, id)).toMatchObject({ status: 'frozen', decisionNumber: null })
  })

  it('is not signed by someone whose role ended meanwhile', async () => {
    const name = `chủ tịch ${round}`
    const former = await aPerson(at.pool, 'provinceChair', 'P44', { name })
    const id = await frozen(await dossiers(1), { signerId: former })
    await at.pool.query('UPDATE role_holding SET valid_to = $2 WHERE person_id = $1', [
      former,
      '2026-03-02T05:30:00.000Z',
    ])
    expect(await signBatch(at.pool, id, await signature(id, { personId: former }))).toMatchObject({
      code: 'notYourTask',
    })
  })

  it('gives the first answer again to the same signature, and no other one after it', async () => {
    const id = await frozen(await dossiers(1))
    const command = await signature(id)
    const first = await signBatch(at.pool, id, command)
    expect(await signBatch(at.pool, id, command)).toEqual(first)
    expect(await signBatch(at.pool, id, await signature(id))).toMatchObject({ code: 'batchSigned' })
    expect(await signBatch(at.pool, id, { ...command, listHash: 'x' })).toMatchObject({ code: 'keyReused' })
  })

  it('is taken in one piece by two who sign at once', async () => {
    const id = await frozen(await dossiers(1))
    const answers = await Promise.all([
      signBatch(at.pool, id, await signature(id)),
      signBatch(at.pool, id, await signature(id)),
    ])
    expect(answers.map(({ code }) => code).sort()).toEqual(['batchSigned', null].sort())
  })

  it('can refuse them all, with a reason', async () => {
    const ids = await dossiers(2)
    const id = await frozen(ids, { verdict: 'reject', body: { reason: 'chưa đủ điều kiện' } })
    await signBatch(at.pool, id, await signature(id))
    await phase(id, 'apply')
    const { rows } = await at.pool.query('SELECT DISTINCT outcome FROM dossier WHERE id = ANY($1)', [ids])
    expect(rows).toEqual([{ outcome: 'refused' }])
  })

  it('is never given back once it is signed, nor left half applied', async () => {
    const ids = await dossiers(3)
    const id = await frozen(ids)
    await signBatch(at.pool, id, await signature(id))
    expect(await cancelBatch(at.pool, id, await signature(id))).toMatchObject({ code: 'batchSigned' })
    await theClockStandsAt(at.pool, '2026-03-05T00:00:00.000Z')
    expect(await expireBatch(at.pool, id)).toMatchObject({ status: 'signed' })
    const clock = await act(at, {
      dossierId: ids[0] ?? '',
      action: 'unreserve',
      by: { kind: 'clock' },
      at: '2026-03-02T10:00:00.001Z',
      args: { dueAt: EVENING },
    })
    expect(clock).toMatchObject({ ok: false, code: 'batchSigned' })
    // A bug stands in the way of one: it is shown, stays to be applied, and the batch isn't done without it.
    const broken: PhaseDeps['send'] = async (request, input, running) =>
      request.command.dossierId === ids[1] ? { kind: 'incident', id: 'i1' } : direct(request, input, running)
    expect(await phase(id, 'apply', broken)).toEqual({ left: 1 })
    expect(await items(id)).toEqual(['applied', 'reserved incident', 'applied'])
    expect(await finishBatch(at.pool, id)).toMatchObject({ finished: false })
    expect(await phase(id, 'apply', direct, 2)).toEqual({ left: 0 })
    expect(await finishBatch(at.pool, id)).toMatchObject({ finished: true })
    expect(await statuses(ids)).toEqual(ids.map(() => 'concluded decide'))
  })
})

describe('a batch that is not signed', () => {
  it('gives every dossier back when it is cancelled, by whoever asked for it or would sign it', async () => {
    const ids = await dossiers(3)
    const id = await frozen(ids)
    expect(await cancelBatch(at.pool, id, await signature(id, { personId: police }))).toMatchObject({
      code: 'notAuthorised',
    })
    expect(await cancelBatch(at.pool, id, await signature(id))).toMatchObject({ ok: true })
    expect(await phase(id, 'release')).toEqual({ left: 0 })
    expect(await statuses(ids)).toEqual(ids.map(() => 'active decide'))
    expect(await items(id)).toEqual(['released', 'released', 'released'])
    expect(await signBatch(at.pool, id, await signature(id))).toMatchObject({ code: 'notInStatus' })
    expect(await finishBatch(at.pool, id)).toMatchObject({ finished: true, status: 'cancelled' })
    const again = await frozen(ids)
    expect(await items(again)).toEqual(['reserved', 'reserved', 'reserved'])
  })

  it('stops reserving when it is cancelled under way', async () => {
    const ids = await dossiers(3)
    const batch = decisionOver(ids)
    await createBatch(at.pool, batch)
    const command = await signature(batch.id)
    let cancelled: Promise<unknown> | null = null
    const slow: PhaseDeps['send'] = async (request, input, running) => {
      cancelled ??= cancelBatch(at.pool, batch.id, command)
      await cancelled
      return direct(request, input, running)
    }
    await phase(batch.id, 'reserve', slow)
    expect(await statuses(ids)).toEqual(ids.map(() => 'active decide'))
    await phase(batch.id, 'release')
    expect(await finishBatch(at.pool, batch.id)).toMatchObject({ finished: true })
  })

  it('runs out by the clock: its reservations hold nothing from then on, and are given back', async () => {
    const ids = await dossiers(2)
    const id = await frozen(ids)
    const after: Instant = '2026-03-02T10:00:00.001Z'
    expect(await expireBatch(at.pool, id)).toMatchObject({ status: 'frozen' })
    await theClockStandsAt(at.pool, after)
    expect(await expireBatch(at.pool, id)).toMatchObject({ status: 'expired' })
    // Already before it is given back another may act, as if it had never been held.
    expect(await act(at, { dossierId: ids[0] ?? '', action: 'approve', by: chair, at: after })).toMatchObject(
      {
        ok: true,
      },
    )
    expect(await phase(id, 'release')).toEqual({ left: 0 })
    expect(await statuses(ids)).toEqual(['concluded decide', 'active decide'])
    expect(await finishBatch(at.pool, id)).toMatchObject({ finished: true })
  })
})
