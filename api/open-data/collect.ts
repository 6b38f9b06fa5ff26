// Brings the narrow tables that open data is counted from up to date with the record: where each dossier stands, and how long
// it stood at each step that it has left. Reads only dossiers that changed since the last time, some hundreds at a time.
import type { Client } from '../../activities/pool.ts'
import { CLOCK_SQL } from '../../activities/record/base.ts'
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'

const PAGE = 500
/** A line may become visible this much later than its instant says, in milliseconds: its transaction had to end first. */
const OVERLAP_MS = 10 * 60_000

// Where it stands: a step while it is open, else how it ended.
const FACTS = `
  INSERT INTO open_fact (dossier_id, year, procedure_id, procedure_version, province_id, commune_id, subject_kind, position)
  SELECT id, year, procedure_id, procedure_version, province_id, commune_id, subject_kind,
    CASE WHEN closed_at IS NULL THEN 'step:' || step
         WHEN status = 'concluded' AND outcome IS NOT NULL THEN 'outcome:' || outcome
         ELSE 'status:' || status END
  FROM dossier WHERE id = ANY($1) ORDER BY id
  ON CONFLICT (dossier_id) DO UPDATE SET procedure_version = excluded.procedure_version, province_id = excluded.province_id,
    commune_id = excluded.commune_id, subject_kind = excluded.subject_kind, position = excluded.position
  RETURNING year`

// From entering a step to whatever comes next; late where a line of the act that left it says so.
const VISITS = `
  WITH lines AS (
    SELECT dossier_id, seq, type, received_at, data->'to'->>'step' AS step,
      bool_or((data->>'late')::boolean) OVER (PARTITION BY dossier_id, data->>'commandId') AS late
    FROM event WHERE dossier_id = ANY($1)),
  marks AS (
    SELECT dossier_id, seq, type, step, received_at, lead(received_at) OVER w AS left_at, lead(late) OVER w AS late
    FROM lines WHERE type IN ('stepEntered', 'concluded', 'withdrawn', 'lapsed', 'terminated')
    WINDOW w AS (PARTITION BY dossier_id ORDER BY seq))
  INSERT INTO open_visit (dossier_id, seq, year, procedure_id, province_id, step, minutes, late)
  SELECT m.dossier_id, m.seq, d.year, d.procedure_id, d.province_id, m.step,
    greatest(0, floor(extract(epoch FROM m.left_at - m.received_at) / 60))::int, m.late
  FROM marks m JOIN dossier d ON d.id = m.dossier_id
  WHERE m.type = 'stepEntered' AND m.left_at IS NOT NULL`

/** Reads what changed; gives the years that it belongs to. The caller lets only one do it at a time. */
export async function collect(client: Client): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ read_to: Date | null; now: Date }>(
    `SELECT read_to, ${CLOCK_SQL} AS now FROM open_refresh WHERE id = 1`,
  )
  const { read_to: readTo = null, now } = rows[0] ?? { now: new Date() }
  const years = new Set<number>()
  for await (const ids of readTo === null ? everything(client) : changed(client, readTo.toISOString())) {
    for (const year of await takeUp(client, ids)) years.add(year)
  }
  await client.query('UPDATE open_refresh SET read_to = $1 WHERE id = 1', [now])
  return years
}

async function takeUp(client: Client, ids: readonly string[]): Promise<Set<number>> {
  const { rows } = await client.query<{ year: number }>(FACTS, [ids])
  // Two statements: a crash between them is made good by the next reading, which begins where this one did.
  await client.query('DELETE FROM open_visit WHERE dossier_id = ANY($1)', [ids])
  await client.query(VISITS, [ids])
  return new Set(rows.map(({ year }) => year))
}

async function* everything(client: Client): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM dossier WHERE id > $1 ORDER BY id LIMIT ${PAGE}`,
      [after],
    )
    const ids = rows.map(({ id }) => id)
    if (ids.length > 0) yield ids
    const last = ids[ids.length - 1]
    if (last === undefined || ids.length < PAGE) return
    after = last
  }
}

async function* changed(client: Client, since: Instant): AsyncGenerator<string[]> {
  const { rows } = await client.query<{ dossier_id: string }>(
    'SELECT DISTINCT dossier_id FROM event WHERE recorded_at >= $1 ORDER BY dossier_id',
    [addMs(since, -OVERLAP_MS)],
  )
  for (let at = 0; at < rows.length; at += PAGE)
    yield rows.slice(at, at + PAGE).map(({ dossier_id: id }) => id)
}
