// Offices merged into others over HTTP, and what follows a rename: names lead on, what was decided stays readable for those
// who work there now, and every list shows the present name at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { officeChain } from '../../activities/record/ids.ts'
import { lockDossier } from '../../activities/record/lock.ts'
import { aCampaign, aCommune, aDraft, aPerson, aUnit, mustAct } from '../support/builders.ts'
import { DUTIES, EXPENSES, aMatter } from '../support/matters.ts'
import { GROUNDS } from '../support/scene.ts'
import { anAdminScene, create, seen } from './admin-support.ts'
import type { AdminScene, Seen } from './admin-support.ts'
import { aVisitor } from './support.ts'
import type { Visitor } from './support.ts'

const TODAY = '2026-03-02'
let scene: AdminScene
let police: Visitor
let campaign: string
let chair: string
let expenses: string
let duties: string
beforeAll(async () => {
  scene = await anAdminScene()
  police = await aVisitor(scene, 'communePolice', scene.commune)
  campaign = await aCampaign(scene.at.pool, { officeId: 'P44' })
  chair = await aPerson(scene.at.pool, 'provinceChair', 'P44')
  expenses = await aCampaign(scene.at.pool, { officeId: 'P44', procedure: EXPENSES })
  duties = await aCampaign(scene.at.pool, { officeId: 'P44', procedure: DUTIES })
})
afterAll(() => scene.close())

const aSchool = (name: string, by: Visitor = police, parentId = scene.commune): Promise<Seen> =>
  seen(create(by, '/offices', { kind: 'school', parentId, name }).expect(201))

interface Case {
  readonly unit: Seen
  readonly head: Visitor
  readonly dossierId: string
}

/** A school with a dossier that it has submitted. */
async function submitted(name: string, by: Visitor = police, parentId = scene.commune): Promise<Case> {
  const unit = await aSchool(name, by, parentId)
  const head = await aVisitor(scene, 'unitHead', unit.id)
  const dossierId = await aDraft(scene.at.pool, campaign, unit.id)
  await mustAct(scene.at, { dossierId, action: 'submit', by: head.personId, body: GROUNDS })
  return { unit, head, dossierId }
}

async function granted(name: string, by: Visitor = police, parentId = scene.commune): Promise<Case> {
  const made = await submitted(name, by, parentId)
  await mustAct(scene.at, { dossierId: made.dossierId, action: 'approve', by: by.personId })
  await mustAct(scene.at, { dossierId: made.dossierId, action: 'approve', by: chair })
  return made
}

const listed = async (by: Visitor, query: string): Promise<string[]> => {
  const { body } = await by.get(`/dossiers?${query}`).expect(200)
  return body.items.map((item: { id: string }) => item.id)
}

describe('renaming a unit', () => {
  it('reaches its open dossiers in every list at once, and nothing of the record', async () => {
    const { unit, head, dossierId } = await submitted('Trường Tên Cũ')
    const before = await scene.at.pool.query('SELECT state_hash, head_hash FROM dossier WHERE id = $1', [
      dossierId,
    ])
    await police.put(`/offices/${unit.id}`, { name: 'Trường Tên Mới', version: 1 }).expect(200)
    expect(await listed(head, 'text=ten%20moi')).toEqual([dossierId])
    expect(await listed(head, 'text=ten%20cu')).toEqual([])
    const { body } = await head.get('/dossiers').expect(200)
    expect(body.items[0].subject.name).toBe('Trường Tên Mới')
    const after = await scene.at.pool.query('SELECT state_hash, head_hash FROM dossier WHERE id = $1', [
      dossierId,
    ])
    expect(after.rows).toEqual(before.rows)
  })

  it('waits for an act on the dossier that is under way', async () => {
    const { unit, dossierId } = await submitted('Trường Đang Ghi')
    const acting = await scene.at.pool.connect()
    await acting.query('BEGIN')
    await lockDossier(acting, dossierId)
    let done = false
    const renaming = police
      .put(`/offices/${unit.id}`, { name: 'Trường Đã Ghi', version: 1 })
      .expect(200)
      .then(() => (done = true))
    const waiting = async (): Promise<boolean> => {
      const { rowCount } = await scene.at.pool.query(
        `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      )
      return rowCount === 1
    }
    while (!(await waiting())) expect(done).toBe(false)
    await acting.query("UPDATE dossier SET subject_name = 'Trường Đang Ghi' WHERE id = $1", [dossierId])
    await acting.query('COMMIT')
    acting.release()
    await renaming
    const { rows } = await scene.at.pool.query('SELECT subject_name FROM dossier WHERE id = $1', [dossierId])
    expect(rows).toEqual([{ subject_name: 'Trường Đã Ghi' }])
  })
})

describe('a unit that became part of another', () => {
  it('leads there by its name, and its dossier is read by who works there now', async () => {
    const { unit, dossierId } = await granted('Trường Thủy Ba Tây')
    const into = await aSchool('Trường Thủy Ba')
    const head = await aVisitor(scene, 'unitHead', into.id)
    await head.get(`/dossiers/${dossierId}`).expect(404)
    const merger = { into: into.id, on: TODAY, version: 1 }
    const { body } = await police.put(`/offices/${unit.id}/merger`, merger).expect(200)
    expect(body).toMatchObject({ mergedInto: into.id, validTo: TODAY, version: 2 })
    await police.put(`/offices/${unit.id}/merger`, merger).expect(200)
    const read = await head.get(`/dossiers/${dossierId}`).expect(200)
    expect(read.body.state.outcome).toBe('granted')
    expect(await listed(head, 'status=concluded')).toEqual([dossierId])
    const found = await seen(police.get('/offices?text=thuy%20ba%20tay').expect(200))
    expect(found.items.map(({ id }) => id)).toEqual([into.id])
    await police.get(`/offices/${unit.id}`).expect(200)
    const lines = async (id: string) => (await scene.chain(officeChain(id))).map(({ type }) => type)
    expect(await lines(unit.id)).toContain('officeMerged')
    expect(await lines(into.id)).toContain('officeTookOver')
  })

  it('is refused while a dossier of it is open, and whatever doesn’t fit by its field', async () => {
    const { unit } = await submitted('Trường Còn Hồ Sơ')
    const into = await aSchool('Trường Nhận')
    const at = (id: string, change: object) =>
      police.put(`/offices/${id}/merger`, { into: into.id, on: TODAY, version: 1, ...change })
    expect((await at(unit.id, {}).expect(409)).body.code).toBe('inUse')
    const free = await aSchool('Trường Không Hồ Sơ')
    expect((await at(free.id, { version: 7 }).expect(409)).body.code).toBe('versionConflict')
    expect((await at(free.id, { on: '2026-03-03' }).expect(422)).body.field).toBe('on')
    expect((await at(free.id, { on: '2025-01-01' }).expect(422)).body.field).toBe('on')
    expect((await at(free.id, { into: free.id }).expect(422)).body.field).toBe('into')
    expect((await at(free.id, { into: 'khong-co' }).expect(404)).body.field).toBe('into')
    const agency = { kind: 'agency', parentId: scene.commune, name: 'Trạm Y tế' }
    const other = await seen(create(police, '/offices', agency).expect(201))
    expect((await at(free.id, { into: other.id }).expect(422)).body.field).toBe('into')
    await at(scene.elsewhere, {}).expect(404)
    await at(scene.commune, {}).expect(403)
  })
})

describe('matters of an office that became part of another', () => {
  const made = (owner: string, name: string, more: object = {}) =>
    aMatter(scene.at.pool, { owner, kind: 'expense', name, ...more })

  it('go with it and keep their standing, and their former dossiers are read by who owns them now', async () => {
    const unit = await aUnit(scene.at.pool, { parent: scene.commune, name: 'Trạm cũ' })
    const taker = await aUnit(scene.at.pool, { parent: scene.commune, name: 'Trạm nhận' })
    const model = await made(unit, 'Mô hình còn chạy', { kind: 'model', status: 'active' })
    const paid = await made(unit, 'Khoản đã chi')
    const spender = await aPerson(scene.at.pool, 'unitHead', unit)
    const dossierId = await aDraft(scene.at.pool, expenses, paid)
    const body = { fields: { amount: 5 } }
    await mustAct(scene.at, { dossierId, action: 'submit', by: spender, body })
    const head = await aVisitor(scene, 'unitHead', taker)
    await head.get(`/matters/${model}`).expect(404)
    await police.put(`/offices/${unit}/merger`, { into: taker, on: TODAY, version: 1 }).expect(200)
    const { body: read } = await head.get(`/matters/${model}`).expect(200)
    expect(read).toMatchObject({ officeId: taker, communeId: scene.commune, provinceId: 'P44', version: 2 })
    expect(read.status).toBe('active')
    const { body: spent } = await head.get(`/matters/${paid}`).expect(200)
    expect(spent.dossiers).toMatchObject([{ id: dossierId, outcome: 'paid' }])
    const { body: listed } = await head.get(`/matters?office=${taker}`).expect(200)
    expect(listed.items).toHaveLength(2)
    expect((await scene.chain(officeChain(taker))).at(-1)).toMatchObject({
      type: 'officeTookOver',
      data: { matters: [model, paid].sort() },
    })
  })

  it('hinder it while a dossier about one is open', async () => {
    const unit = await aUnit(scene.at.pool, { parent: scene.commune, name: 'Trạm còn việc' })
    const taker = await aUnit(scene.at.pool, { parent: scene.commune, name: 'Trạm nhận việc' })
    const head = await aPerson(scene.at.pool, 'unitHead', unit)
    const duty = await made(unit, 'Việc đang làm', { kind: 'duty', type: 'task', status: 'active' })
    const dossierId = await aDraft(scene.at.pool, duties, duty)
    await mustAct(scene.at, { dossierId, action: 'submit', by: head })
    // Even where the lists don't show it under the office that owns the matter.
    await scene.at.pool.query('UPDATE dossier SET unit_id = NULL WHERE id = $1', [dossierId])
    await scene.at.pool.query('UPDATE task SET office_id = $2 WHERE dossier_id = $1', [dossierId, 'P44'])
    const merger = { into: taker, on: TODAY, version: 1 }
    const { body } = await police.put(`/offices/${unit}/merger`, merger).expect(409)
    expect(body.code).toBe('inUse')
    expect((await police.get(`/matters/${duty}`).expect(200)).body).toMatchObject({
      officeId: unit,
      version: 1,
    })
    await mustAct(scene.at, { dossierId, action: 'approve', by: police.personId })
    await police.put(`/offices/${unit}/merger`, merger).expect(200)
  })

  it('of a commune’s units stay theirs, in the other commune', async () => {
    const gone = await aCommune(scene.at.pool, { code: '26737', name: 'Phường Tân Định', provinceCode: '79' })
    const unit = await aUnit(scene.at.pool, { parent: gone, name: 'Trạm Tân Định' })
    const [own, below] = [await made(gone, 'Kế hoạch', { kind: 'plan' }), await made(unit, 'Khoản chi')]
    await scene.root
      .put(`/offices/${gone}/merger`, { into: scene.commune, on: TODAY, version: 1 })
      .expect(200)
    const place = { communeId: scene.commune, provinceId: 'P44' }
    expect((await police.get(`/matters/${own}`).expect(200)).body).toMatchObject({
      ...place,
      officeId: scene.commune,
    })
    expect((await police.get(`/matters/${below}`).expect(200)).body).toMatchObject({
      ...place,
      officeId: unit,
    })
  })
})

describe('a commune that became part of another', () => {
  it('brings its units and its closed dossiers, and only whoever administers everything says so', async () => {
    const gone = await aCommune(scene.at.pool, { code: '19370', name: 'Xã Vĩnh Lâm' })
    const there = await aVisitor(scene, 'communePolice', gone)
    const { unit, dossierId } = await granted('Trường Vĩnh Lâm', there, gone)
    await police.get(`/dossiers/${dossierId}`).expect(404)
    const merger = { into: scene.commune, on: '2026-01-01', version: 1 }
    await there.put(`/offices/${gone}/merger`, merger).expect(403)
    await scene.root.put(`/offices/${gone}/merger`, merger).expect(200)
    await police.get(`/dossiers/${dossierId}`).expect(200)
    expect(await listed(police, `territory=${scene.commune}&text=vinh%20lam`)).toContain(dossierId)
    const { body } = await police.get(`/offices/${unit.id}`).expect(200)
    expect(body).toMatchObject({ parentId: scene.commune, communeId: scene.commune, version: 2 })
    const found = await seen(police.get('/offices?text=xa%20vinh%20lam&kind=commune').expect(200))
    expect(found.items.map(({ id }) => id)).toEqual([scene.commune])
    expect((await scene.chain(officeChain(unit.id))).at(-1)).toMatchObject({ type: 'officeMoved' })
  })
})
