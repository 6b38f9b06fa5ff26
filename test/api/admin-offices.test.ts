// Offices over HTTP: found by any of their names, and units kept by their commune.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, officeChain } from '../../activities/record/ids.ts'
import { seedRegistry } from '../../prisma/seed.ts'
import { aCampaign, aDraft, aUnit, mustAct } from '../support/builders.ts'
import { GROUNDS } from '../support/scene.ts'
import { anAdminScene, create, seen } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { aVisitor } from './support.ts'
import type { Visitor } from './support.ts'

describe('searching offices', () => {
  let scene: AdminScene
  let reader: Visitor
  beforeAll(async () => {
    scene = await anAdminScene()
    await seedRegistry(scene.at.pool)
    reader = await aVisitor(scene, 'communePolice', 'C19405')
  })
  afterAll(() => scene.close())

  it.each(['Vĩnh Thủy Quảng Trị', 'vinh thuy quang tri', 'XÃ VĨNH THỦY, tỉnh Quảng Trị'])(
    'finds the commune by “%s”',
    async (text) => {
      const { items } = await seen(reader.get(`/offices?text=${encodeURIComponent(text)}`).expect(200))
      expect(items.find((item) => item.id === 'C19405')).toMatchObject({
        kind: 'commune',
        provinceId: 'P44',
        provinceName: 'Tỉnh Quảng Trị',
      })
    },
  )

  it('leads from a former name to today’s commune, once, saying which name matched', async () => {
    const { body } = await reader.get('/offices?text=vinh%20linh%20vinh%20thuy&kind=commune').expect(200)
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({ id: 'C19405', name: 'Xã Vĩnh Thủy' })
    expect(body.items[0].formerly).toContainEqual({
      name: 'Xã Vĩnh Thủy',
      district: 'Huyện Vĩnh Linh',
      province: 'Tỉnh Quảng Trị',
    })
  })

  it('pages through a province without a gap or a repeat', async () => {
    const ids: string[] = []
    for (let cursor = ''; ; ) {
      const page = await seen(reader.get(`/offices?kind=commune&under=P44&limit=50${cursor}`).expect(200))
      ids.push(...page.items.map((item) => item.id))
      if (page.nextCursor === null) break
      cursor = `&cursor=${page.nextCursor}`
    }
    expect(ids).toHaveLength(78)
    expect(new Set(ids).size).toBe(78)
  })

  it.each([
    ['limit=0', 'limit'],
    ['kind=village', 'kind'],
    ['colour=red', 'colour'],
    ['cursor=bm8', 'cursor'],
  ])('refuses the query %s by its field', async (query, field) => {
    const { body } = await reader.get(`/offices?${query}`).expect(400)
    expect(body).toMatchObject({ code: 'invalidRequest', field })
  })
})

describe('units', () => {
  let scene: AdminScene
  let police: Visitor
  beforeAll(async () => {
    scene = await anAdminScene()
    police = await aVisitor(scene, 'communePolice', scene.commune)
  })
  afterAll(() => scene.close())

  const aSchool = (name: string, parentId = scene.commune) => ({ kind: 'school', parentId, name })

  it('are added by the commune’s police, and the addition is a line of the unit’s chain', async () => {
    const body = await seen(create(police, '/offices', aSchool('Trường Tiểu học Vĩnh Thủy')).expect(201))
    expect(body).toMatchObject({
      kind: 'school',
      parentId: scene.commune,
      communeId: scene.commune,
      provinceId: 'P44',
      validFrom: '2026-03-02',
      version: 1,
    })
    expect(await scene.chain(officeChain(body.id))).toEqual([
      expect.objectContaining({ type: 'officeAdded', actor: police.personId }),
    ])
    const place = await seen(police.get('/offices?text=vinh%20thuy').expect(200))
    expect(place.items[0]?.id).toBe(scene.commune)
    const found = await seen(police.get('/offices?text=tieu%20hoc%20vinh%20thuy').expect(200))
    expect(found.items.map((item) => item.id)).toEqual([body.id])
  })

  it('are added once under one key, and another request under it is refused', async () => {
    const key = newId()
    const [one, two] = await Promise.all([
      create(police, '/offices', aSchool('Trường Mầm non Số 1'), key),
      create(police, '/offices', aSchool('Trường Mầm non Số 1'), key),
    ])
    expect([one.status, two.status]).toEqual([201, 201])
    expect(two.body).toEqual(one.body)
    const { body } = await create(police, '/offices', aSchool('Trường Mầm non Số 2'), key).expect(422)
    expect(body.code).toBe('keyReused')
    const { body: keyless } = await police.post('/offices', aSchool('Trường Mầm non Số 3')).expect(400)
    expect(keyless).toMatchObject({ code: 'keyRequired', field: 'Idempotency-Key' })
  })

  it('can’t share a name with another, diacritics or not', async () => {
    await create(police, '/offices', aSchool('Trường Trung học cơ sở')).expect(201)
    const { body } = await create(police, '/offices', aSchool('TRUONG TRUNG HOC CO SO')).expect(409)
    expect(body).toMatchObject({ code: 'duplicate', field: 'name' })
  })

  it('of another commune, or of the province itself, are out of the commune’s reach', async () => {
    await create(police, '/offices', aSchool('Trường Khác', scene.elsewhere)).expect(404)
    await create(police, '/offices', aSchool('Trường của tỉnh', 'P44')).expect(404)
    const foreign = await aUnit(scene.at.pool, { parent: scene.elsewhere, name: 'Công ty Bến Thành' })
    await police.get(`/offices/${foreign}`).expect(404)
    await police.put(`/offices/${foreign}`, { name: 'Công ty khác', version: 1 }).expect(404)
    await police.post(`/offices/${foreign}/end`, {}).expect(404)
    await police.get(`/offices/${foreign}/members`).expect(404)
  })

  it('of the province itself are added by its staff', async () => {
    const staff = await aVisitor(scene, 'provinceStaff', 'P44')
    const unit = { kind: 'agency', parentId: 'P44', name: 'Sở Nội vụ' }
    const { body } = await create(staff, '/offices', unit).expect(201)
    expect(body).toMatchObject({ communeId: null, provinceId: 'P44' })
    await create(staff, '/offices', aSchool('Trường của xã')).expect(404)
  })

  it('are not added by whoever has no such role', async () => {
    const head = await aVisitor(scene, 'fatherlandFront', scene.commune)
    const { body } = await create(head, '/offices', aSchool('Trường Không phép')).expect(403)
    expect(body.code).toBe('forbidden')
  })

  it.each([
    [{ kind: 'school', name: 'Trường' }, 'parentId'],
    [{ kind: 'village', name: 'Thôn', parentId: 'C19363' }, 'kind'],
    [{ kind: 'school', name: '  ', parentId: 'C19363' }, 'name'],
    [{ kind: 'school', name: 'Hai\ndòng', parentId: 'C19363' }, 'name'],
    [{ kind: 'school', name: 'x'.repeat(301), parentId: 'C19363' }, 'name'],
    [{ kind: 'school', name: 7, parentId: 'C19363' }, 'name'],
    [{ kind: 'school', name: 'Trường', parentId: 'C19363', colour: 'đỏ' }, 'colour'],
  ])('are refused by the field that is wrong: %j', async (unit, field) => {
    const { body } = await create(police, '/offices', unit).expect(400)
    expect(body).toMatchObject({ code: 'invalidRequest', field })
    expect(body.title).toBe('Yêu cầu không đúng định dạng.')
  })

  it('stand under the kinds of office that have such units', async () => {
    const area = { kind: 'residentialArea', parentId: 'P44', name: 'Thôn 1' }
    const { body } = await create(scene.root, '/offices', area).expect(422)
    expect(body).toMatchObject({ code: 'invalid', field: 'parentId' })
  })

  it('are renamed over the version that was read, and repeating it changes nothing', async () => {
    const unit = await seen(create(police, '/offices', aSchool('Trường Cũ')).expect(201))
    const change = { name: 'Trường Mới', version: 1 }
    await police.put(`/offices/${unit.id}`, change).expect(200)
    const again = await police.put(`/offices/${unit.id}`, change).expect(200)
    expect(again.body).toMatchObject({ name: 'Trường Mới', version: 2 })
    const { body } = await police.put(`/offices/${unit.id}`, { name: 'Trường Khác', version: 1 }).expect(409)
    expect(body).toMatchObject({ code: 'versionConflict', current: { version: 2 } })
    const lines = await scene.chain(officeChain(unit.id))
    expect(lines.map(({ type }) => type)).toEqual(['officeAdded', 'officeRenamed'])
  })

  it('end, and are then found only where ended ones are asked for', async () => {
    const unit = await seen(create(police, '/offices', aSchool('Trường Sắp hết')).expect(201))
    const late = await police.post(`/offices/${unit.id}/end`, { lastDay: '2026-03-01' }).expect(422)
    expect(late.body).toMatchObject({ code: 'dateInPast', field: 'lastDay' })
    const ended = await police.post(`/offices/${unit.id}/end`, {}).expect(200)
    expect(ended.body.validTo).toBe('2026-03-02')
    await police.post(`/offices/${unit.id}/end`, {}).expect(200)
    const text = encodeURIComponent('Trường Sắp hết')
    expect((await police.get(`/offices?text=${text}`)).body.items).toEqual([])
    expect((await police.get(`/offices?text=${text}&ended=true`)).body.items).toHaveLength(1)
  })

  it('don’t end while a dossier of theirs is open', async () => {
    const campaign = await aCampaign(scene.at.pool, { officeId: 'P44' })
    const unit = await seen(create(police, '/offices', aSchool('Trường Đang xét')).expect(201))
    const head = await aVisitor(scene, 'unitHead', unit.id)
    const dossierId = await aDraft(scene.at.pool, campaign, unit.id)
    await mustAct(scene.at, { dossierId, action: 'submit', by: head.personId, body: GROUNDS })
    const { body } = await police.post(`/offices/${unit.id}/end`, {}).expect(409)
    expect(body.code).toBe('inUse')
  })

  it('a commune is renamed by whoever administers everything, and by nobody else', async () => {
    await police.put(`/offices/${scene.commune}`, { name: 'Xã Khác', version: 1 }).expect(403)
    const local = await aVisitor(scene, 'administrator', scene.elsewhere)
    await local.put(`/offices/${scene.elsewhere}`, { name: 'Phường Khác', version: 1 }).expect(403)
    await scene.root.put(`/offices/${scene.elsewhere}`, { name: 'Phường Khác', version: 1 }).expect(200)
    await scene.root.post(`/offices/${scene.elsewhere}/end`, {}).expect(403)
  })

  it('an administrator says whether a commune has police of its own', async () => {
    const admin = await aVisitor(scene, 'administrator', scene.commune)
    const { version } = await seen(admin.get(`/offices/${scene.commune}`).expect(200))
    const { body } = await admin
      .put(`/offices/${scene.commune}/police`, { hasPolice: false, version })
      .expect(200)
    expect(body.hasPolice).toBe(false)
    await admin.put(`/offices/${scene.elsewhere}/police`, { hasPolice: false, version: 1 }).expect(404)
    await police.put(`/offices/${scene.commune}/police`, { hasPolice: true, version: 2 }).expect(403)
    const last = (await scene.chain(officeChain(scene.commune))).at(-1)
    expect(last).toMatchObject({ type: 'policeSet', data: { hasPolice: false } })
  })

  it('an administrator says what a unit is besides its kind, for procedures that leave such units out', async () => {
    const admin = await aVisitor(scene, 'administrator', scene.commune)
    const shop = { kind: 'enterprise', parentId: scene.commune, name: 'Cửa hàng nhỏ' }
    const made = await seen(create(police, '/offices', shop).expect(201))
    const at = `/offices/${made.id}/marks`
    expect((await admin.get(`/offices/${made.id}`).expect(200)).body.marks).toEqual([])
    const small = { marks: ['smallEnterprise'], version: 1 }
    await police.put(at, small).expect(403)
    await (await aVisitor(scene, 'administrator', scene.elsewhere)).put(at, small).expect(404)
    await admin.put(at, { ...small, marks: ['tiny'] }).expect(400)
    const { body: strange } = await admin.put(at, { ...small, marks: ['preSecondary'] }).expect(422)
    expect(strange).toMatchObject({ code: 'invalid', field: 'marks' })
    const { body } = await admin.put(at, small).expect(200)
    expect(body).toMatchObject({ marks: ['smallEnterprise'], version: 2 })
    expect((await admin.put(at, small).expect(200)).body.version).toBe(2)
    await admin.put(at, { marks: [], version: 1 }).expect(409)
    const { body: listed } = await police.get('/offices?text=cua%20hang%20nho').expect(200)
    expect(listed.items).toMatchObject([{ id: made.id, marks: ['smallEnterprise'] }])
    const lines = await scene.chain(officeChain(made.id))
    expect(lines.at(-1)).toMatchObject({ type: 'officeMarked', data: { marks: ['smallEnterprise'] } })
    expect(lines.filter(({ type }) => type === 'officeMarked')).toHaveLength(1)
    const { body: cleared } = await admin.put(at, { marks: [], version: 2 }).expect(200)
    expect(cleared).toMatchObject({ marks: [], version: 3 })
  })
})
