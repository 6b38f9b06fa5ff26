// What one person has just done, read by another person through another API process the moment the first has his answer:
// in the task queue, in a filtered list and in the counts. Nothing that is older than the answer may be shown.
import { inLanes } from '../cli/lanes.ts'
import { act, read } from './lib/acting.ts'
import type { Basis } from './lib/acting.ts'
import type { Figure, Ground } from './lib/ground.ts'
import { HttpUser } from './lib/http.ts'
import { headOf, unitOf } from './lib/people.ts'
import { STEP_IDS } from './procedure.ts'

const LANES = 16

interface Seen {
  reads: number
  queue: number
  list: number
  counts: number
}

interface Page<T> {
  readonly items: readonly T[]
}

export async function stale({ bed, people, say }: Ground, actions: number): Promise<readonly Figure[]> {
  const other = await bed.secondApi()
  const dossiers = await people.drafts(Math.ceil(actions / STEP_IDS.length))
  const acting = Array.from({ length: LANES }, () => new HttpUser(bed.product.url))
  const reading = Array.from({ length: LANES }, () =>
    Array.from({ length: 3 }, () => new HttpUser(other.url)),
  )
  const seen: Seen = { reads: 0, queue: 0, list: 0, counts: 0 }
  let done = 0
  const began = performance.now()
  await inLanes(LANES, dossiers, async (dossierId, lane) => {
    const [http, readers] = [acting[lane], reading[lane]]
    if (http === undefined || readers === undefined) throw new Error('no connection')
    let basis: Basis | null = null
    for (const index of STEP_IDS.keys()) {
      if (done >= actions) return
      done += 1
      // Whoever has it next reads; after the last step, the one who has not acted.
      const token = index === 0 ? headOf(dossierId) : index % 2 === 1 ? people.police : people.chair
      const reader = index % 2 === 1 ? people.chair : people.police
      const body = index === 0 ? { fields: { grounds: 'Căn cứ kết quả năm trước' } } : { text: 'Đồng ý' }
      const now: Basis & { status: string } = await act(http, {
        ...{ token, dossierId, basis, body },
        action: index === 0 ? 'submit' : 'approve',
      })
      basis = now
      await look(readers, reader, dossierId, now, index === STEP_IDS.length - 1, seen)
    }
  })
  const seconds = (performance.now() - began) / 1000
  for (const user of [...acting, ...reading.flat()]) user.close()
  await other.stop()
  const found = seen.queue + seen.list + seen.counts
  say(`\n| ${done} actions, ${seen.reads} reads by others in ${seconds.toFixed(0)} s | stale |\n|---|---|`)
  for (const [what, count] of [
    ['task queue', seen.queue],
    ['filtered list', seen.list],
    ['counts by step', seen.counts],
  ] as const)
    say(`| ${what} | ${count} |`)
  return [
    {
      what: `stale reads after ${done} actions`,
      seen: String(found),
      aim: '0',
      met: found === 0,
    },
  ]
}

/** Reads the three at once, so that each is as soon after the answer as can be. */
async function look(
  readers: readonly HttpUser[],
  token: string,
  id: string,
  now: Basis & { readonly status: string },
  ended: boolean,
  seen: Seen,
): Promise<void> {
  const [first, second, third] = readers
  if (first === undefined || second === undefined || third === undefined) throw new Error('no connection')
  const unit = unitOf(id)
  const listed = ended ? 'open=false' : `open=true&step=${now.step}`
  const [queue, list, { counts }] = await Promise.all([
    read<Page<{ dossierId: string; step: string; round: number }>>(
      first,
      token,
      '/api/v1/me/tasks?limit=200',
    ),
    read<Page<{ id: string; step: string; status: string }>>(
      second,
      token,
      `/api/v1/dossiers?limit=50&territory=${unit}&${listed}`,
    ),
    read<{ counts: readonly { step: string; status: string; count: number }[] }>(
      third,
      token,
      `/api/v1/dossiers/counts?territory=${unit}`,
    ),
  ])
  const tasks = queue.items.filter(({ dossierId }) => dossierId === id)
  const inQueue = tasks.length === 1 && tasks[0]?.step === now.step && tasks[0].round === now.round
  const [item] = list.items
  const [count] = counts
  seen.reads += 3
  if (ended ? tasks.length > 0 : !inQueue) seen.queue += 1
  if (list.items.length !== 1 || item?.id !== id || item.step !== now.step || item.status !== now.status)
    seen.list += 1
  if (counts.length !== 1 || count?.count !== 1 || count.step !== now.step || count.status !== now.status)
    seen.counts += 1
}
