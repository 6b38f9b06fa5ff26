// A hundred thousand dossiers due in the same second: every list is right in that second, the morning after it has told all
// holders and levels above and built the letters in time, and people at work meanwhile hardly notice. By a stepped clock on
// the real system: the sweep and the letters are those of the campaign's own run.
import { performance } from 'node:perf_hooks'
import { advanceClock } from '../activities/campaign/advance.ts'
import { nextDigestAt } from '../activities/campaign/digest.ts'
import { SHIPPED_CALENDAR } from '../domain/time/holidays.ts'
import { nextSweepAt } from '../domain/time/notices.ts'
import { addMs } from '../domain/time/civil.ts'
import type { Instant } from '../domain/time/civil.ts'
import { read } from './lib/acting.ts'
import { settled } from './lib/cpu.ts'
import { Ground, benchYear } from './lib/ground.ts'
import type { Figure, Say } from './lib/ground.ts'
import { HttpUser } from './lib/http.ts'
import { measure, percentile } from './lib/measure.ts'
import type { Lifecycle } from './lib/measure.ts'
import { askers } from './lib/questions.ts'
import { productRival } from './throughput.ts'

/** Turns of a unit's year after which its plan is due, by a date of the campaign; a late one is reported to the police. */
const BEFORE_THE_PLAN = 2
const USERS = 16
const USUAL_SECONDS = 20
const STOP_LIMIT_MS = 240_000
export async function due(say: Say, dossiers: number): Promise<readonly Figure[]> {
  const year = benchYear(new Date())
  const ground = await Ground.make(say, `${year}-03-30T03:00:00.000Z`)
  try {
    await ground.load('due', dossiers, BEFORE_THE_PLAN)
    const { people } = ground
    const { rows } = await people.pool.query<{ due_at: Date; n: number }>(
      'SELECT due_at, count(*)::int AS n FROM dossier WHERE due_at IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 1',
    )
    const [found] = rows
    if (found === undefined) throw new Error('nothing is due')
    const dueAt = found.due_at.toISOString()
    say(`${found.n} dossiers are due at ${dueAt}`)
    await to(ground, addMs(dueAt, -1000))
    const wrong = await inThatSecond(ground, dueAt, found.n)
    await settled(ground.pids())
    const lifecycle = await productRival(ground.bed.product.url, people).prepare(USERS, USUAL_SECONDS)
    const usual = await measure(USERS, USUAL_SECONDS, lifecycle)
    const morning = await theMorning(ground, dueAt)
    return report(say, found.n, wrong, usual.p95, morning, await told(ground))
  } finally {
    await ground.end()
  }
}

function report(
  say: Say,
  count: number,
  wrong: number,
  usual: number,
  { seconds, times }: Morning,
  written: Told,
): readonly Figure[] {
  const sorted = [...times].sort((a, b) => a - b)
  const meanwhile = percentile(sorted, 0.95)
  say(
    '\n| due in one second | announced | letters | s | p95 of actions: usual, meanwhile, ms |\n|---|---|---|---|---|',
  )
  say(
    `| ${count} | ${written.announced} | ${written.letters} | ${seconds.toFixed(1)} | ${usual.toFixed(0)}, ${meanwhile.toFixed(0)} (${times.length} actions) |`,
  )
  const ratio = meanwhile / usual
  return [
    {
      what: `${count} due in one second: lists that are wrong just before or after it`,
      seen: String(wrong),
      aim: '0',
      met: wrong === 0,
    },
    {
      what: 'sweep, escalations and letters of the morning after',
      seen: `${seconds.toFixed(1)} s for ${written.announced} announcements`,
      aim: '≤ 60 s',
      met: seconds <= 60 && written.announced >= 2 * count,
    },
    {
      what: 'p95 of actions meanwhile ÷ usual',
      seen: ratio.toFixed(2),
      aim: '≤ 2',
      met: ratio <= 2,
    },
  ]
}

async function to({ people, client }: Ground, at: Instant): Promise<void> {
  const moved = await advanceClock({ pool: people.pool, client }, at, { timeoutMs: STOP_LIMIT_MS })
  if (!moved.ok)
    throw new Error(`the clock: ${moved.code} at ${moved.standsAt ?? ''} ${moved.waitsFor.join()}`)
}

/** How many lists and counts are wrong at the due instant itself, when nothing is late yet, and one millisecond after. */
async function inThatSecond(ground: Ground, dueAt: Instant, all: number): Promise<number> {
  const { people, bed, say } = ground
  const http = new HttpUser(bed.product.url)
  let wrong = 0
  for (const late of [false, true]) {
    await to(ground, late ? addMs(dueAt, 1) : dueAt)
    for (const { name, token, scope } of askers(people)) {
      const [commune] = scope.sees.communes
      const { rows } = await people.pool.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM dossier WHERE due_at = $1 AND ($2::text IS NULL OR commune_id = $2)',
        [dueAt, commune ?? null],
      )
      const expected = late ? (rows[0]?.n ?? all) : 0
      const began = performance.now()
      const { counts } = await read<{ counts: readonly { overdue: number }[] }>(
        http,
        token,
        '/api/v1/dossiers/counts',
      )
      const list = await read<{ items: readonly { overdue: boolean }[] }>(
        http,
        token,
        '/api/v1/dossiers?limit=50&overdue=true&sort=due',
      )
      const counted = counts.reduce((sum, { overdue }) => sum + overdue, 0)
      const listed = list.items.filter(({ overdue }) => overdue).length
      say(
        `${late ? 'after' : 'at'} the due instant, ${name}: ${counted} overdue, expected ${expected} (both lists ${(performance.now() - began).toFixed(0)} ms)`,
      )
      if (counted !== expected) wrong += 1
      if (listed !== Math.min(50, expected) || list.items.length !== listed) wrong += 1
    }
  }
  http.close()
  return wrong
}

interface Morning {
  readonly seconds: number
  /** Of people's actions meanwhile, in milliseconds. */
  readonly times: readonly number[]
}

/** Moves the clock over the next working morning while people act. */
async function theMorning(ground: Ground, dueAt: Instant): Promise<Morning> {
  const lifecycle = await productRival(ground.bed.product.url, ground.people).prepare(USERS, 60)
  const times: number[] = []
  let over = false
  const acting = Promise.all(
    Array.from({ length: USERS }, (_, user) => act(lifecycle, user, times, () => over)),
  )
  const began = performance.now()
  try {
    for (const [name, at] of mornings(dueAt)) {
      const from = performance.now()
      await to(ground, at)
      ground.say(`${name}: ${((performance.now() - from) / 1000).toFixed(1)} s`)
    }
    return { seconds: (performance.now() - began) / 1000, times: [...times] }
  } finally {
    over = true
    await acting
  }
}

/** The instants of the first working morning after a deadline. */
function mornings(dueAt: Instant): readonly (readonly [string, Instant])[] {
  const sweepAt = nextSweepAt(dueAt, { calendar: SHIPPED_CALENDAR })
  const digestAt = nextDigestAt(SHIPPED_CALENDAR, dueAt)
  if (sweepAt === null || digestAt === null) throw new Error(`no morning after ${dueAt}`)
  return [
    ['sweep and escalations', sweepAt],
    ['letters', digestAt],
  ]
}

async function act(lifecycle: Lifecycle, user: number, times: number[], over: () => boolean): Promise<void> {
  while (!over()) {
    await lifecycle(user, async (work) => {
      const from = performance.now()
      const result = await work()
      times.push(performance.now() - from)
      return result
    })
  }
}

interface Told {
  readonly announced: number
  readonly letters: number
}

async function told({ people }: Ground): Promise<Told> {
  const { rows } = await people.pool.query<Told>(
    `SELECT count(*) FILTER (WHERE kind IN ('overdue', 'escalation'))::int AS announced,
       count(*) FILTER (WHERE kind = 'digest')::int AS letters FROM announcement`,
  )
  return rows[0] ?? { announced: 0, letters: 0 }
}
