// What the parts of the benchmark stand on: one bed with people, made when the first part asks for it, and a record that is
// filled once for all parts that read a full one; and how a part says what it saw beside what it was to reach.
import { Client, Connection } from '@temporalio/client'
import { playerOf } from '../../cli/load/world.ts'
import { analyse, load } from '../../cli/load.ts'
import { loadPool } from '../../cli/load/write.ts'
import { keysFromPem } from '../../activities/record/keys.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { BENCH_PROCEDURE } from '../procedure.ts'
import { makeBed } from './bed.ts'
import type { Bed } from './bed.ts'
import { PROVINCE, giveToken, populate } from './people.ts'
import type { Population } from './people.ts'

/** One figure of the benchmark. */
export interface Figure {
  readonly what: string
  readonly seen: string
  readonly aim: string
  readonly met: boolean
}

export type Say = (line: string) => void

/** Seeds of the loads, so that none gets in another's way. */
export type LoadOf = 'reads' | 'memory' | 'batch' | 'due' | 'sheets'
const SEEDS: Readonly<Record<LoadOf, number>> = { reads: 1, memory: 2, batch: 3, due: 4, sheets: 5 }

/** The last year in which the province has judged by now: a load plays up to there. */
export function benchYear(now: Date): number {
  const year = now.getUTCFullYear()
  return now.toISOString() >= `${year}-11-05` ? year : year - 1
}

async function everyProvince(pool: Population['pool']): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM office WHERE kind = 'province' ORDER BY id",
  )
  return rows.map(({ id }) => id)
}

export class Ground {
  readonly say: Say
  readonly bed: Bed
  readonly people: Population
  readonly client: Client
  private readonly connection: Connection
  private full: Promise<void> | undefined

  /** Where a stepped clock stood at first; null for the real one. */
  private readonly standsAt: Date | null

  private constructor(say: Say, bed: Bed, people: Population, connection: Connection, standsAt: Date | null) {
    this.standsAt = standsAt
    this.say = say
    this.bed = bed
    this.people = people
    this.connection = connection
    const namespace = bed.stack.environment['TEMPORAL_NAMESPACE'] ?? 'default'
    this.client = new Client({ connection, namespace })
  }

  /** Brings everything up; `now` is where a stepped clock is to stand, and null for the real one. */
  static async make(say: Say, now: string | null = null): Promise<Ground> {
    const stepped: Record<string, string> =
      now === null ? {} : { TRINH_CLOCK: 'stepped', TRINH_CLOCK_START: now }
    const bed = await makeBed(stepped)
    try {
      const year = new Date(now ?? Date.now()).getUTCFullYear()
      const people = await populate(bed.stack.databaseUrl, BENCH_PROCEDURE, year)
      const connection = await Connection.connect({ address: bed.stack.temporalAddress })
      return new Ground(say, bed, people, connection, now === null ? null : new Date(now))
    } catch (error) {
      await bed.end()
      throw error
    }
  }

  /** Fills the record with the mixture of a year under way, once. */
  async fill(dossiers: number): Promise<void> {
    this.full ??= this.load('reads', dossiers).then(() => undefined)
    await this.full
  }

  /** Loads dossiers; with `turns`, all of them units of communes that stand after so many; gives their ids. */
  async load(of: LoadOf, dossiers: number, turns?: number): Promise<readonly string[]> {
    const now = this.standsAt ?? new Date()
    const pool = loadPool(this.bed.stack.databaseUrl)
    // A hundred thousand a year are the whole country's; what one decision or one morning takes in is one province's.
    const provinces = of === 'reads' ? await everyProvince(pool) : [PROVINCE]
    const { SIGNING_KEY: pem } = this.bed.stack.environment
    const done = await load({
      ...{ pool, dossiers, seed: SEEDS[of], provinces, year: this.year(), say: this.say },
      keys: pem === undefined ? null : keysFromPem(pem),
      now: now.toISOString(),
      ...(turns === undefined ? {} : { turns }),
    })
    await pool.end()
    await analyse(this.bed.stack.databaseOwnerUrl)
    this.say(
      `loaded ${done.dossiers} dossiers, ${done.events} lines of their chains in ${done.seconds.toFixed(0)} s`,
    )
    return done.ids
  }

  /** The bearer token of someone whom a load made: a role in an office. */
  async officer(role: Role, officeId: string): Promise<string> {
    const { personId } = playerOf(officeId, role)
    return giveToken(this.people.pool, personId, `${role}-${officeId}`)
  }

  private year(): number {
    return this.standsAt?.getUTCFullYear() ?? benchYear(new Date())
  }

  /** All parts that work for people. */
  pids(): number[] {
    return (['worker', 'API', 'Temporal', 'PostgreSQL'] as const).map((part) => this.pidOf(part))
  }

  /** The process id of a part as it runs now. */
  pidOf(part: 'worker' | 'API' | 'Temporal' | 'PostgreSQL'): number {
    return this.bed.stack.parts.get(part)?.current().pid ?? 0
  }

  async end(): Promise<void> {
    await this.people.pool.end()
    await this.connection.close()
    await this.bed.end()
  }
}
