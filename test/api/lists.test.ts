// Lists, counts and queues: who sees what, by which filter, page after page; and that the stream of changes asks the same.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findActor } from '../../api/auth/actor.ts'
import { CONCERNED, Values, isSeenBy, scopeOf, seesDossier } from '../../api/scope.ts'
import type { Concerned } from '../../api/scope.ts'
import {
  MONDAY,
  aCampaign,
  aCommune,
  aDelegation,
  aDraft,
  aPerson,
  aUnit,
  mustAct,
  theClockStandsAt,
} from '../support/builders.ts'
import { aVisitor, startApi, visitorFor } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

const GROUNDS = { fields: { grounds: 'Đạt kết quả tốt' } }

describe('lists', () => {
  let api: ApiUnderTest
  let here: string
  let there: string
  let campaign: string
  let police: Visitor
  let otherPolice: Visitor
  let staff: Visitor
  let auditor: Visitor
  const ids: string[] = []

  /** A submitted dossier of a unit in a commune. */
  async function aDossier(commune: string, name: string): Promise<string> {
    const unit = await aUnit(api.at.pool, { parent: commune, name })
    const head = await aPerson(api.at.pool, 'unitHead', unit)
    const dossierId = await aDraft(api.at.pool, campaign, unit)
    await mustAct(api.at, { dossierId, action: 'submit', by: head, body: GROUNDS })
    return dossierId
  }

  beforeAll(async () => {
    api = await startApi()
    here = await aCommune(api.at.pool)
    there = await aCommune(api.at.pool, { code: '19364', name: 'Xã Vĩnh Hoàng' })
    campaign = await aCampaign(api.at.pool, { officeId: 'P44' })
    for (let number = 1; number <= 7; number += 1) {
      await theClockStandsAt(api.at.pool, `2026-03-02T02:0${number}:00.000Z`)
      ids.push(await aDossier(here, `Trường Tiểu học số ${number}`))
    }
    ids.push(await aDossier(there, 'Trạm Kiểm lâm'))
    police = await aVisitor(api, 'communePolice', here)
    otherPolice = await aVisitor(api, 'communePolice', there)
    staff = await aVisitor(api, 'provinceStaff', 'P44')
    auditor = await aVisitor(api, 'auditor', 'P44')
  })
  afterAll(() => api.close())

  const list = async (who: Visitor, query = ''): Promise<string[]> => {
    const { body } = await who.get(`/dossiers?${query}`).expect(200)
    return (body.items as { id: string }[]).map(({ id }) => id)
  }
  const sorted = (some: readonly string[]): string[] => [...some].sort()

  it('are counted by commune and kind, each reader’s own', async () => {
    const places = async (who: Visitor, query = ''): Promise<unknown[]> => {
      const { body } = await who.get(`/dossiers/places?${query}`).expect(200)
      return body.items
    }
    const row = (communeId: string, open: number) =>
      expect.objectContaining({ communeId, kind: 'agency', open, overdue: 0, closed: 0 })
    expect(await places(police)).toEqual([row(here, 7)])
    expect(await places(police, 'text=so+3')).toEqual([row(here, 1)])
    expect(await places(otherPolice)).toEqual([row(there, 1)])
    const all = await places(staff)
    expect(all).toHaveLength(2)
    expect(all).toEqual(expect.arrayContaining([row(here, 7), row(there, 1)]))
    expect(await places(staff, 'status=concluded')).toEqual([])
    const months = async (who: Visitor, query = ''): Promise<unknown> =>
      (await who.get(`/dossiers/months?${query}`).expect(200)).body.items
    expect(await months(police)).toEqual([{ month: '2026-03', begun: 7, closed: 0 }])
    expect(await months(staff)).toEqual([{ month: '2026-03', begun: 8, closed: 0 }])
    expect(await months(otherPolice, 'year=2025')).toEqual([])
  })

  it('show a commune its own, a province and an auditor all of it, a stranger nothing', async () => {
    expect(sorted(await list(police))).toEqual(sorted(ids.slice(0, 7)))
    expect(await list(otherPolice)).toEqual(ids.slice(7))
    expect(sorted(await list(staff))).toEqual(sorted(ids))
    expect(sorted(await list(auditor))).toEqual(sorted(ids))
    const far = await aCommune(api.at.pool, { code: '00004', name: 'Phường Ba Đình', provinceCode: '01' })
    expect(await list(await aVisitor(api, 'communeChair', far))).toEqual([])
  })

  it('show a unit its own dossier alone', async () => {
    const { rows } = await api.at.pool.query('SELECT unit_id FROM dossier WHERE id = $1', [ids[2]])
    const head = await visitorFor(api, await aPerson(api.at.pool, 'unitHead', String(rows[0].unit_id)))
    expect(await list(head)).toEqual([ids[2]])
  })

  it('go on page by page without a gap or a repeat, whatever is added meanwhile', async () => {
    const first = await police.get('/dossiers?limit=3').expect(200)
    const late = await aDossier(here, 'Đơn vị mới')
    const seen: string[] = (first.body.items as { id: string }[]).map(({ id }) => id)
    let cursor: unknown = first.body.nextCursor
    while (typeof cursor === 'string') {
      const { body } = await police.get(`/dossiers?limit=3&cursor=${cursor}`).expect(200)
      seen.push(...(body.items as { id: string }[]).map(({ id }) => id))
      cursor = body.nextCursor
    }
    expect(seen).toEqual(ids.slice(0, 7).reverse())
    expect(await list(police)).toContain(late)
    await api.at.pool.query('UPDATE dossier SET closed_at = $2 WHERE id = $1', [late, MONDAY])
    await api.at.pool.query('DELETE FROM task WHERE dossier_id = $1', [late])
  })

  it('are sorted by due instant, equal ones by id, by pages too', async () => {
    const whole = await list(staff, 'sort=due&open=true')
    expect(whole).toEqual(sorted(ids))
    const first = await staff.get('/dossiers?sort=due&limit=5').expect(200)
    const rest = await list(staff, `sort=due&limit=5&cursor=${first.body.nextCursor}`)
    expect([...(first.body.items as { id: string }[]).map(({ id }) => id), ...rest]).toEqual(whole)
  })

  it.each([
    ['text=truong%20tieu%20hoc%20so%203', [2]],
    ['text=Trường+Tiểu+học+số+3', [2]],
    ['text=KIEM%20lam', [7]],
    ['text=vinh%20hoang', [7]],
    ['text=%25%5F', [0, 1, 2, 3, 4, 5, 6, 7]],
    ['territory=C19364', [7]],
    ['territory=P01', []],
    ['direct=true', []],
    ['direct=false', [0, 1, 2, 3, 4, 5, 6, 7]],
    ['step=look&status=active&year=2026&procedure=small', [0, 1, 2, 3, 4, 5, 6, 7]],
    ['step=decide', []],
    ['year=2025', []],
    ['procedure=none', []],
    ['kind=school', []],
    ['holder=C19363', [0, 1, 2, 3, 4, 5, 6]],
    ['overdue=true', []],
    ['overdue=false&territory=C19364', [7]],
  ])('filter by %s', async (query, expected) => {
    expect(sorted(await list(staff, `open=true&${query}`))).toEqual(
      sorted(expected.map((at) => ids[at] ?? '')),
    )
  })

  it('make a calendar file of what its reader sees, and of nothing else', async () => {
    const file = async (who: Visitor): Promise<string> => {
      const { text, headers } = await who.get('/calendar/file?from=2026-01-01&to=2026-12-31').expect(200)
      expect(headers['content-type']).toMatch(/^text\/calendar/u)
      expect(headers['content-disposition']).toMatch(/^attachment/u)
      return text.replaceAll('\r\n ', '')
    }
    const mine = await file(police)
    for (const id of ids.slice(0, 7)) expect(mine).toContain(`UID:z/${id}@`)
    expect(mine).not.toContain(`UID:z/${ids[7]}@`)
    expect(await file(otherPolice)).toContain('Trạm Kiểm lâm')
    await police.get('/calendar/file?from=2026-01-01&to=2028-12-31').expect(422)
  })

  it.each([
    'limit=0',
    'limit=1000',
    'limit=x',
    'cursor=abc',
    'sort=worst',
    'year=26',
    'status=done',
    'colour=red',
    'step=a-b',
  ])('refuse %s', async (query) => {
    const { body } = await police.get(`/dossiers?${query}`).expect(400)
    expect(body.code).toBe('invalidRequest')
  })

  it('count by step, and what is overdue to the very instant', async () => {
    const due = '2026-06-30T16:59:59.999Z'
    const counts = async (): Promise<unknown> =>
      (await staff.get('/dossiers/counts?open=true').expect(200)).body.counts
    try {
      await theClockStandsAt(api.at.pool, due)
      expect(await counts()).toEqual([
        { procedureId: 'small', status: 'active', step: 'look', count: 8, overdue: 0 },
      ])
      await theClockStandsAt(api.at.pool, '2026-06-30T17:00:00.000Z')
      expect(await counts()).toEqual([
        { procedureId: 'small', status: 'active', step: 'look', count: 8, overdue: 8 },
      ])
      expect(await list(police, 'overdue=true')).toHaveLength(7)
    } finally {
      await theClockStandsAt(api.at.pool, MONDAY)
    }
  })

  it('put in one’s queue what waits for one’s role, what was claimed by oneself, and nothing claimed by another', async () => {
    const colleague = await aVisitor(api, 'communePolice', here, { name: 'đồng chí Bình' })
    const queue = async (who: Visitor): Promise<string[]> => {
      const { body } = await who.get('/me/tasks?limit=100').expect(200)
      return (body.items as { dossierId: string }[]).map(({ dossierId }) => dossierId)
    }
    await mustAct(api.at, { dossierId: ids[0] ?? '', action: 'claim', by: police.personId })
    expect(await queue(police)).toContain(ids[0])
    expect(await queue(colleague)).not.toContain(ids[0])
    expect(await queue(colleague)).toContain(ids[1])
    expect(await queue(staff)).toEqual([])
    const paged = await police.get('/me/tasks?limit=2').expect(200)
    const next = await police.get(`/me/tasks?limit=2&cursor=${paged.body.nextCursor}`).expect(200)
    const four = [...paged.body.items, ...next.body.items] as { dossierId: string }[]
    expect(new Set(four.map(({ dossierId }) => dossierId)).size).toBe(4)
  })

  it('tell how many wait in a whole queue, and list what waits for others beside it', async () => {
    const all = await police.get('/me/tasks?limit=200').expect(200)
    const mine = new Set((all.body.items as { dossierId: string }[]).map(({ dossierId }) => dossierId))
    const counts = async (days: number): Promise<unknown> =>
      (await police.get(`/me/tasks/counts?days=${days}`).expect(200)).body
    expect(await counts(7)).toEqual({ total: all.body.items.length, overdue: 0, soon: 0 })
    expect(await counts(365)).toEqual({
      total: all.body.items.length,
      overdue: 0,
      soon: all.body.items.length,
    })
    expect(new Set(await list(police, 'open=true&holder=me'))).toEqual(mine)
    const open = await list(staff, 'open=true')
    expect(await list(staff, 'open=true&holder=others')).toEqual(open)
    expect(await list(police, 'open=true&holder=others')).toEqual(
      (await list(police, 'open=true')).filter((one) => !mine.has(one)),
    )
  })

  it('give a delegate the queue of the one who delegated, as long as the delegation holds', async () => {
    const chair = await aPerson(api.at.pool, 'communePolice', there, { name: 'trưởng công an' })
    const deputy = await aVisitor(api, 'communeOffice', here, { name: 'người được ủy quyền' })
    expect((await deputy.get('/me/tasks').expect(200)).body.items).toEqual([])
    await aDelegation(api.at.pool, {
      from: chair,
      to: deputy.personId,
      officeId: there,
      role: 'communePolice',
    })
    const { body } = await deputy.get('/me/tasks').expect(200)
    expect(body.items).toMatchObject([{ dossierId: ids[7] }])
    expect(await list(deputy)).toContain(ids[7])
    await theClockStandsAt(api.at.pool, '2027-01-01T00:00:00.000Z')
    try {
      expect((await deputy.get('/me/tasks').expect(200)).body.items).toEqual([])
      expect(await list(deputy)).not.toContain(ids[7])
    } finally {
      await theClockStandsAt(api.at.pool, MONDAY)
    }
  })

  it('show a dossier of elsewhere to whoever has a task in it, and write his reading to the access log', async () => {
    const reader = await visitorFor(api, otherPolice.personId)
    await reader.get(`/dossiers/${ids[3]}`).expect(404)
    const args = { toOfficeId: there, toPersonId: otherPolice.personId, toRole: 'communePolice' } as const
    await mustAct(api.at, {
      dossierId: ids[3] ?? '',
      action: 'transfer',
      by: police.personId,
      args,
      body: { reason: 'Địa bàn giáp ranh' },
    })
    await reader.get(`/dossiers/${ids[3]}`).expect(200)
    expect(await list(reader)).toContain(ids[3])
    await police.get(`/dossiers/${ids[3]}/history`).expect(200)
    const { rows } = await api.at.pool.query(
      'SELECT person_id, route FROM access_log WHERE dossier_id = $1',
      [ids[3]],
    )
    expect(rows).toEqual([{ person_id: otherPolice.personId, route: 'getDossier' }])
  })

  it('put a dossier in the queue of another office that it was transferred to, and into what that office sees', async () => {
    const colleague = await aVisitor(api, 'communePolice', there, { name: 'đồng chí trực ban' })
    expect(await list(colleague)).not.toContain(ids[4])
    const args = { toOfficeId: there, toRole: 'communePolice' } as const
    const body = { reason: 'Địa bàn giáp ranh' }
    await mustAct(api.at, { dossierId: ids[4] ?? '', action: 'transfer', by: police.personId, args, body })
    const { body: queue } = await colleague.get('/me/tasks').expect(200)
    expect(queue.items).toContainEqual(expect.objectContaining({ dossierId: ids[4] }))
    expect(await list(colleague)).toContain(ids[4])
    const { body: counted } = await colleague.get('/dossiers/counts?open=true').expect(200)
    const seen = await list(colleague, 'open=true')
    expect(counted.counts).toMatchObject([{ step: 'look', count: seen.length }])
  })

  it('keep the filters that a person names, his own only', async () => {
    const named = async (who: Visitor): Promise<unknown> =>
      (await who.get('/me/views').expect(200)).body.items
    const save = (search: string, name = 'Quá hạn của xã') => police.put('/me/views', { name, search })
    await save('overdue=true&year=2026&text=').expect(200)
    await save('overdue=true&open=true').expect(200)
    const { body } = await save('year=2025', 'Năm trước').expect(200)
    expect(body.items).toMatchObject([
      { name: 'Năm trước', search: 'year=2025' },
      { name: 'Quá hạn của xã', search: 'open=true&overdue=true' },
    ])
    expect(await named(otherPolice)).toEqual([])
    expect((await save('nothing=1').expect(400)).body.field).toBe('search')
    await otherPolice.delete(`/me/views/${body.items[0].id}`).expect(404)
    await police.delete(`/me/views/${body.items[0].id}`).expect(204)
    expect(await named(police)).toMatchObject([{ name: 'Quá hạn của xã' }])
  })

  it('and the stream of changes agree on who sees what', async () => {
    const visitors = await api.at.pool.query<{ token_hash: string }>('SELECT token_hash FROM machine_token')
    let seen = 0
    for (const { token_hash: hash } of visitors.rows) {
      const found = await findActor(api.at.pool, 'token', hash, new Date().toISOString())
      if (found === null) continue
      const scope = scopeOf(found.actor)
      const values = new Values()
      const { rows } = await api.at.pool.query<Concerned & { id: string; sees: boolean }>(
        `SELECT d.id, ${seesDossier(scope, values)} AS sees, ${CONCERNED} FROM dossier d`,
        values.list,
      )
      for (const row of rows) expect([row.id, isSeenBy(scope, row)]).toEqual([row.id, row.sees])
      seen += rows.filter(({ sees }) => sees).length
    }
    expect(seen).toBeGreaterThan(20)
  })
})
