// How fast the lists of a full record answer over HTTP, to a commune's police and to a province's staff: pages by two
// filters, counts, and search by words without diacritics. The record is filled by the product's own loader first.
import { performance } from 'node:perf_hooks'
import { analyse, load } from '../cli/load.ts'
import { keysFromPem } from '../activities/record/keys.ts'
import type { Bed } from './lib/bed.ts'
import { residentMiB } from './lib/cpu.ts'
import { HttpUser } from './lib/http.ts'
import { percentile } from './lib/measure.ts'
import { PROVINCE } from './lib/people.ts'
import type { Population } from './lib/people.ts'

const WARM_UP = 20
const REQUESTS = 200

/** Name of a request, and its path with query. */
const REQUESTS_MADE: readonly (readonly [string, string])[] = [
  ['list, open at a step', '/api/v1/dossiers?limit=50&step=plan&open=true'],
  ['list, overdue of a kind', '/api/v1/dossiers?limit=50&kind=school&overdue=true'],
  ['counts', '/api/v1/dossiers/counts'],
  ['search, no diacritics', `/api/v1/dossiers?limit=50&text=${encodeURIComponent('truong duc xa')}`],
  ['search, a rare word', '/api/v1/dossiers?limit=50&text=1234'],
]

export interface Read {
  readonly who: string
  readonly what: string
  /** Milliseconds over HTTP, one request after another. */
  readonly p50: number
  readonly p95: number
  /** Items in the answer, so that a fast nothing shows. */
  readonly items: number
}

/** Fills the bed's record and measures; prints its own table. */
export async function reads(
  bed: Bed,
  people: Population,
  dossiers: number,
  say: (line: string) => void,
): Promise<readonly Read[]> {
  const { SIGNING_KEY: pem } = bed.stack.environment
  const now = new Date()
  const { pool } = people
  const done = await load({
    ...{ pool, dossiers, seed: 1, provinces: [PROVINCE], year: now.getUTCFullYear(), say },
    keys: pem === undefined ? null : keysFromPem(pem),
    now: now.toISOString(),
  })
  await analyse(bed.stack.databaseOwnerUrl)
  say(`loaded ${done.dossiers} dossiers, ${done.events} events in ${done.seconds.toFixed(0)} s`)
  const before = residentMiB(bed.product.pid)
  const rows: Read[] = []
  for (const [who, token] of [
    ['commune police', people.police],
    ['province staff', people.provinceStaff],
  ] as const) {
    const user = new HttpUser(bed.product.url, { authorization: `Bearer ${token}` })
    for (const [what, path] of REQUESTS_MADE) rows.push({ who, what, ...(await timesOf(user, path)) })
    user.close()
  }
  say('\n| who | what | items | p50 ms | p95 ms |\n|---|---|---|---|---|')
  for (const row of rows)
    say(`| ${row.who} | ${row.what} | ${row.items} | ${row.p50.toFixed(1)} | ${row.p95.toFixed(1)} |`)
  say(
    `API process: ${before.toFixed(0)} MiB before, ${residentMiB(bed.product.pid).toFixed(0)} MiB after the reads`,
  )
  return rows
}

async function timesOf(user: HttpUser, path: string): Promise<Pick<Read, 'p50' | 'p95' | 'items'>> {
  const times: number[] = []
  let items = 0
  for (let index = 0; index < WARM_UP + REQUESTS; index += 1) {
    const from = performance.now()
    const reply = await user.send('GET', path)
    if (index >= WARM_UP) times.push(performance.now() - from)
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
    items = itemsOf(reply.body)
  }
  times.sort((a, b) => a - b)
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), items }
}

function itemsOf(body: unknown): number {
  const lists = typeof body === 'object' && body !== null ? Object.values(body) : []
  const list: unknown = Array.isArray(body) ? body : lists.find(Array.isArray)
  return Array.isArray(list) ? list.length : 0
}
