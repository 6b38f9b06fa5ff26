// What administrators and auditors oversee: how the system does, told from its own tables; incidents taken note of; and who read a
// dossier, where reading that is itself written down.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BACKUP_MARK, noteDone } from '../../activities/upkeep/marks.ts'
import { ROOT_OFFICE_ID } from '../../activities/record/ids.ts'
import { recordIncident } from '../../activities/record/incidents.ts'
import { aCampaign, aDraft, aPerson, aUnit, mustAct } from '../support/builders.ts'
import { GROUNDS } from '../support/scene.ts'
import { anAdminScene, seen } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { aVisitor } from './support.ts'
import type { Visitor } from './support.ts'

interface Health {
  readonly parts: Readonly<Record<string, { readonly ok: boolean }>>
  readonly workers: unknown
  readonly queues: readonly {
    readonly queue: string
    readonly waiting: number
    readonly failing: number
    readonly oldestAt: string | null
    readonly error: string | null
  }[]
  readonly failures: Readonly<Record<string, number>>
  readonly duties: { readonly backupAt: string | null; readonly anchor: unknown }
  readonly database: { readonly bytes: number; readonly tables: readonly { readonly bytes: number }[] }
  readonly incidents: {
    readonly unseen: number
    readonly items: readonly { readonly id: string; readonly error: string }[]
  }
  readonly versions: Readonly<Record<string, string | null>>
}

interface Access {
  readonly nextCursor: string | null
  readonly items: readonly {
    readonly id: string
    readonly personId: string
    readonly route: string
    readonly posts: readonly { readonly role: string; readonly officeName: string }[]
  }[]
}

let api: AdminScene
let auditor: Visitor
let local: Visitor
let stranger: Visitor
let police: Visitor
let dossier: string

beforeAll(async () => {
  api = await anAdminScene()
  const { pool } = api.at
  auditor = await aVisitor(api, 'auditor', ROOT_OFFICE_ID, { name: 'Ngô Thị Phương' })
  local = await aVisitor(api, 'administrator', api.commune)
  stranger = await aVisitor(api, 'administrator', api.elsewhere)
  police = await aVisitor(api, 'communePolice', api.commune)
  const campaign = await aCampaign(pool, { officeId: 'P44' })
  const unit = await aUnit(pool, { parent: api.commune, name: 'Trường Tiểu học Vĩnh Thủy' })
  dossier = await aDraft(pool, campaign, unit)
  const head = await aPerson(pool, 'unitHead', unit)
  await mustAct(api.at, { dossierId: dossier, action: 'submit', by: head, body: GROUNDS })
})
afterAll(() => api.close())

const health = (by = api.root): Promise<Health> => seen<Health>(by.get('/admin/health').expect(200))

describe('how the system does', () => {
  it('is told to who keeps or audits the whole instance', async () => {
    await local.get('/admin/health').expect(403)
    await police.get('/admin/health').expect(403)
    const { parts, versions, workers } = await health(auditor)
    expect(parts).toMatchObject({ database: { ok: true }, clock: { ok: true }, files: { ok: true } })
    // Nothing listens where this API looks for Temporal: said, not hidden.
    expect(parts).toMatchObject({ temporal: { ok: false } })
    expect(workers).toBeNull()
    expect(versions).toMatchObject({ release: 'test', node: process.version, temporal: null })
  })

  it('counts what waits, since when, and what fails with its reason', async () => {
    const of = async (name: string) => (await health()).queues.find(({ queue }) => queue === name)
    const before = await of('news')
    expect(before?.waiting).toBeGreaterThan(0)
    expect(before?.oldestAt).not.toBeNull()
    const { rows } = await api.at.pool.query<{ id: string }>(
      `UPDATE outbox SET attempts = 2, error = 'no such reader' WHERE id = (
         SELECT min(id) FROM outbox WHERE topic = 'notice' AND sent_at IS NULL) RETURNING id::text`,
    )
    expect(await of('news')).toMatchObject({ failing: 1, error: 'no such reader' })
    await api.at.pool.query('UPDATE outbox SET sent_at = clock_timestamp() WHERE id = $1', [rows[0]?.id])
    expect(await of('news')).toMatchObject({ waiting: (before?.waiting ?? 0) - 1, failing: 0, error: null })
  })

  it('knows the last whole backup and the size of the database, and says when there was none', async () => {
    expect((await health()).duties).toMatchObject({ backupAt: null, anchor: null })
    await noteDone(api.at.pool, BACKUP_MARK, '2026-01-05T18:30:00.000Z')
    await noteDone(api.at.pool, BACKUP_MARK, '2026-01-04T18:30:00.000Z')
    const { duties, database, failures } = await health()
    expect(duties.backupAt).toBe('2026-01-05T18:30:00.000Z')
    expect(database.bytes).toBeGreaterThan(1_000_000)
    expect(database.tables[0]?.bytes).toBeGreaterThan(database.tables[1]?.bytes ?? Infinity)
    expect(failures).toMatchObject({ mailsFailed: 0, deliveriesParked: 0 })
  })

  it('lists incidents by the first line of their error until somebody has taken note', async () => {
    const id = await recordIncident(api.at.pool, new Error('broken\nsecret of the second line'), {
      place: 'test',
      context: {},
    })
    const { incidents } = await health()
    expect(incidents).toMatchObject({ unseen: 1, items: [{ id, error: 'Error: broken' }] })
    await auditor.post(`/admin/incidents/${id}/seen`).expect(403)
    await api.root.post(`/admin/incidents/${id}/seen`).expect(204)
    await api.root.post('/admin/incidents/none/seen').expect(404)
    expect((await health()).incidents).toEqual({ unseen: 0, items: [] })
  })
})

describe('who read a dossier', () => {
  it('is told to auditors and administrators of its office, and to nobody else', async () => {
    await police.get(`/dossiers/${dossier}/access`).expect(403)
    await stranger.get(`/dossiers/${dossier}/access`).expect(404)
    await auditor.get('/dossiers/none/access').expect(404)
  })

  it('names readers from outside with what they were then, by pages, and who asks is in the list', async () => {
    await police.get(`/dossiers/${dossier}`).expect(200)
    await auditor.get(`/dossiers/${dossier}`).expect(200)
    const first = await seen<Access>(local.get(`/dossiers/${dossier}/access?limit=1`).expect(200))
    expect(first.items).toMatchObject([{ personId: local.personId, route: 'listAccess' }])
    const next = await seen<Access>(
      local.get(`/dossiers/${dossier}/access?limit=1&cursor=${first.nextCursor ?? ''}`).expect(200),
    )
    expect(next.items).toMatchObject([
      {
        personId: auditor.personId,
        personName: 'Ngô Thị Phương',
        route: 'getDossier',
        posts: [{ role: 'auditor', officeName: 'Bộ Công an' }],
      },
    ])
    const all = await seen<Access>(auditor.get(`/dossiers/${dossier}/access`).expect(200))
    expect(all.items.map(({ personId }) => personId)).not.toContain(police.personId)
    expect(all.items[0]).toMatchObject({ personId: auditor.personId, route: 'listAccess' })
  })
})
