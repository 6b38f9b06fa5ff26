// What an act on a closed dossier does to its papers: replaced, corrected by a letter, recalled; always the one that stands.
import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/command.ts'
import { paperChanges } from '../../domain/paper-changes.ts'
import type { DossierState, GivenNumber } from '../../domain/dossier.ts'

const number = (register: string, given: number, step: string): GivenNumber => ({
  register,
  officeId: 'P1',
  year: 2026,
  number: given,
  step,
  at: '2026-11-20T02:00:00.000Z',
})

const DECIDED = {
  numbers: [
    number('submissions', 4, 'submit'),
    number('decisions', 7, 'decide'),
    number('certificates', 2, 'issue'),
  ],
  corrections: [],
  certificate: { register: 'certificates', number: 2, at: '2026-11-20T02:00:00.000Z' },
} as unknown as DossierState

const command = (action: Command['action'], args: Command['args'] = {}): Command =>
  ({ action, args }) as unknown as Command

const corrected = (state: DossierState, given: GivenNumber): DossierState => ({
  ...state,
  corrections: [...state.corrections, { at: given.at, bodyHash: 'h', number: given.number }],
  numbers: [...state.numbers, given],
})

const short = (changes: ReturnType<typeof paperChanges>): string[] =>
  changes.map(
    ({ kind, of, by }) =>
      `${kind} ${of.register} ${of.number}` + (by === null ? '' : ` by ${by.register} ${by.number}`),
  )

describe('papers of a closed dossier', () => {
  it('are replaced by a paper of the same kind, and the next one replaces that', () => {
    const once = corrected(DECIDED, number('decisions', 9, 'correct.1'))
    expect(short(paperChanges(command('correct'), once))).toEqual(['replace decisions 7 by decisions 9'])
    const twice = corrected(once, number('decisions', 12, 'correct.2'))
    expect(short(paperChanges(command('correct', { fault: 'content' }), twice))).toEqual([
      'replace decisions 9 by decisions 12',
    ])
  })

  it('are corrected by a letter, which doesn’t take their place', () => {
    const once = corrected(DECIDED, number('letters', 31, 'correct.1'))
    expect(short(paperChanges(command('correct', { fault: 'form' }), once))).toEqual([
      'correct decisions 7 by letters 31',
    ])
    const twice = corrected(once, number('decisions', 9, 'correct.2'))
    expect(short(paperChanges(command('correct'), twice))).toEqual(['replace decisions 7 by decisions 9'])
  })

  it('are recalled with the certificate: the decision that stands, not the one that was replaced', () => {
    const once = corrected(DECIDED, number('decisions', 9, 'correct.1'))
    expect(short(paperChanges(command('revoke'), once))).toEqual([
      'recall decisions 9',
      'recall certificates 2',
    ])
    const bare = { ...DECIDED, numbers: [], certificate: null }
    expect(paperChanges(command('revoke'), bare)).toEqual([])
  })

  it('are left alone by every other act', () => {
    for (const action of ['approve', 'maintain', 'reopen', 'jump'] as const)
      expect(paperChanges(command(action), DECIDED), action).toEqual([])
  })
})
