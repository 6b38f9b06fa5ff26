// What ships with this release and can be published at once: procedures, sample criteria sheets, and the holiday table
// where there is none yet. A version that stands already under the same number with another text is never overwritten, and
// a procedure in which the checker finds anything is not published at all.
import type { Client } from '../../activities/pool.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { publishCalendar, publishProcedure, publishSheet } from '../../activities/record/publish.ts'
import { examine } from '../../domain/checker/index.ts'
import type { Finding } from '../../domain/checker/index.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { civilDateOf, yearOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { PROVED } from '../../procedures/proved.ts'
import { SHEETS } from '../../procedures/sheets.ts'
import { Problem } from '../problems.ts'
import type { FieldError } from '../problems.ts'
import { FINDING_TEXTS } from './finding-texts.ts'
import type { Doing } from './offices.ts'

export type ShippedKind = 'procedure' | 'sheet' | 'calendar'

/** One thing that ships: 'published' is there with this very text, 'differs' under its number with another one. */
export interface Shipped {
  readonly kind: ShippedKind
  readonly id: string
  readonly version: number
  readonly vi: string
  readonly state: 'open' | 'published' | 'differs'
}

/** What ships, and how it stands in the record. */
export async function readShipped(client: Client): Promise<Shipped[]> {
  const procedures = await client.query<{ key: string; hash: string }>(
    `SELECT id || '@' || version AS key, hash FROM procedure_version`,
  )
  const sheets = await client.query<{ key: string; data: unknown }>(
    `SELECT id || '@' || version AS key, data FROM criteria_sheet WHERE published_at IS NOT NULL AND id = ANY($1)`,
    [SHEETS.map(({ id }) => id)],
  )
  const calendars = await client.query<{ version: number; data: unknown }>(
    'SELECT version, data FROM calendar ORDER BY version',
  )
  const published = new Map<string, string>([
    ...procedures.rows.map(({ key, hash }) => [`procedure ${key}`, hash] as const),
    ...sheets.rows.map(({ key, data }) => [`sheet ${key}`, hashOf(data)] as const),
    ...calendars.rows.map(({ version, data }) => [`calendar calendar@${version}`, hashOf(data)] as const),
  ])
  const one = (kind: ShippedKind, id: string, version: number, vi: string, value: unknown): Shipped => {
    const hash = published.get(`${kind} ${id}@${version}`)
    const state = hash === undefined ? 'open' : hash === hashOf(value) ? 'published' : 'differs'
    return { kind, id, version, vi, state }
  }
  return [
    ...PROCEDURES.map((value) => one('procedure', value.id, value.version, value.vi, value)),
    ...SHEETS.map((value) => one('sheet', value.id, value.version, value.vi, value)),
    one('calendar', 'calendar', SHIPPED_CALENDAR.version, 'Bảng ngày nghỉ', SHIPPED_CALENDAR),
  ]
}

// Any number will do: two that publish at once publish everything once.
const SHIPPED_LOCK = 7_220_129

/** Years of campaigns for which a procedure is proved before it is published: this one and the two that follow. */
const YEARS_PROVED = 3
const FINDINGS_SHOWN = 50

/** The years in which a procedure has still to be proved: none of those in which this very data was, before it shipped. */
function yearsToProve(procedure: Procedure, at: Instant): number[] {
  const first = yearOf(civilDateOf(at))
  const years = Array.from({ length: YEARS_PROVED }, (_, index) => first + index)
  const known =
    PROVED.calendar === hashOf(SHIPPED_CALENDAR) &&
    PROVED.procedures[`${procedure.id}@${procedure.version}`] === hashOf(procedure)
  return known ? years.filter((year) => year < PROVED.from || year > PROVED.to) : years
}

/** Throws `procedureFaulty` with everything that the checker finds. */
function refuseFaulty(procedure: Procedure, at: Instant): void {
  const years = yearsToProve(procedure, at)
  const found = years.flatMap((year) => examine(procedure, { year, calendar: SHIPPED_CALENDAR }).findings)
  const errors = new Map(
    found.map((finding) => [JSON.stringify([finding.code, finding.where]), errorOf(procedure, finding)]),
  )
  const [shown] = errors.values()
  if (shown === undefined) return
  throw new Problem('procedureFaulty', {
    field: shown.field,
    params: { id: procedure.id, version: procedure.version, findings: errors.size },
    errors: [...errors.values()].slice(0, FINDINGS_SHOWN),
  })
}

function errorOf({ id }: Procedure, { code, where }: Finding): FieldError {
  return { field: [id, ...where].join('.'), code, message: FINDING_TEXTS[code] }
}

/** Publishes all that is open, or one kind, id and version of it; gives how everything stands then. */
export async function publishShipped(
  client: Client,
  { by, at }: Doing,
  only: { readonly kind: ShippedKind; readonly id: string; readonly version: number } | null = null,
): Promise<Shipped[]> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [SHIPPED_LOCK])
  for (const { kind, id, version, state } of await readShipped(client)) {
    const asked = only === null || (only.kind === kind && only.id === id && only.version === version)
    if (state !== 'open' || !asked) continue
    if (kind === 'calendar') await publishCalendar(client, SHIPPED_CALENDAR, by, at)
    for (const value of PROCEDURES) {
      if (kind !== 'procedure' || value.id !== id || value.version !== version) continue
      refuseFaulty(value, at)
      await publishProcedure(client, value, by, at)
    }
    for (const value of SHEETS) {
      if (kind === 'sheet' && value.id === id && value.version === version)
        await publishSheet(client, value, by, at)
    }
  }
  return readShipped(client)
}
