// The commit point on real PostgreSQL: one command, one transaction.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashOf } from '../../activities/record/canonical.ts'
import { checkCommand, findCommand } from '../../activities/record/commands.ts'
import type { Body } from '../../domain/command.ts'
import {
  aCampaign,
  aCommune,
  aDraft,
  aPerson,
  aRecord,
  aRequest,
  aUnit,
  act,
  mustAct,
} from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'

const GROUNDS: Body = { fields: { grounds: 'Đạt kết quả tốt năm trước' } }

describe('the commit point', () => {
  let at: TestRecord
  let commune: string
  let campaign: string
  let police: string
  let chair: string

  beforeAll(async () => {
    at = await aRecord()
    commune = await aCommune(at.pool)
    campaign = await aCampaign(at.pool, { officeId: 'P44' })
    police = await aPerson(at.pool, 'communePolice', commune)
    chair = await aPerson(at.pool, 'provinceChair', 'P44')
  })
  afterAll(() => at.drop())

  /** A unit of its own, with its head and the draft of its dossier. */
  async function aDossier(name: string): Promise<{ id: string; unit: string; head: string }> {
    const unit = await aUnit(at.pool, { parent: commune, name })
    const head = await aPerson(at.pool, 'unitHead', unit)
    return { id: await aDraft(at.pool, campaign, unit), unit, head }
  }

  async function row(id: string) {
    const { rows } = await at.pool.query('SELECT * FROM dossier WHERE id = $1', [id])
    return rows[0]
  }
  const count = async (table: string, id: string): Promise<number> => {
    const { rows } = await at.pool.query(`SELECT count(*)::int AS n FROM ${table} WHERE dossier_id = $1`, [
      id,
    ])
    return rows[0].n
  }

  it('turns a draft into a dossier by its first act, with row, events, open tasks and stored result', async () => {
    const { id, unit, head } = await aDossier('Trường Tiểu học số 1')
    const result = await act(at, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    expect(result).toMatchObject({
      ok: true,
      code: null,
      repeated: false,
      position: { status: 'active', step: 'look', version: 1 },
    })
    const dossier = await row(id)
    expect(dossier).toMatchObject({
      status: 'active',
      step: 'look',
      unit_id: unit,
      commune_id: commune,
      province_id: 'P44',
      subject_name: 'Trường Tiểu học số 1',
      search_key: 'truong tieu hoc so 1 xa vinh thuy',
    })
    expect(dossier.state_hash).toBe(hashOf(dossier.state))
    expect(dossier.state_hash).toBe(result.position?.stateHash)
    expect(dossier.due_at.toISOString()).toBe('2026-06-30T16:59:59.999Z')
    expect(dossier.wake_at).toEqual(dossier.due_at)
    const { rows: tasks } = await at.pool.query(
      'SELECT office_id, roles, opened FROM task WHERE dossier_id = $1',
      [id],
    )
    expect(tasks).toEqual([{ office_id: commune, roles: ['communePolice'], opened: false }])
    const { rows: commands } = await at.pool.query('SELECT ok, position FROM command WHERE dossier_id = $1', [
      id,
    ])
    expect(commands).toMatchObject([{ ok: true, position: { version: 1 } }])
  })

  it('gives number, certificate and result in the transaction of the decision', async () => {
    const { id, unit, head } = await aDossier('Hợp tác xã Thủy Ba')
    await mustAct(at, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    await mustAct(at, { dossierId: id, action: 'approve', by: police })
    const result = await mustAct(at, { dossierId: id, action: 'approve', by: chair })
    expect(result.position).toMatchObject({ status: 'concluded' })
    const { state } = await row(id)
    expect(state.numbers).toMatchObject([{ register: 'decisions', officeId: 'P44', year: 2026 }])
    const { rows: certificates } = await at.pool.query('SELECT * FROM certificate WHERE dossier_id = $1', [
      id,
    ])
    expect(certificates).toHaveLength(1)
    expect(certificates[0].number).toBe(state.numbers[0].number)
    const { rows: issued } = await at.pool.query(
      "SELECT data FROM event WHERE dossier_id = $1 AND type = 'certificateIssued'",
      [id],
    )
    expect(issued[0].data.data.certificateHash).toBe(hashOf(certificates[0].data))
    const { rows: results } = await at.pool.query(
      'SELECT kind, year, value FROM result_fact WHERE subject_id = $1',
      [unit],
    )
    expect(results).toEqual([{ kind: 'exemplary', year: 2026, value: 'achieved' }])
    expect(await count('task', id)).toBe(0)
    const { rows: letters } = await at.pool.query(
      "SELECT payload FROM outbox WHERE payload->>'dossierId' = $1",
      [id],
    )
    expect(letters.map(({ payload }) => payload.notice)).toContain('concluded')
  })

  it('answers a repeated command with its stored result and the present position, and writes nothing', async () => {
    const { id, head } = await aDossier('Trạm Y tế')
    const request = await aRequest(at.pool, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    const first = await at.record.commit(request)
    await mustAct(at, { dossierId: id, action: 'approve', by: police })
    const events = await count('event', id)
    const again = await at.record.commit(request)
    expect(again).toMatchObject({
      ok: true,
      repeated: true,
      recordedAt: first.recordedAt,
      position: { step: 'decide', version: 2 },
    })
    expect(await count('event', id)).toBe(events)
    expect(await findCommand(at.pool, request)).toEqual(again)
  })

  it('refuses another request under a command id that is recorded', async () => {
    const { id, head } = await aDossier('Hội Nông dân')
    const request = await aRequest(at.pool, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    await at.record.commit(request)
    const other = await at.record.commit({ ...request, requestHash: hashOf('another') })
    expect(other).toMatchObject({ ok: false, code: 'keyReused', repeated: true })
    const elsewhere = await aDossier('Hội Phụ nữ')
    const moved = await at.record.commit({
      ...request,
      command: { ...request.command, dossierId: elsewhere.id },
    })
    expect(moved).toMatchObject({ ok: false, code: 'keyReused' })
    expect(await row(elsewhere.id)).toBeUndefined()
  })

  it('records a final refusal under its id and repeats it, even when it would be accepted now', async () => {
    const { id, head } = await aDossier('Đoàn Thanh niên')
    const request = await aRequest(at.pool, {
      dossierId: id,
      action: 'approve',
      by: police,
      basis: { step: 'look', round: 1, contentHash: null },
    })
    const refused = await at.record.commit(request)
    expect(refused).toMatchObject({ ok: false, repeated: false })
    await mustAct(at, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    const again = await at.record.commit(request)
    expect(again).toMatchObject({ ok: false, code: refused.code, repeated: true, position: { step: 'look' } })
  })

  it('says that there is no such dossier where there is neither row nor draft, and records nothing', async () => {
    const request = await aRequest(at.pool, {
      dossierId: 'nowhere',
      action: 'submit',
      by: police,
      body: GROUNDS,
    })
    expect(await at.record.commit(request)).toMatchObject({ ok: false, code: 'notInStatus', position: null })
    expect(await count('command', 'nowhere')).toBe(0)
    expect(await at.record.load('nowhere')).toBeNull()
  })

  it('lets one of two officers through who act on the same basis at once', async () => {
    const { id, head } = await aDossier('Công ty Cao su')
    await mustAct(at, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    const second = await aPerson(at.pool, 'communePolice', commune, { name: 'Công an thứ hai' })
    const [one, two] = await Promise.all([
      aRequest(at.pool, { dossierId: id, action: 'approve', by: police }),
      aRequest(at.pool, { dossierId: id, action: 'reject', by: second, body: { reason: 'Chưa đạt' } }),
    ])
    const results = await Promise.all([at.record.commit(one), at.record.commit(two)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)?.code).not.toBeNull()
    expect((await row(id)).version).toBe(2)
  })

  it('records one first act when the same draft is submitted twice at once', async () => {
    const { id, head } = await aDossier('Chi nhánh Điện lực')
    const requests = await Promise.all(
      [1, 2, 3, 4].map(() => aRequest(at.pool, { dossierId: id, action: 'submit', by: head, body: GROUNDS })),
    )
    const results = await Promise.all(requests.map((request) => at.record.commit(request)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await row(id)).version).toBe(1)
  })

  it('gives one command one result when it arrives several times at once', async () => {
    const { id, head } = await aDossier('Bưu điện')
    const request = await aRequest(at.pool, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    const results = await Promise.all([1, 2, 3, 4].map(() => at.record.commit(request)))
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1)
  })

  it('asks the same rule without writing, for the API', async () => {
    const { id, head } = await aDossier('Ngân hàng')
    const request = await aRequest(at.pool, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    const check = await checkCommand(at.pool, request)
    expect(check).toMatchObject({ found: null, decision: { ok: true }, position: null })
    expect(await row(id)).toBeUndefined()
  })

  it('loads the position that the last commit gave', async () => {
    const { id, head } = await aDossier('Kho bạc')
    const result = await mustAct(at, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    expect(await at.record.load(id)).toEqual(result.position)
  })
})
