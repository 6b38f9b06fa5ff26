// Money of the movement: the year's estimate with its settlement (du-toan), and each expense against it (chi). Facts:
// S0-19, S1-24, S2-21, S4-23; Thông tư 40/2023/TT-BTC (in force 23/7/2023) for ceilings. Whole đồng. Steps beside this.
import type { Procedure } from '../domain/procedure.ts'
import { BUDGET } from './kinh-phi/budget.ts'
import { EXPENSE } from './kinh-phi/expense.ts'

/** Estimate, allocation and settlement of a year. */
export const DU_TOAN: Procedure = BUDGET
/** One expense: within the allocation, or over it with a named approval. */
export const CHI: Procedure = EXPENSE
