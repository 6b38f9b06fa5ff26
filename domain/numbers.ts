// Numbers given in the transaction come back into the decision: the state and the record name them from the first moment.
import type { Accepted, EventDraft } from './command.ts'
import type { DossierState, GivenNumber } from './dossier.ts'

function withNumber(state: DossierState, given: GivenNumber, certificate: boolean): DossierState {
  const numbers = [...state.numbers, given]
  const corrections = given.step.startsWith('correct.')
    ? state.corrections.map((one, index) =>
        index === state.corrections.length - 1 ? { ...one, number: given.number } : one,
      )
    : state.corrections
  return {
    ...state,
    numbers,
    corrections,
    certificate: certificate
      ? { number: given.number, register: given.register, at: given.at }
      : state.certificate,
  }
}

/** The decision with its numbers, one for each `giveNumber` effect, in the order of the effects. */
export function applyNumbers(accepted: Accepted, given: readonly GivenNumber[]): Accepted {
  const certificates = accepted.effects.flatMap((effect) =>
    effect.kind === 'issueCertificate' ? [effect.register] : [],
  )
  const next = given.reduce(
    (state, number) => withNumber(state, number, certificates.includes(number.register)),
    accepted.next,
  )
  const main = accepted.events[0]
  if (main === undefined || given.length === 0) return { ...accepted, next }
  const to = { status: next.status, step: next.step, round: next.round }
  const lines = given.flatMap((number): EventDraft[] => {
    const line = { ...main, from: null, to, type: 'numbered' as const, data: { ...number } }
    return certificates.includes(number.register)
      ? [
          line,
          { ...line, type: 'certificateIssued', data: { number: number.number, register: number.register } },
        ]
      : [line]
  })
  return { ...accepted, next, events: [...accepted.events, ...lines] }
}
