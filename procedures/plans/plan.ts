// The shape of a seed plan: which plan it is, who signs it, and its duties. A duty names the role whose office it is
// handed to, what proves it, and the row of the seed that it puts into short words. Loaded by the demo and rehearsal.
import type { Role } from '../../domain/vocabulary.ts'

/** A duty of a plan, one for each row of the seed that gives somebody something to do. */
export interface SeedDuty {
  /** Row of the facts, e.g. S0-03. */
  readonly row: string
  readonly vi: string
  /** 'area': a member of the committee answers for an area instead of a piece of work. */
  readonly type: 'duty' | 'area'
  /** Role whose office the duty goes to: the issuer's own office where it holds the role, else offices below it. */
  readonly office: Role
  /** MM-DD in the plan's year, through the end of that day; the procedure's own date where absent. */
  readonly due?: string
  /** What is shown as proof, in short words. */
  readonly needs: readonly string[]
  /** Procedure that carries the row out in full; absent where the duty itself (nhiem-vu) is all there is. */
  readonly carriedBy?: string
}

/** A plan with its duties. */
export interface SeedPlan {
  /** S0 to S4: also the code of the plan's matter. */
  readonly code: string
  readonly vi: string
  readonly issuer: 'commune' | 'province'
  /** Who signs: a chair TM., a deputy KT. */
  readonly signer: Role
  readonly year: number
  readonly duties: readonly SeedDuty[]
}

/** A duty that stands for itself. */
export function duty(
  row: string,
  office: Role,
  vi: string,
  needs: readonly string[],
  more: { readonly due?: string; readonly carriedBy?: string; readonly type?: 'area' } = {},
): SeedDuty {
  return { row, vi, type: 'duty', office, needs, ...more }
}

/** A duty whose row another procedure carries out in full. */
export function carried(row: string, carriedBy: string, office: Role, vi: string, due?: string): SeedDuty {
  return duty(row, office, vi, ['kết quả của thủ tục riêng'], {
    carriedBy,
    ...(due === undefined ? {} : { due }),
  })
}
