// Batches over HTTP, on real PostgreSQL and the real server: made, read, signed, cancelled, and every wrong way of it.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '../../activities/record/ids.ts'
import { aCampaign, aCommune, aDelegation, aPerson } from '../support/builders.ts'
import { WATCHED_PROCEDURE, aDossierAt } from '../support/watched-procedure.ts'
import { aVisitor, startApi } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

let api: ApiUnderTest
let commune: string
let campaign: string
let police: Visitor
let chair: Visitor
let vice: Visitor
let staff: Visitor
let made = 0

beforeAll(async () => {
  api = await startApi({ withWorker: true })
  commune = await aCommune(api.at.pool)
  campaign = await aCampaign(api.at.pool, {
    officeId: 'P44',
    procedure: WATCHED_PROCEDURE,
    calendarVersion: 1,
  })
  police = await aVisitor(api, 'communePolice', commune)
  chair = await aVisitor(api, 'provinceChair', 'P44')
  vice = await aVisitor(api, 'provinceViceChair', 'P44')
  staff = await aVisitor(api, 'provinceStaff', 'P44')
})
afterAll(() => api.close())

async function dossiers(count: number, step: 'look' | 'decide' = 'decide'): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) {
    made += 1
    const where = { campaign, commune, name: `Đơn vị ${made}` }
    ids.push(await aDossierAt(api.at, step === 'look' ? where : { ...where, police: police.personId }))
  }
  return ids
}

const ask = (who: Visitor, path: string, body?: object, key = newId()) =>
  who.post(path, body).set('Idempotency-Key', key)

async function reached(who: Visitor, id: string, holds: (batch: Record<string, unknown>) => boolean) {
  return vi.waitFor(
    async () => {
      const { body } = await who.get(`/batches/${id}`).expect(200)
      expect(holds(body), JSON.stringify(body)).toBe(true)
      return body
    },
    { timeout: 30_000, interval: 50 },
  )
}
const frozen = (who: Visitor, id: string) => reached(who, id, ({ status }) => status === 'frozen')
const finished = (who: Visitor, id: string) => reached(who, id, (batch) => batch['finished'] === true)

const statuses = async (ids: readonly string[]) => {
  const { rows } = await api.at.pool.query<{ status: string }>(
    'SELECT status FROM dossier WHERE id = ANY($1)',
    [ids],
  )
  return rows.map(({ status }) => status)
}

describe('a decision over many', () => {
  it('is collected by the staff, signed by the chair over the list he saw, and carried out', async () => {
    const [good, early] = [await dossiers(3), await dossiers(1, 'look')]
    const dossierIds = [...good, ...early]
    const asked = {
      kind: 'decision',
      campaignId: campaign,
      step: 'decide',
      verdict: 'approve',
      signerId: chair.personId,
      dossierIds,
    }
    const { body: batch } = await ask(staff, '/batches', asked).expect(201)
    expect(batch).toMatchObject({ kind: 'decision', total: 4, signerId: chair.personId, officeId: 'P44' })
    const list = await frozen(chair, batch.id)
    expect(list.counts).toMatchObject({ reserved: 3, refused: 1, pending: 0 })
    const { body: items } = await chair.get(`/batches/${batch.id}/items?status=refused`).expect(200)
    expect(items.items).toMatchObject([{ dossierId: early[0], code: 'notAtStep', detail: { step: 'look' } }])
    expect(items.items[0].dossier).toMatchObject({
      step: 'look',
      procedureId: 'watched',
      procedureVersion: 1,
    })
    expect(Object.keys(list.names)).toEqual(expect.arrayContaining([staff.personId, chair.personId, 'P44']))
    const { body: toSign } = await chair.get('/batches?toSign=true').expect(200)
    expect(toSign.items.map(({ id }: { id: string }) => id)).toContain(batch.id)
    expect(toSign.names).toMatchObject(list.names)
    await ask(staff, `/batches/${batch.id}/sign`, { listHash: list.listHash }).expect(403)
    const key = newId()
    const { body: signed } = await ask(
      chair,
      `/batches/${batch.id}/sign`,
      { listHash: list.listHash },
      key,
    ).expect(200)
    expect(signed.number).toMatchObject({ register: 'decisions', officeId: 'P44', year: 2026 })
    await finished(chair, batch.id)
    expect(await statuses(good)).toEqual(['concluded', 'concluded', 'concluded'])
    // The same request again, after the run has ended: the same number, nothing done twice.
    const { body: again } = await ask(
      chair,
      `/batches/${batch.id}/sign`,
      { listHash: list.listHash },
      key,
    ).expect(200)
    expect(again.number).toEqual(signed.number)
    const other = await ask(chair, `/batches/${batch.id}/sign`, { listHash: list.listHash }).expect(409)
    expect(other.body.code).toBe('batchSigned')
  })

  it('needs no more than the dossiers where the signer himself asks', async () => {
    const dossierIds = await dossiers(2)
    const { body: batch } = await ask(vice, '/batches', { kind: 'decision', dossierIds }).expect(201)
    expect(batch).toMatchObject({
      campaignId: campaign,
      step: 'decide',
      verdict: 'approve',
      signerId: vice.personId,
    })
    const { listHash } = await frozen(vice, batch.id)
    await ask(vice, `/batches/${batch.id}/cancel`).expect(200)
    await finished(vice, batch.id)
    expect(await statuses(dossierIds)).toEqual(['active', 'active'])
    const late = await ask(vice, `/batches/${batch.id}/sign`, { listHash }).expect(409)
    expect(late.body.code).toBe('notInStatus')
  })

  it('may be signed under a written delegation', async () => {
    const acting = await aPerson(api.at.pool, 'provinceStaff', 'P44', { name: 'người được ủy quyền' })
    await aDelegation(api.at.pool, {
      from: chair.personId,
      to: acting,
      officeId: 'P44',
      role: 'provinceChair',
    })
    const dossierIds = await dossiers(1)
    const asked = { kind: 'decision', signerId: acting, dossierIds }
    const { body: batch } = await ask(staff, '/batches', asked).expect(201)
    expect((await frozen(staff, batch.id)).counts).toMatchObject({ reserved: 1 })
    await ask(staff, `/batches/${batch.id}/cancel`).expect(200)
  })

  it.each([
    ['a signer who may not', () => ({ signerId: police.personId }), 422, 'unknownTarget'],
    ['a refusal without a reason', () => ({ verdict: 'reject' }), 422, 'reasonRequired'],
    ['a step that is decided one by one', () => ({ step: 'look' }), 409, 'notAtStep'],
    ['a step that is none', () => ({ step: 'nowhere' }), 422, 'unknownStep'],
    ['a campaign that is none', () => ({ campaignId: 'none' }), 404, 'notFound'],
    ['another office', () => ({ officeId: commune }), 403, 'forbidden'],
    ['no dossiers', () => ({ dossierIds: [] }), 400, 'invalidRequest'],
    ['a dossier named twice', () => ({ dossierIds: ['a', 'a'] }), 400, 'invalidRequest'],
    [
      'too many',
      () => ({ dossierIds: Array.from({ length: 5001 }, (_, n) => `d${n}`) }),
      400,
      'invalidRequest',
    ],
    ['an unknown field', () => ({ force: true }), 400, 'invalidRequest'],
    ['hours without end', () => ({ holdHours: 100_000 }), 400, 'invalidRequest'],
  ])('refuses %s with a 4xx and holds nothing', async (_, wrong, status, code) => {
    const [id = ''] = await dossiers(1)
    const asked = { kind: 'decision', campaignId: campaign, step: 'decide', dossierIds: [id], ...wrong() }
    const { body } = await ask(chair, '/batches', asked).expect(status)
    expect(body.code).toBe(code)
    expect(await statuses([id])).toEqual(['active'])
  })
})

describe('a bulk action', () => {
  it('has a result for each dossier; out of sight is not found', async () => {
    const stranger = await aVisitor(
      api,
      'communePolice',
      await aCommune(api.at.pool, { code: '00002', provinceCode: '01' }),
    )
    const dossierIds = await dossiers(2, 'look')
    const asked = { kind: 'action', action: 'approve', dossierIds: [...dossierIds, 'none'] }
    const { body: blind } = await ask(stranger, '/batches', asked).expect(201)
    expect((await finished(stranger, blind.id)).counts).toMatchObject({ refused: 3, applied: 0 })
    const { body: hidden } = await stranger.get(`/batches/${blind.id}/items`).expect(200)
    expect(
      hidden.items.map(({ code, dossier }: { code: string; dossier: unknown }) => [code, dossier]),
    ).toEqual([
      ['notFound', null],
      ['notFound', null],
      ['notFound', null],
    ])
    const { body: batch } = await ask(police, '/batches', asked).expect(201)
    expect((await finished(police, batch.id)).counts).toMatchObject({ applied: 2, refused: 1 })
    await stranger.get(`/batches/${batch.id}`).expect(404)
    await ask(stranger, `/batches/${batch.id}/cancel`).expect(404)
  })

  it('can be looked at first: nothing is done until it is confirmed', async () => {
    const dossierIds = [...(await dossiers(1, 'look')), ...(await dossiers(1))]
    const asked = { kind: 'action', action: 'approve', dossierIds, dryRun: true }
    const { body: batch } = await ask(police, '/batches', asked).expect(201)
    const list = await frozen(police, batch.id)
    expect(list.counts).toMatchObject({ ready: 1, refused: 1 })
    await ask(police, `/batches/${batch.id}/sign`, { listHash: 'f'.repeat(64) }).expect(409)
    await ask(police, `/batches/${batch.id}/sign`, { listHash: list.listHash }).expect(200)
    expect((await finished(police, batch.id)).counts).toMatchObject({ applied: 1, refused: 1 })
  })

  it('is the same batch for the same key, and another request under it is refused', async () => {
    const dossierIds = await dossiers(1, 'look')
    const key = newId()
    const asked = { kind: 'action', action: 'urge', dossierIds }
    const { body: first } = await ask(police, '/batches', asked, key).expect(201)
    const { body: second } = await ask(police, '/batches', asked, key).expect(201)
    expect(second.id).toBe(first.id)
    const other = await ask(police, '/batches', { ...asked, action: 'open' }, key).expect(422)
    expect(other.body.code).toBe('keyReused')
    await police.post('/batches', asked).expect(400)
  })

  it.each([
    ['an action that asks for a form', { action: 'inspect' }],
    ['an action of the clock', { action: 'lapse' }],
    ['arguments of another action', { action: 'approve', args: { toStep: 'ask' } }],
  ])('refuses %s', async (_, wrong) => {
    const dossierIds = ['any']
    const { body } = await ask(police, '/batches', { kind: 'action', dossierIds, ...wrong }).expect(400)
    expect(body.code).toBe('invalidRequest')
  })

  it('is listed page by page', async () => {
    const dossierIds = await dossiers(3, 'look')
    const { body: batch } = await ask(police, '/batches', {
      kind: 'action',
      action: 'urge',
      dossierIds,
    }).expect(201)
    const path = `/batches/${batch.id}/items?limit=2`
    const { body: first } = await police.get(path).expect(200)
    const { body: second } = await police.get(`${path}&cursor=${first.nextCursor}`).expect(200)
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
    const seen = [...first.items, ...second.items].map((item: { dossierId: string }) => item.dossierId)
    expect(seen).toEqual(dossierIds)
    await police.get(`/batches/${batch.id}/items?cursor=xx`).expect(400)
  })
})
