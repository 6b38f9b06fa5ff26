// The demonstration: one commune with its agencies, enterprises and schools, an account a role, results of the year before,
// a campaign of each procedure, the five seed plans, an estimate and an expense under way, all made by the same functions that the API uses. Running it again
// adds what is missing and changes nothing that is there.
import { hashPassword } from '../api/auth/passwords.ts'
import { ensureRootOffice } from '../api/auth/administrator.ts'
import type { Actor } from '../api/auth/actor.ts'
import { planCampaign } from '../api/admin/campaigns.ts'
import { deadlinesOf } from '../api/admin/campaign-rules.ts'
import type { Doing } from '../api/admin/doing.ts'
import { addPerson } from '../api/admin/people.ts'
import { recordResults } from '../api/admin/results.ts'
import { grantRole } from '../api/admin/roles.ts'
import { addUnit } from '../api/admin/units.ts'
import { publishShipped } from '../api/admin/shipped.ts'
import { officeWhere } from '../api/territory.ts'
import type { OfficePlace } from '../api/territory.ts'
import { inTransaction } from '../activities/pool.ts'
import type { Client, Pool } from '../activities/pool.ts'
import { readClock } from '../activities/record/clock.ts'
import { ROOT_OFFICE_ID, idFrom } from '../activities/record/ids.ts'
import { campaignIdOf } from '../activities/record/publish.ts'
import { addDays, civilDateOf, daysBetween, yearOf } from '../domain/time/civil.ts'
import type { CivilDate, Instant } from '../domain/time/civil.ts'
import { SHIPPED_CALENDAR } from '../domain/time/holidays.ts'
import type { Role } from '../domain/vocabulary.ts'
import { DIEN_HINH } from '../procedures/dien-hinh.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { COMMUNE_ID, DEMO_ACCOUNTS, DEMO_UNITS, PROVINCE_ID } from './demo-data.ts'
import type { DemoUnit } from './demo-data.ts'
import { addMoney } from './demo-money.ts'
import { addPlans } from './demo-plans.ts'
import { seedRegistry } from './seed.ts'

/** The password of every account of the demonstration; an instance that people work in doesn't load it. */
export const DEMO_PASSWORD = 'trinh-demo-2026'

/** What the demonstration holds, for the starter to print. */
export interface Demo {
  readonly password: string
  readonly accounts: readonly {
    readonly login: string
    readonly role: Role
    readonly officeName: string
  }[]
  /** To be woken once the server of runs is there. */
  readonly campaignId: string
  /** Seed plans with their duties. */
  readonly plans: number
}

// Any number will do: two that load at once load everything once.
const DEMO_LOCK = 7_220_131

/** Loads the demonstration by an instant: the instance's clock, unless another one is passed. */
export async function loadDemo(pool: Pool, now?: Instant): Promise<Demo> {
  await seedRegistry(pool)
  const at = now ?? (await readClock(pool)).now
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const demo = await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [DEMO_LOCK])
    const doing: Doing = { by: 'system', at }
    await ensureRootOffice(client, at)
    await publishShipped(client, doing)
    const offices = await addUnits(client, doing)
    await addAccounts(client, offices, passwordHash, doing)
    const year = campaignYear(at)
    await addResults(client, offices, year - 1, doing)
    const campaignId = await addCampaign(client, offices, year, doing)
    await addOtherCampaigns(client, offices, year, doing)
    const issuers = {
      commune: actorOf('xa.congan', COMMUNE_ID),
      province: actorOf('tinh.thammuu', PROVINCE_ID),
    }
    const plans = await addPlans(client, issuers, (key) => find(offices, key).id, doing)
    const accounts = DEMO_ACCOUNTS.map(({ login, role, office }) => ({
      login,
      role,
      officeName: nameOf(office),
    }))
    return { password: DEMO_PASSWORD, accounts, campaignId, plans }
  })
  await addMoney(pool, actorOf('xa.congan', COMMUNE_ID), campaignYear(at))
  return demo
}

function nameOf(office: string): string {
  const fixed: Readonly<Record<string, string>> = {
    [COMMUNE_ID]: 'Xã Vĩnh Thủy',
    [PROVINCE_ID]: 'Tỉnh Quảng Trị',
    [ROOT_OFFICE_ID]: 'Bộ Công an',
  }
  return fixed[office] ?? DEMO_UNITS.find(({ key }) => key === office)?.name ?? office
}

/** Offices by id, units by key. */
type Offices = ReadonlyMap<string, OfficePlace>

async function place(client: Client, officeId: string, at: Instant): Promise<OfficePlace> {
  const office = await officeWhere(client, officeId, civilDateOf(at), () => 'true')
  if (office === null) throw new Error(`office ${officeId}: the registry doesn't hold it`)
  return office
}

async function addUnits(client: Client, doing: Doing): Promise<Offices> {
  const offices = new Map<string, OfficePlace>()
  for (const id of [ROOT_OFFICE_ID, PROVINCE_ID, COMMUNE_ID])
    offices.set(id, await place(client, id, doing.at))
  for (const unit of DEMO_UNITS) {
    const parent = offices.get(unit.parentId)
    if (parent === undefined) throw new Error(`unit ${unit.key}: its parent comes before it`)
    const id = idFrom('demo unit', unit.key)
    if (!(await exists(client, 'office', id))) await addUnit(client, { ...unit, id }, parent, doing)
    offices.set(unit.key, await place(client, id, doing.at))
  }
  return offices
}

async function exists(
  client: Client,
  table: 'office' | 'person' | 'role_holding' | 'campaign',
  id: string,
): Promise<boolean> {
  return (await client.query(`SELECT 1 FROM ${table} WHERE id = $1`, [id])).rowCount === 1
}

function find(offices: Offices, key: string): OfficePlace {
  const office = offices.get(key)
  if (office === undefined) throw new Error(`office ${key}: not part of the demonstration`)
  return office
}

async function addAccounts(
  client: Client,
  offices: Offices,
  passwordHash: string,
  doing: Doing,
): Promise<void> {
  for (const { login, name, role, office } of DEMO_ACCOUNTS) {
    const id = idFrom('demo person', login)
    if (!(await exists(client, 'person', id)))
      await addPerson(client, { id, name, login, passwordHash, mustChange: false }, doing)
    const holdingId = idFrom('demo role', login)
    if (await exists(client, 'role_holding', holdingId)) continue
    const holding = { id: holdingId, personId: id, office: find(offices, office), role }
    await grantRole(client, { ...holding, from: doing.at, to: null }, doing)
  }
}

/** The results of the year before, as the commune's police and the province's staff would enter them. */
async function addResults(client: Client, offices: Offices, year: number, doing: Doing): Promise<void> {
  for (const [login, officeId] of [
    ['xa.congan', COMMUNE_ID],
    ['tinh.thammuu', PROVINCE_ID],
  ] as const) {
    const actor = actorOf(login, officeId)
    const own = DEMO_UNITS.filter(({ parentId, kind }) => parentId === officeId && kind !== 'department')
    const units = own.map((unit) => ({ ...unit, subjectId: find(offices, unit.key).id }))
    const commune = { subjectId: COMMUNE_ID, safety: 'achieved', movement: 'good' } as const
    const subjects = officeId === PROVINCE_ID ? [...units, commune] : units
    const missing = await withoutResults(client, subjects, year)
    const source = `Danh sách công nhận năm ${year} (dữ liệu minh họa)`
    const entries = missing.flatMap(({ subjectId, safety, movement }) => [
      { subjectId, year, kind: 'safety' as const, value: safety, source },
      { subjectId, year, kind: 'movement' as const, value: movement, source },
    ])
    await recordResults(client, actor, entries, { by: actor.personId, at: doing.at }, () => '')
  }
}

type WithResults = Pick<DemoUnit, 'safety' | 'movement'> & { readonly subjectId: string }

/** Whoever has a result of the year keeps it: somebody may have corrected it since. */
async function withoutResults(
  client: Client,
  subjects: readonly WithResults[],
  year: number,
): Promise<WithResults[]> {
  const { rows } = await client.query<{ subject_id: string }>(
    'SELECT subject_id FROM result_fact WHERE year = $1 AND subject_id = ANY($2)',
    [year, subjects.map(({ subjectId }) => subjectId)],
  )
  return subjects.filter(({ subjectId }) => !rows.some((row) => row.subject_id === subjectId))
}

function actorOf(login: string, officeId: string): Actor {
  const account = DEMO_ACCOUNTS.find((one) => one.login === login)
  if (account === undefined) throw new Error(`account ${login}: not part of the demonstration`)
  const post = {
    role: account.role,
    officeId,
    holdingId: idFrom('demo role', login),
    delegation: null,
    officeKind: officeId === COMMUNE_ID ? ('commune' as const) : ('province' as const),
    officeName: nameOf(officeId),
    validTo: null,
  }
  const personId = idFrom('demo person', login)
  const { name } = account
  const actor = { personId, name, login, mustChange: false, via: 'session', keyHash: '', csrf: null } as const
  return { ...actor, signedInBy: 'password', hasSecondFactor: false, posts: [post] }
}

/** With less than a month left a campaign can't be shown any more: then it is next year's. */
const LEAST_DAYS = 30

function campaignYear(at: Instant): number {
  const today = civilDateOf(at)
  const year = yearOf(today)
  return daysBetween(today, `${year}-12-31`) < LEAST_DAYS ? year + 1 : year
}

async function addCampaign(client: Client, offices: Offices, year: number, doing: Doing): Promise<string> {
  const id = campaignIdOf(DIEN_HINH.id, PROVINCE_ID, year)
  if (await exists(client, 'campaign', id)) return id
  const dates = datesAhead(year, civilDateOf(doing.at))
  const { id: officeId, kind: officeKind } = find(offices, PROVINCE_ID)
  return planCampaign(client, DIEN_HINH, { officeId, officeKind, year, dates }, SHIPPED_CALENDAR, doing)
}

/** The year of every other procedure that ships, by its own dates. */
async function addOtherCampaigns(
  client: Client,
  offices: Offices,
  year: number,
  doing: Doing,
): Promise<void> {
  const { id: officeId, kind: officeKind } = find(offices, PROVINCE_ID)
  for (const procedure of PROCEDURES) {
    if (await exists(client, 'campaign', campaignIdOf(procedure.id, PROVINCE_ID, year))) continue
    await planCampaign(client, procedure, { officeId, officeKind, year }, SHIPPED_CALENDAR, doing)
  }
}

/** Dates that have passed are spread, in their order, over the days until the first that hasn't: everything can be tried. */
function datesAhead(year: number, today: CivilDate): Record<string, CivilDate> {
  const facts = {
    year,
    reading: 'strict' as const,
    dates: {},
    calendar: SHIPPED_CALENDAR,
    territory: [PROVINCE_ID],
  }
  const deadlines = deadlinesOf(DIEN_HINH, facts)
  const firstAhead = deadlines.findIndex(({ lastDay }) => lastDay !== null && lastDay > today)
  const passed = deadlines.slice(0, firstAhead < 0 ? deadlines.length : firstAhead)
  const end = deadlines[firstAhead]?.lastDay ?? `${year}-12-31`
  const days = daysBetween(today, end)
  return Object.fromEntries(
    passed.map(({ key }, index) => [
      key,
      addDays(today, Math.max(1, Math.floor(((index + 1) * days) / (passed.length + 1)))),
    ]),
  )
}
