// What is set for an office's papers: where it is kept, and the forms and symbols that come of it.
import { formsOf, issuerCode, registerRule, symbolOf, symbolTail } from '../../../../domain/symbols.ts'
import type { OwnShortForms } from '../../../../domain/symbols.ts'
import type { Schemas } from '../../../client/api.ts'

export type OfficePapers = Schemas['OfficePapers']
export type Register = Schemas['Register']

/** Short forms that hold for all registers that the office itself issues. */
export const ALL = '*'

// Beside the registers of papers sent out: what changes here shows there.
export const paperSettingsKey = (office: string) => ['sent', office, 'settings'] as const

export const setForms = (papers: OfficePapers, register: string) =>
  papers.shortForms.find((one) => one.register === register)

/** What a register has when nothing is set for it alone. */
export function plainForms(papers: OfficePapers, register: string, common: string | null | undefined) {
  const shared = formsOf(register, null, common).issuerCode
  return {
    kindCode: registerRule(register).code,
    issuerCode: shared ?? issuerCode(register, papers.office),
  }
}

/** The symbol that the next paper of a register would carry. */
export function nextSymbol(
  { office }: OfficePapers,
  { register, last, first }: Register,
  own: OwnShortForms | null | undefined,
  common: string | null | undefined,
): string {
  const tail = symbolTail(register, office, formsOf(register, own, common))
  return symbolOf(Math.max(last + 1, first ?? 1), tail)
}
