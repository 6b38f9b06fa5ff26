// Restores an archive into an empty folder with a PostgreSQL and a Temporal server of its own, and says everything in which
// the result differs from what the archive says.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import type pg from 'pg'
import { TOOL_CONNECT_TIMEOUT_MS, createPool } from '../../activities/pool.ts'
import type { PoolOptions } from '../../activities/pool.ts'
import { auditRecord } from '../../activities/record/audit.ts'
import { keysFromPem } from '../../activities/record/keys.ts'
import type { Config } from '../../config.ts'
import { rebuild } from '../rebuild.ts'
import { startPostgres } from '../servers/postgres.ts'
import { startTemporal } from '../servers/temporal.ts'
import { namedFiles, wholeFile } from './files.ts'
import { SIGNING_KEY, withTarget } from './instance.ts'
import { restoreBackup } from './put.ts'
import type { Read } from './put.ts'
import { seconds } from './said.ts'
import { HEADS_SOURCE, copyOut, plainClient, tableSource } from './snapshot.ts'

/** Does what the file's header says; gives a line for each difference. `folder` must not be there yet. */
export async function runDrill(
  config: Config,
  source: { readonly path: string; readonly secret: string | null },
  folder: string,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const own: Config = {
    ...config,
    dataDir: folder,
    documentDir: join(folder, 'documents'),
    databaseUrl: undefined,
    databaseOwnerUrl: undefined,
    temporalAddress: undefined,
  }
  const differences: string[] = []
  const restored = await withTarget(own, async (target) => {
    const done = await restoreBackup(target, source, { replace: false })
    differences.push(...(await compared(target.ownerUrl, target.documentDir, done)))
    return done
  })
  const { rows, files, whole } = restored.seconds
  say(`restore: ${seconds(whole)} (rows ${seconds(rows)}, files ${seconds(files)})`)
  const server = await startPostgres({ dataDir: join(folder, 'postgres') })
  try {
    differences.push(...(await audited(server.url, join(folder, 'secrets'), restored, say)))
    await rebuilt(own, server.url, say)
    return differences
  } finally {
    await server.stop()
  }
}

/** A machine at the end of a restore is busy: a connection may take its time. */
function drillPool(url: string): PoolOptions {
  return {
    connectionString: url,
    name: 'trinh drill',
    statementTimeoutMs: 0,
    connectTimeoutMs: TOOL_CONNECT_TIMEOUT_MS,
  }
}

/** Every table's rows, the heads of all chains and the files, read again out of the restored instance. */
async function compared(
  ownerUrl: string,
  documentDir: string,
  restored: Read & { migrated: readonly string[] },
): Promise<string[]> {
  const { begin, end, migrated } = restored
  const client = await plainClient(ownerUrl)
  const found: string[] = []
  try {
    // Migrations that came since may rightly have changed rows; what they had to be was checked before.
    for (const table of migrated.length === 0 ? begin.tables : []) {
      const tally = await copyOut(client, tableSource(client, table), async () => undefined)
      if (tally.sha256 !== end.tables[table.name]?.sha256)
        found.push(
          `${table.name}: ${tally.rows} rows, ${end.tables[table.name]?.rows ?? 0} in the backup, or others`,
        )
    }
    const heads = await copyOut(client, HEADS_SOURCE, async () => undefined)
    if (heads.sha256 !== end.heads.sha256) found.push(`heads: ${heads.rows} chains, or others`)
    const files = await countFiles(client, documentDir)
    if (files !== end.files.count)
      found.push(`files: ${files} are there and whole, ${end.files.count} in the backup`)
    return found
  } finally {
    await client.end()
  }
}

async function countFiles(client: pg.Client, folder: string): Promise<number> {
  let count = 0
  await client.query('BEGIN')
  for await (const sha256 of namedFiles(client)) if ((await wholeFile(folder, sha256)) !== null) count += 1
  await client.query('COMMIT')
  return count
}

async function audited(
  url: string,
  secrets: string,
  { end }: Read,
  say: (line: string) => void,
): Promise<string[]> {
  const pool = createPool(drillPool(url))
  const from = performance.now()
  try {
    const keys = keysFromPem(readFileSync(join(secrets, SIGNING_KEY), 'utf8'))
    const audit = await auditRecord(pool, keys)
    say(
      `verified: ${audit.chains} chains, ${audit.lines} lines in ${seconds((performance.now() - from) / 1000)}`,
    )
    const findings = audit.findings.map(({ chainId, line, says }) => `${chainId} line ${line ?? ''}: ${says}`)
    return audit.chains === end.heads.rows
      ? findings
      : [...findings, `${audit.chains} chains verified, ${end.heads.rows} expected`]
  } finally {
    await pool.end()
  }
}

async function rebuilt(config: Config, url: string, say: (line: string) => void): Promise<void> {
  const from = performance.now()
  const temporal = await startTemporal({
    stateDir: config.dataDir,
    namespace: config.temporalNamespace,
    uiPort: false,
    executable: config.temporalCli,
  })
  const pool = createPool(drillPool(url))
  try {
    const connection = await Connection.connect({ address: temporal.address })
    const client = new Client({ connection, namespace: config.temporalNamespace })
    await rebuild({ pool, client, say: () => undefined }).then(({ dossiers, campaigns, batches }) => {
      const took = seconds((performance.now() - from) / 1000)
      say(`rebuilt: ${dossiers} dossiers, ${campaigns} campaigns, ${batches} batches run again, in ${took}`)
    })
    await connection.close()
  } finally {
    await pool.end()
    await temporal.stop()
  }
}
