// The commit point on real PostgreSQL: one command, one transaction.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashOf } from '../../activities/record/canonical.ts'
import { checkCommand, findCommand } from '../../activities/record/commands.ts'
import { presentBasis, aPerson, aRequest, act, mustAct } from '../support/builders.ts'
import { GROUNDS, aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

describe('the commit point', () => {
  let at: Scene

  beforeAll(async () => {
    at = await aScene()
  })
  afterAll(() => at.drop())

  it('turns a draft into a dossier by its first act, with row, open task and stored result', async () => {
    const { id, unit, head } = await at.unit('Trường Tiểu học số 1')
    const result = await act(at, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    expect(result).toMatchObject({ ok: true, code: null, repeated: false })
    expect(result.position).toMatchObject({ status: 'active', step: 'look', round: 1, version: 1 })
    const dossier = await at.row(id)
    expect(dossier).toMatchObject({
      status: 'active',
      step: 'look',
      unit_id: unit,
      commune_id: at.commune,
      province_id: 'P44',
      subject_name: 'Trường Tiểu học số 1',
      search_key: 'truong tieu hoc so 1 xa vinh thuy',
    })
    expect(dossier.state_hash).toBe(hashOf(dossier.state))
    expect(dossier.state_hash).toBe(result.position?.stateHash)
    expect(dossier.due_at?.toISOString()).toBe('2026-06-30T16:59:59.999Z')
    expect(dossier.wake_at).toEqual(dossier.due_at)
    const tasks = await at.pool.query('SELECT office_id, roles, opened FROM task WHERE dossier_id = $1', [id])
    expect(tasks.rows).toEqual([{ office_id: at.commune, roles: ['communePolice'], opened: false }])
    const commands = await at.pool.query('SELECT ok, position FROM command WHERE dossier_id = $1', [id])
    expect(commands.rows).toMatchObject([{ ok: true, position: { version: 1 } }])
  })

  it('gives number, certificate and result in the transaction of the decision', async () => {
    const { id, unit } = await at.granted('Hợp tác xã Thủy Ba')
    const { state, status } = await at.row(id)
    expect(status).toBe('concluded')
    expect(state.numbers).toMatchObject([{ register: 'decisions', officeId: 'P44', year: 2026 }])
    const certificates = await at.pool.query<{ number: number; data: unknown }>(
      'SELECT number, data FROM certificate WHERE dossier_id = $1',
      [id],
    )
    expect(certificates.rows).toHaveLength(1)
    expect(certificates.rows[0]?.number).toBe(state.numbers[0]?.number)
    const issued = await at.pool.query<{ hash: string }>(
      "SELECT data#>>'{data,certificateHash}' AS hash FROM event WHERE dossier_id = $1 AND type = 'certificateIssued'",
      [id],
    )
    expect(issued.rows).toEqual([{ hash: hashOf(certificates.rows[0]?.data) }])
    const results = await at.pool.query('SELECT kind, year, value FROM result_fact WHERE subject_id = $1', [
      unit,
    ])
    expect(results.rows).toEqual([{ kind: 'exemplary', year: 2026, value: 'achieved' }])
    expect(await at.count('task', id)).toBe(0)
    const letters = await at.pool.query<{ notice: string }>(
      "SELECT payload->>'notice' AS notice FROM outbox WHERE payload->>'dossierId' = $1",
      [id],
    )
    expect(letters.rows.map(({ notice }) => notice)).toContain('concluded')
  })

  it('answers a repeated command with its stored result and the present position, and writes nothing', async () => {
    const { id, head } = await at.unit('Trạm Y tế')
    const request = await aRequest(at.pool, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    const first = await at.record.commit(request)
    await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
    const events = await at.count('event', id)
    const again = await at.record.commit(request)
    expect(again).toMatchObject({ ok: true, repeated: true, recordedAt: first.recordedAt })
    expect(again.position).toMatchObject({ step: 'decide', version: 2 })
    expect(await at.count('event', id)).toBe(events)
    expect(await findCommand(at.pool, request)).toEqual(again)
  })

  it('refuses another request under a command id that is recorded', async () => {
    const { id, head } = await at.unit('Hội Nông dân')
    const request = await aRequest(at.pool, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    await at.record.commit(request)
    const other = await at.record.commit({ ...request, requestHash: hashOf('another') })
    expect(other).toMatchObject({ ok: false, code: 'keyReused', repeated: true })
    const elsewhere = await at.unit('Hội Phụ nữ')
    const moved = await at.record.commit({
      ...request,
      command: { ...request.command, dossierId: elsewhere.id },
    })
    expect(moved).toMatchObject({ ok: false, code: 'keyReused' })
    expect(await at.count('dossier_row', elsewhere.id)).toBe(0)
  })

  it('records a final refusal under its id and repeats it, even when it would be accepted now', async () => {
    const { id, head } = await at.unit('Đoàn Thanh niên')
    const basis = { step: 'look', round: 1, contentHash: null }
    const request = await aRequest(at.pool, { dossierId: id, action: 'approve', by: at.police, basis })
    const refused = await at.record.commit(request)
    expect(refused).toMatchObject({ ok: false, repeated: false, position: null })
    await mustAct(at, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    const again = await at.record.commit(request)
    expect(again).toMatchObject({ ok: false, code: refused.code, repeated: true, position: { step: 'look' } })
  })

  it('says that there is no such dossier where there is neither row nor draft, and records nothing', async () => {
    const request = await aRequest(at.pool, {
      dossierId: 'nowhere',
      action: 'submit',
      by: at.police,
      body: GROUNDS,
    })
    expect(await at.record.commit(request)).toMatchObject({ ok: false, code: 'notInStatus', position: null })
    expect(await at.count('command', 'nowhere')).toBe(0)
    expect(await at.record.load('nowhere')).toBeNull()
  })

  it('lets one of two officers through who act on the same basis at once', async () => {
    const { id } = await at.submitted('Công ty Cao su')
    const second = await aPerson(at.pool, 'communePolice', at.commune, { name: 'Công an thứ hai' })
    const seen = await presentBasis(at.pool, id)
    if (seen === null) throw new Error('a submitted dossier has a basis')
    // Both look at the office's one task: whichever of them comes second finds it done, also where it ended the dossier.
    const basis = { ...seen, taskId: `${seen.step}.${seen.round}.1` }
    const body = { reason: 'Chưa đạt' }
    const requests = await Promise.all([
      aRequest(at.pool, { dossierId: id, action: 'approve', by: at.police, basis }),
      aRequest(at.pool, { dossierId: id, action: 'reject', by: second, body, basis }),
    ])
    const results = await Promise.all(requests.map((request) => at.record.commit(request)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.map(({ code }) => code)).toContain('basisChanged')
    expect((await at.row(id)).version).toBe(2)
  })

  it('records one first act when the same draft is submitted several times at once', async () => {
    const { id, head } = await at.unit('Chi nhánh Điện lực')
    const requests = await Promise.all(
      [1, 2, 3, 4].map(() => aRequest(at.pool, { dossierId: id, action: 'submit', by: head, body: GROUNDS })),
    )
    const results = await Promise.all(requests.map((request) => at.record.commit(request)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await at.row(id)).version).toBe(1)
  })

  it('gives one command one result when it arrives several times at once', async () => {
    const { id, head } = await at.unit('Bưu điện')
    const request = await aRequest(at.pool, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    const results = await Promise.all([1, 2, 3, 4].map(() => at.record.commit(request)))
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1)
  })

  it('asks the same rule without writing, for the API', async () => {
    const { id, head } = await at.unit('Ngân hàng')
    const request = await aRequest(at.pool, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    const check = await checkCommand(at.pool, request)
    expect(check).toMatchObject({ found: null, decision: { ok: true }, position: null })
    expect(await at.count('dossier_row', id)).toBe(0)
  })

  it('loads the position that the last commit gave', async () => {
    const { id, head } = await at.unit('Kho bạc')
    const result = await mustAct(at, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    expect(await at.record.load(id)).toEqual(result.position)
  })

  it('never lets the time of recording go back along a chain', async () => {
    const { id } = await at.submitted('Đài Truyền thanh')
    await at.pool.query("UPDATE clock SET mode = 'stepped', stands_at = '2020-01-01T00:00:00Z'")
    await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
    await at.pool.query("UPDATE clock SET mode = 'real', stands_at = NULL")
    const { rows } = await at.pool.query<{ recorded_at: Date }>(
      'SELECT recorded_at FROM event WHERE dossier_id = $1 ORDER BY seq',
      [id],
    )
    const times = rows.map(({ recorded_at }) => recorded_at.getTime())
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })
})
