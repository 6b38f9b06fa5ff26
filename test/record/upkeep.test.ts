// What the upkeep removes, and what it leaves: uploads that nothing refers to, files that no row knows, sessions that are
// over, old receipts; and which campaigns it finds without anybody who looks after them.
import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { lockDossier } from '../../activities/record/lock.ts'
import { stampReceipt } from '../../activities/record/receipts.ts'
import { sweepReceipts, sweepSessions } from '../../activities/upkeep/leftovers.ts'
import { missedCampaigns } from '../../activities/upkeep/missed.ts'
import { sweepOfficeFiles } from '../../activities/upkeep/office-files.ts'
import { FILE_COLUMNS, lockFile, sweepFiles, sweepUploads } from '../../activities/upkeep/uploads.ts'
import { temporaryFolder } from '../../cli/servers/temporaryFolder.ts'
import {
  LONG_AGO,
  MONDAY,
  aCampaign,
  aContent,
  aDocument,
  act,
  mustAct,
  theClockStandsAt,
} from '../support/builders.ts'
import { GROUNDS, aScene } from '../support/scene.ts'
import type { Scene, SceneUnit } from '../support/scene.ts'
import { SMALL_PROCEDURE } from '../support/small-procedure.ts'

const DAY_MS = 86_400_000
const before = (days: number): string => new Date(Date.parse(MONDAY) - days * DAY_MS).toISOString()

let at: Scene
beforeAll(async () => {
  at = await aScene()
})
afterAll(() => at.drop())

/** An upload of so many days ago; gives its hash. */
async function upload(dossierId: string, name: string, days: number): Promise<string> {
  const sha256 = await aDocument(at.pool, dossierId, name)
  await at.pool.query('UPDATE document SET uploaded_at = $3 WHERE dossier_id = $1 AND sha256 = $2', [
    dossierId,
    sha256,
    before(days),
  ])
  return sha256
}

async function left(dossierId: string): Promise<string[]> {
  const { rows } = await at.pool.query<{ name: string }>(
    'SELECT name FROM document WHERE dossier_id = $1 ORDER BY name',
    [dossierId],
  )
  return rows.map(({ name }) => name)
}

const drafted = (dossierId: string, data: object): Promise<unknown> =>
  at.pool.query('UPDATE draft SET data = $2 WHERE dossier_id = $1', [dossierId, JSON.stringify(data)])
const naming = (sha256: string) => ({ documents: [{ kind: 'report', sha256, name: 'a.pdf' }] })

describe('uploads that nothing refers to', () => {
  it('go after thirty days, and not a day before', async () => {
    const { id } = await at.unit('Trường Một')
    await upload(id, 'old', 31)
    await upload(id, 'younger', 29)
    expect(await sweepUploads(at.pool, MONDAY)).toBe(1)
    expect(await left(id)).toEqual(['younger'])
  })

  it('stay when a draft names them, as a document or as evidence of an answer', async () => {
    const { id } = await at.unit('Trường Hai')
    const evidence = await upload(id, 'evidence', 300)
    const answers = {
      sheet: { id: 's', version: 1 },
      answers: { c1: { verdict: 'met', evidence: [evidence] } },
    }
    await drafted(id, { ...naming(await upload(id, 'document', 300)), ...answers })
    await upload(id, 'nothing', 300)
    await sweepUploads(at.pool, MONDAY)
    expect(await left(id)).toEqual(['document', 'evidence'])
    await drafted(id, {})
    await sweepUploads(at.pool, MONDAY)
    expect(await left(id)).toEqual([])
  })

  it('stay when something written for the dossier names them, and are not looked at again', async () => {
    const { id } = await at.submitted('Trường Ba')
    await aContent(at.pool, id, naming(await upload(id, 'document', 300)), MONDAY)
    await aContent(
      at.pool,
      id,
      { answers: { c1: { verdict: 'met', evidence: [await upload(id, 'evidence', 300)] } } },
      MONDAY,
    )
    await sweepUploads(at.pool, MONDAY)
    expect(await left(id)).toEqual(['document', 'evidence'])
    const { rows } = await at.pool.query('SELECT 1 FROM document WHERE dossier_id = $1 AND NOT referred', [
      id,
    ])
    expect(rows).toEqual([])
  })

  it('stay when they were sent again lately', async () => {
    const { id } = await at.unit('Trường Bốn')
    await upload(id, 'again', 300)
    await at.pool.query('UPDATE document SET again_at = $2 WHERE dossier_id = $1', [id, before(1)])
    await sweepUploads(at.pool, MONDAY)
    expect(await left(id)).toEqual(['again'])
  })

  it('stay while an inspection may still be sent, and go when the dossier has left that step', async () => {
    const { id } = await at.submitted('Trường Năm')
    const steps = SMALL_PROCEDURE.steps.map((step) =>
      step.id === 'look' ? { ...step, inspection: {} } : step,
    )
    await at.pool.query(
      `INSERT INTO procedure_version VALUES ('inspected', 1, 'hash', $1, $2, 'test') ON CONFLICT DO NOTHING`,
      [JSON.stringify({ ...SMALL_PROCEDURE, steps }), LONG_AGO],
    )
    await at.pool.query("UPDATE dossier SET procedure_id = 'inspected' WHERE id = $1", [id])
    await upload(id, 'evidence', 300)
    await sweepUploads(at.pool, MONDAY)
    expect(await left(id)).toEqual(['evidence'])
    await at.pool.query("UPDATE dossier SET step = 'decide' WHERE id = $1", [id])
    await sweepUploads(at.pool, MONDAY)
    expect(await left(id)).toEqual([])
  })

  it('wait for a submit that is under way, and see what it wrote', async () => {
    const { id } = await at.unit('Trường Sáu')
    const sha256 = await upload(id, 'document', 300)
    const submit = await at.pool.connect()
    await submit.query('BEGIN')
    await lockDossier(submit, id)
    const sweeping = sweepUploads(at.pool, MONDAY)
    await untilSomebodyWaits()
    await aContent(submit, id, naming(sha256), MONDAY)
    await submit.query('COMMIT')
    submit.release()
    await sweeping
    expect(await left(id)).toEqual(['document'])
  })

  it('make a submit that names a removed one a refusal, not a dossier without its file', async () => {
    const made: SceneUnit = await at.unit('Trường Bảy')
    const sha256 = await upload(made.id, 'gone', 300)
    await sweepUploads(at.pool, MONDAY)
    const body = { ...GROUNDS, ...naming(sha256) }
    const given = { dossierId: made.id, action: 'submit', by: made.head } as const
    expect(await act(at, { ...given, body })).toMatchObject({ ok: false, code: 'needsUnmet' })
    await mustAct(at, { ...given, body: GROUNDS })
  })
})

async function untilSomebodyWaits(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await at.pool.query(
        `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      )
      expect(rows).toHaveLength(1)
    },
    { timeout: 20_000, interval: 10 },
  )
}

describe('files of the folder', () => {
  const folder = temporaryFolder('upkeep')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** A file of the real clock's so many hours ago. */
  function file(path: string, hours: number): string {
    const whole = join(folder, path)
    mkdirSync(join(whole, '..'), { recursive: true })
    writeFileSync(whole, path)
    const then = new Date(Date.now() - hours * 3_600_000)
    utimesSync(whole, then, then)
    return whole
  }
  const place = (hash: string): string => join(hash.slice(0, 2), hash)
  const now = (): string => new Date().toISOString()

  it('go when no row knows them for a day; what is known, young or none of ours stays', async () => {
    const { id } = await at.unit('Trường Tám')
    const known = file(place(await upload(id, 'known', 300)), 48)
    const unknown = file(place(sha256Hex('unknown')), 48)
    const young = file(place(sha256Hex('young')), 1)
    const arrived = file('incoming/left-behind', 48)
    const arriving = file('incoming/under-way', 1)
    const other = file('ab/README', 48)
    expect(await sweepFiles(at.pool, folder, now())).toBe(2)
    expect([known, young, arriving, other].filter((path) => !existsSync(path))).toEqual([])
    expect([unknown, arrived].filter((path) => existsSync(path))).toEqual([])
  })

  it('wait for an upload of the same file that is under way', async () => {
    const { id } = await at.unit('Trường Chín')
    const sha256 = sha256Hex(`${id}/same`)
    const path = file(place(sha256), 48)
    const uploading = await at.pool.connect()
    await uploading.query('BEGIN')
    await lockFile(uploading, sha256)
    const sweeping = sweepFiles(at.pool, folder, now())
    await untilSomebodyWaits()
    await uploading.query(
      `INSERT INTO document (dossier_id, sha256, size, mime, name, uploaded_by, uploaded_at)
       VALUES ($1, $2, 1, 'application/pdf', 'same', 'someone', $3)`,
      [id, sha256, MONDAY],
    )
    await uploading.query('COMMIT')
    uploading.release()
    await sweeping
    expect(existsSync(path)).toBe(true)
  })

  it('are known by every column of the schema that names one', async () => {
    const { rows } = await at.pool.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND data_type = 'text' AND column_name LIKE '%sha256'`,
    )
    // Elsewhere than in the folder: in the row itself, under a name of its own, or named by another column as well.
    const elsewhere = [
      'import_job.sha256',
      'outside_paper.sha256',
      'paper.data_sha256',
      'paper_template.sha256',
    ]
    const also = ['signing_slot.source_sha256']
    const known = FILE_COLUMNS.map(([table, column]) => `${table}.${column}`)
    expect(rows.map(({ name }) => name).sort()).toEqual([...known, ...elsewhere, ...also].sort())
  })

  it('are none where the folder is not there', async () => {
    expect(await sweepFiles(at.pool, join(folder, 'nowhere'), now())).toBe(0)
  })
})

describe('files that an office uploaded for its register', () => {
  it('go after thirty days when no paper names them; sent again they are young again', async () => {
    const { rows: offices } = await at.pool.query<{ id: string }>(
      'SELECT parent_id AS id FROM office WHERE parent_id IS NOT NULL ORDER BY id LIMIT 1',
    )
    const office = offices[0]?.id ?? ''
    const keep = (name: string, days: number, again: number | null = null) =>
      at.pool.query(
        `INSERT INTO office_file (office_id, sha256, size, mime, name, uploaded_by, uploaded_at, again_at)
         VALUES ($1, $2, 1, 'application/pdf', $3, 'test', $4, $5)`,
        [office, sha256Hex(name), name, before(days), again === null ? null : before(again)],
      )
    await keep('entered', 300)
    await keep('forgotten', 31)
    await keep('young', 29)
    await keep('sent again', 300, 1)
    await at.pool.query(
      `INSERT INTO number_given (office_id, register, year, number, symbol, step, given_at)
       VALUES ($1, 'khac', 2026, 1, '1/KH', '', $2)`,
      [office, LONG_AGO],
    )
    await at.pool.query(
      `INSERT INTO outside_paper (office_id, register, year, number, signer, dated_on, sha256, entered_by, entered_at)
       VALUES ($1, 'khac', 2026, 1, 'Nguyễn Văn An', '2026-01-02', $2, 'test', $3)`,
      [office, sha256Hex('entered'), LONG_AGO],
    )
    expect(await sweepOfficeFiles(at.pool, MONDAY)).toBe(1)
    const { rows } = await at.pool.query<{ name: string }>('SELECT name FROM office_file ORDER BY name')
    expect(rows.map(({ name }) => name)).toEqual(['entered', 'sent again', 'young'])
    expect(await sweepOfficeFiles(at.pool, MONDAY)).toBe(0)
  })
})

describe('lines that have served their purpose', () => {
  it('sessions go thirty days after they ended or expired', async () => {
    const insert = (id: string, expires: string, ended: string | null) =>
      at.pool.query(
        `INSERT INTO session (id_hash, person_id, csrf, created_at, last_seen_at, expires_at, ended_at)
         VALUES ($1, $2, 'c', $3, $3, $4, $5)`,
        [id, at.police, LONG_AGO, expires, ended],
      )
    await insert('expired long ago', before(31), null)
    await insert('expired lately', before(29), null)
    await insert('ended long ago', before(-1), before(31))
    await insert('open', before(-1), null)
    expect(await sweepSessions(at.pool, MONDAY)).toBe(2)
    const { rows } = await at.pool.query<{ id: string }>('SELECT id_hash AS id FROM session ORDER BY 1')
    expect(rows.map(({ id }) => id)).toEqual(['expired lately', 'open'])
  })

  it('receipts go after thirty days of the instance’s clock', async () => {
    const stamp = async (commandId: string, days: number) => {
      await theClockStandsAt(at.pool, before(days))
      const request = { requestHash: 'h', dossierId: 'd', action: 'submit', personId: null }
      await stampReceipt(at.pool, { ...request, commandId })
    }
    await stamp('old', 31)
    await stamp('young', 29)
    await theClockStandsAt(at.pool, MONDAY)
    expect(await sweepReceipts(at.pool, MONDAY)).toBe(1)
    const { rows } = await at.pool.query<{ id: string }>('SELECT command_id AS id FROM receipt')
    expect(rows.map(({ id }) => id)).toEqual(['young'])
  })
})

describe('campaigns that nobody looks after', () => {
  it('are those never woken or long past their waking; not the others, and not the closed', async () => {
    const state = async (name: string, ticked: string | null, next: string | null, status = 'open') => {
      const procedure = { ...SMALL_PROCEDURE, id: name }
      const id = await aCampaign(at.pool, { officeId: at.province, procedure })
      await at.pool.query(
        'UPDATE campaign SET ticked_at = $2, next_wake_at = $3, status = $4 WHERE id = $1',
        [id, ticked, next, status],
      )
      return id
    }
    await at.pool.query("UPDATE campaign SET status = 'closed'")
    const never = await state('never', null, null)
    const late = await state('late', before(2), before(1))
    await state('in time', before(2), before(-1))
    await state('about to', before(2), new Date(Date.parse(MONDAY) - 60_000).toISOString())
    await state('closed', null, before(1), 'closed')
    expect((await missedCampaigns(at.pool, MONDAY)).sort()).toEqual([never, late].sort())
  })
})
