// What decisions count outside their dossier, on real PostgreSQL: children with a share of them, figures under the limit of
// an office, what was counted kept with its hash, and a basis that changed afterwards said to the decision that stood on it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBatch } from '../../activities/batch/create.ts'
import { freezeBatch } from '../../activities/batch/life.ts'
import { runPhase } from '../../activities/batch/phase.ts'
import type { PhaseDeps } from '../../activities/batch/phase.ts'
import { readBatch } from '../../activities/batch/row.ts'
import { signBatch } from '../../activities/batch/sign.ts'
import { deliverBasisChanges } from '../../activities/record/basis.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { countedApart, readCounted } from '../../activities/record/counted.ts'
import { readFigure } from '../../activities/record/figures.ts'
import { newId } from '../../activities/record/ids.ts'
import { reproject } from '../../activities/record/reproject.ts'
import { recordResult } from '../../activities/record/results.ts'
import type { Figure } from '../../domain/counting.ts'
import {
  MONDAY,
  aCampaign,
  aCommune,
  aDelegation,
  aDraft,
  aPerson,
  aRecord,
  aUnit,
  act,
  mustAct,
  theClockStandsAt,
} from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { listed } from '../support/batch-scene.ts'
import { EXPENSES, TITLES, aMatter } from '../support/matters.ts'

let at: TestRecord
let chair: string
let titles: string
let expenses: string
let made = 0

beforeAll(async () => {
  at = await aRecord()
  await aCommune(at.pool)
  chair = await aPerson(at.pool, 'provinceChair', 'P44')
  titles = await aCampaign(at.pool, { officeId: 'P44', procedure: TITLES, calendarVersion: 1 })
  expenses = await aCampaign(at.pool, { officeId: 'P44', procedure: EXPENSES, calendarVersion: 1 })
})
afterAll(() => at.drop())

const safety = (subjectId: string, value: string | null): Promise<unknown> =>
  recordResult(
    at.pool,
    { subjectId, kind: 'safety', year: 2026, value, source: 'test', dossierId: null, recordedBy: 'someone' },
    MONDAY,
  )

interface Asking {
  readonly id: string
  readonly commune: string
  readonly units: readonly string[]
}

/** A commune with so many units, some of them recognised, whose title waits for the province's decision. */
async function aTitle(units: number, recognised: number): Promise<Asking> {
  made += 1
  const commune = await aCommune(at.pool, { code: String(20_000 + made), name: `Xã ${made}` })
  const police = await aPerson(at.pool, 'communePolice', commune)
  const ids: string[] = []
  for (let n = 0; n < units; n += 1) ids.push(await aUnit(at.pool, { parent: commune, name: `đơn vị ${n}` }))
  for (const unit of ids.slice(0, recognised)) await safety(unit, 'achieved')
  const id = await aDraft(at.pool, titles, commune)
  await mustAct(at, { dossierId: id, action: 'submit', by: police })
  return { id, commune, units: ids }
}

const approve = (dossierId: string) => act(at, { dossierId, action: 'approve', by: chair })

async function counted(dossierId: string) {
  const { rows } = await at.pool.query<{ subject_id: string; value: string | null }>(
    "SELECT subject_id, value FROM counted WHERE dossier_id = $1 AND need = 'recognised' ORDER BY subject_id",
    [dossierId],
  )
  return rows.map(({ subject_id: subjectId, value }) => ({ subjectId, value }))
}

describe('a share of the children', () => {
  it('is enough at seven in ten, and the decision keeps whom it counted, with a hash in its line', async () => {
    const { id, units } = await aTitle(10, 7)
    expect(await approve(id)).toMatchObject({ ok: true })
    const list = await counted(id)
    expect(list.map(({ subjectId }) => subjectId)).toEqual([...units].sort())
    expect(list.filter(({ value }) => value === 'achieved')).toHaveLength(7)
    const { rows } = await at.pool.query<{ counted: unknown }>(
      "SELECT data->'data'->'counted' AS counted FROM event WHERE dossier_id = $1 AND data->'data' ? 'counted'",
      [id],
    )
    expect(rows).toEqual([{ counted: { recognised: { total: 10, having: 7, listHash: hashOf(list) } } }])
  })

  it('keeps that list through a rebuild, and says where one was lost or altered', async () => {
    const [kept, lost, altered] = [await aTitle(3, 3), await aTitle(3, 3), await aTitle(4, 3)]
    for (const { id } of [kept, lost, altered]) expect(await approve(id)).toMatchObject({ ok: true })
    const before = await counted(kept.id)
    await reproject(at.pool)
    expect(await counted(kept.id)).toEqual(before)
    expect(await readCounted(at.pool, kept.id)).toMatchObject([
      { need: 'recognised', result: 'safety', year: 2026, list: before },
    ])
    expect(await countedApart(at.pool)).toEqual([])
    await at.pool.query('DELETE FROM counted WHERE dossier_id = $1', [lost.id])
    await at.pool.query("UPDATE counted SET value = 'achieved' WHERE dossier_id = $1", [altered.id])
    const need = 'recognised'
    expect((await countedApart(at.pool)).map((one) => one.dossierId).sort()).toEqual(
      [lost.id, altered.id].sort(),
    )
    expect(await countedApart(at.pool)).toContainEqual({ dossierId: lost.id, need })
  })

  it('is too little at 69 in a hundred, and says how many there are', async () => {
    const { id, units } = await aTitle(10, 6)
    expect(await approve(id)).toMatchObject({
      ok: false,
      code: 'needsUnmet',
      detail: { needs: [{ children: 'recognised', total: 10, having: 6 }] },
    })
    expect(await counted(id)).toEqual([])
    await safety(units[9] ?? '', 'achieved')
    expect(await approve(id)).toMatchObject({ ok: true })
  })

  it('leaves out offices with a mark, closed ones and other kinds, and another value is none', async () => {
    const { id, commune, units } = await aTitle(4, 2)
    await safety(units[2] ?? '', 'notAchieved')
    await at.pool.query("UPDATE office SET marks = '{smallEnterprise}' WHERE id = $1", [units[3]])
    await aUnit(at.pool, { parent: commune, kind: 'residentialArea', name: 'thôn' })
    const refused = await approve(id)
    expect(refused.detail).toMatchObject({ needs: [{ total: 3, having: 2 }] })
    await at.pool.query("UPDATE office SET valid_to = '2026-01-31' WHERE id = $1", [units[2]])
    expect(await approve(id)).toMatchObject({ ok: true })
    expect((await counted(id)).map(({ subjectId }) => subjectId)).toEqual(units.slice(0, 2).sort())
  })

  it('holds a result that it counts until it is decided', async () => {
    const { id, units } = await aTitle(1, 1)
    const other = await at.pool.connect()
    try {
      await other.query('BEGIN')
      await other.query("DELETE FROM result_fact WHERE subject_id = $1 AND kind = 'safety'", [units[0]])
      const deciding = approve(id)
      await waitFor(async () => {
        const { rows } = await at.pool.query<{ n: number }>(
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
        return rows[0]?.n === 1
      })
      await other.query('COMMIT')
      expect(await deciding).toMatchObject({ ok: false, code: 'needsUnmet' })
    } finally {
      other.release()
    }
  })

  it('is asked again when a list is signed: a dossier whose children fell short stands in the way', async () => {
    await theClockStandsAt(at.pool, MONDAY)
    const enough = await aTitle(2, 2)
    const short = await aTitle(2, 2)
    const id = await aFrozenList([enough.id, short.id])
    await safety(short.units[0] ?? '', null)
    const { listHash } = (await readBatch(at.pool, id)) ?? {}
    const command = { id: newId(), personId: chair, listHash: listHash ?? '', receivedAt: MONDAY }
    expect(await signBatch(at.pool, id, command)).toMatchObject({
      ok: false,
      detail: { items: [{ dossierId: short.id, code: 'needsUnmet' }], count: 1 },
    })
    await safety(short.units[0] ?? '', 'achieved')
    expect(await signBatch(at.pool, id, { ...command, id: newId() })).toMatchObject({ ok: true })
  })
})

const EVENING = '2026-03-02T10:00:00.000Z'

/** A decision over these, reserved and frozen for the chair's signature. */
async function aFrozenList(ids: readonly string[]): Promise<string> {
  const send: PhaseDeps['send'] = async (request) => ({
    kind: 'result',
    result: await at.record.commit(request),
  })
  const id = newId()
  await createBatch(at.pool, {
    kind: 'decision',
    id,
    requestHash: 'h',
    requestedBy: chair,
    officeId: 'P44',
    receivedAt: MONDAY,
    items: listed(ids),
    body: null,
    campaignId: titles,
    step: 'decide',
    level: 'province',
    signerId: chair,
    verdict: 'approve',
    expiresAt: EVENING,
  })
  await runPhase({ pool: at.pool, send }, id, 'reserve', 1)
  await freezeBatch(at.pool, id)
  return id
}

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 30_000
  while (!(await holds())) {
    if (Date.now() > until) throw new Error('waited for in vain')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('expenses under an allocation', () => {
  const office = async (name: string) => {
    const commune = await aCommune(at.pool)
    const unit = await aUnit(at.pool, { parent: commune, name })
    return { unit, head: await aPerson(at.pool, 'unitHead', unit) }
  }
  const pay = async (unit: string, head: string, name: string, amount: number, when = MONDAY) => {
    const expense = await aMatter(at.pool, { owner: unit, kind: 'expense', name })
    const dossierId = await aDraft(at.pool, expenses, expense)
    return act(at, { dossierId, action: 'submit', by: head, body: { fields: { amount } }, at: when })
  }

  it('are paid up to the limit and no further', async () => {
    const { unit, head } = await office('chi đủ')
    expect(await pay(unit, head, 'một', 60)).toMatchObject({ ok: true })
    expect(await pay(unit, head, 'hai', 41)).toMatchObject({
      ok: false,
      code: 'needsUnmet',
      detail: { needs: [{ compare: 'within', found: 101, limit: 100 }] },
    })
    expect(await pay(unit, head, 'ba', 40)).toMatchObject({ ok: true })
  })

  it('follow a limit that was raised from a date on', async () => {
    const { unit, head } = await office('nâng mức')
    expect(await pay(unit, head, 'trước', 120)).toMatchObject({ ok: false })
    expect(await pay(unit, head, 'sau', 120, '2026-07-01T02:00:00.000Z')).toMatchObject({ ok: true })
  })

  it('come one after the other where they come at once, and never go over together', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { unit, head } = await office(`cùng lúc ${round}`)
      const paid = await Promise.all(['a', 'b', 'c'].map((name) => pay(unit, head, name, 60)))
      expect(paid.filter(({ ok }) => ok)).toHaveLength(1)
      expect(paid.filter(({ code }) => code === 'needsUnmet')).toHaveLength(2)
    }
  })
})

describe('figures', () => {
  it('count registers, dossiers, children and sums of the territory that they are asked for', async () => {
    const commune = await aCommune(at.pool, { code: '29999', name: 'Xã đếm' })
    const unit = await aUnit(at.pool, { parent: commune, name: 'đơn vị đếm' })
    const head = await aPerson(at.pool, 'unitHead', unit)
    for (const [name, amount] of [
      ['một', 10],
      ['hai', 20],
    ] as const) {
      const expense = await aMatter(at.pool, { owner: unit, kind: 'expense', name })
      const dossierId = await aDraft(at.pool, expenses, expense)
      await mustAct(at, { dossierId, action: 'submit', by: head, body: { fields: { amount } } })
    }
    await safety(unit, 'achieved')
    const model = await aMatter(at.pool, {
      owner: unit,
      kind: 'model',
      name: 'mô hình',
      type: 'fire',
      status: 'active',
    })
    await at.pool.query("UPDATE matter SET begun_on = '2025-06-01' WHERE id = $1", [model])
    await aMatter(at.pool, { owner: commune, kind: 'model', name: 'khác', type: 'cyber', status: 'active' })
    const of = (officeId: string, officeKind: 'commune' | 'agency') => (figure: Figure) =>
      readFigure(at.pool, {}, figure, {
        subjectId: officeId,
        officeId,
        officeKind,
        year: 2026,
        on: '2026-03-02',
      })
    const [inCommune, inUnit] = [of(commune, 'commune'), of(unit, 'agency')]
    const sum: Figure = { of: 'sum', field: 'amount', procedures: ['expenses'], in: 'territory' }
    expect(await inCommune(sum)).toBe(30)
    expect(await inCommune({ ...sum, in: 'below' })).toBe(30)
    expect(await inCommune({ ...sum, in: 'own' })).toBe(0)
    expect(await inUnit({ ...sum, in: 'own', step: 'ask' })).toBe(30)
    expect(await inCommune({ of: 'dossiers', procedures: ['expenses'], in: 'territory' })).toBe(2)
    expect(await inUnit({ of: 'dossiers', procedures: ['expenses'], outcomes: ['none'], in: 'own' })).toBe(0)
    expect(await inCommune({ of: 'register', kind: 'model', status: 'active' })).toBe(2)
    expect(await inCommune({ of: 'register', kind: 'model', types: ['fire'], status: 'active' })).toBe(1)
    expect(await inUnit({ of: 'register', kind: 'model', status: 'begun' })).toBe(0)
    const having = { result: 'safety', accepted: ['achieved'], yearOffset: 0 } as const
    expect(await inCommune({ of: 'children', among: { in: 'below', kinds: ['agency'] }, having })).toBe(1)
    const paid = { procedure: 'expenses', outcomes: ['paid'] } as const
    expect(await inUnit({ of: 'children', among: { in: 'parts', kinds: ['expense'] }, having: paid })).toBe(0)
  })
})

describe('a basis that changed', () => {
  const deliver = () =>
    deliverBasisChanges({
      pool: at.pool,
      send: async (request) => ({ kind: 'result', result: await at.record.commit(request) }),
    })
  const marks = async (id: string) => {
    const { rows } = await at.pool.query<{
      marks: unknown
      status: string
      outcome: string
      results: number
    }>(
      `SELECT coalesce(state->'basisChanged', '[]') AS marks, status, outcome,
         (SELECT count(*)::int FROM result_fact WHERE dossier_id = d.id) AS results FROM dossier d WHERE id = $1`,
      [id],
    )
    return rows[0]
  }

  it('is noted on the decision that counted the child, once, and changes nothing of it', async () => {
    await deliver()
    const { id, units } = await aTitle(10, 8)
    await approve(id)
    await safety(units[0] ?? '', null)
    expect(await deliver()).toEqual({ delivered: 1, left: 0 })
    const marked = await marks(id)
    expect(marked).toMatchObject({
      status: 'concluded',
      outcome: 'achieved',
      results: 1,
      marks: [{ subjectId: units[0], kind: 'safety', year: 2026 }],
    })
    expect(await deliver()).toEqual({ delivered: 0, left: 0 })
    await safety(units[0] ?? '', 'achieved')
    await deliver()
    expect(await marks(id)).toEqual(marked)
  })

  it('is not said of a child that was not counted, nor to who counted another', async () => {
    await deliver()
    const { id, units } = await aTitle(10, 8)
    await approve(id)
    await safety(units[9] ?? '', 'achieved')
    const { rows } = await at.pool.query('SELECT id FROM basis_change WHERE dossier_id = $1', [id])
    expect(rows).toEqual([])
  })

  it('waits where the run can’t be reached, and settles where there is no decision any more', async () => {
    await deliver()
    const { id, units } = await aTitle(1, 1)
    await approve(id)
    await safety(units[0] ?? '', null)
    const away = await deliverBasisChanges({ pool: at.pool, send: async () => ({ kind: 'unavailable' }) })
    expect(away).toEqual({ delivered: 0, left: 1 })
    await mustAct(at, { dossierId: id, action: 'revoke', by: chair, body: { reason: 'Không còn căn cứ' } })
    expect(await deliver()).toEqual({ delivered: 1, left: 0 })
    expect(await marks(id)).toMatchObject({ status: 'revoked', marks: [] })
  })
})

describe('a delegation limited to one procedure', () => {
  it('counts in that one alone', async () => {
    const deputy = await aPerson(at.pool, 'provinceStaff', 'P44', { name: 'người được ủy quyền' })
    const given = await aDelegation(at.pool, {
      from: chair,
      to: deputy,
      officeId: 'P44',
      role: 'provinceChair',
    })
    const limit = (procedure: string) =>
      at.pool.query('UPDATE delegation SET procedure_id = $2 WHERE id = $1', [given, procedure])
    const { id } = await aTitle(1, 1)
    await limit('another')
    expect(await act(at, { dossierId: id, action: 'approve', by: deputy })).toMatchObject({ ok: false })
    await limit('titles')
    expect(await act(at, { dossierId: id, action: 'approve', by: deputy })).toMatchObject({ ok: true })
  })
})
