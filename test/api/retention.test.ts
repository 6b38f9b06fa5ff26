// Retention over HTTP: who may set rules, holds and erasures and where, the second officer, the dry run, and lists that leave
// archived dossiers out until they are asked for.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT_OFFICE_ID } from '../../activities/record/ids.ts'
import { aCampaign, aDraft, aPerson, aUnit, mustAct, theClockStandsAt } from '../support/builders.ts'
import { GROUNDS } from '../support/scene.ts'
import { aVisitor } from './support.ts'
import type { Visitor } from './support.ts'
import { anAdminScene, create, seen } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'

const LATER = '2033-03-02T02:00:00.000Z'

interface Reply {
  readonly id: string
  readonly code: string
  readonly counts: boolean
  readonly version: number
  readonly status: string
  readonly held: boolean
  readonly items: readonly {
    readonly id: string
    readonly dossierId: string
    readonly held: boolean
    readonly archivedAt: string | null
  }[]
}

interface Told {
  readonly erasures: readonly { readonly status: string; readonly contents: number | null }[]
  readonly names: Readonly<Record<string, string>>
}

let api: AdminScene
let keeper: Visitor
let second: Visitor
let stranger: Visitor
let auditor: Visitor
let police: Visitor
let secondRoot: Visitor
let dossier: string

beforeAll(async () => {
  api = await anAdminScene()
  const { pool } = api.at
  keeper = await aVisitor(api, 'recordsOfficer', api.commune)
  second = await aVisitor(api, 'administrator', api.commune)
  stranger = await aVisitor(api, 'administrator', api.elsewhere)
  auditor = await aVisitor(api, 'auditor', ROOT_OFFICE_ID)
  police = await aVisitor(api, 'communePolice', api.commune)
  secondRoot = await aVisitor(api, 'administrator', ROOT_OFFICE_ID, { name: 'Quản trị thứ hai' })
  const campaign = await aCampaign(pool, { officeId: 'P44' })
  const unit = await aUnit(pool, { parent: api.commune, name: 'Trường Tiểu học Vĩnh Thủy' })
  dossier = await aDraft(pool, campaign, unit)
  const head = await aPerson(pool, 'unitHead', unit)
  const chair = await aPerson(pool, 'provinceChair', 'P44')
  await mustAct(api.at, { dossierId: dossier, action: 'submit', by: head, body: GROUNDS })
  await mustAct(api.at, { dossierId: dossier, action: 'approve', by: police.personId })
  await mustAct(api.at, { dossierId: dossier, action: 'approve', by: chair })
  await theClockStandsAt(pool, LATER)
})
afterAll(() => api.close())

const rules = { procedureId: null, kind: 'archive', years: 5, basis: 'Thiết lập của tỉnh' }
const due = async (visitor: Visitor): Promise<readonly string[]> =>
  (await seen<Reply>(visitor.get('/retention/due').expect(200))).items.map(({ dossierId }) => dossierId)
const listed = async (query: string): Promise<number> =>
  (await seen<Reply>(police.get(`/dossiers${query}`).expect(200))).items.length

describe('rules', () => {
  it('are set by who keeps the whole instance, and read by auditors', async () => {
    await keeper.put('/retention/rules', rules).expect(403)
    await police.get('/retention/rules').expect(403)
    expect(await seen<Reply>(api.root.put('/retention/rules', rules).expect(200))).toMatchObject({
      counts: true,
    })
    expect((await seen<Reply>(auditor.get('/retention/rules').expect(200))).items).toHaveLength(1)
    const early = { ...rules, kind: 'erase', years: 4 }
    expect(await seen<Reply>(api.root.put('/retention/rules', early).expect(422))).toMatchObject({
      code: 'erasesBeforeArchiving',
      field: 'years',
    })
  })

  it('that erase count when another officer has confirmed them', async () => {
    const erase = { ...rules, kind: 'erase', years: 30 }
    const set = await seen<Reply>(api.root.put('/retention/rules', erase).expect(200))
    expect(set.counts).toBe(false)
    const confirm = (by: Visitor, version = set.version) =>
      by.post(`/retention/rules/${set.id}/confirm`, { version })
    expect(await seen<Reply>(confirm(api.root).expect(403))).toMatchObject({ code: 'secondOfficerNeeded' })
    await confirm(secondRoot, set.version + 1).expect(409)
    expect((await seen<Reply>(confirm(secondRoot).expect(200))).counts).toBe(true)
    await api.root.delete(`/retention/rules/${set.id}`).expect(204)
    await api.root.delete(`/retention/rules/${set.id}`).expect(404)
  })
})

describe('the dry run', () => {
  it('lists what would go, in the reader’s territory', async () => {
    expect(await due(keeper)).toEqual([dossier])
    expect(await due(auditor)).toEqual([dossier])
    expect(await due(stranger)).toEqual([])
  })
})

describe('holds', () => {
  it('are set and lifted by who keeps the office, with a reason, and keep what they name', async () => {
    const wanted = { scope: 'dossier', targetId: dossier, reason: 'Đang thanh tra' }
    await create(stranger, '/retention/holds', wanted).expect(404)
    await create(auditor, '/retention/holds', wanted).expect(403)
    const hold = await seen<Reply>(create(keeper, '/retention/holds', wanted).expect(201))
    expect((await seen<Reply>(keeper.get('/retention/due').expect(200))).items[0]?.held).toBe(true)
    const asked = await seen<Reply>(
      create(keeper, '/retention/erasures', { dossierId: dossier, reason: 'Theo đơn' }).expect(201),
    )
    expect(
      await seen<Reply>(second.post(`/retention/erasures/${asked.id}/approve`).expect(409)),
    ).toMatchObject({
      code: 'underHold',
    })
    await second.post(`/retention/erasures/${asked.id}/refuse`).expect(200)
    await stranger.post(`/retention/holds/${hold.id}/lift`, { reason: 'Xong' }).expect(404)
    await keeper.post(`/retention/holds/${hold.id}/lift`, { reason: 'Xong' }).expect(200)
    expect((await seen<Reply>(auditor.get('/retention/holds').expect(200))).items).toHaveLength(1)
    expect((await seen<Reply>(stranger.get('/retention/holds').expect(200))).items).toHaveLength(0)
  })
})

describe('lists', () => {
  it('leave archived dossiers out unless they are asked for or searched by name', async () => {
    expect(await listed('')).toBe(1)
    await api.at.pool.query('UPDATE dossier SET archived_at = $2 WHERE id = $1', [dossier, LATER])
    expect(await listed('')).toBe(0)
    expect(await listed('?archived=true')).toBe(1)
    expect(await listed('?text=vinh+thuy')).toBe(1)
    expect(await listed('?text=vinh+thuy&archived=false')).toBe(0)
    await police.get(`/dossiers/${dossier}`).expect(200)
  })
})

describe('erasures', () => {
  it('are proposed by one, approved by another, and what was written is gone from every reply', async () => {
    const wanted = { dossierId: dossier, reason: 'Theo đơn của công dân' }
    await create(stranger, '/retention/erasures', wanted).expect(404)
    const asked = await seen<Reply>(create(keeper, '/retention/erasures', wanted).expect(201))
    await create(second, '/retention/erasures', wanted).expect(409)
    const approve = (by: Visitor) => by.post(`/retention/erasures/${asked.id}/approve`)
    await approve(stranger).expect(404)
    expect(await seen<Reply>(approve(keeper).expect(403))).toMatchObject({ code: 'secondOfficerNeeded' })
    expect((await seen<Reply>(approve(second).expect(200))).status).toBe('done')
    await approve(second).expect(409)
    const { text } = await police.get(`/dossiers/${dossier}`).expect(200)
    expect(text).not.toContain(GROUNDS.fields?.['grounds'])
    const { items } = await seen<Reply>(auditor.get('/retention/erasures').expect(200))
    expect(items.map(({ id }) => id)).toContain(asked.id)
  })

  it('stand with the dossier: what is gone for whoever sees it, holds and refusals for who keeps its record', async () => {
    const told = (by: Visitor) => seen<Told>(by.get(`/dossiers/${dossier}/retention`).expect(200))
    const forAll = await told(police)
    expect(forAll).toMatchObject({ erasedAt: LATER, archivedAt: LATER, held: null, holds: [], keeps: false })
    expect(forAll.erasures).toMatchObject([
      { status: 'done', documents: 0, chainId: `office/${api.commune}` },
    ])
    expect(forAll.erasures[0]?.contents).toBeGreaterThan(0)
    expect(Object.keys(forAll.names)).toEqual(expect.arrayContaining([keeper.personId, second.personId]))
    const forKeeper = await told(keeper)
    expect(forKeeper).toMatchObject({ held: false, keeps: true, holds: [{ liftReason: 'Xong' }] })
    expect(forKeeper.erasures.map(({ status }) => status).sort()).toEqual(['done', 'refused'])
    expect(await told(auditor)).toMatchObject({ keeps: false, holds: [{ reason: 'Đang thanh tra' }] })
    await stranger.get(`/dossiers/${dossier}/retention`).expect(404)
  })
})
