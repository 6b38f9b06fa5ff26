// What a database needs before anybody can work with it: its tables, the national registry of offices, a first
// administrator, and demo data when asked for. Every step is harmless to repeat.
import { FIRST_LOGIN, ensureAdministrator } from '../../api/auth/administrator.ts'
import { createPool } from '../../activities/pool.ts'
import { migrate } from '../../prisma/migrate.ts'
import { seedRegistry } from '../../prisma/seed.ts'
import type { Say } from '../servers/cache.ts'

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
  readonly say: Say
}): Promise<FirstAdministrator | null> {
  const { say } = options
  const applied = await migrate(options.ownerUrl)
  if (applied.length > 0) say(`Tables: ${applied.join(', ')}`)
  const pool = createPool({ connectionString: options.appUrl, name: 'trinh start', statementTimeoutMs: 0 })
  try {
    const counts = await seedRegistry(pool)
    say(`Offices: ${counts.provinces} provinces, ${counts.communes} communes, ${counts.aliases} former names`)
    const password = await ensureAdministrator(pool)
    if (options.demo) {
      const { loadDemo } = await import('../../prisma/demo.ts')
      await loadDemo(pool)
      say('Demo data: loaded')
    }
    return password === null ? null : { login: FIRST_LOGIN, password }
  } finally {
    await pool.end()
  }
}
