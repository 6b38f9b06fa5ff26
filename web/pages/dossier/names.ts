// Names out of a procedure, for texts.
import type { Procedure } from '../../../domain/procedure.ts'
import { stepById } from '../../../domain/steps.ts'

export function stepName(procedure: Procedure, step: string): string {
  return stepById(procedure, step)?.vi ?? step
}
