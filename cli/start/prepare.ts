// What a database needs before anybody can work with it: its tables, the national registry of offices, a first
// administrator, and demo data when asked for. Every step is harmless to repeat.
import { FIRST_LOGIN, ensureAdministrator } from '../../api/auth/administrator.ts'
import { createPool } from '../../activities/pool.ts'
import type { Pool } from '../../activities/pool.ts'
import type { Config } from '../../config.ts'
import { migrate } from '../../prisma/migrate.ts'
import { seedRegistry } from '../../prisma/seed.ts'
import { refuseUnfinished } from '../../prisma/unfinished.ts'
import type { Say } from '../servers/cache.ts'
import { StartError } from '../servers/processes.ts'

/** The account made at the first start; its password is shown once and stored only as a hash. */
export interface FirstAdministrator {
  readonly login: string
  readonly password: string
}

/** Prepares the database; gives the first administrator if he was made now. */
export async function prepareDatabase(options: {
  readonly ownerUrl: string
  readonly appUrl: string
  readonly demo: boolean
  readonly clock: Pick<Config, 'clock' | 'clockStart'>
  readonly say: Say
}): Promise<FirstAdministrator | null> {
  const { say } = options
  await refuseHalf(options.ownerUrl)
  const applied = await migrate(options.ownerUrl)
  if (applied.length > 0) say(`Tables: ${applied.join(', ')}`)
  const pool = createPool({ connectionString: options.appUrl, name: 'trinh start', statementTimeoutMs: 0 })
  try {
    await setClock(pool, options.clock)
    const counts = await seedRegistry(pool)
    say(`Offices: ${counts.provinces} provinces, ${counts.communes} communes, ${counts.aliases} former names`)
    const password = await ensureAdministrator(pool)
    if (options.demo) {
      const { loadDemo } = await import('../../prisma/demo.ts')
      const demo = await loadDemo(pool)
      say(
        `Demo data: ${demo.plans} plans, ${demo.accounts.length} accounts, all with the password ${demo.password}:`,
      )
      for (const { login, role, officeName } of demo.accounts)
        say(`  ${login.padEnd(20)} ${role} · ${officeName}`)
    }
    return password === null ? null : { login: FIRST_LOGIN, password }
  } finally {
    await pool.end()
  }
}

/** Throws one line where a restore was broken off: half of a record is worse than none. */
async function refuseHalf(ownerUrl: string): Promise<void> {
  const pool = createPool({ connectionString: ownerUrl, name: 'trinh start', max: 1 })
  try {
    await refuseUnfinished(pool, () => false)
  } finally {
    await pool.end()
  }
}

/**
 * The clock belongs to the instance for good: a stepped one is set up with the new database, and stands where it was left
 * at later starts. An instance that people work in never becomes a rehearsal, nor the other way round.
 */
async function setClock(
  pool: Pool,
  { clock, clockStart }: Pick<Config, 'clock' | 'clockStart'>,
): Promise<void> {
  const { rows } = await pool.query<{ mode: string; used: boolean }>(
    'SELECT mode, EXISTS (SELECT 1 FROM role_holding) AS used FROM clock WHERE id = 1',
  )
  const mode = rows[0]?.mode ?? 'real'
  if (mode === clock) return
  if (clock === 'real' || rows[0]?.used === true)
    throw new StartError(`this instance was set up with a ${mode} clock: start it with TRINH_CLOCK=${mode}`)
  if (clockStart === undefined)
    throw new StartError('a new instance with a stepped clock needs TRINH_CLOCK_START, an instant in UTC')
  await pool.query("UPDATE clock SET mode = 'stepped', stands_at = $1 WHERE id = 1", [clockStart])
}
