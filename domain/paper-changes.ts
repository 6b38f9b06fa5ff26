// What an act on a closed dossier does to the papers that it issued before (NĐ 30/2020 Đ.18): a fault of content is put
// right by a new paper of the same kind, a fault of form by a letter, and a revocation recalls. Nothing signed is altered.
import type { Command } from './command.ts'
import type { DossierState, GivenNumber } from './dossier.ts'
import { isHandOut } from './papers-given.ts'
import { LETTERS, registerRule } from './symbols.ts'

/** replace: thay thế · correct: đính chính · recall: thu hồi. */
export const PAPER_CHANGES = ['replace', 'correct', 'recall'] as const
export type PaperChangeKind = (typeof PAPER_CHANGES)[number]

/** What was wrong with a paper: what it says, or how it is made out. */
export const FAULTS = ['content', 'form'] as const
export type Fault = (typeof FAULTS)[number]

/** A paper as its number names it. */
export type PaperNumber = Pick<GivenNumber, 'officeId' | 'register' | 'year' | 'number'>

export interface PaperChange {
  readonly kind: PaperChangeKind
  readonly of: PaperNumber
  /** The paper that does it; null where the act was given no number of its own. */
  readonly by: PaperNumber | null
}

/** The series of letters of whoever issues papers of a register. */
export function lettersOf(register: string): string {
  return registerRule(register).issuer === 'police' ? 'policeLetters' : LETTERS
}

/** Where the number of a correction stands, by its place among the dossier's corrections. */
export const correctionStep = (count: number): string => `correct.${count}`

/** What a recorded command changed of papers; `next` holds its numbers. */
export function paperChanges(command: Command, next: DossierState): PaperChange[] {
  if (command.action === 'correct') {
    const step = correctionStep(next.corrections.length)
    const by = next.numbers.findLast((one) => one.step === step) ?? null
    const of = inForce(next, step)
    const kind = command.args.fault === 'form' ? 'correct' : 'replace'
    return of === null ? [] : [{ kind, of, by }]
  }
  if (command.action !== 'revoke') return []
  const gone = new Set([inForce(next, null), certificateOf(next)])
  return [...gone].flatMap((of) => (of === null ? [] : [{ kind: 'recall' as const, of, by: null }]))
}

/** The deciding paper that stands: the last number that is neither a letter's nor the certificate's, where it has its own. */
function inForce(state: DossierState, except: string | null): GivenNumber | null {
  const standing = state.numbers.filter(
    (one) =>
      one.step !== except &&
      // What was handed out later hangs on the decision; it doesn't take its place.
      !isHandOut(one.step) &&
      !isCertificate(state, one) &&
      !isLetter(one),
  )
  return standing.at(-1) ?? certificateOf(state)
}

function certificateOf(state: DossierState): GivenNumber | null {
  return state.numbers.findLast((one) => isCertificate(state, one)) ?? null
}

function isCertificate({ certificate }: DossierState, one: GivenNumber): boolean {
  return certificate !== null && one.register === certificate.register && one.number === certificate.number
}

const isLetter = ({ register }: GivenNumber): boolean =>
  registerRule(register).code === '' && register.toLowerCase().endsWith(LETTERS)
