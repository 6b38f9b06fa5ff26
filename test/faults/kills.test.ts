// Parts of the system killed between the record's commit and the answer. Then another officer acts, and he who got no
// answer sends the same again: nothing is lost, nothing is done twice, every chain verifies, run and record agree.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PartName } from '../../cli/start/stack.ts'
import type { Intention, Officer } from './officer.ts'
import { holdWrites } from './holds.ts'
import {
  GROUNDS,
  LIMIT_MS,
  aSystem,
  endSystem,
  expectRecorded,
  expectWhole,
  kill,
  pidOf,
  recorded,
  rowOf,
  until,
} from './system.ts'
import type { FaultSystem } from './system.ts'

describe('killed between the commit and the answer', () => {
  let system: FaultSystem

  beforeAll(async () => {
    system = await aSystem()
  }, LIMIT_MS)
  afterAll(() => endSystem(system))

  /**
   * The write waits for our lock with its COMMIT behind it. The parts stand still before it goes on, so that none of
   * them can pass an answer on; they are killed when the record has it. Gives what waits for their return.
   */
  async function killedAfterCommit(
    parts: readonly PartName[],
    officer: Officer,
    dossierId: string,
    intention: Intention,
  ): Promise<() => Promise<void>> {
    const before = await recorded(system, dossierId)
    const hold = await holdWrites(system)
    const sending = officer.once(intention)
    try {
      await hold.waiting()
      // PostgreSQL itself has still to commit.
      for (const part of parts) if (part !== 'PostgreSQL') process.kill(pidOf(system, part), 'SIGSTOP')
    } finally {
      await hold.release()
    }
    await until('the record has it', async () => (await recorded(system, dossierId)).length > before.length)
    const back = kill(system, parts)
    const answer = await sending
    if (parts.includes('API')) expect(answer).toBeNull()
    return back
  }

  const CASES: readonly (readonly PartName[])[] = [
    ['worker'],
    ['Temporal'],
    ['API'],
    ['API', 'worker', 'Temporal', 'PostgreSQL'],
  ]

  for (const parts of CASES) {
    const who = parts.length === 4 ? 'everything' : parts.join(' and ')

    it(
      `${who}: the next officer stands on what is recorded, and repeats change nothing`,
      async () => {
        const { id, head } = await system.unit(`Trạm của ${who}`)
        const submits = await head.means(id, 'submit', { body: GROUNDS })
        const firstBack = await killedAfterCommit(parts, head, id, submits)
        const approves = await system.police.means(id, 'approve')
        expect((await system.police.decided(approves)).status).toBe(200)
        expect((await head.decided(submits)).status).toBe(200)
        await firstBack()
        await expectRecorded(system, id, ['submit', 'approve'])

        const decides = await system.chair.means(id, 'approve')
        const secondBack = await killedAfterCommit(parts, system.chair, id, decides)
        const withdraws = await head.act(id, 'withdraw', { body: { reason: 'Xin rút' } })
        expect(withdraws).toMatchObject({ status: 409, body: { code: 'notInStatus' } })
        for (const [officer, intention] of [
          [system.chair, decides],
          [system.police, approves],
        ] as const) {
          expect(await officer.decided(intention)).toMatchObject({
            status: 200,
            body: { receipt: { repeated: true } },
          })
        }
        await secondBack()
        await expectRecorded(system, id, ['submit', 'approve', 'approve'])
        expect((await rowOf(system, id)).status).toBe('concluded')
        const certificates = 'SELECT 1 FROM certificate WHERE dossier_id = $1'
        expect((await system.pool.query(certificates, [id])).rowCount).toBe(1)
      },
      LIMIT_MS,
    )
  }

  it('every chain verifies, and numbers run on without a gap', async () => {
    expect(await expectWhole(system)).toBeGreaterThanOrEqual(CASES.length)
    const { rows } = await system.pool.query<{ n: number }>(
      "SELECT (n->>'number')::int AS n FROM dossier, jsonb_array_elements(state->'numbers') AS n ORDER BY 1",
    )
    expect(rows.map(({ n }) => n)).toEqual(CASES.map((_, index) => index + 1))
  })
})
