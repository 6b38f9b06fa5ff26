// Empties a schema's tables of what slows copying down, and gives it back: indexes and constraints are dropped before the
// rows come and made again after them, from the definitions that PostgreSQL itself gives.
import type pg from 'pg'

/** What has to be made again on one table once its rows are there, in order. */
export type Finishing = ReadonlyMap<string, readonly string[]>

interface Definition {
  readonly table: string
  readonly name: string
  readonly definition: string
  /** 'f' foreign key, 'p' primary key, 'u' unique, 'x' exclusion. */
  readonly kind: string
}

const CONSTRAINTS = `SELECT c.relname AS table, k.conname AS name, pg_get_constraintdef(k.oid) AS definition, k.contype::text AS kind
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE c.relnamespace = current_schema()::regnamespace AND k.contype IN ('f', 'p', 'u', 'x') AND c.relname = ANY($1)
  ORDER BY k.contype = 'f' DESC, 1, 2`
const INDEXES = `SELECT t.relname AS table, i.relname AS name, pg_get_indexdef(i.oid) AS definition, 'i' AS kind
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
  WHERE t.relnamespace = current_schema()::regnamespace AND t.relname = ANY($1)
    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid)
  ORDER BY 1, 2`

export interface Stripped {
  readonly finishing: Finishing
  /** Foreign keys: when all tables have their rows and keys. */
  readonly last: readonly string[]
}

/** Drops indexes and constraints of the tables; triggers stay off while the rows are copied. */
export async function strip(client: pg.Client, tables: readonly string[]): Promise<Stripped> {
  const { rows: constraints } = await client.query<Definition>(CONSTRAINTS, [tables])
  const { rows: indexes } = await client.query<Definition>(INDEXES, [tables])
  const name = (one: string): string => client.escapeIdentifier(one)
  const finishing = new Map<string, string[]>(tables.map((table) => [table, []]))
  const last: string[] = []
  for (const { table, name: constraint, definition, kind } of constraints) {
    await client.query(`ALTER TABLE ${name(table)} DROP CONSTRAINT ${name(constraint)}`)
    const made = `ALTER TABLE ${name(table)} ADD CONSTRAINT ${name(constraint)} ${definition}`
    if (kind === 'f') last.push(made)
    else finishing.get(table)?.push(made)
  }
  for (const { table, name: index, definition } of indexes) {
    await client.query(`DROP INDEX ${name(index)}`)
    finishing.get(table)?.push(definition)
  }
  for (const table of tables) {
    await client.query(`ALTER TABLE ${name(table)} DISABLE TRIGGER USER`)
    finishing.get(table)?.push(`ALTER TABLE ${name(table)} ENABLE TRIGGER USER`)
  }
  return { finishing, last }
}
