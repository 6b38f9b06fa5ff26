// `npm run rehearse -- all`: lives a year of every procedure on the real system, over HTTP, by a stepped clock; writes down
// what the record shows of it, and names whatever the table of coverage asks for that was not seen.
import { eventsNeeded } from '../../seeds/judge.ts'
import { readCoverage, writeLedger } from '../../seeds/files.ts'
import { join } from 'node:path'
import type { Stack } from '../../start/stack.ts'
import { Checks } from '../checks.ts'
import type { Person } from '../client.ts'
import { checkBooks } from './books.ts'
import { Company } from './company.ts'
import { Ledger } from './ledger.ts'
import { Player } from './play.ts'
import { checkRecord } from './record.ts'
import { Stage } from './stage.ts'
import type { Say } from './stage.ts'
import { liveYear } from './year.ts'

/** The system that the year is lived on, and a folder for what it leaves behind. */
export interface Place {
  readonly stack: Stack
  readonly folder: string
}

/** Lives the year; true when all came out as it should and everything was seen that the seeds ask for. */
export async function rehearseAll({ stack, folder }: Place, admin: Person, say: Say): Promise<boolean> {
  await admin.must('PUT', '/shipped')
  const company = await Company.gather(stack.url, admin)
  say(`${company.places.length} offices`)
  const ledger = new Ledger()
  const player = new Player(company, ledger)
  await liveYear(new Stage(company, player, ledger, say))
  await player.readAll()
  say('\nWhat came of it')
  const checks = new Checks(say)
  await checkBooks(checks, company, player)
  await checkRecord(checks, { company, stack, folder: join(folder, 'exports'), say })
  const missing = eventsNeeded(readCoverage()).filter((name) => !ledger.names.has(name))
  for (const name of missing) say(`  NO  never seen: ${name}`)
  if (checks.failed > 0) say(`${checks.failed} things differ`)
  say(`${player.dossiers.size} dossiers, ${ledger.names.size} kinds of events, ${missing.length} missing`)
  const well = missing.length === 0 && checks.failed === 0
  if (well) writeLedger(ledger.names)
  return well
}
