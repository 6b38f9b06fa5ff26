// The record taken back to an older copy of the database, and Temporal's store thrown away: the runs are made again from
// the record, and work goes on from what it says.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { runProgram } from '../../cli/start/programs.ts'
import { dossierWorkflowId } from '../../workflows/messages.ts'
import { freshDatabase } from '../support/postgres.ts'
import type { FreshDatabase } from '../support/postgres.ts'
import {
  GROUNDS,
  LIMIT_MS,
  aSystem,
  endSystem,
  expectRecorded,
  expectWhole,
  recorded,
  untilAgreed,
} from './system.ts'
import type { FaultSystem, Unit } from './system.ts'

describe('an older record and a new store', () => {
  let system: FaultSystem
  let database: FreshDatabase
  let returned: Unit
  let moved: Unit
  let concluded: Unit
  let draft: Unit

  beforeAll(async () => {
    database = await freshDatabase()
    system = await aSystem(addresses())
  }, LIMIT_MS)
  afterAll(async () => {
    await endSystem(system)
    await database.drop()
  })

  function addresses(): Record<string, string> {
    return { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl }
  }

  it(
    'goes on from a database restored as it was, after a rebuild',
    async () => {
      ;[returned, moved, concluded] = await Promise.all([
        system.submitted('Trạm Thú y'),
        system.submitted('Trường Mầm non'),
        system.submitted('Hội Nông dân'),
      ])
      draft = await system.unit('Đoàn Thanh niên')
      await system.police.must(concluded.id, 'approve')

      const copy = `${database.name}_copy`
      await alone((name) => [`CREATE DATABASE ${copy} OWNER trinh_owner TEMPLATE ${name}`])
      const approves = await system.police.means(moved.id, 'approve')
      expect((await system.police.decided(approves)).status).toBe(200)
      await system.police.must(returned.id, 'return', {
        args: { toStep: 'ask' },
        body: { reason: 'Chưa rõ lý do' },
      })
      await system.chair.must(concluded.id, 'approve')
      const submits = await draft.head.means(draft.id, 'submit', { body: GROUNDS })
      expect((await draft.head.decided(submits)).status).toBe(200)
      await alone((name) => [`DROP DATABASE ${name}`, `ALTER DATABASE ${copy} RENAME TO ${name}`])

      await runProgram({
        program: 'cli/rebuild.ts',
        environment: system.stack.environment,
        logFile: join(system.folder, 'logs', 'rebuild.log'),
      })
      for (const { id } of [returned, moved, concluded]) await untilAgreed(system, id)
      expect(await recorded(system, draft.id)).toEqual([])
      // What people did since then is gone, and they do it again, whether as a repeat or anew.
      expect((await system.police.decided(approves)).status).toBe(200)
      expect((await draft.head.decided(submits)).status).toBe(200)
      await system.police.must(returned.id, 'approve')
      await system.chair.must(concluded.id, 'approve')
      await expectRecorded(system, moved.id, ['submit', 'approve'])
      await expectRecorded(system, returned.id, ['submit', 'approve'])
      await expectRecorded(system, draft.id, ['submit'])
      await expectRecorded(system, concluded.id, ['submit', 'approve', 'approve'])
      expect(await expectWhole(system)).toBeGreaterThanOrEqual(4)
    },
    LIMIT_MS,
  )

  /** Runs statements while nobody else is on the database; the system meets an outage meanwhile. */
  async function alone(statements: (name: string) => readonly string[]): Promise<void> {
    const { name } = database
    const client = new pg.Client({ connectionString: inject('postgresAdminUrl') })
    await client.connect()
    try {
      await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
      await client.query('SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1', [
        name,
      ])
      for (const statement of statements(name)) await client.query(statement)
      await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
    } finally {
      await client.end()
    }
  }

  it(
    "goes on from the record when Temporal's store was thrown away",
    async () => {
      const runs = await Promise.all([moved, draft].map(({ id }) => runOf(id)))
      await system.end()
      rmSync(join(system.folder, 'temporal'), { recursive: true })
      system = await aSystem(addresses(), system.folder)
      for (const { id } of [moved, returned, draft]) await untilAgreed(system, id)
      expect(await Promise.all([moved, draft].map(({ id }) => runOf(id)))).not.toEqual(runs)
      await system.chair.must(moved.id, 'approve')
      await system.police.must(draft.id, 'approve')
      await system.chair.must(draft.id, 'approve')
      await expectRecorded(system, moved.id, ['submit', 'approve', 'approve'])
      await expectRecorded(system, draft.id, ['submit', 'approve', 'approve'])
      await expectWhole(system)
    },
    LIMIT_MS,
  )

  async function runOf(id: string): Promise<string> {
    return (await system.temporal.workflow.getHandle(dossierWorkflowId(id)).describe()).runId
  }
})
