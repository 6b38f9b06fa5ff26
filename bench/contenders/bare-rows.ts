// The rows that one action leaves behind, the same kinds and sizes as the product's: receipt, content, the dossier's
// row, one event and its consequence, the open task, the letter to send, the command with its result. One transaction.
import type pg from 'pg'
import type { BareAction, BareState } from './bare-types.ts'

export const BARE_SCHEMA = `
CREATE TABLE IF NOT EXISTS b_receipt (id text PRIMARY KEY, at timestamptz NOT NULL, request_hash text NOT NULL);
CREATE TABLE IF NOT EXISTS b_content (id text, hash text, body jsonb NOT NULL, PRIMARY KEY (id, hash));
CREATE TABLE IF NOT EXISTS b_dossier (id text PRIMARY KEY, step int NOT NULL, version int NOT NULL, state jsonb NOT NULL, due_at timestamptz, updated_at timestamptz NOT NULL);
CREATE INDEX IF NOT EXISTS b_dossier_step ON b_dossier (step, due_at);
CREATE TABLE IF NOT EXISTS b_event (id text, seq int, data jsonb NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (id, seq));
CREATE TABLE IF NOT EXISTS b_task (id text, task text, office text NOT NULL, role text NOT NULL, PRIMARY KEY (id, task));
CREATE INDEX IF NOT EXISTS b_task_queue ON b_task (office, role);
CREATE TABLE IF NOT EXISTS b_outbox (id bigserial PRIMARY KEY, key text UNIQUE NOT NULL, payload jsonb NOT NULL);
CREATE TABLE IF NOT EXISTS b_command (id text PRIMARY KEY, dossier text NOT NULL, result jsonb NOT NULL, at timestamptz NOT NULL);`

const STORE = {
  name: 'bare_store',
  text: `WITH
    d AS (INSERT INTO b_dossier AS x VALUES ($1, $2, $3, $4, now() + interval '30 days', now())
      ON CONFLICT (id) DO UPDATE SET step = excluded.step, version = excluded.version, state = excluded.state, due_at = excluded.due_at, updated_at = excluded.updated_at
      WHERE x.version < excluded.version),
    e AS (INSERT INTO b_event VALUES ($1, $3 * 2, $5, now()), ($1, $3 * 2 + 1, $5, now()) ON CONFLICT DO NOTHING),
    g AS (DELETE FROM b_task WHERE id = $1 AND task <> $6),
    t AS (INSERT INTO b_task VALUES ($1, $6, 'C1', 'communePolice') ON CONFLICT DO NOTHING),
    o AS (INSERT INTO b_outbox (key, payload) VALUES ($7, $5) ON CONFLICT DO NOTHING)
    INSERT INTO b_command VALUES ($7, $1, $4, now()) ON CONFLICT DO NOTHING`,
}

/** Stores one action's rows in one transaction; a repetition changes nothing. */
export async function storeRows(pool: pg.Pool, state: BareState, action: BareAction): Promise<void> {
  // A state of the size that the product keeps for a dossier half way.
  const whole = JSON.stringify({ ...state, clocks: PADDING, contents: PADDING, signatures: PADDING })
  const event = JSON.stringify({
    ...action,
    from: { step: state.step - 1 },
    to: { step: state.step },
    padding: PADDING,
  })
  const client = await pool.connect()
  try {
    await Promise.all([
      client.query('BEGIN'),
      client.query({
        name: 'bare_lock',
        text: 'SELECT version FROM b_dossier WHERE id = $1 FOR UPDATE',
        values: [state.id],
      }),
      client.query({
        ...STORE,
        values: [state.id, state.step, state.version, whole, event, `step.${state.step}`, action.commandId],
      }),
      client.query('COMMIT'),
    ])
  } finally {
    client.release()
  }
}

const PADDING = {
  hash: 'f'.repeat(64),
  at: '2026-03-02T02:00:00.000Z',
  by: '00000000-0000-4000-8000-000000000000',
}

/** What the API leaves before it sends: the receipt and the content. */
export async function storeReceipt(pool: pg.Pool, id: string, action: BareAction): Promise<void> {
  await pool.query({
    name: 'bare_receipt',
    text: `WITH c AS (INSERT INTO b_content VALUES ($2, $3, $4) ON CONFLICT DO NOTHING)
      INSERT INTO b_receipt VALUES ($1, now(), $3) ON CONFLICT DO NOTHING`,
    values: [action.commandId, id, action.commandId.padEnd(64, '0'), JSON.stringify(action.body)],
  })
}
