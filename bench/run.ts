// `npm run bench`: every figure that the README quotes, each part with its table and whether its aim is met; exit 1 where a
// part fails, never because a figure misses its aim. Parts can be named, and made smaller for trying:
// npm run bench -- throughput --rounds 3 --seconds 10
// npm run bench -- reads plans --dossiers 10000
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { backup } from './backup.ts'
import { batch } from './batch.ts'
import { due } from './due.ts'
import { history } from './history.ts'
import { cpuSeconds, settled } from './lib/cpu.ts'
import { startDefaultServer } from './lib/default-server.ts'
import { Ground } from './lib/ground.ts'
import type { Figure } from './lib/ground.ts'
import { memory } from './memory.ts'
import { papers } from './papers.ts'
import { plans } from './plans.ts'
import { reads } from './reads.ts'
import { sheets } from './sheets.ts'
import { stale } from './stale.ts'
import { start } from './start.ts'
import { TUNED, UNTUNED, startRivals, throughput } from './throughput.ts'
import type { Throughput } from './throughput.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    users: { type: 'string', default: '1,16,64' },
    dossiers: { type: 'string', default: '100000' },
    actions: { type: 'string', default: '10000' },
    decided: { type: 'string', default: '5000' },
    open: { type: 'string', default: '10000' },
    work: { type: 'string', default: '5000' },
    rows: { type: 'string', default: '20000' },
    exported: { type: 'string', default: '24000' },
    units: { type: 'string', default: '5000' },
    'keep-plans': { type: 'boolean', default: false },
  },
})
const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
const size = (
  name: 'rounds' | 'seconds' | 'dossiers' | 'actions' | 'decided' | 'open' | 'work' | 'rows' | 'exported',
): number => Number(values[name])

function table(rows: readonly Throughput[]): void {
  say('\n| who | users | lifecycles/s | p50 ms | p95 ms | p99 ms | CPU ms a lifecycle |')
  say('|---|---|---|---|---|---|---|')
  for (const row of rows) {
    say(
      `| ${row.name} | ${row.users} | ${row.perSecond.toFixed(1)} | ${row.p50.toFixed(0)} | ${row.p95.toFixed(0)} | ${row.p99.toFixed(0)} | ${row.cpuMs.toFixed(0)} |`,
    )
  }
}

/** Aims hold at 16 and at 64 users; what one user alone sees is shown without one. */
function ratios(rows: readonly Throughput[]): readonly Figure[] {
  const of = (name: string, users: number) => rows.find((row) => row.name === name && row.users === users)
  return rows
    .filter((row) => row.name === 'product' && row.users > 1)
    .flatMap((product) => {
      const { users } = product
      const [tuned, untuned] = [of(TUNED, users), of(UNTUNED, users)]
      if (tuned === undefined || untuned === undefined) return []
      const [best, plain] = [product.perSecond / tuned.perSecond, product.perSecond / untuned.perSecond]
      const p99 = product.p99 / tuned.p99
      return [
        {
          what: `lifecycles ÷ tuned rival, ${users} users`,
          seen: best.toFixed(2),
          aim: '≥ 0.8',
          met: best >= 0.8,
        },
        {
          what: `lifecycles ÷ untuned rival, ${users} users`,
          seen: plain.toFixed(2),
          aim: '≥ 1.5',
          met: plain >= 1.5,
        },
        { what: `p99 ÷ tuned rival, ${users} users`, seen: p99.toFixed(2), aim: '≤ 1.3', met: p99 <= 1.3 },
      ]
    })
}

async function sideBySide(ground: Ground): Promise<readonly Figure[]> {
  const { bed, people } = ground
  const { TEMPORAL_NAMESPACE: namespace } = bed.stack.environment
  const untuned = await startDefaultServer(join(bed.folder, 'default-server'), String(namespace))
  try {
    const rivals = await startRivals(bed, people, untuned)
    const users = values.users.split(',').map(Number)
    const cpu = () => cpuSeconds([process.pid])
    const settle = () => settled(ground.pids())
    const rows = await throughput(rivals, users, size('rounds'), size('seconds'), say, cpu, settle)
    table(rows)
    return ratios(rows)
  } finally {
    await untuned.stop()
  }
}

/** In this order: what needs an empty record comes before what fills it. */
const PARTS: Readonly<Record<string, (ground: Ground) => Promise<readonly Figure[]>>> = {
  throughput: sideBySide,
  stale: (ground) => stale(ground, size('actions')),
  history,
  batch: (ground) => batch(ground, size('decided')),
  sheets: (ground) => sheets(ground, size('rows'), size('exported')),
  memory: (ground) => memory(ground, { open: size('open'), work: size('work'), dossiers: size('dossiers') }),
  reads: (ground) => reads(ground, size('dossiers')),
  backup: (ground) => backup(ground, size('dossiers')),
  plans: (ground) => plans(ground, size('dossiers'), values['keep-plans']),
}
/** On a ground of their own. */
const ALONE: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  due: () => due(say, size('dossiers')),
  start: () => start(say),
  papers: () => papers(say, Number(values.units)),
}

function called(): readonly string[] {
  const known = [...Object.keys(PARTS), ...Object.keys(ALONE)]
  const unknown = positionals.filter((part) => !known.includes(part))
  if (unknown.length > 0)
    throw new Error(`no such part: ${unknown.join(', ')}; there are ${known.join(', ')}`)
  return positionals.length === 0 ? known : known.filter((part) => positionals.includes(part))
}

function summary(figures: readonly Figure[]): void {
  say('\n| figure | seen | aim | met |\n|---|---|---|---|')
  for (const { what, seen, aim, met } of figures)
    say(`| ${what} | ${seen} | ${aim} | ${met ? 'yes' : 'no'} |`)
}

const parts = called()
const figures: Figure[] = []
const onGround = parts.filter((part) => part in PARTS)
if (onGround.length > 0) {
  const ground = await Ground.make(say)
  try {
    for (const part of onGround) {
      say(`\n## ${part}`)
      figures.push(...((await PARTS[part]?.(ground)) ?? []))
    }
  } finally {
    await ground.end()
  }
}
for (const part of parts) {
  const run = ALONE[part]
  if (run === undefined) continue
  say(`\n## ${part}`)
  figures.push(...(await run()))
}
summary(figures)
