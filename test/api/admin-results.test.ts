// Results of earlier years and criteria sheets over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { officeChain } from '../../activities/record/ids.ts'
import { SHEETS, sheetById } from '../../procedures/sheets.ts'
import { aUnit } from '../support/builders.ts'
import { anAdminScene, seen } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { aVisitor } from './support.ts'
import type { Visitor } from './support.ts'

let scene: AdminScene
let police: Visitor
let staff: Visitor
let unit: string
let foreign: string
beforeAll(async () => {
  scene = await anAdminScene()
  police = await aVisitor(scene, 'communePolice', scene.commune)
  staff = await aVisitor(scene, 'provinceStaff', 'P44')
  unit = await aUnit(scene.at.pool, { parent: scene.commune, name: 'Trạm Y tế' })
  foreign = await aUnit(scene.at.pool, { parent: scene.elsewhere, name: 'Công ty Bến Thành' })
})
afterAll(() => scene.close())

const SOURCE = 'Quyết định 12/QĐ-UBND ngày 15/11/2025'

describe('a result', () => {
  it('is entered by the commune’s police, again without effect, and is a line of its office’s chain', async () => {
    const path = `/results/${unit}/2025/safety`
    const { body } = await police.put(path, { value: 'achieved', source: SOURCE, version: 0 }).expect(200)
    expect(body).toMatchObject({ subjectId: unit, kind: 'safety', year: 2025, value: 'achieved', version: 1 })
    const again = await police.put(path, { value: 'achieved', source: SOURCE, version: 0 }).expect(200)
    expect(again.body.version).toBe(1)
    const stale = await police.put(path, { value: 'notAchieved', source: SOURCE, version: 0 }).expect(409)
    expect(stale.body).toMatchObject({ code: 'versionConflict', current: { value: 'achieved', version: 1 } })
    await police.put(path, { value: 'notAchieved', source: SOURCE, version: 1 }).expect(200)
    const lines = (await scene.chain(officeChain(scene.commune))).filter(
      ({ type }) => type === 'resultsRecorded',
    )
    expect(lines).toHaveLength(2)
    expect(JSON.stringify(lines)).not.toContain('12/QĐ')
  })

  it('of the commune itself is the province’s to enter', async () => {
    const path = `/results/${scene.commune}/2025/movement`
    await police.put(path, { value: 'good', source: SOURCE }).expect(404)
    await staff.put(path, { value: 'good', source: SOURCE }).expect(200)
    const { body } = await staff.get('/results?parent=P44&year=2025').expect(200)
    expect(body.items).toMatchObject([{ subjectId: scene.commune, kind: 'movement' }])
  })

  it('of another commune’s unit is out of reach', async () => {
    await police.put(`/results/${foreign}/2025/safety`, { value: 'achieved', source: SOURCE }).expect(404)
    await staff.put(`/results/${foreign}/2025/safety`, { value: 'achieved', source: SOURCE }).expect(404)
    const head = await aVisitor(scene, 'unitHead', unit)
    await head.put(`/results/${unit}/2025/safety`, { value: 'achieved', source: SOURCE }).expect(403)
  })

  it.each([
    ['2025/safety', { value: 'good', source: SOURCE }, 422, 'invalid', 'value'],
    ['2025/safety', { value: 'perfect', source: SOURCE }, 400, 'invalidRequest', 'value'],
    ['2027/safety', { value: 'achieved', source: SOURCE }, 422, 'invalid', 'year'],
    ['2025/other', { value: 'achieved', source: SOURCE }, 400, 'invalidRequest', 'kind'],
    ['1999/safety', { value: 'achieved', source: SOURCE }, 400, 'invalidRequest', 'year'],
    ['2025/safety', { value: 'achieved' }, 400, 'invalidRequest', 'source'],
    [
      '2025/safety',
      { value: 'achieved', source: SOURCE, dossierId: 'x' },
      400,
      'invalidRequest',
      'dossierId',
    ],
  ])('%s is refused with %j by %i %s', async (where, result, status, code, field) => {
    const { body } = await police.put(`/results/${unit}/${where}`, result).expect(status)
    expect(body).toMatchObject({ code, field })
  })

  it('comes in lists, which are written whole or not at all', async () => {
    const school = await aUnit(scene.at.pool, {
      parent: scene.commune,
      name: 'Trường Tiểu học',
      kind: 'school',
    })
    const one = { subjectId: school, year: 2025, kind: 'safety', value: 'achieved', source: SOURCE }
    const bad = await police.put('/results', { results: [one, { ...one, subjectId: foreign }] }).expect(404)
    expect(bad.body.field).toBe('results.1.subjectId')
    const twice = await police.put('/results', { results: [one, one] }).expect(409)
    expect(twice.body).toMatchObject({ code: 'duplicate', field: 'results.1.subjectId' })
    expect((await seen(police.get(`/results?subject=${school}`).expect(200))).items).toEqual([])
    const list = [one, { ...one, kind: 'movement', value: 'excellent' }, { ...one, year: 2024 }]
    await police.put('/results', { results: list }).expect(200)
    const first = await seen(police.get(`/results?subject=${school}&limit=2`).expect(200))
    const rest = await seen(
      police.get(`/results?subject=${school}&cursor=${String(first.nextCursor)}`).expect(200),
    )
    expect([...first.items, ...rest.items]).toHaveLength(3)
    await police.put('/results', { results: [] }).expect(400)
  })
})

describe('a criteria sheet', () => {
  const sample = sheetById('sample-school') ?? SHEETS[0]
  const text = (vi: string) => ({
    vi,
    sample: false,
    source: 'Quyết định số 3554/QĐ-BCA-V05',
    criteria: sample?.criteria ?? [],
  })
  interface Draft {
    readonly basis: string
    readonly sheet: { readonly version: number; readonly vi: string }
  }

  it('is drafted over the draft that was read, published as the next version, and never changes then', async () => {
    await scene.root.put('/shipped').expect(200)
    const path = '/sheets/sample-school'
    const first = await seen<Draft>(
      scene.root.put(`${path}/draft`, { basis: null, ...text('Phiếu trường') }).expect(200),
    )
    expect(first.sheet.version).toBe(2)
    await scene.root.put(`${path}/draft`, { basis: null, ...text('Phiếu trường') }).expect(200)
    const stale = await scene.root.put(`${path}/draft`, { basis: null, ...text('Phiếu khác') }).expect(409)
    expect(stale.body).toMatchObject({ code: 'versionConflict', current: { basis: first.basis } })
    const second = await seen<Draft>(
      scene.root.put(`${path}/draft`, { basis: first.basis, ...text('Phiếu trường học') }).expect(200),
    )
    await scene.root.post(`${path}/publish`, { basis: first.basis }).expect(409)
    await scene.root.post(`${path}/publish`, { basis: second.basis }).expect(200)
    await scene.root.post(`${path}/publish`, { basis: second.basis }).expect(200)
    await scene.root.get(`${path}/draft`).expect(404)
    const { body } = await police.get(`${path}/versions/2`).expect(200)
    expect(body.sheet).toMatchObject({ version: 2, vi: 'Phiếu trường học', sample: false })
    expect((await police.get(`${path}/versions/1`).expect(200)).body.sheet.sample).toBe(true)
    const lines = (await scene.chain('system')).filter(
      ({ type, data }) => type === 'sheetPublished' && data['id'] === 'sample-school',
    )
    expect(lines.map(({ data }) => data['version'])).toEqual([1, 2])
  })

  it('that is a draft is thrown away, and seen by nobody as published', async () => {
    const path = '/sheets/phieu-moi'
    await scene.root.put(`${path}/draft`, { basis: null, ...text('Phiếu mới') }).expect(200)
    await police.get(`${path}/versions/1`).expect(404)
    await police.get(`${path}/draft`).expect(403)
    await scene.root.delete(`${path}/draft`).expect(204)
    await scene.root.delete(`${path}/draft`).expect(204)
    await scene.root.get(`${path}/draft`).expect(404)
    await scene.root.post(`${path}/publish`, { basis: 'a'.repeat(64) }).expect(404)
  })

  it.each([
    [{ criteria: [] }, 'criteria'],
    [{ criteria: [...(sample?.criteria ?? []), ...(sample?.criteria ?? [])] }, 'criteria'],
    [{ vi: '' }, 'vi'],
    [{ sample: 'yes' }, 'sample'],
    [{ version: 9 }, 'version'],
    [{ criteria: [{ ...sample?.criteria[0], weight: 3 }] }, 'criteria.0.weight'],
  ])('is refused by the field that is wrong: %#', async (wrong, field) => {
    const draft = { basis: null, ...text('Phiếu sai'), ...wrong }
    const { body } = await scene.root.put('/sheets/phieu-sai/draft', draft).expect(400)
    expect(body).toMatchObject({ code: 'invalidRequest', field })
  })

  it('is published by nobody but an administrator of everything', async () => {
    const local = await aVisitor(scene, 'administrator', scene.commune)
    await local.put('/sheets/phieu-xa/draft', { basis: null, ...text('Phiếu xã') }).expect(403)
    await local.post('/sheets/sample-school/publish', { basis: 'a'.repeat(64) }).expect(403)
    await local.delete('/sheets/sample-school/draft').expect(403)
  })
})
