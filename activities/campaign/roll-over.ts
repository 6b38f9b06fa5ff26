// Next year's campaign out of this year's: its dates a year later, its settings, reading and sheets, on the newest version of
// the procedure. What can't be carried over is left out and said. Nothing is written here: a dry run is the same question.
import type { CampaignFacts } from '../../domain/command.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { dateInYear, yearOf } from '../../domain/time/civil.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import type { BeforeReading } from '../../domain/time/due.ts'
import type { Pool, Queryable } from '../pool.ts'
import { libraryOf } from '../record/cache.ts'
import { campaignIdOf } from '../record/publish.ts'
import { ESCALATION_DAYS_SETTING, SWEEP_TIME_SETTING } from './plan.ts'
import type { CampaignPlan } from './plan.ts'

/** What isn't as it was this year: `to` is null where it was left out. */
export interface RollOverDifference {
  readonly field: string
  readonly from: string
  readonly to: string | null
  readonly why:
    | 'yearLater'
    | 'noSuchDay'
    | 'newerVersion'
    | 'notInProcedure'
    | 'officeEnded'
    | 'followsNewest'
    | 'notPublished'
  /** The commune whose own date it is. */
  readonly officeName?: string
}

export interface RollOver {
  readonly procedure: Procedure
  readonly officeId: string
  readonly year: number
  readonly dates: Readonly<Record<string, CivilDate>>
  readonly reading: BeforeReading
  readonly settings: CampaignFacts['settings']
  readonly sheets: CampaignFacts['sheets']
  readonly overrides: readonly {
    readonly officeId: string
    readonly dates: Readonly<Record<string, CivilDate>>
  }[]
  readonly differences: readonly RollOverDifference[]
  /** The campaign of that year, where there is one already. */
  readonly exists: string | null
}

const KEPT_SETTINGS = [SWEEP_TIME_SETTING, ESCALATION_DAYS_SETTING]

/** Works out the campaign of a later year; null where the procedure has no published version any more. */
export async function rollOver(pool: Pool, plan: CampaignPlan, year: number): Promise<RollOver | null> {
  const procedure = await newestProcedure(pool, plan.procedureId)
  if (procedure === null) return null
  const differences: RollOverDifference[] = []
  if (procedure.version !== plan.procedureVersion) {
    const [from, to] = [plan.procedureVersion, procedure.version].map(String)
    differences.push({ field: 'procedureVersion', from: from ?? '', to: to ?? '', why: 'newerVersion' })
  }
  const later = { years: year - plan.year, procedure, differences }
  const dates = laterDates(plan.dates, 'dates', later)
  const settings = keptSettings(plan, later)
  const sheets = await newestSheets(pool, plan, later)
  const overrides = await keptOverrides(pool, plan, later, `${year}-01-01`)
  const id = campaignIdOf(procedure.id, plan.officeId, year)
  const there = await pool.query('SELECT 1 FROM campaign WHERE id = $1', [id])
  const exists = there.rowCount === 0 ? null : id
  const { officeId, reading } = plan
  return { procedure, officeId, year, dates, reading, settings, sheets, overrides, differences, exists }
}

interface Later {
  readonly years: number
  readonly procedure: Procedure
  readonly differences: RollOverDifference[]
}

async function newestProcedure(pool: Pool, id: string): Promise<Procedure | null> {
  const { rows } = await pool.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM procedure_version WHERE id = $1',
    [id],
  )
  const version = rows[0]?.version ?? null
  return version === null ? null : ((await libraryOf(pool).procedure(id, version))?.procedure ?? null)
}

function laterDates(
  dates: Readonly<Record<string, CivilDate>>,
  field: string,
  { years, procedure, differences }: Later,
  of: { readonly officeName?: string } = {},
): Record<string, CivilDate> {
  const found: Record<string, CivilDate> = {}
  for (const [key, from] of Object.entries(dates).sort()) {
    const name = `${field}.${key}`
    if (!Object.hasOwn(procedure.dates, key)) {
      differences.push({ field: name, from, to: null, why: 'notInProcedure', ...of })
      continue
    }
    const year = yearOf(from) + years
    const same = dateInYear(year, from.slice(5))
    // Only 29 February has no such day in another year.
    const to = same ?? dateInYear(year, '02-28')
    if (to !== null) found[key] = to
    differences.push({ field: name, from, to, why: same === null ? 'noSuchDay' : 'yearLater', ...of })
  }
  return found
}

function keptSettings(plan: CampaignPlan, { procedure, differences }: Later): CampaignFacts['settings'] {
  const known = [...procedure.settings.map(({ id }) => id), ...KEPT_SETTINGS]
  const kept = Object.entries(plan.settings).filter(([id, value]) => {
    if (known.includes(id)) return true
    differences.push({ field: `settings.${id}`, from: String(value), to: null, why: 'notInProcedure' })
    return false
  })
  return Object.fromEntries(kept)
}

/** The sheets that the campaign used, each in its newest published version, for the kinds that the procedure still has. */
async function newestSheets(
  db: Queryable,
  plan: CampaignPlan,
  { procedure, differences }: Later,
): Promise<CampaignFacts['sheets']> {
  const wanted = { ...procedure.sheets, ...mapSheets(plan.sheets) }
  const { rows } = await db.query<{ id: string; version: number }>(
    'SELECT id, max(version) AS version FROM criteria_sheet WHERE id = ANY($1) AND published_at IS NOT NULL GROUP BY id',
    [Object.values(wanted)],
  )
  const newest = new Map(rows.map(({ id, version }) => [id, version]))
  const sheets: Record<string, { id: string; version: number }> = {}
  for (const kind of procedure.subjects) {
    const id = wanted[kind]
    if (id === undefined) continue
    const version = newest.get(id)
    const before = plan.sheets[kind]
    const from = before === undefined ? '' : `${before.id} ${before.version}`
    if (version === undefined) {
      differences.push({ field: `sheets.${kind}`, from, to: null, why: 'notPublished' })
      continue
    }
    sheets[kind] = { id, version }
    if (from !== `${id} ${version}`)
      differences.push({ field: `sheets.${kind}`, from, to: `${id} ${version}`, why: 'newerVersion' })
  }
  return sheets
}

function mapSheets(sheets: CampaignFacts['sheets']): Record<string, string> {
  return Object.fromEntries(Object.entries(sheets).map(([kind, sheet]) => [kind, sheet.id]))
}

async function keptOverrides(
  db: Queryable,
  plan: CampaignPlan,
  later: Later,
  on: CivilDate,
): Promise<RollOver['overrides']> {
  const { rows } = await db.query<{
    officeId: string
    officeName: string
    dates: Record<string, CivilDate>
    valid: boolean
  }>(
    `SELECT v.office_id AS "officeId", o.name AS "officeName", v.dates,
       o.merged_into IS NULL AND (o.valid_to IS NULL OR o.valid_to > $2::date) AS valid
     FROM campaign_override v JOIN office o ON o.id = v.office_id
     WHERE v.campaign_id = $1 AND v.dates <> '{}' ORDER BY v.office_id`,
    [plan.id, on],
  )
  return rows.flatMap(({ officeId, officeName, dates, valid }) => {
    const field = `overrides.${officeId}`
    if (!valid) {
      const from = Object.keys(dates).join(' ')
      later.differences.push({ field, from, to: null, why: 'officeEnded', officeName })
      return []
    }
    const moved = laterDates(dates, field, later, { officeName })
    return Object.keys(moved).length === 0 ? [] : [{ officeId, dates: moved }]
  })
}
