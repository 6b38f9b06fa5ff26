// Open data: counted from the record, small counts hidden so that no published total tells them, served to anybody with an
// ETag, made anew at most hourly and by one at a time, and not there unless a setting says so.
import fc from 'fast-check'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { standingTables } from '../../api/open-data/tables.ts'
import { OpenDataFailed, refreshElsewhere } from '../../api/open-data/elsewhere.ts'
import { refresh } from '../../api/open-data/refresh.ts'
import { FRESH_MS } from '../../api/open-data/standing.ts'
import { load } from '../../cli/load.ts'
import { seedRegistry } from '../../prisma/seed.ts'
import { startApi } from './support.ts'
import type { ApiUnderTest } from './support.ts'

const LIMIT = 5
const SETTINGS = { minimumCell: LIMIT, licence: 'CC BY 4.0' }
const YEAR = 2025
const DOSSIERS = 800

interface Row {
  readonly level: string
  readonly procedure: string
  readonly provinceCode: string
  readonly communeCode: string
  readonly communeName: string
  readonly position: string
  readonly kind: string
  readonly step: string
  readonly count: number | null
  readonly visits: number | null
  readonly late: number | null
  readonly shareLate: number | null
  readonly medianDays: number | null
  readonly p90Days: number | null
  readonly hidden: number
}

describe('the tables of standing', () => {
  const places = ['a', 'b', 'c']
  const fact = fc.record({
    province: fc.constantFrom('P', 'Q'),
    commune: fc.constantFrom(...places),
    kind: fc.constantFrom('agency', 'school', 'enterprise'),
    position: fc.constantFrom('step:x', 'step:y', 'outcome:granted'),
    count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 60 })),
  })

  it('never tell a hidden cell by a published total of one dimension', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 25 }), (facts) => {
        const placed = facts.map((one) => ({ ...one, commune: `${one.province}/${one.commune}` }))
        const { positions, kinds } = standingTables(placed, LIMIT)
        // What a reader has: rows with a number, rows without, and sums along each dimension.
        const sums: (readonly (number | null)[])[] = []
        for (const place of new Set(positions.map((row) => row.place))) {
          const own = positions.filter((row) => row.place === place)
          sums.push(own.map(({ count }) => count))
          const ofKinds = kinds.filter((row) => row.place === place)
          if (ofKinds.length > 0) sums.push(ofKinds.map(({ count }) => count))
        }
        const parentOf = (place: string): string | null =>
          place === 'country' ? null : place.includes('/') ? (place.split('/')[0] ?? null) : 'country'
        for (const above of new Set(positions.map((row) => parentOf(row.place)))) {
          if (above === null) continue
          for (const position of new Set(positions.map((row) => row.position))) {
            const rows = positions.filter(
              (row) => row.position === position && [row.place, parentOf(row.place)].includes(above),
            )
            sums.push(rows.map(({ count }) => count))
          }
          if (above !== 'country') continue
          for (const kind of new Set(kinds.map((row) => row.kind))) {
            const rows = kinds.filter((row) => row.kind === kind)
            sums.push(rows.map(({ count }) => count))
          }
        }
        for (const counts of sums) {
          const hidden = counts.filter((count) => count === null).length
          expect(hidden).not.toBe(1)
        }
        for (const { count } of [...positions, ...kinds])
          if (count !== null) expect(count).toBeGreaterThanOrEqual(LIMIT)
      }),
      { numRuns: 500 },
    )
  })
})

describe('open data', () => {
  let api: ApiUnderTest
  let closed: ApiUnderTest

  beforeAll(async () => {
    api = await startApi({ settings: { openData: SETTINGS } })
    closed = await startApi()
    await seedRegistry(api.at.pool)
    // The load plays for seconds without a pause: the connections that it writes on are there before.
    await Promise.all(Array.from({ length: 4 }, () => api.at.pool.query('SELECT pg_sleep(0.1)')))
    await load({
      pool: api.at.pool,
      dossiers: DOSSIERS,
      seed: 3,
      year: YEAR,
      provinces: ['P44'],
      keys: api.at.keys,
      now: `${YEAR + 1}-03-01T00:00:00.000Z`,
      say: () => undefined,
    })
  })
  afterAll(async () => {
    await api.close()
    await closed.close()
  })

  const get = (path: string) => supertest(api.url).get(`/api/v1/open-data${path}`)
  const rowsOf = async (dataset: string): Promise<Row[]> => {
    const { body } = await get(`/${dataset}/${YEAR}.json`).expect(200)
    return (body as { rows: Row[] }).rows
  }

  /** Whoever comes first waits some seconds, and where the machine is busy is told to come again. */
  const made = () => expect.poll(async () => (await get('')).status, { timeout: 60_000 }).toBe(200)

  it('is not there unless a setting says so', async () => {
    await supertest(closed.url).get('/api/v1/open-data').expect(404)
    await supertest(closed.url).get(`/api/v1/open-data/positions/${YEAR}.json`).expect(404)
  })

  it('describes itself without signing in: fields, units, licence, method', async () => {
    await made()
    const { body, headers } = await get('').expect(200)
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(body).toMatchObject({ licence: 'CC BY 4.0', minimumCell: LIMIT })
    expect(body.hiding).toContain('Số từ 1 đến 4 được che')
    for (const dataset of body.datasets) {
      expect(
        dataset.files.map((file: { year: number; format: string }) => `${file.year} ${file.format}`),
      ).toEqual([`${YEAR} csv`, `${YEAR} json`])
      const table = await get(`/${dataset.id}/${YEAR}.json`).expect(200)
      const names = dataset.fields.map(({ name }: { name: string }) => name)
      expect(Object.keys(table.body.rows[0])).toEqual(names)
    }
  })

  it('counts what the record holds: the total of the country, of which nothing is lost', async () => {
    const positions = await rowsOf('positions')
    const whole = positions.find((row) => row.level === 'country' && row.position === 'total')
    const { rows } = await api.at.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM dossier')
    expect(whole?.count).toBe(rows[0]?.n)
    const kinds = await rowsOf('kinds')
    expect(kinds.find((row) => row.level === 'country' && row.kind === 'total')?.count).toBe(rows[0]?.n)
    const { rows: open } = await api.at.pool.query<{ step: string; n: number }>(
      'SELECT step, count(*)::int AS n FROM dossier WHERE closed_at IS NULL GROUP BY step ORDER BY 2 DESC LIMIT 1',
    )
    const biggest = positions.find(
      (row) => row.level === 'country' && row.position === `step:${open[0]?.step}`,
    )
    expect(biggest?.count).toBe(open[0]?.n)
  })

  it('hides every small count, and shows no number below the limit anywhere', async () => {
    const [positions, kinds, delays] = [
      await rowsOf('positions'),
      await rowsOf('kinds'),
      await rowsOf('delays'),
    ]
    const { rows } = await api.at.pool.query<{ code: string; n: number }>(
      `SELECT o.code, count(*)::int AS n FROM dossier d JOIN office o ON o.id = d.commune_id GROUP BY o.code HAVING count(*) < ${LIMIT}`,
    )
    for (const { code } of rows)
      expect(positions.find((row) => row.communeCode === code && row.position === 'total')?.count).toBeNull()
    for (const row of [...positions, ...kinds]) {
      expect(row.hidden).toBe(row.count === null ? 1 : 0)
      if (row.count !== null) expect(row.count).toBeGreaterThanOrEqual(LIMIT)
    }
    expect(positions.some(({ hidden }) => hidden === 1)).toBe(true)
    for (const row of delays) {
      if (row.visits === null)
        expect([row.late, row.shareLate, row.medianDays, row.p90Days]).toEqual([null, null, null, null])
      else expect(row.visits).toBeGreaterThanOrEqual(LIMIT)
      if (row.late !== null && row.late > 0) expect(row.late).toBeGreaterThanOrEqual(LIMIT)
    }
  })

  it('gives median and ninetieth percentile of the days at a step, as its events say', async () => {
    const delays = await rowsOf('delays')
    const row = delays.find(({ level, visits }) => level === 'country' && (visits ?? 0) > 50)
    // Counted here by another way: each entering with the first line after it that ends the visit.
    const { rows } = await api.at.pool.query<{ days: number }>(
      `SELECT extract(epoch FROM (
          SELECT n.received_at FROM event n WHERE n.dossier_id = e.dossier_id AND n.seq > e.seq
            AND n.type IN ('stepEntered', 'concluded', 'withdrawn', 'lapsed', 'terminated') ORDER BY n.seq LIMIT 1
        ) - e.received_at)::float / 86400 AS days
       FROM event e WHERE e.type = 'stepEntered' AND e.data->'to'->>'step' = $1`,
      [row?.step],
    )
    const taken = rows.flatMap(({ days }) => (days === null ? [] : [days])).sort((a, b) => a - b)
    expect(row?.visits).toBe(taken.length)
    expect(row?.medianDays).toBeCloseTo(taken[Math.ceil(taken.length * 0.5) - 1] ?? -1, 0)
    expect(row?.p90Days).toBeCloseTo(taken[Math.ceil(taken.length * 0.9) - 1] ?? -1, 0)
  })

  it('comes as CSV for spreadsheets, with an ETag that saves sending it again', async () => {
    const first = await get(`/positions/${YEAR}.csv`).expect(200)
    expect(first.headers['content-type']).toContain('text/csv')
    expect(first.text.charCodeAt(0)).toBe(0xfeff)
    const [head = '', ...lines] = first.text.slice(1).trimEnd().split('\r\n')
    expect(head.split(',').slice(0, 3)).toEqual(['year', 'procedure', 'procedureName'])
    expect(lines).toHaveLength((await rowsOf('positions')).length)
    const etag = String(first.headers['etag'])
    await get(`/positions/${YEAR}.csv`).set('If-None-Match', etag).expect(304)
    await get(`/positions/${YEAR}.csv`).set('If-None-Match', '"khac"').expect(200)
  })

  it('names nobody: no subject, person or id of the record', async () => {
    const { text } = await get(`/positions/${YEAR}.csv`).expect(200)
    const { rows } = await api.at.pool.query<{ subject_name: string; id: string }>(
      // A commune is a place, and told as one.
      "SELECT subject_name, id FROM dossier WHERE subject_kind <> 'commune' ORDER BY id LIMIT 200",
    )
    for (const { subject_name: name, id } of rows) {
      expect(text).not.toContain(name)
      expect(text).not.toContain(id)
    }
  })

  it.each(['/positions/1999.csv', '/nothing/2025.csv', '/positions/2025.xml', "/positions/2025.csv'"])(
    'has no %s',
    async (path) => {
      const { status } = await get(path)
      expect([400, 404]).toContain(status)
    },
  )

  it('takes up what changed once an hour has passed, not before, and one process at a time', async () => {
    const change = async (): Promise<string> => {
      const { rows } = await api.at.pool.query<{ id: string; step: string }>(
        `UPDATE dossier SET status = 'terminated', closed_at = updated_at, step = step
         WHERE id = (SELECT id FROM dossier WHERE closed_at IS NULL ORDER BY id LIMIT 1) RETURNING id, step`,
      )
      return rows[0]?.id ?? ''
    }
    const id = await change()
    const position = async (): Promise<string | undefined> => {
      const { rows } = await api.at.pool.query<{ position: string }>(
        'SELECT position FROM open_fact WHERE dossier_id = $1',
        [id],
      )
      return rows[0]?.position
    }
    const before = await position()
    await get('').expect(200)
    expect(await position()).toBe(before)
    // The change has no line of its own in this test: the record is read again from before its last line.
    await api.at.pool.query(
      "UPDATE open_refresh SET read_to = '2025-01-01Z', made_at = made_at - $1::interval",
      [`${FRESH_MS} milliseconds`],
    )
    const holder = await api.at.pool.connect()
    try {
      await holder.query('SELECT pg_advisory_lock(7220141)')
      expect(await refresh(api.at.pool, SETTINGS, new Date().toISOString())).toBe(false)
      expect(await position()).toBe(before)
      await holder.query('SELECT pg_advisory_unlock(7220141)')
    } finally {
      holder.release()
    }
    expect(await refresh(api.at.pool, SETTINGS, new Date().toISOString())).toBe(true)
    expect(await position()).toBe('status:terminated')
  })

  it('is made by a process of its own, whose failure is said and harms nobody', async () => {
    const order = { settings: SETTINGS, now: new Date().toISOString() }
    const nowhere = 'postgresql://nobody@127.0.0.1:1/none'
    await expect(refreshElsewhere({ ...order, connectionString: nowhere })).rejects.toThrow(OpenDataFailed)
    expect(await refreshElsewhere({ ...order, connectionString: api.at.appUrl })).toBe(true)
    // What the URL leaves out is found where the driver looks for it here, too.
    const bare = new URL(api.at.appUrl)
    bare.password = ''
    await expect(refreshElsewhere({ ...order, connectionString: bare.href })).rejects.toThrow(/password/u)
    vi.stubEnv('PGPASSWORD', decodeURIComponent(new URL(api.at.appUrl).password))
    expect(await refreshElsewhere({ ...order, connectionString: bare.href })).toBe(true)
    vi.unstubAllEnvs()
  })

  it('shows nothing made by an older, laxer rule', async () => {
    await refresh(api.at.pool, { ...SETTINGS, minimumCell: 3 }, new Date().toISOString())
    await made()
    const rows = await rowsOf('positions')
    for (const { count } of rows) if (count !== null) expect(count).toBeGreaterThanOrEqual(LIMIT)
  })
})
