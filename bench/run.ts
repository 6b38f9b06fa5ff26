// `npm run bench`: every figure that the README quotes, measured in one run on one bed. Parts can be named to run alone:
// npm run bench -- throughput --rounds 3 --seconds 10
import { parseArgs } from 'node:util'
import { makeBed } from './lib/bed.ts'
import { cpuSeconds } from './lib/cpu.ts'
import { populate } from './lib/people.ts'
import { BENCH_PROCEDURE } from './procedure.ts'
import { reads } from './reads.ts'
import { startRivals, throughput } from './throughput.ts'
import type { Throughput } from './throughput.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    users: { type: 'string', default: '1,16,64' },
    dossiers: { type: 'string', default: '100000' },
  },
})
const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
const wanted = (part: string): boolean => positionals.length === 0 || positionals.includes(part)

function table(rows: readonly Throughput[]): void {
  say('\n| who | users | lifecycles/s | p50 ms | p95 ms | p99 ms | CPU ms a lifecycle |')
  say('|---|---|---|---|---|---|---|')
  for (const row of rows) {
    say(
      `| ${row.name} | ${row.users} | ${row.perSecond.toFixed(1)} | ${row.p50.toFixed(0)} | ${row.p95.toFixed(0)} | ${row.p99.toFixed(0)} | ${row.cpuMs.toFixed(0)} |`,
    )
  }
}

function ratios(rows: readonly Throughput[]): void {
  const of = (name: string, users: number) => rows.find((row) => row.name === name && row.users === users)
  for (const { users } of rows.filter((row) => row.name === 'product')) {
    const [product, tuned, untuned] = [
      of('product', users),
      of('bare, tuned', users),
      of('bare, untuned', users),
    ]
    if (product === undefined || tuned === undefined || untuned === undefined) continue
    say(
      `${users} users: lifecycles ÷ tuned ${(product.perSecond / tuned.perSecond).toFixed(2)}, ÷ untuned ${(product.perSecond / untuned.perSecond).toFixed(2)}; p99 ÷ tuned ${(product.p99 / tuned.p99).toFixed(2)}`,
    )
  }
}

const bed = await makeBed()
try {
  const people = await populate(bed.stack.databaseUrl, BENCH_PROCEDURE, new Date().getUTCFullYear())
  if (wanted('throughput')) {
    const rivals = await startRivals(bed, people)
    const rows = await throughput(
      rivals,
      values.users.split(',').map(Number),
      Number(values.rounds),
      Number(values.seconds),
      say,
      () => cpuSeconds([process.pid]),
    )
    table(rows)
    ratios(rows)
  }
  if (wanted('reads')) await reads(bed, people, Number(values.dossiers), say)
  await people.pool.end()
} finally {
  await bed.end()
}
