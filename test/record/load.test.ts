// A load for trying out size: what it writes is what playing each dossier would have given, so every chain holds, every
// number is given once, and the columns of lists follow from the states.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportDossier } from '../../activities/record/export.ts'
import { countedApart } from '../../activities/record/counted.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { reproject } from '../../activities/record/reproject.ts'
import { verifyExport } from '../../activities/record/verify.ts'
import { LoadError, load } from '../../cli/load.ts'
import { seedRegistry } from '../../prisma/seed.ts'
import { aRecord } from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'

const COUNT = 700
const NOW = '2026-12-20T02:00:00.000Z'

let at: TestRecord
const again = (more: object = {}) =>
  load({
    ...{ pool: at.pool, dossiers: COUNT, seed: 1, year: 2026, provinces: ['P44'], keys: at.keys, now: NOW },
    say: () => undefined,
    ...more,
  })

beforeAll(async () => {
  at = await aRecord()
  await seedRegistry(at.pool)
  await again()
})
afterAll(() => at.drop())

describe('a load', () => {
  it('writes chains that hold, with states that are those of their hashes', async () => {
    const { rows } = await at.pool.query<{ id: string; state: unknown; state_hash: string }>(
      'SELECT id, state, state_hash FROM dossier ORDER BY id',
    )
    expect(rows).toHaveLength(COUNT)
    for (const { id, state, state_hash } of rows) {
      expect(hashOf(state)).toBe(state_hash)
      const exported = await exportDossier(at.pool, id, at.keys.publicPem)
      expect(exported).not.toBeNull()
      expect(verifyExport(JSON.parse(JSON.stringify(exported)), {}).findings).toEqual([])
    }
  })

  it('leaves the columns of lists as the states give them', async () => {
    expect(await reproject(at.pool)).toMatchObject({ changed: 0 })
  })

  it('leaves the lists that its decisions counted as the record vouches for them', async () => {
    const { rows } = await at.pool.query<{ lists: number }>('SELECT count(*)::int AS lists FROM counted')
    expect(rows[0]?.lists).toBeGreaterThan(COUNT / 10)
    expect(await countedApart(at.pool)).toEqual([])
  })

  it('gives every number of a register once, without gaps', async () => {
    const { rows } = await at.pool.query<{ given: number; last: number }>(
      `SELECT count(DISTINCT n.number)::int AS given, max(c.last)::int AS last FROM counter c
       JOIN number_given n USING (office_id, register, year) GROUP BY c.office_id, c.register, c.year`,
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { given, last } of rows) expect(given).toBe(last)
  })

  it('lets each dossier take as many turns as it is told', async () => {
    const { ids } = await again({ seed: 2, dossiers: 40, turns: 7 })
    const { rows } = await at.pool.query<{ step: string; n: number }>(
      'SELECT step, count(*)::int AS n FROM dossier WHERE id = ANY($1) GROUP BY 1',
      [ids],
    )
    expect(rows).toEqual([{ step: 'review', n: 40 }])
  })

  it('fills a second year of the same place, whose communes have results of the first', async () => {
    const done = await again({ seed: 3, year: 2027, dossiers: 90, now: '2027-12-20T02:00:00.000Z' })
    expect(done.dossiers).toBe(90)
    const { rows } = await at.pool.query<{ twice: number }>(
      `SELECT count(*)::int AS twice FROM dossier a JOIN dossier b USING (subject_id)
       WHERE a.year = 2026 AND b.year = 2027 AND a.subject_kind = 'commune'`,
    )
    expect(rows[0]?.twice).toBeGreaterThan(50)
    expect(await reproject(at.pool)).toMatchObject({ changed: 0 })
  })

  it('writes a page again whose connection broke, and none twice', async () => {
    let broken = 0
    const { pool } = at
    const breaking = Object.create(pool) as typeof pool
    breaking.query = pool.query.bind(pool)
    breaking.connect = (async () => {
      const client = await pool.connect()
      broken += 1
      // The first is ended as by a server that gave up on it.
      if (broken === 1)
        await pool.query('SELECT pg_terminate_backend($1)', [
          (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid,
        ])
      return client
    }) as typeof pool.connect
    const done = await again({ pool: breaking, seed: 4, dossiers: 30, turns: 2 })
    expect(broken).toBe(2)
    const { rows } = await pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM dossier WHERE id = ANY($1)',
      [done.ids],
    )
    expect(rows[0]?.n).toBe(30)
  })

  it('is refused a second time with the same seed', async () => {
    await expect(again()).rejects.toThrow(LoadError)
  })
})
