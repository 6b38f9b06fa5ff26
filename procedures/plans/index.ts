// The five seed plans, as an instance's demo and the rehearsal of the year load them.
import { S0 } from './s0.ts'
import { S1 } from './s1.ts'
import { S2 } from './s2.ts'
import { S3 } from './s3.ts'
import { S4 } from './s4.ts'
import type { SeedPlan } from './plan.ts'

export type { SeedDuty, SeedPlan } from './plan.ts'

/** Every seed plan, commune plans first. */
export const SEED_PLANS: readonly SeedPlan[] = [S0, S1, S2, S3, S4]

/** The seed plan of a code (S0 to S4); null when there is none. */
export function planByCode(code: string): SeedPlan | null {
  return SEED_PLANS.find((plan) => plan.code === code) ?? null
}
