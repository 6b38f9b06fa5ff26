// How much the processes hold: the worker while people work at random on far more open dossiers than it keeps in memory, and
// the API while a whole province is read page by page. Both have to stay below a limit, and flat.
import { setTimeout as pause } from 'node:timers/promises'
import { sendLook } from '../activities/dossier-updates.ts'
import { seeded } from '../cli/load/script.ts'
import { inLanes } from '../cli/lanes.ts'
import { act, read } from './lib/acting.ts'
import type { Basis } from './lib/acting.ts'
import { residentMiB, settled } from './lib/cpu.ts'
import type { Figure, Ground } from './lib/ground.ts'
import { HttpUser } from './lib/http.ts'

const USERS = 16
const WORKER_MIB = 1024
const API_MIB = 300
/** The last quarter may hold this much more than the second: the first still fills caches. */
const FLAT = 1.1
const PAGE = 200

interface Row extends Basis {
  readonly id: string
  readonly commune_id: string
  readonly procedure: { readonly id: string; readonly version: number; readonly hash: string }
}

/** The most that each process held in each quarter of what was done. */
type Quarters = Map<string, number[]>

export async function memory(
  ground: Ground,
  sizes: { readonly open: number; readonly work: number; readonly dossiers: number },
): Promise<readonly Figure[]> {
  const { say } = ground
  const worked = await workAtRandom(ground, sizes.open, sizes.work)
  await ground.fill(sizes.dossiers)
  const seen = await readAll(ground, sizes.dossiers)
  say('\n| process | while | MiB at most in each quarter |\n|---|---|---|')
  for (const [quarters, doing] of [
    [worked, `${sizes.work} actions at random on ${sizes.open} open dossiers`],
    [seen, `${sizes.dossiers} rows read`],
  ] as const)
    for (const [name, most] of quarters)
      say(`| ${name} | ${doing} | ${most.map((value) => value.toFixed(0)).join(', ')} |`)
  return [
    ...figures('worker', worked, 'at work', WORKER_MIB),
    ...figures('API', worked, 'at work', API_MIB),
    ...figures('API', seen, 'read', API_MIB),
  ]
}

function figures(name: string, quarters: Quarters, when: string, limit: number): Figure[] {
  const most = quarters.get(name) ?? []
  const [, second = 0, , last = Number.POSITIVE_INFINITY] = most
  const top = Math.max(...most)
  const growth = last / second
  return [
    {
      what: `${name}, ${when}: memory`,
      seen: `${top.toFixed(0)} MiB`,
      aim: `≤ ${limit} MiB`,
      met: top <= limit,
    },
    {
      what: `${name}, ${when}: last quarter ÷ second`,
      seen: growth.toFixed(2),
      aim: `≤ ${FLAT}`,
      met: growth <= FLAT,
    },
  ]
}

/** Claims and gives back dossiers that wait for the police of all communes, in no order. */
async function workAtRandom(ground: Ground, open: number, work: number): Promise<Quarters> {
  const { people, client, bed, say } = ground
  const ids = await ground.load('memory', open, 1)
  const { rows } = await people.pool.query<Row>(
    `SELECT id, commune_id, step, round, content_hash AS "contentHash", state->'procedure' AS procedure
     FROM dossier WHERE id = ANY($1)`,
    [ids],
  )
  const began = performance.now()
  await inLanes(32, rows, ({ id, procedure }) =>
    sendLook(client, { dossierId: id, procedure, position: null, clock: 'real' }),
  )
  await settled(ground.pids())
  say(`${rows.length} runs opened in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  const tokens = new Map<string, string>()
  for (const commune of new Set(rows.map((row) => row.commune_id)))
    tokens.set(commune, await ground.officer('communePolice', commune))
  const random = seeded(7)
  const claimed = new Set<string>()
  const users = Array.from({ length: USERS }, () => new HttpUser(bed.product.url))
  const busy = new Set<string>()
  const turns = Array.from({ length: work }, (_, index) => index)
  return sampled(ground, work, async (done) => {
    await inLanes(USERS, turns, async (_, lane) => {
      const http = users[lane]
      let row = rows[Math.floor(random() * rows.length)]
      while (row !== undefined && busy.has(row.id)) row = rows[Math.floor(random() * rows.length)]
      if (http === undefined || row === undefined) throw new Error('nobody to act, or on nothing')
      const { id: dossierId, step, round, contentHash } = row
      busy.add(dossierId)
      const action = claimed.delete(dossierId) ? 'release' : 'claim'
      const token = tokens.get(row.commune_id) ?? ''
      await act(http, { token, dossierId, action, basis: { step, round, contentHash } })
      if (action === 'claim') claimed.add(dossierId)
      busy.delete(dossierId)
      done(1)
    })
    for (const user of users) user.close()
  })
}

/** Reads everything that the province may see, page after page. */
async function readAll(ground: Ground, rows: number): Promise<Quarters> {
  const { people, bed } = ground
  const http = new HttpUser(bed.product.url)
  return sampled(ground, rows, async (done) => {
    let cursor: string | null = ''
    let left = rows
    while (cursor !== null && left > 0) {
      const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const page: { items: readonly unknown[]; nextCursor: string | null } = await read(
        http,
        people.provinceStaff,
        `/api/v1/dossiers?limit=${PAGE}${after}`,
      )
      cursor = page.nextCursor
      left -= page.items.length
      done(page.items.length)
    }
    http.close()
  })
}

/** Does something and looks five times a second at what worker and API hold. */
async function sampled(
  ground: Ground,
  all: number,
  doing: (done: (count: number) => void) => Promise<void>,
): Promise<Quarters> {
  const quarters: Quarters = new Map([
    ['worker', [0, 0, 0, 0]],
    ['API', [0, 0, 0, 0]],
  ])
  let count = 0
  let over = false
  const watch = async (): Promise<void> => {
    while (!over) {
      const quarter = Math.min(3, Math.floor((4 * count) / all))
      for (const [name, most] of quarters) {
        const held = residentMiB(ground.pidOf(name === 'API' ? 'API' : 'worker'))
        most[quarter] = Math.max(most[quarter] ?? 0, held)
      }
      await pause(200)
    }
  }
  const watching = watch()
  try {
    await doing((more) => (count += more))
  } finally {
    over = true
    await watching
  }
  return quarters
}
