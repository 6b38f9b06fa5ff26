// Lifecycles a second and the times of single actions: the product beside a bare workflow, tuned and untuned, and plain
// SQL, on the same servers, in turns, at 1, 16 and 64 users. One lifecycle is seven actions, each answered when written.
import { randomUUID } from 'node:crypto'
import type { Bed, Process } from './lib/bed.ts'
import type { DefaultServer } from './lib/default-server.ts'
import { HttpUser } from './lib/http.ts'
import { measure, median } from './lib/measure.ts'
import type { Lifecycle, Measured } from './lib/measure.ts'
import { headOf } from './lib/people.ts'
import type { Population } from './lib/people.ts'
import { STEP_IDS } from './procedure.ts'

export interface Rival {
  readonly name: string
  prepare(users: number, seconds: number): Promise<Lifecycle>
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

interface Basis {
  readonly step: string
  readonly round: number
  readonly contentHash: string | null
}

/** The product: each action with its actor's own token, idempotency key and the basis that he saw. */
export function productRival(url: string, people: Population): Rival {
  let ready: readonly string[] = []
  return {
    name: 'product',
    prepare: async (users, seconds) => {
      ready = await people.drafts(Math.max(400, seconds * 60 + users * 4))
      let next = 0
      const connections = Array.from({ length: users }, () => new HttpUser(url))
      return async (user, timed) => {
        const http = connections[user]
        const dossier = ready[next]
        next += 1
        if (http === undefined || dossier === undefined) throw new Error('not enough drafts prepared')
        let basis: Basis | null = null
        for (const [index, step] of STEP_IDS.entries()) {
          const token = index === 0 ? headOf(dossier) : index % 2 === 1 ? people.police : people.chair
          const action = index === 0 ? 'submit' : 'approve'
          const body =
            index === 0
              ? { basis: null, body: { fields: { grounds: 'Căn cứ kết quả năm trước' } } }
              : { basis, body: { text: 'Đồng ý' } }
          const reply = await timed(() =>
            http.send('POST', `/api/v1/dossiers/${dossier}/actions/${action}`, body, {
              ...bearer(token),
              'idempotency-key': randomUUID(),
            }),
          )
          if (reply.status !== 200) throw new Error(`${step}: ${reply.status} ${JSON.stringify(reply.body)}`)
          const { state } = reply.body as { state: Basis }
          basis = { step: state.step, round: state.round, contentHash: state.contentHash }
        }
      }
    },
  }
}

/** A bare rival behind its HTTP process. */
export function bareRival(name: string, api: Process): Rival {
  return {
    name,
    prepare: async (users) => {
      const connections = Array.from({ length: users }, () => new HttpUser(api.url))
      return async (user, timed) => {
        const http = connections[user]
        const id = randomUUID()
        if (http === undefined) throw new Error('no connection')
        for (const index of STEP_IDS.keys()) {
          const reply = await timed(() =>
            http.send(
              'POST',
              `/dossiers/${id}/actions/${index + 1}`,
              { text: 'Đồng ý', basis: { step: index, round: 1 } },
              { ...bearer('someone'), 'idempotency-key': randomUUID() },
            ),
          )
          if (reply.status !== 200)
            throw new Error(`${name} ${index}: ${reply.status} ${JSON.stringify(reply.body)}`)
        }
      }
    },
  }
}

export const TUNED = 'bare, tuned'
export const UNTUNED = 'bare, untuned'

/**
 * The tuned rival stands on the product's own servers with the product's worker settings; the untuned one has its timers
 * armed anew by every action, the SDK's defaults, and the Temporal server that is given, as the CLI starts it. All share
 * one PostgreSQL with its durable settings.
 */
export async function startRivals(
  bed: Bed,
  people: Population,
  untunedServer: DefaultServer,
): Promise<readonly Rival[]> {
  const { stack } = bed
  const { BARE_SCHEMA } = await import('./contenders/bare-rows.ts')
  const pg = (await import('pg')).default
  const owner = new pg.Client({ connectionString: stack.databaseOwnerUrl })
  await owner.connect()
  await owner.query(BARE_SCHEMA)
  await owner.end()
  const namespace = String(stack.environment.TEMPORAL_NAMESPACE)
  const at = (address: string) => [
    '--address',
    address,
    '--namespace',
    namespace,
    '--database',
    stack.databaseOwnerUrl,
  ]
  const onOurs = [...at(stack.temporalAddress), '--tuned', '--queue', 'bare-tuned']
  const onDefault = [...at(untunedServer.address), '--queue', 'bare-untuned']
  await bed.program('bench/contenders/bare-worker.ts', onOurs)
  await bed.program('bench/contenders/bare-worker.ts', onDefault)
  const tuned = await bed.program('bench/contenders/bare-api.ts', onOurs)
  const untuned = await bed.program('bench/contenders/bare-api.ts', onDefault)
  const plain = await bed.program('bench/contenders/bare-api.ts', [...at(stack.temporalAddress), '--plain'])
  return [
    productRival(stack.url, people),
    bareRival(TUNED, tuned),
    bareRival(UNTUNED, untuned),
    bareRival('plain SQL', plain),
  ]
}

export interface Throughput {
  readonly name: string
  readonly users: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly failures: number
  /** Processor time of a lifecycle over all processes, in milliseconds. */
  readonly cpuMs: number
}

/** Before anything is measured every rival works for so many seconds at the most users: code is compiled as it runs. */
const WARM_UP_SECONDS = 25

/** Each rival in turn, so many rounds, once warm and when what went before has settled; the median of each figure. */
export async function throughput(
  rivals: readonly Rival[],
  users: readonly number[],
  rounds: number,
  seconds: number,
  say: (line: string) => void,
  cpu: () => number,
  settle: () => Promise<void>,
): Promise<Throughput[]> {
  const found: Throughput[] = []
  const most = Math.max(...users)
  for (const rival of rivals) await measure(most, WARM_UP_SECONDS, await rival.prepare(most, WARM_UP_SECONDS))
  for (const count of users) {
    const runs = new Map<string, (Measured & { cpuMs: number })[]>()
    for (let round = 1; round <= rounds; round += 1) {
      for (const rival of rivals) {
        const lifecycle = await rival.prepare(count, seconds)
        // Neither the making of units and drafts nor what the rival before has left to do is anybody's here.
        await settle()
        const before = cpu()
        const lived = await measure(count, seconds, lifecycle)
        const measured = { ...lived, cpuMs: ((cpu() - before) * 1000) / lived.lifecycles }
        runs.set(rival.name, [...(runs.get(rival.name) ?? []), measured])
        say(
          `  ${count} users, round ${round}, ${rival.name}: ${measured.perSecond.toFixed(1)}/s, p99 ${measured.p99.toFixed(0)} ms, failures ${measured.failures}, CPU ${measured.cpuMs.toFixed(0)} ms a lifecycle`,
        )
      }
    }
    for (const [name, each] of runs) {
      const of = (pick: (one: Measured & { cpuMs: number }) => number) => median(each.map(pick))
      found.push({
        name,
        users: count,
        perSecond: of((m) => m.perSecond),
        p50: of((m) => m.p50),
        p95: of((m) => m.p95),
        p99: of((m) => m.p99),
        failures: of((m) => m.failures),
        cpuMs: of((m) => m.cpuMs),
      })
    }
  }
  return found
}
