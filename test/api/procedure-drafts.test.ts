// A procedure changed without code: copied, edited, examined with a mistake in it, mended, published; and what a campaign
// and its dossiers make of the newer version.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../activities/record/ids.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import { aCampaign } from '../support/builders.ts'
import { anAdminScene, create } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { aVisitor } from './support.ts'

interface Draft {
  readonly id: string
  readonly version: number
  readonly baseVersion: number
  readonly data: Procedure
}

let scene: AdminScene
let campaign: string

beforeAll(async () => {
  scene = await anAdminScene()
  campaign = await aCampaign(scene.at.pool, { officeId: 'P44', procedure: DIEN_HINH })
})
afterAll(() => scene.close())

const copied = async (body: object = {}): Promise<Draft> => {
  const reply = await create(scene.root, '/procedures/dien-hinh/drafts', body).expect(201)
  return reply.body as Draft
}

const saved = async ({ id, version }: Draft, data: object): Promise<Draft> => {
  const reply = await scene.root.put(`/procedure-drafts/${id}`, { version, data }).expect(200)
  return reply.body as Draft
}

const renamed = (data: Procedure, vi: string): Procedure => ({ ...data, vi })

/** The copy with one step that leads to a step that isn't there. */
const broken = (data: Procedure): object => ({
  ...data,
  steps: data.steps.map((step) =>
    step.id === 'review' ? { ...step, forward: { ...step.forward, to: { step: 'nowhere' } } } : step,
  ),
})

describe('a draft of a procedure', () => {
  it('is a copy of the newest version, numbered as the next one', async () => {
    const draft = await copied()
    expect(draft).toMatchObject({ version: 1, baseVersion: 1, data: { id: 'dien-hinh', version: 2 } })
    expect({ ...draft.data, version: 1 }).toEqual(DIEN_HINH)
    const { body } = await scene.root.get('/procedure-drafts').expect(200)
    expect(body.items).toContainEqual(expect.objectContaining({ id: draft.id, vi: DIEN_HINH.vi }))
    await scene.root.delete(`/procedure-drafts/${draft.id}`).expect(204)
    await scene.root.get(`/procedure-drafts/${draft.id}`).expect(404)
  })

  it('may become a procedure of its own, but none that is there', async () => {
    const draft = await copied({ as: 'dien-hinh-moi' })
    expect(draft).toMatchObject({ baseVersion: 0, data: { id: 'dien-hinh-moi', version: 1 } })
    await create(scene.root, '/procedures/dien-hinh/drafts', { as: 'dien-hinh' }).expect(409)
    await create(scene.root, '/procedures/khong-co/drafts', {}).expect(404)
    await create(scene.root, '/procedures/dien-hinh/drafts', { version: 7 }).expect(404)
  })

  it('is saved over the version that was read, and once', async () => {
    const draft = await copied()
    const data = renamed(draft.data, 'Tên khác')
    expect((await saved(draft, data)).version).toBe(2)
    expect((await saved(draft, data)).version).toBe(2)
    const { body } = await scene.root
      .put(`/procedure-drafts/${draft.id}`, { version: 1, data: draft.data })
      .expect(409)
    expect(body).toMatchObject({ code: 'versionConflict', current: { version: 2 } })
  })

  it.each([
    ['a text', 'dien-hinh'],
    ['a list', [1]],
    ['a zero character', { vi: 'a\u0000b' }],
    ['half of a pair', { vi: '\ud800' }],
    ['a well without a ground', JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`) as object],
  ])('refuses %s', async (_, data) => {
    const { id } = await copied()
    await scene.root.put(`/procedure-drafts/${id}`, { version: 1, data }).expect(400)
  })

  it('is for administrators of everything', async () => {
    const { id } = await copied()
    const local = await aVisitor(scene, 'administrator', scene.commune)
    const staff = await aVisitor(scene, 'provinceStaff', 'P44')
    for (const other of [local, staff]) {
      await other.get(`/procedure-drafts/${id}`).expect(403)
      await create(other, '/procedures/dien-hinh/drafts', {}).expect(403)
      await other.post(`/procedure-drafts/${id}/examination`).expect(403)
      await other.post(`/procedure-drafts/${id}/publication`, { version: 1 }).expect(403)
    }
  })
})

describe('the examination', () => {
  it('proves a sound copy, and says what differs', async () => {
    const draft = await copied()
    await saved(draft, { ...renamed(draft.data, 'Tên mới'), closes: '12-30' })
    const { body } = await scene.root.post(`/procedure-drafts/${draft.id}/examination`).expect(200)
    expect(body).toMatchObject({ version: 2, sound: true, problems: [] })
    expect(body.years.map(({ year }: { year: number }) => year)).toEqual([2026, 2027, 2028])
    expect(body.years[0].proofs[0]).toMatchObject({ path: 'commune', kinds: ['commune'] })
    const places = body.difference.map(({ place }: { place: string }) => place)
    expect(places.sort()).toEqual(['closes', 'version', 'vi'])
    expect(body.difference).toContainEqual({ place: 'closes', before: '12-31', after: '12-30' })
  })

  it('finds the mistake, and nothing is published with it', async () => {
    const draft = await copied()
    await saved(draft, broken(draft.data))
    const { body } = await scene.root.post(`/procedure-drafts/${draft.id}/examination`).expect(200)
    expect(body.sound).toBe(false)
    expect(body.years[0].findings).toContainEqual(expect.objectContaining({ code: 'unknownStep' }))
    const publication = await scene.root
      .post(`/procedure-drafts/${draft.id}/publication`, { version: 2 })
      .expect(422)
    expect(publication.body.code).toBe('procedureFaulty')
    expect(publication.body.params.findings).toContainEqual(expect.objectContaining({ code: 'unknownStep' }))
  })

  it('says what doesn’t fit the schema', async () => {
    const draft = await copied()
    const steps = draft.data.steps.map((step) => (step.id === 'review' ? { ...step, vi: '' } : step))
    await saved(draft, { ...draft.data, steps, run: 'rm -rf /', opens: 'spring' })
    const { body } = await scene.root.post(`/procedure-drafts/${draft.id}/examination`).expect(200)
    expect(body).toMatchObject({ sound: false, years: [] })
    expect(body.problems.join('\n')).toMatch(/opens/u)
    expect(body.problems.join('\n')).toMatch(/run/u)
    expect(body.shape).toContainEqual(
      expect.objectContaining({ place: 'opens', text: 'Viết không đúng dạng.' }),
    )
    expect(body.shape).toContainEqual(
      expect.objectContaining({ place: 'steps.review.vi', text: 'Không được để trống.' }),
    )
  })
})

describe('the publication', () => {
  it('makes the next version, once, and leaves campaigns where they are', async () => {
    const draft = await copied()
    await saved(draft, { ...draft.data, closes: '12-30' })
    const other = await copied()
    const publish = () => scene.root.post(`/procedure-drafts/${draft.id}/publication`, { version: 2 })
    await scene.root.post(`/procedure-drafts/${draft.id}/publication`, { version: 1 }).expect(409)
    const { body } = await publish().expect(200)
    expect(body.procedure).toMatchObject({ id: 'dien-hinh', version: 2, closes: '12-30' })
    expect((await publish().expect(200)).body.hash).toBe(body.hash)
    const lines = (await scene.chain('system')).filter(({ type }) => type === 'procedurePublished')
    expect(lines.at(-1)).toMatchObject({ actor: scene.root.personId, data: { id: 'dien-hinh', version: 2 } })
    expect(lines).toHaveLength(2)
    const { body: standing } = await scene.root.get(`/campaigns/${campaign}`).expect(200)
    expect(standing.procedure.version).toBe(1)
    // Copied before: its number is taken now.
    await saved(other, renamed(other.data, 'Tên khác'))
    const late = await scene.root
      .post(`/procedure-drafts/${other.id}/publication`, { version: 2 })
      .expect(409)
    expect(late.body).toMatchObject({ field: 'data.version', current: { version: 2 } })
  })

  it('is refused under another procedure’s id', async () => {
    const draft = await copied()
    await saved(draft, { ...draft.data, id: 'khac' })
    const { body } = await scene.root
      .post(`/procedure-drafts/${draft.id}/publication`, { version: 2 })
      .expect(422)
    expect(body).toMatchObject({ code: 'invalid', field: 'data.id' })
    await create(scene.root, '/procedures/dien-hinh/drafts', { unknown: true }, newId()).expect(400)
  })
})
