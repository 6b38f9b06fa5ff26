// The Vietnamese names of steps and procedures for lists that show dossiers of several: every published version is read
// once and kept.
import { useQueries } from '@tanstack/react-query'
import type { Procedure } from '../../domain/procedure.ts'
import { outcomeById, stepById } from '../../domain/steps.ts'
import { procedureQuery } from './queries.ts'

export interface OfProcedure {
  readonly procedureId: string
  readonly procedureVersion: number
}

export interface Names {
  readonly procedure: (of: OfProcedure) => Procedure | null
  readonly step: (of: OfProcedure, step: string) => string
  readonly outcome: (of: OfProcedure, outcome: string) => string
}

const keyOf = ({ procedureId, procedureVersion }: OfProcedure): string => `${procedureId}/${procedureVersion}`

/** Names for rows; until a version is read its steps are shown as a dash. */
export function useNames(rows: readonly OfProcedure[]): Names {
  const wanted = [...new Map(rows.map((row) => [keyOf(row), row])).values()]
  const read = useQueries({
    queries: wanted.map(({ procedureId, procedureVersion }) => procedureQuery(procedureId, procedureVersion)),
  })
  const known = new Map(wanted.map((row, index) => [keyOf(row), read[index]?.data ?? null]))
  const procedure = (of: OfProcedure): Procedure | null => known.get(keyOf(of)) ?? null
  return {
    procedure,
    step: (of, id) => named(procedure(of), (found) => stepById(found, id)?.vi ?? id),
    outcome: (of, id) => named(procedure(of), (found) => outcomeById(found, id)?.vi ?? id),
  }
}

function named(procedure: Procedure | null, name: (found: Procedure) => string): string {
  return procedure === null ? '–' : name(procedure)
}
