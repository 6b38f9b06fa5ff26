// `npm run rehearse -- all`: lives a year of every procedure on the real system, over HTTP, by a stepped clock; writes down
// what the record shows of it, and names whatever the table of coverage asks for that was not seen.
import { eventsNeeded } from '../../seeds/judge.ts'
import { readCoverage, writeLedger } from '../../seeds/files.ts'
import type { Person } from '../client.ts'
import { Company } from './company.ts'
import { Ledger } from './ledger.ts'
import { Player } from './play.ts'
import { Stage } from './stage.ts'
import type { Say } from './stage.ts'
import { liveYear } from './year.ts'

/** Lives the year; true when everything was seen that the seeds ask for. */
export async function rehearseAll(url: string, admin: Person, say: Say): Promise<boolean> {
  await admin.must('PUT', '/shipped')
  const company = await Company.gather(url, admin)
  say(`${company.places.length} offices`)
  const ledger = new Ledger()
  const player = new Player(company, ledger)
  await liveYear(new Stage(company, player, ledger, say))
  await player.readAll()
  const missing = eventsNeeded(readCoverage()).filter((name) => !ledger.names.has(name))
  for (const name of missing) say(`  NO  never seen: ${name}`)
  say(`${player.dossiers.size} dossiers, ${ledger.names.size} kinds of events, ${missing.length} missing`)
  if (missing.length === 0) writeLedger(ledger.names)
  return missing.length === 0
}
