// One real PostgreSQL cluster for the whole run, shared by all groups of tests, with a migrated template database that
// test files clone. It lives in a temporary folder, without fsync, and goes away at the end.
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../cli/servers/postgres.ts'
import { migrate } from '../../prisma/migrate.ts'
import { runFolder } from './runFolder.ts'
import { shared } from './shared.ts'

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
    const folder = await runFolder()
    try {
      const dataDir = join(folder.path, 'pg')
      const server = await startPostgres({ dataDir, fsync: false, database: 'template_trinh' })
      await migrate(server.ownerUrl)
      return { value: server, end: folder.end }
    } catch (error) {
      await folder.end()
      throw error
    }
  })
  project.provide('postgresAdminUrl', value.adminUrl)
  project.provide('postgresOwnerUrl', value.ownerUrl)
  project.provide('postgresAppUrl', value.url)
  return release
}
