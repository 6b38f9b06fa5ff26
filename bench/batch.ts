// One decision over many dossiers beside as many single decisions at 64 users, in the same run; then the same decision
// again with the worker killed while it reserves and while it applies: it goes on, and nothing is done twice.
import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { sendLook } from '../activities/dossier-updates.ts'
import { inLanes } from '../cli/lanes.ts'
import { act } from './lib/acting.ts'
import type { Basis } from './lib/acting.ts'
import type { Figure, Ground } from './lib/ground.ts'
import { settled } from './lib/cpu.ts'
import { HttpUser } from './lib/http.ts'
import { PROVINCE } from './lib/people.ts'

const USERS = 64
/** Turns of a unit's year after which it waits for the province's decision. */
const BEFORE_THE_DECISION = 12

interface Row extends Basis {
  readonly id: string
  readonly procedure: { readonly id: string; readonly version: number; readonly hash: string }
}

interface Decided {
  readonly total: number
  readonly reserving: number
  readonly signing: number
  readonly applying: number
}

export async function batch(ground: Ground, count: number): Promise<readonly Figure[]> {
  const { say, people } = ground
  const ids = await ground.load('batch', 3 * count, BEFORE_THE_DECISION)
  const chair = await ground.officer('provinceChair', PROVINCE)
  const { rows } = await people.pool.query<Row>(
    `SELECT id, step, round, content_hash AS "contentHash", state->'procedure' AS procedure FROM dossier WHERE id = ANY($1)`,
    [ids],
  )
  await openRuns(ground, rows)
  const share = (nth: number) => rows.slice(nth * count, (nth + 1) * count)
  await settled(ground.pids())
  const singles = await oneByOne(ground, chair, share(0))
  await settled(ground.pids())
  const decided = await decide(ground, chair, share(1), null)
  await settled(ground.pids())
  const killed = await decide(ground, chair, share(2), ground)
  const repeated = await repeats(ground, share(2))
  say(`\n| ${count} dossiers | seconds | reserving | signing | applying |\n|---|---|---|---|---|`)
  say(`| one by one, ${USERS} users | ${singles.toFixed(1)} | | | |`)
  for (const [name, one] of [
    ['one decision', decided],
    ['one decision, worker killed twice', killed],
  ] as const)
    say(
      `| ${name} | ${[one.total, one.reserving, one.signing, one.applying].map((value) => value.toFixed(1)).join(' | ')} |`,
    )
  const ratio = decided.total / singles
  return [
    {
      what: `a decision over ${count} ÷ as many single ones at ${USERS} users`,
      seen: ratio.toFixed(2),
      aim: '≤ 1.2',
      met: ratio <= 1.2,
    },
    {
      what: 'the same with the worker killed while it reserves and while it applies: done twice, or not at all',
      seen: String(repeated),
      aim: '0',
      met: repeated === 0,
    },
  ]
}

async function openRuns({ client, say }: Ground, rows: readonly Row[]): Promise<void> {
  const began = performance.now()
  await inLanes(32, rows, ({ id, procedure }) =>
    sendLook(client, { dossierId: id, procedure, position: null, clock: 'real' }),
  )
  say(`${rows.length} runs opened in ${((performance.now() - began) / 1000).toFixed(0)} s`)
}

/** Seconds for all, each decided by itself. */
async function oneByOne({ bed }: Ground, token: string, rows: readonly Row[]): Promise<number> {
  const users = Array.from({ length: USERS }, () => new HttpUser(bed.product.url))
  const began = performance.now()
  await inLanes(USERS, rows, async ({ id: dossierId, step, round, contentHash }, lane) => {
    const http = users[lane]
    if (http === undefined) throw new Error('no connection')
    const basis = { step, round, contentHash }
    await act(http, { token, dossierId, basis, action: 'approve', body: { text: 'Đồng ý công nhận' } })
  })
  for (const user of users) user.close()
  return (performance.now() - began) / 1000
}

interface BatchView {
  readonly id: string
  readonly status: string
  readonly listHash: string | null
  readonly finished: boolean
}

/** One decision over all, from the request to the last item; `killing` ends the worker once in each phase. */
async function decide(
  { bed, people }: Ground,
  token: string,
  rows: readonly Row[],
  killing: Ground | null,
): Promise<Decided> {
  const http = new HttpUser(bed.product.url, { authorization: `Bearer ${token}` })
  const send = async (method: string, path: string, body?: unknown): Promise<BatchView> => {
    const reply = await http.send(method, `/api/v1/batches${path}`, body, { 'idempotency-key': randomUUID() })
    if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
    return reply.body as BatchView
  }
  const began = performance.now()
  const { id } = await send('POST', '', { kind: 'decision', dossierIds: rows.map((row) => row.id) })
  const until = async (reached: (view: BatchView) => boolean): Promise<BatchView> => {
    for (;;) {
      const view = await send('GET', `/${id}`)
      if (reached(view)) return view
      await pause(100)
    }
  }
  const killAt = async (status: string): Promise<void> => {
    if (killing === null) return
    for (let done = 0; done < rows.length / 3; await pause(50)) {
      const sql = 'SELECT count(*)::int AS n FROM batch_item WHERE batch_id = $1 AND status = $2'
      done = (await people.pool.query<{ n: number }>(sql, [id, status])).rows[0]?.n ?? 0
    }
    process.kill(killing.pidOf('worker'), 'SIGKILL')
  }
  await killAt('reserved')
  const { listHash } = await until(({ status }) => status === 'frozen')
  const frozen = performance.now()
  await send('POST', `/${id}/sign`, { listHash })
  const signed = performance.now()
  await killAt('applied')
  await until(({ finished }) => finished)
  const ended = performance.now()
  http.close()
  return {
    total: (ended - began) / 1000,
    reserving: (frozen - began) / 1000,
    signing: (signed - frozen) / 1000,
    applying: (ended - signed) / 1000,
  }
}

/** How many dossiers don't have exactly one reservation and one applied decision in their record. */
async function repeats({ people }: Ground, rows: readonly Row[]): Promise<number> {
  const { rows: found } = await people.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM unnest($1::text[]) AS d (id) WHERE (
       SELECT count(*) FILTER (WHERE type = 'reserved') <> 1 OR count(*) FILTER (WHERE type = 'decisionApplied') <> 1
         OR count(*) FILTER (WHERE type = 'unreserved') <> 0 FROM event e WHERE e.dossier_id = d.id)`,
    [rows.map(({ id }) => id)],
  )
  return found[0]?.n ?? rows.length
}
