// The place that rows are restored into: a schema that is empty, or made so by laying the old one aside under another name.
// While it isn't whole a table `restore_unfinished` stands in it, and nothing starts on it.
import type pg from 'pg'
import { UNFINISHED, unfinishedRestore } from '../../prisma/unfinished.ts'
import { BackupError } from './fault.ts'
import { plainClient } from './snapshot.ts'

/** Any number, the same for every restore. */
const RESTORE_LOCK = 7_220_131

/** A schema that is being filled; its connection holds the lock until `release`. */
export interface Place {
  readonly client: pg.Client
  readonly schema: string
  /** Where the rows that stood here before are kept; null where there were none. */
  readonly kept: string | null
  /** Everything is there: it may be used. */
  open(): Promise<void>
  /** Puts back what stood here before; where nothing did, it stays marked as unfinished. */
  giveBack(): Promise<void>
  release(): Promise<void>
}

/** Prepares the schema of the owner's connection; refuses one with tables unless `replace`, and one that is in use. */
export async function preparePlace(
  ownerUrl: string,
  options: { readonly replace: boolean; readonly from: string },
): Promise<Place> {
  const client = await plainClient(ownerUrl)
  try {
    await refuseUsed(client)
    const schema = await schemaOf(client)
    const kept = await together(client, () => makeRoom(client, schema, options))
    return {
      client,
      schema,
      kept,
      open: async () => {
        await client.query(`DROP TABLE ${UNFINISHED}`)
      },
      giveBack: async () => {
        if (kept !== null) await putBack(client, schema, kept)
      },
      release: () => client.end(),
    }
  } catch (error) {
    await client.end()
    throw error
  }
}

/** Empties the schema and marks it as unfinished, in one transaction; gives where the rows of before are kept. */
async function makeRoom(
  client: pg.Client,
  schema: string,
  { replace, from }: { readonly replace: boolean; readonly from: string },
): Promise<string | null> {
  const before = await unfinishedRestore(client)
  let kept = before?.kept ?? null
  if (before !== null) await clear(client, schema)
  else if (await hasTables(client)) {
    if (!replace) {
      throw new BackupError(
        'the database is not empty: give --replace to lay what is there aside and put the backup in its place',
      )
    }
    kept = await layAside(client, schema)
  }
  await client.query(
    `CREATE TABLE ${UNFINISHED} (begun_at timestamptz NOT NULL, source text NOT NULL, kept text)`,
  )
  await client.query(`GRANT SELECT ON ${UNFINISHED} TO PUBLIC`)
  await client.query(`INSERT INTO ${UNFINISHED} VALUES (clock_timestamp(), $1, $2)`, [from, kept])
  return kept
}

async function refuseUsed(client: pg.Client): Promise<void> {
  const { rows: locks } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
    RESTORE_LOCK,
  ])
  if (locks[0]?.got !== true) throw new BackupError('another restore into this database is under way')
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND usename = 'trinh_app'`,
  )
  if ((rows[0]?.n ?? 0) > 0)
    throw new BackupError('API or worker processes are connected to the database: stop them first')
}

async function schemaOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ schema: string | null }>('SELECT current_schema() AS schema')
  const schema = rows[0]?.schema
  if (schema === undefined || schema === null)
    throw new BackupError('the database has no schema to restore into')
  return schema
}

async function hasTables(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(
    "SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') LIMIT 1",
  )
  return rowCount !== 0
}

/** Runs all or nothing. */
async function together<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    const done = await work()
    await client.query('COMMIT')
    return done
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

// An extension is there once a database and stays where it is: what is laid aside are the objects that migrations made.
const OBJECTS = `SELECT * FROM (
    SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END AS kind,
      format('%I.%I', n.nspname, c.relname) AS name, c.oid AS oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (SELECT 1 FROM pg_depend o WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.deptype = 'a'
        AND o.refclassid = 'pg_class'::regclass)
    UNION ALL SELECT 'ROUTINE', format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), p.oid
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1
    UNION ALL SELECT 'TYPE', format('%I.%I', n.nspname, t.typname), t.oid
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = $1 AND t.typtype IN ('e', 'd')) o
  WHERE NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.objid = o.oid AND x.deptype = 'e') ORDER BY 2`

async function objectsOf(
  client: pg.Client,
  schema: string,
): Promise<readonly { kind: string; name: string }[]> {
  return (await client.query<{ kind: string; name: string }>(OBJECTS, [schema])).rows
}

async function move(client: pg.Client, from: string, to: string): Promise<void> {
  for (const { kind, name } of await objectsOf(client, from))
    await client.query(`ALTER ${kind} ${name} SET SCHEMA ${client.escapeIdentifier(to)}`)
}

async function layAside(client: pg.Client, schema: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT 'before_restore_' || to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSMS') AS name",
  )
  const kept = rows[0]?.name ?? 'before_restore'
  await client.query(`CREATE SCHEMA ${kept}`)
  await move(client, schema, kept)
  return kept
}

/** Empties a schema that was left half filled. */
async function clear(client: pg.Client, schema: string): Promise<void> {
  for (const { kind, name } of await objectsOf(client, schema))
    await client.query(`DROP ${kind} IF EXISTS ${name} CASCADE`)
}

async function putBack(client: pg.Client, schema: string, kept: string): Promise<void> {
  await together(client, async () => {
    await clear(client, schema)
    await move(client, kept, schema)
    await client.query(`DROP SCHEMA ${client.escapeIdentifier(kept)}`)
  })
}
