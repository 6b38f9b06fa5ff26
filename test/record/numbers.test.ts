// Numbers of registers: in order, without gaps, each once; under many commits at once, and when some of them fail.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../activities/pool.ts'
import { giveNumbers } from '../../activities/record/numbers.ts'
import { MONDAY, aRequest, mustAct } from '../support/builders.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

const WANT = { register: 'decisions', officeId: 'P44', year: 2026, step: 'decide' }

describe('numbers', () => {
  let at: Scene
  beforeAll(async () => {
    at = await aScene()
  })
  afterAll(() => at.drop())

  const given = async (register: string): Promise<number[]> => {
    const { rows } = await at.pool.query<{ number: number }>(
      'SELECT number FROM number_given WHERE register = $1 ORDER BY number',
      [register],
    )
    return rows.map(({ number }) => number)
  }

  it('have no gaps and no doubles after 64 decisions at once', async () => {
    const ids: string[] = []
    for (let index = 0; index < 64; index += 1) {
      const { id } = await at.submitted(`Đơn vị ${index}`)
      await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
      ids.push(id)
    }
    const requests = await Promise.all(
      ids.map((id) => aRequest(at.pool, { dossierId: id, action: 'approve', by: at.chair })),
    )
    const results = await Promise.all(requests.map((request) => at.record.commit(request)))
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(await given('decisions')).toEqual(ids.map((_, index) => index + 1))
  })

  it('give back what a transaction took that did not commit', async () => {
    const before = await given('decisions')
    const failing = inTransaction(at.pool, async (client) => {
      await giveNumbers(client, [WANT], { dossierId: 'x', batchId: null }, MONDAY)
      throw new Error('back')
    })
    await expect(failing).rejects.toThrow('back')
    const [number] = await inTransaction(at.pool, (client) =>
      giveNumbers(client, [WANT], { dossierId: null, batchId: 'b' }, MONDAY),
    )
    expect(number?.number).toBe(before.length + 1)
  })

  it('begin with 1 in each register, office and year, and come back in the order asked for', async () => {
    const wanted = ['z', 'a', 'z'].map((register) => ({ ...WANT, register }))
    const numbers = await inTransaction(at.pool, (client) =>
      giveNumbers(client, wanted, { dossierId: 'y', batchId: null }, MONDAY),
    )
    expect(numbers.map(({ register, number }) => [register, number])).toEqual([
      ['z', 1],
      ['a', 1],
      ['z', 2],
    ])
  })

  it('do not deadlock when two acts take the same registers in opposite order', async () => {
    const take = (registers: string[]) =>
      inTransaction(at.pool, (client) =>
        giveNumbers(
          client,
          registers.map((register) => ({ ...WANT, register })),
          { dossierId: 'y', batchId: null },
          MONDAY,
        ),
      )
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => take(index % 2 === 0 ? ['p', 'q'] : ['q', 'p'])),
    )
    expect(await given('p')).toHaveLength(30)
    expect(await given('q')).toEqual(await given('p'))
  })
})
