// The five seed plans in the demonstration: each a plan of its issuer, with its duties for the offices and people that it
// names, ready to be drafted, signed and handed out.
import { matterGiven, enterMatters } from '../api/admin/matters.ts'
import type { MatterGiven } from '../api/admin/matters.ts'
import type { Doing } from '../api/admin/offices.ts'
import type { Actor } from '../api/auth/actor.ts'
import type { Client } from '../activities/pool.ts'
import { ROOT_OFFICE_ID, idFrom } from '../activities/record/ids.ts'
import type { Role } from '../domain/vocabulary.ts'
import { SEED_PLANS } from '../procedures/plans/index.ts'
import type { SeedDuty, SeedPlan } from '../procedures/plans/index.ts'
import { COMMUNE_ID, DEMO_ACCOUNTS, PROVINCE_ID } from './demo-data.ts'

/** Offices of the demonstration by the key that accounts name. */
export type OfficeIds = (key: string) => string

/** Units that lie outside the commune. */
const PROVINCES_OWN: readonly string[] = ['so1', 'tinh1']

/** Who has a duty: somebody of the role in the issuer's own office, else in one below it, else the issuer's office itself. */
function holderOf(
  role: Role,
  { issuer }: SeedPlan,
  idOf: OfficeIds,
): Pick<MatterGiven, 'officeId' | 'personId'> {
  const own = issuer === 'commune' ? COMMUNE_ID : PROVINCE_ID
  const beyond = issuer === 'commune' ? [PROVINCE_ID, ROOT_OFFICE_ID, ...PROVINCES_OWN] : [ROOT_OFFICE_ID]
  const fitting = DEMO_ACCOUNTS.filter((one) => one.role === role && !beyond.includes(one.office))
  const found = fitting.find(({ office }) => office === own) ?? fitting[0]
  if (found === undefined) return { officeId: own }
  return { officeId: idOf(found.office), personId: idFrom('demo person', found.login) }
}

function partOf(duty: SeedDuty, plan: SeedPlan, idOf: OfficeIds): MatterGiven {
  const { row, vi, type, office, due } = duty
  const dates = due === undefined ? {} : { dates: { report: due } }
  // Through the schema of the request itself: what ships is held to the same limits as what people enter.
  return {
    kind: 'duty',
    type,
    code: row,
    name: matterGiven.name.parse(vi),
    ...holderOf(office, plan, idOf),
    ...dates,
  }
}

/** Lower plans that a province's plan asks for. */
function answersTo(plan: SeedPlan, idOf: OfficeIds): MatterGiven[] {
  if (plan.issuer !== 'province') return []
  const answer = (key: string, code: string, name: string): MatterGiven => ({
    kind: 'plan',
    type: 'answer',
    code: `${plan.code}/${code}`,
    name: `Kế hoạch của ${name} thực hiện kế hoạch của tỉnh năm ${plan.year}`,
    officeId: idOf(key),
  })
  return [answer(COMMUNE_ID, 'xa', 'xã Vĩnh Thủy'), answer('so1', 'so', 'Sở Nội vụ')]
}

/** Enters the plans that aren't there yet; gives how many there are of them. */
export async function addPlans(
  client: Client,
  actors: Readonly<Record<SeedPlan['issuer'], Actor>>,
  idOf: OfficeIds,
  doing: Doing,
): Promise<number> {
  for (const plan of SEED_PLANS) {
    const officeId = plan.issuer === 'commune' ? COMMUNE_ID : PROVINCE_ID
    const actor = actors[plan.issuer]
    const there = await client.query(
      `SELECT 1 FROM matter WHERE kind = 'plan' AND code = $1 AND office_id = $2 AND parent_id IS NULL`,
      [plan.code, officeId],
    )
    if (there.rowCount !== 0) continue
    const entering = { client, actor, doing: { ...doing, by: actor.personId } }
    const place = (index: number): string => `${plan.code} ${index} `
    const whole: MatterGiven = { kind: 'plan', type: 'yearly', code: plan.code, name: plan.vi, officeId }
    const [planId] = await enterMatters({ ...entering, parentId: null, place }, [whole])
    if (planId === undefined) throw new Error(`plan ${plan.code}: entered without an id`)
    const parts = [...plan.duties.map((duty) => partOf(duty, plan, idOf)), ...answersTo(plan, idOf)]
    await enterMatters({ ...entering, parentId: planId, place }, parts)
  }
  return SEED_PLANS.length
}
