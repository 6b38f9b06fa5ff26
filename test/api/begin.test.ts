// Who begins a dossier that others than its owner begin: an inspection, planned by the province's staff, of a commune and of
// a department. On the real server, for the first submit is an action.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../activities/pool.ts'
import { newId } from '../../activities/record/ids.ts'
import { ensureRootOffice } from '../../api/auth/administrator.ts'
import { KIEM_TRA } from '../../procedures/su-kien.ts'
import { LONG_AGO, aCampaign, aCommune, aDelegation, aPerson, aUnit } from '../support/builders.ts'
import { aMatter } from '../support/matters.ts'
import { aVisitor, startApi, visitorFor } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n')

let api: ApiUnderTest
let commune: string
let department: string
let campaign: string
let staff: Visitor
let stranger: Visitor

beforeAll(async () => {
  api = await startApi({ withWorker: true })
  const { pool } = api.at
  await inTransaction(pool, (client) => ensureRootOffice(client, LONG_AGO))
  commune = await aCommune(pool)
  department = await aUnit(pool, { parent: 'P44', kind: 'department', name: 'Sở Y tế' })
  campaign = await aCampaign(pool, { officeId: 'P44', procedure: KIEM_TRA, calendarVersion: 1 })
  staff = await aVisitor(api, 'provinceStaff', 'P44')
  await aCommune(pool, { code: '26734', provinceCode: '79' })
  stranger = await aVisitor(api, 'provinceStaff', 'P79')
})
afterAll(() => api.close())

const inspectionOf = (owner: string, name: string): Promise<string> =>
  aMatter(api.at.pool, { owner, kind: 'event', type: 'inspection', name })
const draftOf = (subject: string): string => `/campaigns/${campaign}/drafts/${subject}`
const EMPTY = { version: 0, data: {} }

describe.each([
  ['a commune', () => commune],
  ['a department', () => department],
])('the inspection of %s', (what, owner) => {
  it('is drafted, given its plan and begun by the province’s staff, whom its first step names', async () => {
    const subject = await inspectionOf(owner(), `Kiểm tra ${what}`)
    const { body: draft } = await staff.put(draftOf(subject), EMPTY).expect(200)
    const { body: shown } = await staff.get(draftOf(subject)).expect(200)
    expect(shown.actions).toContainEqual(expect.objectContaining({ action: 'submit' }))
    const { body: file } = await staff
      .post(`/dossiers/${draft.dossierId}/documents`)
      .attach('file', PDF, 'ke hoach.pdf')
      .expect(201)
    const filled = {
      fields: { inspectedOn: '2026-03-20' },
      documents: [{ kind: 'plan', sha256: file.sha256, name: file.name }],
    }
    const { body } = await staff.register(campaign, { subjectId: subject, ...filled }).expect(201)
    expect(body).toMatchObject({ state: { step: 'recordByProvince' } })
  })

  it('is begun by nobody of another province, and not by those whom only later steps name', async () => {
    const subject = await inspectionOf(owner(), `Kiểm tra lần hai ${what}`)
    await stranger.put(draftOf(subject), EMPTY).expect(404)
    await stranger.get(draftOf(subject)).expect(404)
    await stranger.register(campaign, { subjectId: subject }).expect(404)
  })
})

describe('a matter’s page', () => {
  it('is told where it can go next, by whom, and whether its reader begins that', async () => {
    const subject = await inspectionOf(commune, 'Kiểm tra được chào')
    const openings = async (who: Visitor) => {
      const { body } = await who.get(`/matters/${subject}/openings`).expect(200)
      return body.items
    }
    const line = { campaignId: campaign, stepVi: 'Công an tỉnh lập kế hoạch kiểm tra', status: 'open' }
    const roles = ['provinceStaff', 'inspector']
    expect(await openings(staff)).toMatchObject([{ ...line, roles, may: 'begin' }])
    for (const who of [
      await aVisitor(api, 'policeDirector', 'P44'),
      await aVisitor(api, 'communePolice', commune),
    ])
      expect(await openings(who)).toMatchObject([{ ...line, may: 'none' }])
    const ofUnit = await inspectionOf(department, 'Kiểm tra Sở được chào')
    const { body } = await (await aVisitor(api, 'policeDirector', 'P44'))
      .get(`/matters/${ofUnit}/openings`)
      .expect(200)
    expect(body.items).toMatchObject([{ ...line, may: 'prepare' }])
    await stranger.get(`/matters/${subject}/openings`).expect(404)
  })
})

describe('what waits to be begun', () => {
  it('is listed to whom the first step names, not only to the office that it is about', async () => {
    const subject = await inspectionOf(commune, 'Kiểm tra chờ lập')
    await staff.put(draftOf(subject), EMPTY).expect(200)
    const listed = async (who: Visitor): Promise<string[]> => {
      const { body } = await who.get('/assigned').expect(200)
      return body.items.map((one: { subject: { id: string } }) => one.subject.id)
    }
    expect(await listed(staff)).toContain(subject)
    expect(await listed(await aVisitor(api, 'inspector', 'P44'))).toContain(subject)
    // Not to whom it is about: it isn't his to make.
    expect(await listed(await aVisitor(api, 'communePolice', commune))).not.toContain(subject)
    expect(await listed(await aVisitor(api, 'policeDirector', 'P44'))).not.toContain(subject)
    expect(await listed(stranger)).not.toContain(subject)
  })
})

describe('a commune’s inspection', () => {
  it('isn’t drafted by a neighbour, nor by who administers the province or decides there in the end', async () => {
    const subject = await inspectionOf(commune, 'Kiểm tra riêng')
    const neighbour = await aVisitor(api, 'communePolice', await aCommune(api.at.pool, { code: '19366' }))
    for (const who of [
      neighbour,
      await aVisitor(api, 'administrator', 'P44'),
      await aVisitor(api, 'policeDirector', 'P44'),
    ])
      await who.put(draftOf(subject), EMPTY).expect(404)
    await (await aVisitor(api, 'inspector', 'P44')).put(draftOf(subject), EMPTY).expect(200)
  })

  it('is drafted by whom the role was lent, for this procedure, not for another', async () => {
    const { pool } = api.at
    const lent = async (procedureId: string): Promise<Visitor> => {
      const to = await aPerson(pool, 'unitOfficer', department, { name: `thay ${procedureId}` })
      const by = { from: staff.personId, to, officeId: 'P44', role: 'provinceStaff' } as const
      const id = await aDelegation(pool, by)
      await pool.query('UPDATE delegation SET procedure_id = $2 WHERE id = $1', [id, procedureId])
      return visitorFor(api, to)
    }
    const subject = await inspectionOf(commune, 'Kiểm tra được ủy quyền')
    await (await lent('mo-hinh')).put(draftOf(subject), EMPTY).expect(404)
    const officer = await lent('kiem-tra')
    await officer.put(draftOf(subject), EMPTY).expect(200)
    await officer.get(draftOf(subject)).expect(200)
    await officer.put(draftOf(`${subject}-${newId()}`), EMPTY).expect(404)
  })
})
