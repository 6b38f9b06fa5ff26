// Receipts, and the clock's commands, which wait for what was received in time.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readClock } from '../../activities/record/clock.ts'
import { newId } from '../../activities/record/ids.ts'
import { stampReceipt } from '../../activities/record/receipts.ts'
import { addMs } from '../../domain/time/civil.ts'
import { LAPSE_GRACE_MS } from '../../domain/time/receipt.ts'
import { clockCommandId } from '../../workflows/messages.ts'
import type { ActRequest } from '../../workflows/messages.ts'
import { theClockStandsAt } from '../support/builders.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

const DUE = '2026-06-30T16:59:59.999Z'

describe('receipts', () => {
  let at: Scene
  beforeAll(async () => {
    at = await aScene()
  })
  afterAll(() => at.drop())

  const receipt = (commandId: string, dossierId = 'd') =>
    stampReceipt(at.pool, { commandId, requestHash: 'hash', dossierId, action: 'submit', personId: null })

  it('keep the first instant of a command id, however often and at once it comes', async () => {
    const id = newId()
    const stamps = await Promise.all(Array.from({ length: 16 }, () => receipt(id)))
    expect(new Set(stamps.map(({ receivedAt }) => receivedAt)).size).toBe(1)
    expect(await receipt(id)).toEqual(stamps[0])
  })

  it('tell of the first request under the id', async () => {
    const id = newId()
    await receipt(id)
    const other = await stampReceipt(at.pool, {
      commandId: id,
      requestHash: 'other',
      dossierId: 'd',
      action: 'submit',
      personId: null,
    })
    expect(other.requestHash).toBe('hash')
  })

  it('go by the stepped clock where the instance lives by one', async () => {
    await theClockStandsAt(at.pool, '2026-01-19T16:59:59.000Z')
    expect((await receipt(newId())).receivedAt).toBe('2026-01-19T16:59:59.000Z')
    expect(await readClock(at.pool)).toEqual({ mode: 'stepped', now: '2026-01-19T16:59:59.000Z' })
  })

  async function lapse(dossierId: string): Promise<ActRequest> {
    const { step, version, state } = await at.row(dossierId)
    expect(version).toBe(1)
    const id = clockCommandId('lapse', dossierId, step, state.round, DUE)
    return {
      command: {
        id,
        dossierId,
        action: 'lapse',
        actor: { kind: 'clock' },
        receivedAt: addMs(DUE, 1),
        basis: { step, round: state.round, contentHash: state.contentHash },
        bodyHash: null,
        args: { dueAt: DUE },
      },
      requestHash: id,
      checked: true,
      attempt: 1,
    }
  }

  it('hold a lapse back until the grace has passed and nothing received in time is undecided', async () => {
    await theClockStandsAt(at.pool, '2026-03-02T02:00:00.000Z')
    const { id } = await at.submitted('Trạm Y tế')
    const request = await lapse(id)
    await theClockStandsAt(at.pool, addMs(DUE, 1))
    expect(await at.record.commit(request)).toMatchObject({
      ok: false,
      code: 'factsChanged',
      detail: { because: 'grace' },
    })
    await theClockStandsAt(at.pool, DUE)
    const undecided = newId()
    await receipt(undecided, id)
    await theClockStandsAt(at.pool, addMs(DUE, LAPSE_GRACE_MS))
    expect(await at.record.commit(request)).toMatchObject({
      code: 'factsChanged',
      detail: { because: 'undecided', receivedAt: DUE },
    })
    expect((await at.row(id)).status).toBe('active')
    await theClockStandsAt(at.pool, addMs(DUE, 3_600_000))
    expect(await at.record.commit(request)).toMatchObject({ ok: true, position: { status: 'lapsed' } })
  })

  it('let the same lapse through later that was refused too early: nothing is recorded under its id', async () => {
    await theClockStandsAt(at.pool, '2026-03-02T02:00:00.000Z')
    const { id } = await at.submitted('Thư viện')
    const request = await lapse(id)
    expect(await at.record.commit(request)).toMatchObject({ ok: false, detail: { because: 'notDue' } })
    await theClockStandsAt(at.pool, addMs(DUE, LAPSE_GRACE_MS))
    expect(await at.record.commit(request)).toMatchObject({ ok: true, repeated: false })
  })
})
