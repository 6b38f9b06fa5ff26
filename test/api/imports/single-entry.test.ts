// Whatever a list holds: what its preview promises is what is written, and that is what entering its rows one by one gives.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../../activities/pool.ts'
import { newId } from '../../../activities/record/ids.ts'
import { plainText } from '../../../api/imports/cells.ts'
import { Row, Seen } from '../../../api/imports/kind.ts'
import type { Session } from '../../../api/imports/kind.ts'
import { RESULTS } from '../../../api/imports/kinds/results.ts'
import { UNITS } from '../../../api/imports/kinds/units.ts'
import { Places } from '../../../api/imports/places.ts'
import { findPerson } from '../../../api/auth/actor.ts'
import { aUnit } from '../../support/builders.ts'
import { anAdminScene, create } from '../admin-support.ts'
import type { AdminScene } from '../admin-support.ts'
import { aVisitor } from '../support.ts'
import type { Visitor } from '../support.ts'

let scene: AdminScene
let police: Visitor
let other: Visitor
beforeAll(async () => {
  scene = await anAdminScene()
  police = await aVisitor(scene, 'communePolice', scene.commune)
  other = await aVisitor(scene, 'communePolice', scene.elsewhere)
})
afterAll(() => scene.close())

async function sessionOf(by: Visitor): Promise<Session> {
  const found = await findPerson(scene.at.pool, by.personId)
  if (found === null) throw new Error('nobody')
  const places = await Places.read(scene.at.pool, '2026-03-02')
  return { importId: newId(), actor: found.actor, at: found.at, places, options: {} }
}

const HEADS = { name: 1, kind: 2, commune: 3, year: 4, value: 5, source: 6 }
const rowsOf = (lists: readonly (readonly (string | number | null)[])[]): Row[] =>
  lists.map(
    (cells, index) => new Row('', { row: index + 2, cells: [...cells] }, { headRow: 1, columns: HEADS }),
  )

/** A name as it may be typed: composed or not, in capitals, with other blanks. */
const typed = fc
  .tuple(fc.constantFrom('Trạm Y tế', 'Trường Hoà Bình', 'Đội Một', 'Thôn Ba'), fc.nat(3), fc.nat(3))
  .map(([name, form, blank]) => {
    const letters = [name, name.normalize('NFD'), name.toUpperCase(), name.toLowerCase()][form] ?? name
    return letters.replaceAll(' ', [' ', '\u00a0', '  ', ' \u200b'][blank] ?? ' ')
  })
// None that a commune can't have: of two rows of one name a list is told of the contradiction, whatever the first one's fate.
const KINDS = ['agency', 'school', 'residentialArea'] as const

describe('a list of units', () => {
  it('gives what entering its rows one by one gives, and its preview promises it', async () => {
    const { pool } = scene.at
    const [list, one] = [await sessionOf(police), await sessionOf(other)]
    const namesIn = async (place: string): Promise<string[]> => {
      const { rows } = await pool.query<{ name: string }>('SELECT name FROM office WHERE parent_id = $1', [
        place,
      ])
      return rows.map(({ name }) => name).sort()
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(typed, fc.constantFrom(...KINDS)), { minLength: 1, maxLength: 8 }),
        async (given) => {
          await pool.query('DELETE FROM office WHERE parent_id = ANY($1)', [[scene.commune, scene.elsewhere]])
          const rows = rowsOf(given.map(([name, kind]) => [name, kind, null]))
          const session = { ...list, importId: newId() }
          const promised = await UNITS.preview(session, pool, rows, new Seen())
          const adding = rows.filter((_, index) => promised[index]?.fate === 'new')
          const made = await inTransaction(pool, (client) => UNITS.write(session, client, adding))
          expect(made.every(({ fate }) => fate === 'new')).toBe(true)
          const accepted: boolean[] = []
          for (const [name, kind] of given) {
            const body = { kind, name: plainText(name), parentId: one.actor.posts[0]?.officeId }
            accepted.push((await create(other, '/offices', body)).status === 201)
          }
          expect(promised.map(({ fate }) => fate === 'new')).toEqual(accepted)
          expect(await namesIn(scene.commune)).toEqual(await namesIn(scene.elsewhere))
          const again = await UNITS.preview({ ...list, importId: newId() }, pool, adding, new Seen())
          expect(again.every(({ fate }) => fate === 'same')).toBe(true)
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('a list of results', () => {
  it('is judged row by row as single entry judges', async () => {
    const { pool } = scene.at
    const unit = await aUnit(pool, { parent: scene.commune, name: 'Trạm Thú y' })
    const session = { ...(await sessionOf(police)), options: { resultKind: 'movement' } }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(2023, 2024, 2026, 2027),
        fc.constantFrom('good', 'weak', 'achieved'),
        fc.constantFrom('Quyết định 1', 'Quyết định 2'),
        async (year, value, source) => {
          const rows = rowsOf([['Trạm Thú y', null, null, year, value, source]])
          const [promised] = await RESULTS.preview(session, pool, rows, new Seen())
          const before = await pool.query(
            'SELECT version FROM result_fact WHERE subject_id = $1 AND year = $2',
            [unit, year],
          )
          const { status } = await police.put(`/results/${unit}/${year}/movement`, { value, source })
          const after = await pool.query(
            'SELECT version FROM result_fact WHERE subject_id = $1 AND year = $2',
            [unit, year],
          )
          const wrote = JSON.stringify(before.rows) !== JSON.stringify(after.rows)
          expect([promised?.fate === 'mistake', ['new', 'changed'].includes(promised?.fate ?? '')]).toEqual([
            status !== 200,
            wrote,
          ])
        },
      ),
      { numRuns: 30 },
    )
  })
})
