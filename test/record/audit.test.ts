// The check of the whole record in place, and the anchor as a daily duty.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditRecord } from '../../activities/record/audit.ts'
import { anchorYesterday } from '../../activities/record/daily-anchor.ts'
import { theClockStandsAt } from '../support/builders.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

describe('the record as a whole', () => {
  let at: Scene
  let owner: pg.Client
  let folder: string
  beforeAll(async () => {
    at = await aScene()
    folder = await mkdtemp(join(tmpdir(), 'trinh-anchors-'))
    owner = new pg.Client({ connectionString: at.ownerUrl })
    await owner.connect()
    await theClockStandsAt(at.pool, '2026-03-02T02:00:00.000Z')
    await at.granted('Trường Tiểu học')
    await at.submitted('Trạm Y tế')
  })
  afterAll(async () => {
    await owner.end()
    await at.drop()
    await rm(folder, { recursive: true })
  })

  it('is anchored for the day that ended, once, with a file in the second place', async () => {
    const deps = { pool: at.pool, keys: at.keys, anchorDir: folder }
    const made = await anchorYesterday(deps)
    expect(made).toEqual({ day: '2026-03-01', nextWakeAt: '2026-03-02T17:10:00.000Z' })
    expect(await anchorYesterday(deps)).toEqual(made)
    // Local midnight: the day before has ended.
    await theClockStandsAt(at.pool, '2026-03-02T17:00:00.000Z')
    expect(await anchorYesterday(deps)).toMatchObject({ day: '2026-03-02' })
    expect((await readdir(folder)).sort()).toEqual(['2026-03-01.jsonl', '2026-03-02.jsonl'])
    const { rows } = await at.pool.query('SELECT day::text FROM anchor ORDER BY day')
    expect(rows).toEqual([{ day: '2026-03-01' }, { day: '2026-03-02' }])
  })

  it('holds, chain by chain', async () => {
    const audit = await auditRecord(at.pool, at.keys)
    const { rows } = await at.pool.query<{ lines: number; chains: number }>(
      `SELECT ((SELECT count(*) FROM event) + (SELECT count(*) FROM chain_event))::int AS lines,
        ((SELECT count(*) FROM dossier) + (SELECT count(*) FROM chain_head))::int AS chains`,
    )
    expect(audit).toEqual({ ...rows[0], findings: [] })
  })

  it('names each chain whose lines, their columns, state, head or anchored line are not as they were', async () => {
    const broken = async (name: string, sql: string): Promise<void> => {
      const { id } = await at.granted(name)
      await owner.query(sql.replaceAll('$1', `'${id}'`))
      const { findings } = await auditRecord(at.pool, at.keys)
      expect(findings.map(({ chainId }) => chainId)).toContain(`dossier/${id}`)
    }
    await broken(
      'Một',
      `UPDATE event SET data = jsonb_set(data, '{late}', 'true') WHERE dossier_id = $1 AND seq = 2`,
    )
    await broken('Hai', `UPDATE dossier SET state = jsonb_set(state, '{outcome}', '"refused"') WHERE id = $1`)
    await broken('Ba', `UPDATE dossier SET head_seq = head_seq + 1 WHERE id = $1`)
    await broken('Bốn', `DELETE FROM event WHERE dossier_id = $1 AND seq = 1`)
    await broken('Năm', `UPDATE content SET body = '{"fields": {}}' WHERE dossier_id = $1`)
    await broken(
      'Sáu',
      `UPDATE certificate SET data = jsonb_set(data, '{number}', '77') WHERE dossier_id = $1`,
    )
    await broken('Bảy', `UPDATE event SET action = 'withdraw' WHERE dossier_id = $1 AND seq = 1`)
    await broken(
      'Tám',
      `UPDATE event SET received_at = received_at - interval '1 day' WHERE dossier_id = $1 AND seq = 3`,
    )
  })
})
