// Makes what is published of a year from the narrow tables: procedure by procedure, in files as they are sent. Between two
// procedures others get their turn, and a file that says the same as before is left as it is.
import { setImmediate as turn } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'
import { sha256Hex } from '../../activities/record/canonical.ts'
import type { Library } from '../../activities/record/cache.ts'
import type { Client } from '../../activities/pool.ts'
import type { OpenDataSettings } from '../../config.ts'
import { term } from '../../domain/glossary.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { STATUSES, SUBJECT_KINDS } from '../../domain/vocabulary.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { DATASETS } from './description.ts'
import type { DatasetId } from './description.ts'
import { readPlaces } from './places.ts'
import type { Places } from './places.ts'
import { ALL, COUNTRY, delayTable, standingTables } from './tables.ts'
import type { CountedVisits } from './tables.ts'

export type Value = string | number | null
type Rows = Record<DatasetId, Value[][]>

export interface Publishing {
  readonly library: Library
  readonly settings: OpenDataSettings
  /** By the real clock. */
  readonly now: Instant
}

/** Publishes one year anew. */
export async function publishYear(client: Client, year: number, publishing: Publishing): Promise<void> {
  const places = await readPlaces(client)
  const { rows: procedures } = await client.query<{ id: string; version: number }>(
    `SELECT procedure_id AS id, max(procedure_version) AS version FROM open_fact WHERE year = $1
     GROUP BY procedure_id ORDER BY procedure_id`,
    [year],
  )
  const all: Rows = { positions: [], kinds: [], delays: [] }
  for (const { id, version } of procedures) {
    const published = await publishing.library.procedure(id, version)
    if (published === null)
      throw new Error(`open data: procedure ${id} ${version} of a dossier isn't published`)
    await addProcedure(client, { year, places, procedure: published.procedure, publishing, all })
    await turn()
  }
  for (const dataset of DATASETS) {
    await store(client, year, dataset.id, all[dataset.id], publishing)
    await turn()
  }
}

interface Adding {
  readonly year: number
  readonly places: Places
  readonly procedure: Procedure
  readonly publishing: Publishing
  readonly all: Rows
}

async function addProcedure(client: Client, adding: Adding): Promise<void> {
  const { year, places, procedure, publishing, all } = adding
  const { minimumCell } = publishing.settings
  const { rows: facts } = await client.query<{
    province: string | null
    commune: string | null
    kind: string
    position: string
    count: number
  }>(
    `SELECT province_id AS province, commune_id AS commune, subject_kind AS kind, position, count(*)::int AS count
     FROM open_fact WHERE year = $1 AND procedure_id = $2 GROUP BY 1, 2, 3, 4`,
    [year, procedure.id],
  )
  const head = [year, procedure.id, procedure.vi]
  const { positions, kinds } = standingTables(
    facts.map((fact) => ({ ...fact, ...places.of(fact.province, fact.commune) })),
    minimumCell,
  )
  await turn()
  for (const { place, position, count } of positions)
    all.positions.push([
      ...head,
      ...places.columns(place),
      position,
      positionName(procedure, position),
      ...shown(count),
    ])
  for (const { place, kind, count } of kinds)
    all.kinds.push([...head, ...places.columns(place).slice(0, 3), kind, kindName(kind), ...shown(count)])
  const { rows: visits } = await client.query<
    Omit<CountedVisits, 'place'> & { readonly province: string | null; readonly whole: number }
  >(VISITS, [year, procedure.id, places.merged.map(([from]) => from), places.merged.map(([, into]) => into)])
  const delays = delayTable(
    visits.map((visit) => ({
      ...visit,
      place: visit.whole === 1 ? COUNTRY : places.of(visit.province, null).province,
    })),
    minimumCell,
  )
  for (const { place, step, visits: number, late, medianDays, p90Days } of delays) {
    const share = late === null || number === null ? null : Math.round((late / number) * 1000) / 1000
    const name = positionName(procedure, `step:${step}`)
    all.delays.push([
      ...head,
      ...places.columns(place).slice(0, 3),
      step,
      name,
      ...shown(number),
      late,
      share,
      medianDays,
      p90Days,
    ])
  }
}

const VISITS = `
  WITH visit AS (
    SELECT coalesce(m.into_id, v.province_id) AS province, v.step, v.minutes, v.late
    FROM open_visit v LEFT JOIN unnest($3::text[], $4::text[]) AS m (from_id, into_id) ON m.from_id = v.province_id
    WHERE v.year = $1 AND v.procedure_id = $2)
  SELECT province, grouping(province) AS whole, step, count(*)::int AS visits, (count(*) FILTER (WHERE late))::int AS late,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY minutes) AS "medianMinutes",
    percentile_disc(0.9) WITHIN GROUP (ORDER BY minutes) AS "p90Minutes"
  FROM visit GROUP BY GROUPING SETS ((province, step), (step))`

/** A count and whether it is hidden. */
const shown = (count: number | null): Value[] => [count, count === null ? 1 : 0]

function positionName(procedure: Procedure, position: string): string {
  if (position === ALL) return 'Tổng số'
  const [what = '', id = ''] = position.split(/:(.*)/su)
  const named = what === 'step' ? procedure.steps : what === 'outcome' ? procedure.outcomes : []
  const status = STATUSES.find((one) => what === 'status' && one === id)
  return named.find((one) => one.id === id)?.vi ?? (status === undefined ? id : term('status', status))
}

function kindName(kind: string): string {
  if (kind === ALL) return 'Tổng số'
  const known = SUBJECT_KINDS.find((one) => one === kind)
  return known === undefined ? kind : term('subjectKind', known)
}

const asText = (value: Value | undefined): string => String(value ?? '')

/** Rows in one order, whatever order they were counted in: the same data are the same file. */
function inOrder(a: readonly Value[], b: readonly Value[]): number {
  for (const [index, value] of a.entries()) {
    const [x, y] = [asText(value), asText(b[index])]
    if (x !== y) return x < y ? -1 : 1
  }
  return 0
}

async function store(
  client: Client,
  year: number,
  dataset: DatasetId,
  rows: Value[][],
  { settings, now }: Publishing,
): Promise<void> {
  const fields = DATASETS.find(({ id }) => id === dataset)?.fields.map(({ name }) => name) ?? []
  rows.sort(inOrder)
  const json = JSON.stringify({
    dataset,
    year,
    licence: settings.licence,
    minimumCell: settings.minimumCell,
    rows: rows.map((row) => Object.fromEntries(fields.map((name, index) => [name, row[index] ?? null]))),
  })
  await turn()
  // The mark at the beginning tells spreadsheets that the letters are UTF-8; a name that begins like a formula is text.
  const csv = stringify(rows, {
    header: true,
    columns: fields,
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  })
  for (const [format, body] of [
    ['json', json],
    ['csv', csv],
  ] as const) {
    await client.query(
      `INSERT INTO open_release AS r (dataset, year, format, made_at, rows, etag, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (dataset, year, format) DO UPDATE SET made_at = excluded.made_at, rows = excluded.rows,
         etag = excluded.etag, body = excluded.body WHERE r.etag <> excluded.etag`,
      [dataset, year, format, now, rows.length, sha256Hex(body).slice(0, 32), body],
    )
  }
}
