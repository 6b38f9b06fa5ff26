// 64 people act at once in one register: some acts are refused, some break off in the middle of their transaction, some
// are sent twice. What was done has the numbers from 01 on, each once, without a gap.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../activities/pool.ts'
import { giveNumbers } from '../../activities/record/numbers.ts'
import { MONDAY, aRequest, act, mustAct } from '../support/builders.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

const USERS = 64

interface Line {
  readonly number: number
  readonly dossier_id: string | null
  readonly symbol: string
  readonly excerpt: string
  readonly signed_by: string
  readonly signing_form: string
}

describe('numbers under 64 users', () => {
  let at: Scene
  beforeAll(async () => {
    at = await aScene()
  })
  afterAll(() => at.drop())

  const lines = async (register: string): Promise<Line[]> => {
    const { rows } = await at.pool.query<Line>(
      `SELECT number, dossier_id, symbol, excerpt, signed_by, signing_form FROM number_given
       WHERE register = $1 AND office_id = 'P44' AND year = 2026 ORDER BY number`,
      [register],
    )
    return rows
  }

  it('have no gap and no repeat, whatever is refused, repeated or rolled back among them', async () => {
    const ids: string[] = []
    for (let index = 0; index < USERS; index += 1) {
      const { id } = await at.submitted(`Đơn vị ${index}`)
      await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
      ids.push(id)
    }
    // Every fourth looks at an old state and is refused; every seventh sends its act twice at once.
    const requests = await Promise.all(
      ids.map((id, index) =>
        aRequest(at.pool, {
          dossierId: id,
          action: 'approve',
          by: at.chair,
          ...(index % 4 === 0 ? { basis: { step: 'gone', round: 9, contentHash: null } } : {}),
        }),
      ),
    )
    const twice = requests.filter((_, index) => index % 7 === 0)
    const breaking = Array.from({ length: USERS }, (_, index) =>
      inTransaction(at.pool, async (client) => {
        const want = { register: 'decisions', officeId: 'P44', year: 2026, step: 'decide' }
        await giveNumbers(client, [want], { dossierId: `broken ${index}`, batchId: null }, MONDAY)
        throw new Error('back')
      }).catch((error: unknown) => (error instanceof Error ? error.message : '')),
    )
    const results = await Promise.all([...requests, ...twice].map((request) => at.record.commit(request)))
    // Waiting for a lock too long is an outage, which rolls back as well.
    for (const broken of await Promise.all(breaking)) expect(broken).toMatch(/^back$|timeout/)

    const done = ids.filter((_, index) => results[index]?.ok === true)
    const refused = ids.filter((_, index) => results[index]?.code === 'basisChanged')
    expect(done.length + refused.length).toBe(USERS)
    expect(refused).toHaveLength(USERS / 4)
    const given = await lines('decisions')
    expect(given.map(({ number }) => number)).toEqual(done.map((_, index) => index + 1))
    expect(given.map(({ dossier_id: id }) => id).sort()).toEqual([...done].sort())

    // The next one goes on right behind, with its symbol, excerpt and signer.
    for (const id of refused) await mustAct(at, { dossierId: id, action: 'approve', by: at.chair })
    const all = await lines('decisions')
    expect(all.map(({ number }) => number)).toEqual(ids.map((_, index) => index + 1))
    expect(all[6]?.symbol).toBe('07/QĐ-UBND')
    expect(all[63]).toMatchObject({ symbol: '64/QĐ-UBND', signed_by: at.chair, signing_form: 'TM' })
    expect(all[63]?.excerpt).toContain('Đơn vị')
    const { rows: series } = await at.pool.query<{ register: string; n: number; highest: number }>(
      'SELECT register, count(*)::int AS n, max(number) AS highest FROM number_given GROUP BY register',
    )
    for (const { register, n, highest } of series) expect([register, highest]).toEqual([register, n])
  })

  it('begin with 01 again in the next year', async () => {
    const { id } = await at.submitted('Đơn vị cuối năm')
    await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
    // 00:30 of the new year in Vietnam, still the old one by UTC.
    const done = await act(at, {
      dossierId: id,
      action: 'approve',
      by: at.chair,
      at: '2026-12-31T17:30:00.000Z',
    })
    expect(done.ok).toBe(true)
    const { rows } = await at.pool.query<{ number: number; symbol: string }>(
      `SELECT number, symbol FROM number_given WHERE dossier_id = $1 AND register = 'decisions' AND year = 2027`,
      [id],
    )
    expect(rows).toEqual([{ number: 1, symbol: '01/QĐ-UBND' }])
  })
})
