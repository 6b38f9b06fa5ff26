// PostgreSQL and Temporal killed while sixteen people work: what was acknowledged is there, nothing is there twice, every
// chain verifies, and every run holds what the record says.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PartName } from '../../cli/start/stack.ts'
import {
  GROUNDS,
  LIMIT_MS,
  aSystem,
  endSystem,
  expectWhole,
  kill,
  recorded,
  until,
  untilAgreed,
} from './system.ts'
import type { FaultSystem, Unit } from './system.ts'

const USERS = 16
const UNITS_EACH = 12
/** Actions acknowledged between one blow and the next. */
const MEANWHILE = 60

describe('servers killed under load', () => {
  let system: FaultSystem
  const work: Unit[][] = []
  const acknowledged = new Map<string, string[]>()
  let count = 0
  let over = false

  beforeAll(async () => {
    system = await aSystem()
    for (let user = 0; user < USERS; user += 1) {
      const names = Array.from({ length: UNITS_EACH }, (_, n) => `Đơn vị ${user}/${n}`)
      work.push(await Promise.all(names.map((name) => system.unit(name, `Người ${user}`))))
    }
  }, LIMIT_MS)
  afterAll(() => endSystem(system))

  /** One person's day: brings one dossier after the other to its end, and sends again until each action is decided. */
  async function worksThrough(units: readonly Unit[]): Promise<void> {
    for (const { id, head } of units) {
      for (const [officer, action] of [
        [head, 'submit'],
        [system.police, 'approve'],
        [system.chair, 'approve'],
      ] as const) {
        if (over) return
        await officer.must(id, action, action === 'submit' ? { body: GROUNDS } : {})
        acknowledged.set(id, [...(acknowledged.get(id) ?? []), action])
        count += 1
      }
    }
  }

  it(
    'loses nothing that was acknowledged and does nothing twice',
    async () => {
      const working = Promise.all(work.map(worksThrough))
      // A failure is told at the end; it must not be thrown past us while we wait for something else.
      working.catch(() => (over = true))
      for (const part of ['PostgreSQL', 'Temporal'] satisfies PartName[]) {
        const reached = count + MEANWHILE
        await until(`${reached} actions are done`, () => over || count >= reached)
        await kill(system, [part])()
      }
      const reached = count + MEANWHILE
      await until(`${reached} actions are done`, () => over || count >= reached)
      over = true
      await working

      expect(count).toBeGreaterThanOrEqual(3 * MEANWHILE)
      for (const [id, actions] of acknowledged) {
        expect(await recorded(system, id)).toEqual(actions)
        await untilAgreed(system, id)
      }
      const { rows } = await system.pool.query<{ n: number }>(
        "SELECT (n->>'number')::int AS n FROM dossier, jsonb_array_elements(state->'numbers') AS n ORDER BY 1",
      )
      expect(rows.map(({ n }) => n)).toEqual(rows.map((_, index) => index + 1))
      expect(await expectWhole(system)).toBeGreaterThanOrEqual(acknowledged.size)
      const incidents = await system.pool.query('SELECT place, error FROM incident')
      expect(incidents.rows).toEqual([])
    },
    LIMIT_MS,
  )
})
