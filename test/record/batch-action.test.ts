// A bulk action on real PostgreSQL: a result for each item, nothing done twice, and a look before the leap.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBatch } from '../../activities/batch/create.ts'
import { finishBatch, freezeBatch } from '../../activities/batch/life.ts'
import type { PhaseDeps } from '../../activities/batch/phase.ts'
import { readBatch } from '../../activities/batch/row.ts'
import { signBatch } from '../../activities/batch/sign.ts'
import { theClockStandsAt } from '../support/builders.ts'
import { BatchScene, NOON, SIGNING } from '../support/batch-scene.ts'

type Send = PhaseDeps['send']

let scene: BatchScene

beforeAll(async () => {
  scene = await BatchScene.make()
})
afterAll(() => scene.at.drop())
beforeEach(async () => {
  scene.sent = []
  await theClockStandsAt(scene.at.pool, NOON)
})

describe('a bulk action', () => {
  it('has a result for each item, and asks each once', async () => {
    const [done, elsewhere] = [await scene.dossiers(3, 'look'), await scene.dossiers(1)]
    const batch = scene.actionOver([...done, ...elsewhere, 'no-such-dossier'])
    await createBatch(scene.at.pool, batch)
    expect(await scene.phase(batch.id, 'act')).toEqual({ left: 0 })
    expect(await scene.items(batch.id)).toEqual([
      'applied',
      'applied',
      'applied',
      'refused notYourTask',
      'refused notFound',
    ])
    expect(await scene.statuses(done)).toEqual(['active decide', 'active decide', 'active decide'])
    expect(scene.sent).toHaveLength(4)
    expect(scene.sent[0]?.command).toMatchObject({
      actor: { kind: 'person', personId: scene.police },
      receivedAt: NOON,
    })
    await finishBatch(scene.at.pool, batch.id)
    expect(await readBatch(scene.at.pool, batch.id)).toMatchObject({
      total: 5,
      done: 5,
      failed: 2,
      finishedAt: NOON,
    })
  })

  it('loses no result among those that are written away while others are still asked', async () => {
    const ids = await scene.dossiers(130, 'look')
    const batch = scene.actionOver(ids)
    await createBatch(scene.at.pool, batch)
    // More than one heap, with many under way at once whenever one is written.
    expect(await scene.phase(batch.id, 'act')).toEqual({ left: 0 })
    expect(scene.sent).toHaveLength(130)
    expect(await readBatch(scene.at.pool, batch.id)).toMatchObject({ done: 130, failed: 0 })
  })

  it('repeats nothing when it was killed half-way', async () => {
    const ids = await scene.dossiers(4, 'look')
    const batch = scene.actionOver(ids)
    await createBatch(scene.at.pool, batch)
    // Everything was decided, and the process was killed before a single result was written back.
    let asked = 0
    const killed: Send = async (request) => {
      await scene.at.record.commit(request)
      asked += 1
      throw new Error('killed')
    }
    await expect(scene.phase(batch.id, 'act', killed)).rejects.toThrow('killed')
    expect(asked).toBe(4)
    expect(await scene.items(batch.id)).toEqual(['pending', 'pending', 'pending', 'pending'])
    expect(await scene.phase(batch.id, 'act')).toEqual({ left: 0 })
    expect(await scene.items(batch.id)).toEqual(['applied', 'applied', 'applied', 'applied'])
    for (const id of ids) expect(await scene.events(id, 'approved')).toHaveLength(1)
  })

  it('is only looked at first when asked so, and done after it is confirmed', async () => {
    const ids = [...(await scene.dossiers(2, 'look')), ...(await scene.dossiers(1))]
    const batch = scene.actionOver(ids, { dryRun: true })
    await createBatch(scene.at.pool, batch)
    await scene.phase(batch.id, 'check')
    await freezeBatch(scene.at.pool, batch.id)
    expect(await scene.items(batch.id)).toEqual(['ready', 'ready', 'refused notYourTask'])
    expect(await scene.statuses(ids)).toEqual(['active look', 'active look', 'active decide'])
    expect(await signBatch(scene.at.pool, batch.id, await scene.signature(batch.id))).toMatchObject({
      ok: false,
      code: 'notAuthorised',
    })
    const confirmed = await signBatch(
      scene.at.pool,
      batch.id,
      await scene.signature(batch.id, { personId: scene.police }),
    )
    expect(confirmed).toMatchObject({ ok: true })
    await scene.phase(batch.id, 'act')
    expect(await scene.statuses(ids)).toEqual(['active decide', 'active decide', 'active decide'])
    expect(scene.sent.map(({ command }) => command.receivedAt)).toEqual([SIGNING, SIGNING])
  })

  it('stores what was written for each, and the receipts of what it will ask', async () => {
    const ids = await scene.dossiers(2, 'look')
    const batch = scene.actionOver(ids, {
      action: 'return',
      args: { toStep: 'ask' },
      body: { reason: 'bổ sung' },
    })
    await createBatch(scene.at.pool, batch)
    const { rows } = await scene.at.pool.query(
      'SELECT dossier_id, received_at FROM receipt WHERE dossier_id = ANY($1)',
      [ids],
    )
    expect(rows).toHaveLength(2)
    await scene.phase(batch.id, 'act')
    expect(await scene.statuses(ids)).toEqual(['returned ask', 'returned ask'])
    expect((await scene.events(ids[0] ?? '', 'returned'))[0]?.data['bodyHash']).toMatch(/^[0-9a-f]{64}$/)
  })

  it('acts on what the person saw', async () => {
    const [id = ''] = await scene.dossiers(1, 'look')
    const basis = { step: 'look', round: 1, contentHash: 'f'.repeat(64) }
    const batch = scene.actionOver([], { items: [{ dossierId: id, basis, visible: true }] })
    await createBatch(scene.at.pool, batch)
    await scene.phase(batch.id, 'act')
    expect(await scene.items(batch.id)).toEqual(['refused basisChanged'])
  })

  it('is made once for one request, and not at all for another under the same key', async () => {
    const ids = await scene.dossiers(1, 'look')
    const batch = scene.actionOver(ids)
    const first = await createBatch(scene.at.pool, batch)
    expect(await createBatch(scene.at.pool, batch)).toEqual(first)
    expect(await createBatch(scene.at.pool, { ...batch, requestHash: 'another' })).toBeNull()
  })
})
