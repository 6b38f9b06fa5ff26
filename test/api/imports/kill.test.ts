// A worker process killed while it writes a list: another goes on with the rows that are left, and every row is written once.
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wakeImport } from '../../../activities/imports/index.ts'
import { inTransaction } from '../../../activities/pool.ts'
import { importFile } from '../../../activities/upkeep/imports.ts'
import { confirmImport } from '../../../api/imports/write.ts'
import { insertJob, readJob } from '../../../api/imports/jobs.ts'
import type { Job } from '../../../api/imports/jobs.ts'
import { waitFor } from '../../../cli/servers/processes.ts'
import { MONDAY, aCommune, aPerson, aRecord, theClockStandsAt } from '../../support/builders.ts'
import type { TestRecord } from '../../support/builders.ts'
import { devServer } from '../../support/temporal.ts'
import { startWorkerProcess, workerFolder } from '../../support/worker-process.ts'
import { aSheet } from '../../support/workbooks.ts'

const ROWS = 2_000
const LIMIT_MS = 200_000
/** Two workers start, one is noticed to be gone by its silence of half a minute. */
const WHOLE_MS = 600_000

let at: TestRecord
let temporal: TestWorkflowEnvironment
let folder: string
let commune: string
let police: string
beforeAll(async () => {
  at = await aRecord()
  await theClockStandsAt(at.pool, MONDAY)
  temporal = await devServer()
  folder = workerFolder()
  commune = await aCommune(at.pool)
  police = await aPerson(at.pool, 'communePolice', commune)
  await at.pool.query("INSERT INTO account (person_id, login, password_hash) VALUES ($1, 'police', 'none')", [
    police,
  ])
})
afterAll(async () => {
  await temporal.teardown()
  await at.drop()
  rmSync(folder, { recursive: true, force: true })
})

const worker = () =>
  startWorkerProcess({
    databaseUrl: at.appUrl,
    namespace: temporal.namespace ?? 'default',
    dataDir: folder,
  })

function until(what: string, holds: (job: Job) => boolean): Promise<Job> {
  return waitFor(
    async () => {
      const job = await readJob(at.pool, 'list')
      return job !== null && holds(job) ? job : undefined
    },
    LIMIT_MS,
    () => new Error(`the import is not ${what}`),
  )
}

describe('an import whose worker is killed', () => {
  it(
    'goes on with another worker, and has written every row once',
    async () => {
      const rows = Array.from({ length: ROWS }, (_, index) => [`Đơn vị số ${index + 1}`, 'Cơ quan'])
      const file = importFile(join(folder, 'documents'), 'list')
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, await aSheet(['Tên đơn vị', 'Loại'], rows))
      const job = {
        id: 'list',
        kind: 'units',
        requestedBy: police,
        requestHash: '',
        fileName: 'a.xlsx',
      } as const
      await inTransaction(at.pool, (client) =>
        insertJob(client, { ...job, sha256: '0', size: 1, format: 'xlsx', options: {} }, MONDAY),
      )
      const first = await worker()
      await wakeImport(temporal.client, 'list')
      const seen = await until('previewed', ({ status }) => status !== 'reading')
      expect(seen).toMatchObject({ status: 'previewed', total: ROWS })
      await inTransaction(at.pool, (client) => confirmImport(client, seen, seen.previewHash ?? '', MONDAY))
      await wakeImport(temporal.client, 'list')
      await until('being written', ({ done }) => done > 0)
      first.kill('SIGKILL')
      await once(first, 'exit')
      const stopped = await readJob(at.pool, 'list')
      expect(stopped).toMatchObject({ status: 'writing' })
      expect(stopped?.done).toBeLessThan(ROWS)
      // Never half a row: what is counted as done is there, and nothing else.
      const there = 'SELECT count(*)::int AS count FROM office WHERE parent_id = $1'
      expect((await at.pool.query(there, [commune])).rows).toEqual([{ count: stopped?.done }])

      const second = await worker()
      try {
        expect(await until('done', ({ status }) => status === 'done')).toMatchObject({ done: ROWS })
      } finally {
        second.kill('SIGTERM')
        await once(second, 'exit')
      }
      expect((await at.pool.query(there, [commune])).rows).toEqual([{ count: ROWS }])
      const lines = "SELECT count(*)::int AS count FROM chain_event WHERE type = 'officeAdded'"
      expect((await at.pool.query(lines)).rows).toEqual([{ count: ROWS }])
      const results = 'SELECT DISTINCT result FROM import_row WHERE import_id = $1'
      expect((await at.pool.query(results, ['list'])).rows).toEqual([{ result: 'added' }])
    },
    WHOLE_MS,
  )
})
