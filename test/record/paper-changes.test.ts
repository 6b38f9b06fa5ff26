// Acts on closed dossiers change the papers that they issued, in the act's own transaction: replaced, corrected by a letter,
// recalled; the row is read from both ends, the paper's status follows, and the signed paper itself is never altered.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Procedure } from '../../domain/procedure.ts'
import { aCampaign, aDraft, aPerson, aUnit, act, mustAct } from '../support/builders.ts'
import { GROUNDS, aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'
import { SMALL_PROCEDURE } from '../support/small-procedure.ts'

const { after, source } = SMALL_PROCEDURE
const CORRECTED: Procedure = {
  ...SMALL_PROCEDURE,
  id: 'smallCorrected',
  after: {
    ...after,
    correct: {
      by: { role: 'provinceChair', level: 'province' },
      numbers: { register: 'decisions', level: 'province' },
      source,
    },
  },
}

interface Change {
  readonly kind: string
  readonly register: string
  readonly number: number
  readonly by_register: string | null
  readonly by_number: number | null
  readonly partial: boolean
  readonly reason_hash: string
}

describe('papers of a dossier', () => {
  let at: Scene
  let campaign: string
  beforeAll(async () => {
    at = await aScene()
    campaign = await aCampaign(at.pool, { officeId: at.province, procedure: CORRECTED })
  })
  afterAll(() => at.drop())

  const changes = async (id: string): Promise<Change[]> => {
    const { rows } = await at.pool.query<Change>(
      'SELECT * FROM paper_change WHERE dossier_id = $1 ORDER BY at, id',
      [id],
    )
    return rows
  }
  /** A dossier that went all the way. */
  const granted = async (name: string): Promise<{ id: string }> => {
    const unit = await aUnit(at.pool, { parent: at.commune, name })
    const id = await aDraft(at.pool, campaign, unit)
    const head = await aPerson(at.pool, 'unitHead', unit)
    await mustAct(at, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
    await mustAct(at, { dossierId: id, action: 'approve', by: at.chair })
    return { id }
  }
  const numbersOf = async (id: string) => (await at.row(id)).state.numbers
  /** The status of the papers under the dossier's decision number; one is made where the act itself made none. */
  const aPaper = async (id: string): Promise<() => Promise<string[]>> => {
    const decision = (await numbersOf(id)).find(({ register }) => register === 'decisions')
    if (decision === undefined) throw new Error('not decided')
    const { officeId, register, year, number } = decision
    const where = [officeId, register, year, number]
    await at.pool.query(
      `INSERT INTO paper (id, act, kind, dossier_id, step, office_id, body, register, year, number, signed_at, created_at)
       SELECT $5, 'command/' || $5, 'decision', $6, 'decide', $1, 'people', $2, $3, $4, $7, $7
       WHERE NOT EXISTS (SELECT 1 FROM paper WHERE office_id = $1 AND register = $2 AND year = $3 AND number = $4)`,
      [...where, `p/${id}`, id, decision.at],
    )
    return async () => {
      const { rows } = await at.pool.query<{ status: string }>(
        'SELECT status FROM paper WHERE office_id = $1 AND register = $2 AND year = $3 AND number = $4',
        where,
      )
      return rows.map(({ status }) => status)
    }
  }
  const correct = (id: string, fault?: 'content' | 'form') =>
    mustAct(at, {
      dossierId: id,
      action: 'correct',
      by: at.chair,
      body: { reason: 'Sai tên đơn vị' },
      args: fault === undefined ? {} : { fault },
    })

  it('are replaced by a new decision where their content was wrong', async () => {
    const { id } = await granted('Đơn vị sai nội dung')
    const status = await aPaper(id)
    const before = await numbersOf(id)
    await correct(id)
    const numbers = await numbersOf(id)
    expect(numbers).toHaveLength(before.length + 1)
    expect(await changes(id)).toMatchObject([
      {
        kind: 'replace',
        register: 'decisions',
        number: before.find(({ register }) => register === 'decisions')?.number,
        by_register: 'decisions',
        by_number: numbers.at(-1)?.number,
        partial: false,
      },
    ])
    expect((await changes(id))[0]?.reason_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await status()).toEqual(['replaced'])
  })

  it('are corrected by a letter of its own series where only their form was wrong', async () => {
    const { id } = await granted('Đơn vị sai hình thức')
    const status = await aPaper(id)
    await correct(id, 'form')
    const last = (await numbersOf(id)).at(-1)
    expect(last).toMatchObject({ register: 'letters', officeId: 'P44', step: 'correct.1' })
    expect(await changes(id)).toMatchObject([
      { kind: 'correct', register: 'decisions', by_register: 'letters' },
    ])
    expect(await status()).toEqual(['corrected'])
    // A letter doesn't stand in the decision's place: what is replaced next is the decision.
    await correct(id, 'content')
    expect((await changes(id)).map(({ kind, register }) => `${kind} ${register}`).sort()).toEqual([
      'correct decisions',
      'replace decisions',
    ])
    expect(await status()).toEqual(['replaced'])
  })

  it('are recalled with the recognition, the certificate too, once', async () => {
    const { id } = await granted('Đơn vị bị thu hồi')
    const status = await aPaper(id)
    const revoke = { dossierId: id, action: 'revoke', by: at.chair, body: { reason: 'Vi phạm' } } as const
    await mustAct(at, revoke)
    expect((await act(at, revoke)).ok).toBe(false)
    const found = await changes(id)
    expect(found.every(({ kind, by_number: by }) => kind === 'recall' && by === null)).toBe(true)
    expect(new Set(found.map(({ register }) => register)).size).toBe(found.length)
    expect(found.some(({ register }) => register === 'decisions')).toBe(true)
    expect(await status()).toEqual(['recalled'])
  })

  it('stay as they are when the act is refused or breaks off', async () => {
    const { id } = await granted('Đơn vị giữ nguyên')
    const status = await aPaper(id)
    const refused = await act(at, { dossierId: id, action: 'correct', by: at.police, body: { reason: 'x' } })
    expect(refused.ok).toBe(false)
    expect(await changes(id)).toEqual([])
    expect(await status()).toEqual(['issued'])
    expect((await at.pool.query('SELECT 1 FROM number_given WHERE dossier_id = $1', [id])).rowCount).toBe(
      (await numbersOf(id)).length,
    )
  })
})
