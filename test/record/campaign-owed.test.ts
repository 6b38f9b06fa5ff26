// What everybody owes, on real PostgreSQL: a draft is opened for each office of the campaign's territory, whoever leaves it
// lying is told, and so is the level above.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Procedure } from '../../domain/procedure.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { aCampaign, aCommune, aPerson, aRecord, aUnit, mustAct } from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { announced as announcedOf, morning, tickAt } from '../support/mornings.ts'
import { WATCHED_PROCEDURE } from '../support/watched-procedure.ts'

let at: TestRecord
let commune: string
let campaign: string

beforeAll(async () => {
  at = await aRecord()
  commune = await aCommune(at.pool)
  await aPerson(at.pool, 'communePolice', commune)
})
afterAll(() => at.drop())

const tick = (when: Instant) => tickAt(at, campaign, when)
const announced = (dossierId: string) => announcedOf(at, dossierId)

describe('what everybody owes', () => {
  const EVERYBODYS: Procedure = {
    ...WATCHED_PROCEDURE,
    id: 'everybodys',
    owed: { cites: ['S1-27'] },
    excludes: ['smallEnterprise'],
    steps: WATCHED_PROCEDURE.steps.map((step) => ({
      ...step,
      escalation: [{ role: 'communePolice', level: 'commune' } as const],
    })),
  }
  const drafts = async (): Promise<string[]> => {
    const { rows } = await at.pool.query<{ subject_id: string }>(
      'SELECT subject_id FROM draft WHERE campaign_id = $1',
      [campaign],
    )
    return rows.map(({ subject_id }) => subject_id)
  }

  it('waits for each office from the opening on, and for one that is added later, once', async () => {
    campaign = await aCampaign(at.pool, { officeId: 'P44', procedure: EVERYBODYS, calendarVersion: 1 })
    const unit = await aUnit(at.pool, { parent: commune, name: 'nợ báo cáo' })
    const small = await aUnit(at.pool, { parent: commune, name: 'nhỏ', kind: 'enterprise' })
    await at.pool.query("UPDATE office SET marks = '{smallEnterprise}' WHERE id = $1", [small])
    await tick(morning('2026-02-02'))
    expect(await drafts()).toContain(unit)
    expect(await drafts()).not.toContain(small)
    const before = (await drafts()).length
    const later = await aUnit(at.pool, { parent: commune, name: 'nợ thêm' })
    await tick(morning('2026-02-03'))
    await tick(morning('2026-02-03'))
    expect((await drafts()).length).toBe(before + 1)
    expect(await drafts()).toContain(later)
    // Who is there no more owes nothing.
    const gone = await aUnit(at.pool, { parent: commune, name: 'đã giải thể' })
    await tick(morning('2026-02-04'))
    expect(await drafts()).toContain(gone)
    await at.pool.query("UPDATE office SET valid_to = '2026-02-05' WHERE id = $1", [gone])
    await tick(morning('2026-02-05'))
    expect(await drafts()).not.toContain(gone)
    expect(await drafts()).toContain(unit)
  })

  it('is told late to who hasn’t begun and to the level above; to who handed it in it isn’t', async () => {
    const { rows } = await at.pool.query<{ dossier_id: string; unit: string }>(
      `SELECT f.dossier_id, f.subject_id AS unit FROM draft f JOIN office o ON o.id = f.subject_id
       WHERE f.campaign_id = $1 AND o.name LIKE 'nợ %' ORDER BY o.name`,
      [campaign],
    )
    const [idle, done] = rows
    if (idle === undefined || done === undefined) throw new Error('no drafts')
    await at.pool.query("UPDATE campaign SET swept_at = '2026-10-30T00:30:00Z' WHERE id = $1", [campaign])
    await mustAct(at, {
      dossierId: done.dossier_id,
      action: 'submit',
      by: await aPerson(at.pool, 'unitHead', done.unit),
      body: { fields: { grounds: 'x' } },
    })
    await tick(morning('2026-11-02'))
    const told = await announced(idle.dossier_id)
    expect(told.filter(({ kind }) => kind !== 'reminder')).toMatchObject([
      { kind: 'overdue', day: '2026-11-02', office: idle.unit, roles: ['unitHead'] },
      { kind: 'escalation', day: '2026-11-02', office: commune, roles: ['communePolice'] },
    ])
    const late = (await announced(done.dossier_id)).filter(({ roles }) => roles.includes('unitHead'))
    expect(late.filter(({ kind }) => kind === 'overdue')).toEqual([])
  })
})
