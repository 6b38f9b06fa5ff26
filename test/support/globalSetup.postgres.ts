// One real PostgreSQL cluster for the whole run, shared by all groups of tests, with a migrated template database that
// test files clone. It lives in a temporary folder, without fsync, and goes away at the end.
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { endPostgresOf, startPostgres } from '../../cli/servers/postgres.ts'
import { isAlive, readPid } from '../../cli/servers/processes.ts'
import { migrate } from '../../prisma/migrate.ts'
import { shared } from './shared.ts'

const PREFIX = 'trinh-test-'
const OWNER = 'owner.pid'

declare module 'vitest' {
  interface ProvidedContext {
    /** As the superuser: makes and drops databases. */
    postgresAdminUrl: string
    /** As trinh_owner, on the template database. */
    postgresOwnerUrl: string
    /** As trinh_app, on the template database. */
    postgresAppUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { value, release } = await shared('postgres', async () => {
    await sweepLeftovers()
    const folder = mkdtempSync(join(tmpdir(), PREFIX))
    chmodSync(folder, 0o755)
    writeFileSync(join(folder, OWNER), `${process.pid}\n`)
    const dataDir = join(folder, 'pg')
    const end = async () => {
      await endPostgresOf(dataDir)
      rmSync(folder, { recursive: true, force: true })
    }
    try {
      const server = await startPostgres({ dataDir, fsync: false, database: 'template_trinh' })
      await migrate(server.ownerUrl)
      return { value: server, end }
    } catch (error) {
      await end()
      throw error
    }
  })
  project.provide('postgresAdminUrl', value.adminUrl)
  project.provide('postgresOwnerUrl', value.ownerUrl)
  project.provide('postgresAppUrl', value.url)
  return release
}

/** Ends and removes what a run that was killed has left. */
async function sweepLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name)
    const owner = readPid(join(folder, OWNER))
    if (owner === undefined || isAlive(owner)) continue
    await endPostgresOf(join(folder, 'pg'))
    rmSync(folder, { recursive: true, force: true })
  }
}
