// A database of its own for each test file: a clone of the migrated template, in the one cluster of this run.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** A clone of the template; drop it in afterAll. */
export interface FreshDatabase {
  /** As trinh_owner: may do everything to the tables. */
  readonly ownerUrl: string
  /** As trinh_app: the rights of the running system. */
  readonly appUrl: string
  /** As the superuser, on this database. */
  readonly adminUrl: string
  readonly name: string
  /** Ends all connections to it and removes it. */
  drop(): Promise<void>
}

/** Makes a migrated, empty database (about 60 ms); works in the groups of tests that have a cluster (vitest.config.ts). */
export async function freshDatabase(): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin((client) => client.query(`CREATE DATABASE ${name} OWNER trinh_owner TEMPLATE template_trinh`))
  const on = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).toString()
  return {
    name,
    ownerUrl: on(inject('postgresOwnerUrl')),
    appUrl: on(inject('postgresAppUrl')),
    adminUrl: on(inject('postgresAdminUrl')),
    drop: async () => {
      await asAdmin((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    },
  }
}

async function asAdmin(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresAdminUrl') })
  await client.connect()
  try {
    // Two files may ask for a clone at once; PostgreSQL refuses the second while the first one copies.
    await client.query('SELECT pg_advisory_lock(1)')
    await work(client)
  } finally {
    await client.end()
  }
}
