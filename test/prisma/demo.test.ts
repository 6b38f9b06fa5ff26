// The demonstration: whole, repeatable, and open for trying at any time of the year.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportChain, exportDossier } from '../../activities/record/export.ts'
import { SYSTEM_CHAIN, officeChain } from '../../activities/record/ids.ts'
import { verifyExport } from '../../activities/record/verify.ts'
import { logIn } from '../../api/auth/login.ts'
import { addDays, endOfDay, startOfDay } from '../../domain/time/civil.ts'
import { ROLES } from '../../domain/vocabulary.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { SEED_PLANS } from '../../procedures/plans/index.ts'
import { DEMO_PASSWORD, loadDemo } from '../../prisma/demo.ts'
import type { Demo } from '../../prisma/demo.ts'
import { aRecord, theClockStandsAt } from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'

const JANUARY = '2026-01-05T02:00:00.000Z'

describe('the demonstration', () => {
  let at: TestRecord
  let demo: Demo
  beforeAll(async () => {
    at = await aRecord()
    await theClockStandsAt(at.pool, JANUARY)
    demo = await loadDemo(at.pool, JANUARY)
  })
  afterAll(() => at.drop())

  const count = async (table: string): Promise<number> => {
    const { rows } = await at.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)
    return rows[0]?.n ?? 0
  }

  it('has an account for every role, which opens with the common password', async () => {
    const roles = new Set(demo.accounts.map(({ role }) => role))
    expect(ROLES.filter((role) => !roles.has(role))).toEqual([])
    const login = demo.accounts.find(({ role }) => role === 'communePolice')?.login ?? ''
    const done = await logIn(at.pool, {
      login,
      password: DEMO_PASSWORD,
      device: { userAgent: null, address: null },
      now: new Date().toISOString(),
      sessionHours: 1,
    })
    expect(done).toMatchObject({ session: { personId: expect.stringMatching(/./u) } })
  })

  it('has a dozen agencies, enterprises and schools of the commune with last year’s results', async () => {
    const { rows } = await at.pool.query<{ kind: string; n: number }>(
      `SELECT o.kind, count(DISTINCT o.id)::int AS n FROM office o JOIN result_fact r ON r.subject_id = o.id AND r.year = 2025
       WHERE o.commune_id = 'C19405' GROUP BY 1 ORDER BY 1`,
    )
    expect(rows).toEqual([
      { kind: 'agency', n: 4 },
      { kind: 'enterprise', n: 4 },
      { kind: 'residentialArea', n: 1 },
      { kind: 'school', n: 4 },
    ])
  })

  it('loaded again changes nothing', async () => {
    const tables = [
      'office',
      'person',
      'account',
      'role_holding',
      'result_fact',
      'campaign',
      'matter',
      'dossier',
      'event',
      'receipt',
      'chain_event',
    ]
    const before = await Promise.all(tables.map(count))
    expect(await loadDemo(at.pool, addDays('2026-01-05', 40) + 'T00:00:00.000Z')).toEqual(demo)
    expect(await Promise.all(tables.map(count))).toEqual(before)
  })

  it('has the five plans with a duty for each row, each in the charge of an office', async () => {
    const { rows } = await at.pool.query<{ code: string; duties: number; named: number }>(
      `SELECT p.code, count(*)::int AS duties, count(k.person_id)::int AS named FROM matter p
       JOIN matter k ON k.parent_id = p.id AND k.kind = 'duty' WHERE p.kind = 'plan' GROUP BY 1 ORDER BY 1`,
    )
    expect(rows.map(({ code, duties }) => [code, duties])).toEqual(
      SEED_PLANS.map(({ code, duties }) => [code, duties.length]),
    )
    expect(rows.every(({ named }) => named > 0)).toBe(true)
    expect(demo.plans).toBe(SEED_PLANS.length)
  })

  it('has an estimate in lines that was allocated, and an expense with its mileage sheet that waits', async () => {
    const { rows } = await at.pool.query(
      `SELECT d.procedure_id AS procedure, d.step, d.status, c.body->'rows' AS rows, c.body->'fields'->'km' AS km
       FROM dossier d JOIN content c ON c.dossier_id = d.id AND c.hash = coalesce(d.state->'contents'->>'propose', d.content_hash)
       ORDER BY 1`,
    )
    expect(rows).toMatchObject([
      { procedure: 'chi', step: 'check', rows: { mileage: [{ km: 46 }, { km: 38 }, { km: 16 }] }, km: 100 },
      { procedure: 'du-toan', step: 'settle', rows: { lines: Array(4).fill({}) } },
    ])
    for (const { id } of (await at.pool.query<{ id: string }>('SELECT id FROM dossier')).rows) {
      const file = await exportDossier(at.pool, id, at.keys.publicPem)
      expect(file === null ? null : verifyExport(file).findings).toEqual([])
    }
  })

  it('has a campaign of every procedure', async () => {
    expect(await count('campaign')).toBe(PROCEDURES.length)
  })

  it('leaves chains that verify', async () => {
    for (const chain of [SYSTEM_CHAIN, officeChain('C19405'), officeChain('P44'), officeChain('M01')]) {
      const file = await exportChain(at.pool, chain, at.keys.publicPem)
      expect(file === null ? null : verifyExport(file).findings).toEqual([])
    }
  })
})

describe('the demonstration’s campaign', () => {
  it.each(['2026-01-01', '2026-01-20', '2026-06-15', '2026-11-22', '2026-12-01', '2026-12-02', '2026-12-31'])(
    'loaded on %s has no deadline behind it, in their order',
    async (today) => {
      const at = await aRecord()
      try {
        const { campaignId } = await loadDemo(at.pool, startOfDay(today))
        const { rows } = await at.pool.query<{
          year: number
          closes_at: Date
          dates: Record<string, string>
        }>('SELECT year, closes_at, dates FROM campaign WHERE id = $1', [campaignId])
        const campaign = rows[0]
        expect(campaign?.year).toBe(today >= '2026-12-02' ? 2027 : 2026)
        const dates = campaign?.dates ?? {}
        const moved = Object.keys(DIEN_HINH.dates).flatMap((key) => dates[key] ?? [])
        expect(moved).toEqual([...moved].sort())
        for (const date of moved) {
          expect(date > today).toBe(true)
          expect(endOfDay(date) <= (campaign?.closes_at.toISOString() ?? '')).toBe(true)
        }
      } finally {
        await at.drop()
      }
    },
  )
})
