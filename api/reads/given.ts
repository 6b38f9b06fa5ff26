// Where a result is written, in words: what an officer entered for it, or the procedure whose dossier gave it with the number
// of its decision.
import { z } from 'zod'

export const resultGiver = z.object({
  procedureVi: z.string(),
  number: z.int().nullable(),
  numberYear: z.int().nullable(),
})
export type ResultGiver = z.output<typeof resultGiver>

/** An expression for the giver of a row `r` of result_fact; null of one that was entered. */
export const GIVER = `(SELECT jsonb_build_object('procedureVi', v.definition->>'vi', 'number', x.state->'numbers'->-1->'number',
    'numberYear', x.state->'numbers'->-1->'year') FROM dossier x
  JOIN procedure_version v ON v.id = x.procedure_id AND v.version = x.procedure_version WHERE x.id = r.dossier_id)`

/** As lists and files say it. */
export function sourceText(source: string, given: ResultGiver | null): string {
  if (given === null) return source
  const { procedureVi, number, numberYear } = given
  const numbered = number === null || numberYear === null ? '' : `, số ${number} năm ${numberYear}`
  return `Hồ sơ trên hệ thống: ${procedureVi}${numbered}`
}
