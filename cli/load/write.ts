// Writes the rows of a load, a page in one transaction and a table in one statement. The columns stand here once, with
// the types that the rows have on their way in.
import { setTimeout } from 'node:timers/promises'
import { TOOL_CONNECT_TIMEOUT_MS, createPool, inTransaction, isOutage } from '../../activities/pool.ts'
import type { Client, Pool, Queryable } from '../../activities/pool.ts'

const COLUMNS = {
  office: `id text, kind text, name text, short_name text, parent_id text, province_id text, commune_id text,
    search_key text, valid_from date, created_at timestamptz`,
  person: 'id text, name text, search_key text, created_at timestamptz',
  role_holding: `id text, person_id text, office_id text, role text, valid_from timestamptz, granted_by text,
    created_at timestamptz`,
  result_fact: `subject_id text, kind text, year integer, value text, source text, dossier_id text,
    recorded_at timestamptz, recorded_by text`,
  document: `dossier_id text, sha256 text, size integer, mime text, name text, uploaded_by text, uploaded_at timestamptz`,
  content: 'dossier_id text, hash text, body jsonb, created_at timestamptz',
  dossier: `id text, campaign_id text, procedure_id text, procedure_version integer, year integer, subject_id text,
    subject_kind text, subject_name text, unit_id text, commune_id text, province_id text, status text, step text,
    round integer, version integer, content_hash text, due_at timestamptz, lapse_at timestamptz, wake_at timestamptz,
    outcome text, state jsonb, state_hash text, head_seq integer, head_hash text, search_key text,
    created_at timestamptz, updated_at timestamptz, closed_at timestamptz`,
  event: `dossier_id text, seq integer, type text, action text, actor jsonb, data jsonb, received_at timestamptz,
    recorded_at timestamptz, prev_hash text, hash text`,
  counted: `dossier_id text, need text, subject_id text, result text, year integer, value text, at timestamptz`,
  task: `dossier_id text, id text, step text, round integer, kind text, office_id text, roles text[], person_id text,
    claimed_by text, due_at timestamptz, opened boolean, outside boolean, created_at timestamptz`,
  number_given: `office_id text, register text, year integer, number integer, dossier_id text, step text,
    given_at timestamptz`,
  certificate: `code text, dossier_id text, number integer, register text, office_id text, year integer,
    issued_at timestamptz, data jsonb, signature text`,
} as const

export type Table = keyof typeof COLUMNS
export type Row = Readonly<Record<string, unknown>>
/** Rows to be written, each as its JSON text. */
export type Page = Record<Table, string[]>

/** What an earlier load of the same place may have left of its year: the results of communes stay as they are. */
const AGAIN: ReadonlySet<Table> = new Set<Table>(['result_fact'])

/** In the order in which they refer to each other. */
export const TABLES = Object.keys(COLUMNS) as Table[]

export function emptyPage(): Page {
  return Object.fromEntries(TABLES.map((table): [Table, string[]] => [table, []])) as Page
}

/** Pages that are written while the next one is played. */
export const WRITERS = 2

/**
 * The connections of a load. Playing keeps this process from answering, on a busy machine for longer than a connection, a
 * lock or an open transaction may usually wait: nobody else is kept waiting here.
 */
export function loadPool(connectionString: string): Pool {
  return createPool({
    connectionString,
    name: 'trinh load',
    max: WRITERS + 1,
    statementTimeoutMs: 0,
    lockTimeoutMs: 0,
    idleInTransactionMs: 0,
    connectTimeoutMs: TOOL_CONNECT_TIMEOUT_MS,
  })
}

/** Puts rows on a page. */
export function put(page: Page, table: Table, rows: readonly Row[]): void {
  for (const row of rows) page[table].push(JSON.stringify(row))
}

/** Rows, as JSON texts, into a table by one statement; `again` lets those stay that are there already. */
export async function insertRows(
  db: Queryable,
  table: Table,
  rows: readonly string[],
  again = false,
): Promise<void> {
  if (rows.length === 0) return
  const columns = COLUMNS[table]
  const names = columns.split(',').map((column) => column.trim().split(' ')[0])
  await db.query(
    `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.join(', ')}
     FROM jsonb_to_recordset($1::jsonb) AS r (${columns})${again ? ' ON CONFLICT DO NOTHING' : ''}`,
    [`[${rows.join(',')}]`],
  )
}

const TRIES = 5
const PAUSE_MS = 2_000

/** One page, whole or not at all, the counters of the registers with it; tried again where the connection broke. */
export async function writePage(pool: Pool, page: Page): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      // What a broken connection had committed without saying so isn't written twice.
      if (tried === 1 || !(await isWritten(pool, page))) await writeOnce(pool, page)
      return
    } catch (error) {
      if (tried === TRIES || !isOutage(error)) throw error
      await setTimeout(PAUSE_MS * tried)
    }
  }
}

async function writeOnce(pool: Pool, page: Page): Promise<void> {
  await inTransaction(pool, async (client) => {
    for (const table of TABLES) await insertRows(client, table, page[table], AGAIN.has(table))
    await raiseCounters(client, page.number_given)
  })
}

async function isWritten(pool: Pool, { dossier }: Page): Promise<boolean> {
  const [first] = dossier
  if (first === undefined) return false
  const { id } = JSON.parse(first) as { id: string }
  return (await pool.query('SELECT 1 FROM dossier WHERE id = $1', [id])).rowCount !== 0
}

async function raiseCounters(client: Client, given: readonly string[]): Promise<void> {
  await client.query(
    `INSERT INTO counter AS c (office_id, register, year, last)
     SELECT office_id, register, year, max(number)
     FROM jsonb_to_recordset($1::jsonb) AS r (office_id text, register text, year integer, number integer)
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
     ON CONFLICT (office_id, register, year) DO UPDATE SET last = greatest(c.last, excluded.last)`,
    [`[${given.join(',')}]`],
  )
}
