// Point-in-time recovery as docs/backup.md describes it, tried on real servers: a copy of the running cluster, the log archived
// file by file, a mistake, and the record as it stood the moment before it, with all chains whole.
import { chownSync, cpSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { createPool } from '../../activities/pool.ts'
import { auditRecord } from '../../activities/record/audit.ts'
import { generateKeyPem, keysFromPem } from '../../activities/record/keys.ts'
import { createRecordActivities } from '../../activities/record/index.ts'
import { clusterHome, findPostgresPrograms } from '../../cli/servers/postgresPrograms.ts'
import { startPostgres } from '../../cli/servers/postgres.ts'
import type { PostgresServer } from '../../cli/servers/postgres.ts'
import { temporaryFolder } from '../../cli/servers/temporaryFolder.ts'
import { migrate } from '../../prisma/migrate.ts'
import { aCampaign, aCommune, aDraft, aPerson, aUnit, mustAct } from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { GROUNDS } from '../support/scene.ts'

const { user } = findPostgresPrograms()
const folder = temporaryFolder('point-in-time')
const homes = ['first', 'second'].map((name) => clusterHome(join(folder, name), user))
const [first = '', second = ''] = homes
const log = join(first, 'archive')
const running: PostgresServer[] = []

afterAll(async () => {
  for (const server of running) await server.stop()
  for (const path of [folder, ...homes]) rmSync(path, { recursive: true, force: true })
})

async function started(name: string, settings: Record<string, string>): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir: join(folder, name), fsync: false, settings })
  running.push(server)
  return server
}

/** Gives everything in a folder to the user whom PostgreSQL runs as. */
function own(path: string): void {
  if (user === undefined) return
  chownSync(path, user.uid, user.gid)
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) own(join(path, name))
}

async function admin(server: PostgresServer): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.adminUrl })
  await client.connect()
  return client
}

/** A copy of the cluster's folder while people write, as the manual's low-level way takes it. */
async function baseCopy(client: pg.Client, from: string, to: string): Promise<void> {
  await client.query("SELECT pg_backup_start('trinh', true)")
  // Files that come and go while they are copied are of no use to the copy.
  const left =
    /\/(postmaster\.(pid|opts)|pg_wal\/.+|pg_replslot\/.+|pg_stat_tmp\/.+|pgsql_tmp.*|pg_internal\.init)$/u
  cpSync(from, to, { recursive: true, filter: (path) => !left.test(path) })
  const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop()')
  writeFileSync(join(to, 'backup_label'), rows[0]?.labelfile ?? '')
}

function recordOn(server: PostgresServer): TestRecord {
  const pool = createPool({ connectionString: server.url, name: 'test', max: 4 })
  const keys = keysFromPem(generateKeyPem())
  const { url: appUrl, ownerUrl, adminUrl } = server
  const record = createRecordActivities({ pool, keys })
  return { pool, keys, record, appUrl, ownerUrl, adminUrl, drop: () => pool.end() }
}

describe('recovery to an instant', () => {
  it('gives the record as it stood before a mistake, every chain whole', async () => {
    mkdirSync(log, { recursive: true })
    own(log)
    const server = await started('first', { archive_mode: 'on', archive_command: `cp "%p" "${log}/%f"` })
    await migrate(server.ownerUrl)
    const at = recordOn(server)
    const commune = await aCommune(at.pool)
    const campaign = await aCampaign(at.pool, { officeId: 'P44' })
    const submitted = async (name: string): Promise<string> => {
      const unit = await aUnit(at.pool, { parent: commune, name })
      const id = await aDraft(at.pool, campaign, unit)
      const by = await aPerson(at.pool, 'unitHead', unit)
      await mustAct(at, { dossierId: id, action: 'submit', by, body: GROUNDS })
      return id
    }
    const client = await admin(server)
    const before = await submitted('Trước bản sao')
    mkdirSync(second, { recursive: true })
    await baseCopy(client, join(first, 'cluster'), join(second, 'cluster'))
    const after = await submitted('Sau bản sao')
    const { rows } = await client.query<{ at: string }>('SELECT clock_timestamp()::text AS at')
    const late = await submitted('Sau thời điểm')
    const owner = new pg.Client({ connectionString: server.ownerUrl })
    await owner.connect()
    await owner.query('TRUNCATE event, dossier')
    await owner.end()
    await archived(client)
    await client.end()
    await at.pool.end()
    await server.stop()

    cpSync(join(first, 'passwords.json'), join(second, 'passwords.json'))
    writeFileSync(join(second, 'cluster', 'recovery.signal'), '')
    own(join(second, 'cluster'))
    const recovered = await started('second', {
      restore_command: `cp "${log}/%f" "%p"`,
      recovery_target_time: rows[0]?.at ?? '',
      recovery_target_action: 'promote',
      // Nobody is let in before the moment is reached.
      hot_standby: 'off',
    })
    const back = recordOn(recovered)
    const found = await back.pool.query<{ id: string }>('SELECT id FROM dossier ORDER BY created_at')
    expect(found.rows.map(({ id }) => id).sort()).toEqual([before, after].sort())
    expect(found.rows).not.toContainEqual({ id: late })
    expect((await auditRecord(back.pool, at.keys)).findings).toEqual([])
    await back.pool.end()
  })

  /** Ends the log's present file and waits until it lies in the archive. */
  async function archived(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ name: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS name')
    while (!readdirSync(log).includes(rows[0]?.name ?? ''))
      await new Promise((resolve) => setTimeout(resolve, 50))
  }
})
