// How fast the lists of a full record answer, to a commune's police and to a province's staff: over HTTP, and in the server
// without it. Pages by two filters, counts by step, and search by words without diacritics.
import { performance } from 'node:perf_hooks'
import { residentMiB } from './lib/cpu.ts'
import type { Figure, Ground } from './lib/ground.ts'
import { HttpUser } from './lib/http.ts'
import { percentile } from './lib/measure.ts'
import { AIMS, QUESTIONS, ask, askers, pathOf } from './lib/questions.ts'
import type { Asker, Kind, Question } from './lib/questions.ts'

const WARM_UP = 20
const REQUESTS = 200

interface Times {
  readonly p50: number
  readonly p95: number
  readonly items: number
}

interface Row extends Question {
  readonly who: string
  readonly http: Times
  readonly server: Times
}

export async function reads(ground: Ground, dossiers: number): Promise<readonly Figure[]> {
  const { bed, people, say } = ground
  await ground.fill(dossiers)
  const before = residentMiB(bed.product.pid)
  const rows: Row[] = []
  for (const asker of askers(people)) {
    const user = new HttpUser(bed.product.url, { authorization: `Bearer ${asker.token}` })
    for (const question of QUESTIONS)
      rows.push({
        ...question,
        who: asker.name,
        http: await timesOf(() => overHttp(user, pathOf(question))),
        server: await timesOf(() => inServer(ground, asker, question)),
      })
    user.close()
  }
  say('\n| who | what | items | in the server p50, p95 ms | over HTTP p50, p95 ms |\n|---|---|---|---|---|')
  for (const { who, name, http, server } of rows) {
    const [inside, outside] = [server, http].map(({ p50, p95 }) => `${p50.toFixed(1)}, ${p95.toFixed(1)}`)
    say(`| ${who} | ${name} | ${http.items} | ${inside} | ${outside} |`)
  }
  const after = residentMiB(bed.product.pid)
  say(`API process: ${before.toFixed(0)} MiB before, ${after.toFixed(0)} MiB after the reads`)
  return (Object.keys(AIMS) as Kind[]).map((kind) => figureOf(kind, rows, dossiers))
}

function figureOf(kind: Kind, rows: readonly Row[], dossiers: number): Figure {
  const own = rows.filter((row) => row.kind === kind)
  const worst = (of: 'http' | 'server') => Math.max(...own.map((row) => row[of].p95))
  const [server, http] = [worst('server'), worst('http')]
  return {
    what: `${kind} out of ${dossiers}, worst p95 in the server (over HTTP)`,
    seen: `${server.toFixed(1)} ms (${http.toFixed(1)} ms)`,
    aim: `≤ ${AIMS[kind]} ms`,
    met: server <= AIMS[kind],
  }
}

async function overHttp(user: HttpUser, path: string): Promise<number> {
  const reply = await user.send('GET', path)
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
  const list: unknown = Object.values(reply.body as object).find(Array.isArray)
  return Array.isArray(list) ? list.length : 0
}

function inServer({ people }: Ground, asker: Asker, question: Question): Promise<number> {
  return ask(people.pool, asker, question, new Date().toISOString())
}

/** One request after another; gives how many items the last one brought, so that a fast nothing shows. */
async function timesOf(once: () => Promise<number>): Promise<Times> {
  const times: number[] = []
  let items = 0
  for (let index = 0; index < WARM_UP + REQUESTS; index += 1) {
    const from = performance.now()
    items = await once()
    if (index >= WARM_UP) times.push(performance.now() - from)
  }
  times.sort((a, b) => a - b)
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), items }
}
