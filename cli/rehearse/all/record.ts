// What must be true of the record when the year is over: every chain verified offline from its exports, nothing in the list
// of incidents, and each dossier's run standing where its row stands.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'
import { createPool } from '../../../activities/pool.ts'
import type { Pool } from '../../../activities/pool.ts'
import { dossierWorkflowId, positionQuery } from '../../../workflows/messages.ts'
import { verifyCommand } from '../../verify.ts'
import type { Stack } from '../../start/stack.ts'
import type { Checks } from '../checks.ts'
import { MINISTRY } from './company.ts'
import type { Company } from './company.ts'
import type { Say } from './stage.ts'

interface Reading {
  readonly company: Company
  readonly stack: Stack
  /** For the exports. */
  readonly folder: string
  readonly say: Say
}

interface Row {
  readonly id: string
}

const AGREE_TRIES = 50
const AGREE_PAUSE_MS = 100
/** Runs asked at once. */
const ASKED_AT_ONCE = 8

/** Exports every dossier, office and the system's chain, and has them verified without the database. */
async function checkChains(checks: Checks, reading: Reading, dossiers: readonly Row[]): Promise<void> {
  const { company, folder, say } = reading
  const auditor = company.one(MINISTRY, 'auditor')
  mkdirSync(folder, { recursive: true })
  const paths = [
    '/system/export',
    ...company.places.map(({ id }) => `/offices/${id}/export`),
    ...dossiers.map(({ id }) => `/dossiers/${id}/export`),
  ]
  for (const path of paths) {
    const file = await auditor.must('GET', path)
    writeFileSync(join(folder, `${path.slice(1).replaceAll('/', '-')}.json`), JSON.stringify(file))
  }
  const lines: string[] = []
  const code = await verifyCommand([folder], (line) => lines.push(line))
  if (code !== 0) for (const line of lines) say(`    ${line}`)
  checks.that({ what: `${paths.length} chains verified offline, exit code`, found: code, expected: 0 })
}

/** Whether the run comes to stand where the record does; its last answer may be on its way. */
async function agrees(pool: Pool, client: Client, id: string): Promise<boolean> {
  const handle = client.workflow.getHandle(dossierWorkflowId(id))
  for (let tries = 0; tries < AGREE_TRIES; tries += 1) {
    const { rows } = await pool.query<{ hash: string }>(
      'SELECT state_hash AS hash FROM dossier WHERE id = $1',
      [id],
    )
    const position = await handle.query(positionQuery)
    if (position?.stateHash === rows[0]?.hash) return true
    await pause(AGREE_PAUSE_MS)
  }
  return false
}

async function checkRuns(
  checks: Checks,
  pool: Pool,
  client: Client,
  dossiers: readonly Row[],
): Promise<void> {
  const left = [...dossiers]
  const differing: string[] = []
  const ask = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop())
      if (!(await agrees(pool, client, one.id))) differing.push(one.id)
  }
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, ask))
  checks.that({ what: `runs of ${dossiers.length} dossiers that differ`, found: differing, expected: [] })
}

/** Chains, incidents, and runs against rows. */
export async function checkRecord(checks: Checks, reading: Reading): Promise<void> {
  const pool = createPool({ connectionString: reading.stack.databaseUrl })
  const connection = await Connection.connect({ address: reading.stack.temporalAddress })
  try {
    const { rows } = await pool.query<Row>('SELECT id FROM dossier ORDER BY id')
    await checkChains(checks, reading, rows)
    const incidents = await pool.query<{ place: string }>('SELECT place FROM incident ORDER BY at')
    checks.that({ what: 'incidents', found: incidents.rows.map(({ place }) => place), expected: [] })
    const namespace = reading.stack.environment['TEMPORAL_NAMESPACE'] ?? 'default'
    await checkRuns(checks, pool, new Client({ connection, namespace }), rows)
  } finally {
    await connection.close()
    await pool.end()
  }
}
