// The five seed plans: drafted, signed and issued, their duties handed out, done, reported with evidence and confirmed; and
// the plan by which a commune answers the province's.
import type { Role } from '../../../domain/vocabulary.ts'
import { SEED_PLANS } from '../../../procedures/plans/index.ts'
import type { SeedDuty, SeedPlan } from '../../../procedures/plans/index.ts'
import { RehearsalError } from '../client.ts'
import { COMMUNE, PROVINCE } from './company.ts'
import type { Member } from './company.ts'
import type { Entry, Stage } from './stage.ts'

/** What a plan handed out, and which plan it was. */
export interface HandedOut {
  readonly planId: string
  readonly id: string
  readonly entry: Entry
}

/** Who a duty goes to: in the issuer's own office, else in one below it. */
function holderOf({ company }: Stage, { issuer }: SeedPlan, role: Role): Member {
  const own = issuer === 'commune' ? COMMUNE : PROVINCE
  const below = company.places.filter(({ parentId }) => parentId === own).map(({ id }) => id)
  const found = [own, ...below].flatMap((id) => company.who(id, [role]))[0]
  if (found === undefined) throw new RehearsalError(`nobody is ${role} below ${own}`)
  return found
}

function partOf(stage: Stage, plan: SeedPlan, { row, vi, type, office, due }: SeedDuty): Entry {
  const { officeId, person } = holderOf(stage, plan, office)
  return {
    kind: 'duty',
    type,
    name: vi,
    officeId,
    code: row,
    personId: person.personId,
    ...(due === undefined ? {} : { dates: { report: due } }),
  }
}

/** Issues a plan with the duties that stand for themselves; gives them as they were handed out. */
export async function issue(stage: Stage, plan: SeedPlan): Promise<readonly HandedOut[]> {
  const officeId = plan.issuer === 'commune' ? COMMUNE : PROVINCE
  const entry: Entry = { kind: 'plan', type: 'yearly', name: plan.vi, officeId, code: plan.code }
  const planId = await stage.enter(entry)
  const parts = plan.duties
    .filter((one) => one.carriedBy === undefined)
    .map((one) => partOf(stage, plan, one))
  const answer: Entry | null =
    officeId === PROVINCE
      ? {
          kind: 'plan',
          type: 'answer',
          name: 'Kế hoạch của xã thực hiện kế hoạch tỉnh',
          officeId: COMMUNE,
          code: 'answer',
        }
      : null
  const all = [...parts, ...(answer === null ? [] : [answer])]
  const ids = await stage.enterParts(planId, officeId, all)
  await stage.matter('ke-hoach', planId, entry, { by: plan.signer })
  return all.flatMap((one, index) => {
    const id = ids[index]
    return id === undefined ? [] : [{ planId, id, entry: one }]
  })
}

/** Issues all five, and gives everything that they handed out. */
export async function issueAll(stage: Stage): Promise<readonly HandedOut[]> {
  const handed: HandedOut[] = []
  for (const plan of SEED_PLANS) handed.push(...(await issue(stage, plan)))
  stage.say(`  ${SEED_PLANS.length} plans issued, ${handed.length} parts handed out`)
  return handed
}

/** Plays every duty to its end, and the plan that answers another. */
export async function carryOut(stage: Stage, handed: readonly HandedOut[]): Promise<void> {
  for (const { id, entry } of handed)
    await stage.matter(entry.kind === 'plan' ? 'ke-hoach' : 'nhiem-vu', id, entry)
  stage.say(`  ${handed.length} duties and answers carried out`)
}
