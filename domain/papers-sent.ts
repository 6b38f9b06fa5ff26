// What the register of papers sent out says of a number given by an act, where no paper has words of its own: the step's
// and procedure's names, and what it is about.
import type { Procedure } from './procedure.ts'
import { stepById } from './steps.ts'

/** @vi The excerpt (trích yếu) of a number given at a step. */
export function excerptOf(procedure: Procedure, step: string, about: string): string {
  const rule = stepById(procedure, step)
  const act = rule === null ? 'Sửa đổi văn bản đã ban hành' : rule.vi
  return `${act} (${procedure.vi}): ${about}`.normalize('NFC')
}
