// The site's database as the owner of its tables, for what no screen can bring about.
import { inject } from 'vitest'
import { createPool } from '../../../activities/pool.ts'
import type { Pool } from '../../../activities/pool.ts'

export async function onDatabase<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool({ connectionString: inject('siteDatabaseUrl'), name: 'test', max: 1 })
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}
