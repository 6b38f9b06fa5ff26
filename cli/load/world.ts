// Where the dossiers of a load live: communes and provinces of the registry, the officers who act there (made here in
// bulk, with roles that hold since the last reorganisation) and the year's campaign of each province, as facts.
import type { Pool } from '../../activities/pool.ts'
import { NO_CALENDAR } from '../../activities/record/facts.ts'
import { idFrom } from '../../activities/record/ids.ts'
import {
  createCampaign,
  publishCalendar,
  publishProcedure,
  publishSheet,
} from '../../activities/record/publish.ts'
import type { CampaignFacts, Capacity } from '../../domain/command.ts'
import { holdersKey } from '../../domain/command.ts'
import type { Id } from '../../domain/dossier.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { fold } from '../../domain/text.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import { SHEETS } from '../../procedures/sheets.ts'
import { emptyPage, insertRows, put } from './write.ts'

export const SINCE = '2025-07-01T00:00:00.000Z'

/** A person with the one role in which he acts. */
export interface Player {
  readonly personId: Id
  readonly capacity: Capacity
}

/** The officers of an office, by role; several where a role has several. */
export type Officers = ReadonlyMap<Role, readonly Player[]>

export interface Province {
  readonly id: Id
  readonly officers: Officers
  readonly campaign: CampaignFacts
  readonly communes: readonly Commune[]
}

export interface Commune {
  readonly id: Id
  readonly name: string
  readonly officers: Officers
  /** The whole committee, as `holders` of facts. */
  readonly holders: Readonly<Record<string, readonly Id[]>>
}

export interface World {
  readonly provinces: readonly Province[]
  readonly calendar: HolidayCalendar
}

const COMMUNE_ROLES: readonly Role[] = [
  'communePolice',
  'inspector',
  'communeOffice',
  'communeChair',
  'committeeHead',
  'committeeMember',
  'committeeMember',
]
const PROVINCE_ROLES: readonly Role[] = [
  'provinceStaff',
  'inspector',
  'policeDirector',
  'provinceChair',
  'recordsOfficer',
]

/** Someone who holds a role in an office; the same names give the same person again. */
export function playerOf(officeId: Id, role: Role, index = 0): Player {
  const personId = idFrom('load-person', officeId, role, String(index))
  return { personId, capacity: { role, officeId, holdingId: idFrom('holding', personId), delegation: null } }
}

/** Rows of persons and of their roles. */
export function rowsOf(players: readonly Player[], named: (player: Player) => string) {
  return {
    person: players.map((player) => {
      const name = named(player)
      return { id: player.personId, name, search_key: fold(name), created_at: SINCE }
    }),
    role_holding: players.map(({ personId, capacity }) => ({
      id: capacity.holdingId,
      person_id: personId,
      office_id: capacity.officeId,
      role: capacity.role,
      valid_from: SINCE,
      granted_by: 'system',
      created_at: SINCE,
    })),
  }
}

function officersOf(officeId: Id, roles: readonly Role[]): Officers {
  const officers = new Map<Role, Player[]>()
  for (const role of roles) {
    const own = officers.get(role) ?? []
    officers.set(role, [...own, playerOf(officeId, role, own.length)])
  }
  return officers
}

/** Publishes what the year needs, makes the officers, opens a campaign in each province. Safe to repeat. */
export async function prepareWorld(pool: Pool, provinceIds: readonly Id[], year: number): Promise<World> {
  await publishProcedure(pool, DIEN_HINH, 'system', SINCE)
  await publishCalendar(pool, SHIPPED_CALENDAR, 'system', SINCE)
  for (const sheet of SHEETS) await publishSheet(pool, sheet, 'system', SINCE)
  const { rows } = await pool.query<{ id: string; name: string; province_id: string }>(
    `SELECT id, name, province_id FROM office WHERE kind = 'commune' AND has_police AND valid_to IS NULL
       AND province_id = ANY($1) ORDER BY id`,
    [provinceIds],
  )
  const provinces: Province[] = []
  for (const id of provinceIds) {
    const communes = rows.filter((row) => row.province_id === id).map((row) => communeOf(row.id, row.name))
    if (communes.length === 0) throw new Error(`province ${id}: the registry has no communes of it`)
    const officers = officersOf(id, PROVINCE_ROLES)
    const players = [officers, ...communes.map((one) => one.officers)].flatMap((own) =>
      [...own.values()].flat(),
    )
    const made = rowsOf(players, ({ capacity }) => `${capacity.role} ${capacity.officeId}`)
    const page = emptyPage()
    put(page, 'person', made.person)
    put(page, 'role_holding', made.role_holding)
    await insertRows(pool, 'person', page.person, true)
    await insertRows(pool, 'role_holding', page.role_holding, true)
    provinces.push({ id, officers, communes, campaign: await openCampaign(pool, id, year) })
  }
  return { provinces, calendar: await newestCalendar(pool) }
}

function communeOf(id: Id, name: string): Commune {
  const officers = officersOf(id, COMMUNE_ROLES)
  const ids = (role: Role) => (officers.get(role) ?? []).map(({ personId }) => personId)
  const seats = ['committeeHead', 'committeeMember'] as const
  const holders = Object.fromEntries(seats.map((role) => [holdersKey(id, role), ids(role)]))
  return { id, name, officers, holders }
}

async function newestCalendar(pool: Pool): Promise<HolidayCalendar> {
  const { rows } = await pool.query<{ data: HolidayCalendar }>(
    'SELECT data FROM calendar ORDER BY version DESC LIMIT 1',
  )
  return rows[0]?.data ?? NO_CALENDAR
}

interface CampaignRow {
  readonly status: CampaignFacts['status']
  readonly procedure_hash: string
  readonly opens_at: Date
  readonly closes_at: Date
  readonly dates: CampaignFacts['dates']
  readonly reading: CampaignFacts['reading']
  readonly settings: CampaignFacts['settings']
  readonly sheets: CampaignFacts['sheets']
}

async function openCampaign(pool: Pool, provinceId: Id, year: number): Promise<CampaignFacts> {
  const wanted = { procedure: DIEN_HINH, officeId: provinceId, year, status: 'open' } as const
  const id = await createCampaign(pool, wanted, 'system', SINCE)
  const { rows } = await pool.query<CampaignRow>('SELECT * FROM campaign WHERE id = $1', [id])
  const row = rows[0]
  if (row === undefined) throw new Error(`campaign ${id}: it is not there`)
  const defaults = DIEN_HINH.settings.map((setting) => [setting.id, setting.value] as const)
  return {
    id,
    procedureHash: row.procedure_hash,
    year,
    status: row.status,
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    dates: row.dates,
    reading: row.reading,
    settings: { ...Object.fromEntries(defaults), ...row.settings },
    sheets: row.sheets,
  }
}
