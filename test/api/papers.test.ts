// Papers over HTTP: listed, not yet made, drafted, downloaded as PDF and Word file, out of sight, recalled; and the one paper
// of a decision over many, which every dossier of its list points to.
import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import supertest from 'supertest'
import { makePapers } from '../../activities/papers/make.ts'
import { Renderer } from '../../activities/papers/renderer.ts'
import { finishBatch } from '../../activities/batch/life.ts'
import { signBatch } from '../../activities/batch/sign.ts'
import type { PaperKind } from '../../domain/papers.ts'
import type { StepRule } from '../../domain/procedure.ts'
import { inTransaction } from '../../activities/pool.ts'
import { eraseDossier } from '../../activities/retention/erase.ts'
import { BatchScene, NOON } from '../support/batch-scene.ts'
import { aCommune, act, theClockStandsAt } from '../support/builders.ts'
import { aPapersScene } from '../support/papers-scene.ts'
import type { PapersScene } from '../support/papers-scene.ts'
import { flat, pagesOf } from '../support/pdf-text.ts'
import { WATCHED_PROCEDURE } from '../support/watched-procedure.ts'
import { aVisitor, startApi, visitorFor } from './support.ts'
import { fileOf } from './file-of.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

interface Paper {
  readonly id: string
  readonly kind: string
  readonly status: string
  readonly symbol: string | null
  readonly ready: boolean
}
interface Papers {
  readonly offered: readonly { readonly kind: string }[]
  readonly issued: readonly Paper[]
}

let api: ApiUnderTest
let scene: PapersScene
let head: Visitor
let stranger: Visitor
const renderer = new Renderer()

beforeAll(async () => {
  api = await startApi()
  scene = await aPapersScene(undefined, api.at)
  head = await visitorFor(api, scene.people['head'] ?? '')
  const elsewhere = await aCommune(api.at.pool, { code: '00001', provinceCode: '01' })
  stranger = await aVisitor(api, 'communePolice', elsewhere)
  mkdirSync(api.deps.settings.documentDir, { recursive: true })
})
afterAll(async () => {
  await renderer.close()
  await api.close()
})

/** Makes what is to be made, or no more than so many. */
const make = (most = Infinity) => {
  const { documentDir } = api.deps.settings
  let begun = 0
  return makePapers(
    { pool: api.at.pool, renderer, documentDir, publicUrl: 'https://trinh.example' },
    () => begun++ >= most,
  )
}
const papersOf = async (who: Visitor, dossier = scene.dossier): Promise<Papers> =>
  (await who.get(`/dossiers/${dossier}/papers`).expect(200)).body as Papers
const textOf = async (bytes: Buffer): Promise<string> => flat(await pagesOf(bytes))

describe('papers of a dossier', () => {
  it('are drafted on the spot, marked as a draft, and stored nowhere', async () => {
    await scene.until('review')
    const draft = await fileOf(head.get(`/dossiers/${scene.dossier}/papers/selfAssessment/draft/pdf`))
    expect(await textOf(draft.bytes)).toContain('DỰ THẢO')
    expect(decodeURIComponent(draft.headers['content-disposition'] ?? '')).toContain('Dự thảo')
    await head.get(`/dossiers/${scene.dossier}/papers/noSuchKind/draft/pdf`).expect(400)
    await stranger.get(`/dossiers/${scene.dossier}/papers/selfAssessment/draft/pdf`).expect(404)
  })

  it('say that they are being made until they are, then come as PDF and Word file to whoever may read them', async () => {
    await scene.until(null)
    const { rows } = await api.at.pool.query<{ id: string }>("SELECT id FROM paper WHERE kind = 'decision'")
    const path = `/papers/${rows[0]?.id ?? ''}`
    const early = await head.get(`${path}/pdf`).expect(503)
    expect(early.body.code).toBe('unavailable')
    expect(Number(early.headers['retry-after'])).toBeGreaterThan(0)
    // Issued last, and made first: somebody has asked for it.
    await make(1)
    expect((await papersOf(head)).issued.flatMap(({ kind, ready }) => (ready ? [kind] : []))).toEqual([
      'decision',
    ])
    await make()
    expect((await papersOf(head)).issued.every(({ ready }) => ready)).toBe(true)
    const pdf = await fileOf(head.get(`${path}/pdf`))
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(await textOf(pdf.bytes)).toContain('Trường Tiểu học và Trung học cơ sở Vĩnh Thủy')
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.bytes.length),
      'x-content-type-options': 'nosniff',
    })
    expect(pdf.headers['content-disposition']).toMatch(/^attachment;/u)
    const docx = await fileOf(head.get(`${path}/docx`))
    expect(docx.bytes.subarray(0, 2).toString()).toBe('PK')
    expect((await fileOf(head.get(`${path}/pdf`))).bytes.equals(pdf.bytes)).toBe(true)
    for (const route of [path, `${path}/pdf`, `${path}/docx`, `/dossiers/${scene.dossier}/papers`]) {
      await stranger.get(route).expect(404)
      await supertest(api.url).get(`/api/v1${route}`).expect(401)
    }
    await head.get('/papers/none/pdf').expect(404)
    await head.get(`${path}/odt`).expect(400)
  })

  it('are marked when they were recalled, and stay what they were', async () => {
    const before = (await papersOf(head)).issued.find(({ kind }) => kind === 'decision')
    const was = await fileOf(head.get(`/papers/${before?.id ?? ''}/pdf`))
    const revoked = await act(api.at, {
      dossierId: scene.dossier,
      action: 'revoke',
      by: scene.people['provinceChair'] ?? '',
      at: '2026-12-20T03:00:00.000Z',
      body: { reason: 'Không còn giữ được tiêu chí.' },
    })
    expect(revoked).toMatchObject({ ok: true })
    const after = (await papersOf(head)).issued.find(({ id }) => id === before?.id)
    expect([before?.status, after?.status]).toEqual(['issued', 'recalled'])
    expect((await fileOf(head.get(`/papers/${before?.id ?? ''}/pdf`))).bytes.equals(was.bytes)).toBe(true)
    expect((await head.get(`/papers/${before?.id ?? ''}`).expect(200)).body).toMatchObject({
      status: 'recalled',
    })
  })
})

describe('papers of an erased dossier', () => {
  it('are gone where they have no number, and say so; numbered ones are there as before', async () => {
    const asked = { id: 'erased', dossierId: scene.dossier, ruleId: null, reason: 'Hết hạn lưu giữ' }
    const gone = await inTransaction(api.at.pool, (client) =>
      eraseDossier(client, { ...asked, proposedBy: 'an', decidedBy: 'bình' }, '2040-01-02T03:00:00.000Z'),
    )
    expect(gone).toMatchObject({ reason: 'Hết hạn lưu giữ' })
    const { issued } = (await head.get(`/dossiers/${scene.dossier}/papers`).expect(200)).body as Papers
    const minutes = issued.find(({ kind }) => kind === 'selfAssessment')
    expect(minutes).toMatchObject({ erased: true, ready: true, pdfSha256: null, docxSha256: null })
    await head.get(`/papers/${minutes?.id ?? ''}/pdf`).expect(404)
    expect((await head.get(`/papers/${minutes?.id ?? ''}`).expect(200)).body).toMatchObject({
      erased: true,
      purpose: null,
    })
    const decision = issued.find(({ kind }) => kind === 'decision')
    expect(decision).toMatchObject({ erased: false })
    await head.get(`/papers/${decision?.id ?? ''}/pdf`).expect(200)
  })
})

describe('the paper of a decision over many', () => {
  async function signed(name: string, count: number, ...kinds: readonly PaperKind[]) {
    const papers: StepRule['papers'] = kinds.map((kind) => ({
      ...{ kind, on: 'forward', register: 'decisions', source: { setting: 'test' } },
    }))
    const steps = WATCHED_PROCEDURE.steps.map((step) => (step.id === 'decide' ? { ...step, papers } : step))
    const procedure = { ...WATCHED_PROCEDURE, id: name, steps }
    const batch = await BatchScene.make({ at: api.at, commune: scene.commune, procedure })
    await theClockStandsAt(api.at.pool, NOON)
    const ids = await batch.dossiers(count)
    const id = await batch.frozen(ids)
    expect(await signBatch(api.at.pool, id, await batch.signature(id))).toMatchObject({ ok: true })
    await batch.phase(id, 'apply')
    await finishBatch(api.at.pool, id)
    await make()
    return { batch, ids, id }
  }

  it('is one, with its list, and every dossier of it points to it', async () => {
    const { batch, ids, id } = await signed('watched-papers', 4, 'decision')
    const chair = await visitorFor(api, batch.chair)
    const { body } = await chair.get(`/batches/${id}/papers`).expect(200)
    const [paper, ...others] = (body as Papers).issued
    expect(others).toEqual([])
    expect(paper).toMatchObject({ kind: 'decision', status: 'issued' })
    const police = await visitorFor(api, batch.police)
    for (const dossier of ids)
      expect((await papersOf(police, dossier)).issued.map(({ id: of }) => of)).toEqual([paper?.id])
    const pdf = await fileOf(police.get(`/papers/${paper?.id ?? ''}/pdf`))
    const text = await textOf(pdf.bytes)
    const { rows } = await api.at.pool.query<{ name: string }>(
      'SELECT o.name FROM dossier d JOIN office o ON o.id = d.subject_id WHERE d.id = ANY($1)',
      [ids],
    )
    expect(rows).toHaveLength(4)
    for (const { name } of rows) expect(text).toContain(name)
    await stranger.get(`/papers/${paper?.id ?? ''}/pdf`).expect(404)
    await stranger.get(`/batches/${id}/papers`).expect(404)
  })

  it.each(['commendation', 'certificate'] as const)(
    'names all, and each gets a %s of its own that names it alone',
    async (kind) => {
      const { batch, ids, id } = await signed(`watched-${kind}`, 2, kind)
      const chair = await visitorFor(api, batch.chair)
      const { issued } = (await chair.get(`/batches/${id}/papers`).expect(200)).body as Papers
      expect(issued.map((one) => one.kind)).toEqual(['decision'])
      const { rows } = await api.at.pool.query<{ id: string; name: string; code: string; signer: string }>(
        `SELECT d.id, d.subject_name AS name, c.code, w.name AS signer FROM dossier d JOIN certificate c ON c.dossier_id = d.id
         JOIN person w ON w.id = $2 WHERE d.id = ANY($1)`,
        [ids, batch.chair],
      )
      expect(rows).toHaveLength(2)
      const police = await visitorFor(api, batch.police)
      for (const { id: dossier, name, code, signer } of rows) {
        const own = (await papersOf(police, dossier)).issued
        expect(own.map((one) => one.kind)).toEqual(['decision', kind])
        expect(own[1]?.symbol).toBe(issued[0]?.symbol)
        const text = await textOf((await fileOf(police.get(`/papers/${own[1]?.id ?? ''}/pdf`))).bytes)
        for (const part of [name, 'CHỦ TỊCH', signer, issued[0]?.symbol ?? '']) expect(text).toContain(part)
        if (kind === 'certificate') expect(text).toContain(`https://trinh.example/verify/${code}`)
        expect(text).not.toContain(rows.find((other) => other.id !== dossier)?.name)
      }
    },
  )
})
