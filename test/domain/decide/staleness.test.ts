// A screen is stale when its basis changed: step, round, content or the actor's own task. Nothing else makes it so.
import { describe, expect, test } from 'vitest'
import type { DossierState } from '../../../domain/dossier.ts'
import { ACTION_RULES } from '../../../domain/table.ts'
import { ACTIONS } from '../../../domain/vocabulary.ts'
import { COMMUNE, PROVINCE, act, aProcedure, basisOf, because, refusal, run } from '../../support/rulebook.ts'
import type { Act } from '../../support/rulebook.ts'
import { DOSSIER, FORM, registered, standingAt } from '../../support/rulebook-stages.ts'

const plain = aProcedure()
const toStaff = { toOfficeId: PROVINCE, toRole: 'provinceStaff' } as const

/** What somebody asks for who saw the dossier before the others acted. */
const asSeen = (seen: DossierState, asked: Act): Act => ({ ...asked, basis: basisOf(seen) })

describe('nobody’s screen is made stale', () => {
  const seen = standingAt('review')
  const mine = asSeen(seen, act('approve', 'member1'))

  test.each([
    ['by another voter', [act('approve', 'member2'), act('reject', 'member3', { body: because() })]],
    ['by who recuses', [act('recuse', 'member2', { body: because() })]],
    ['by who looks', [act('open', 'member2'), act('open', 'committeeHead')]],
    ['by a copy and its read mark', [act('copy', 'police', { args: toStaff }), act('markRead', 'staff')]],
    ['by an urge', [act('urge', 'head'), act('urge', 'head')]],
    [
      'by a question',
      [act('ask', 'police', { args: { ...toStaff, toPersonId: 'staff' }, body: { text: 'hỏi' } })],
    ],
    [
      'by a signer added or removed',
      [act('removeSigner', 'member2', { args: { taskId: 'review.1.4' }, body: because() })],
    ],
  ] as const)('%s', (_how, others) => {
    const { state } = run(plain, others, seen)
    expect(state.version).toBeGreaterThan(seen.version)
    expect(run(plain, [mine], state).events[0]?.type).toBe('approved')
  })

  test('by an extension, or a late one let in', () => {
    const there = standingAt('submission')
    const longer = act('extend', 'staff', { args: { until: '2026-12-01' }, body: because() })
    const { state } = run(plain, [longer], there)
    expect(run(plain, [asSeen(there, act('approve', 'chair'))], state).state.step).toBe('appraise')
  })
})

describe('a screen is stale', () => {
  const stale = (seen: DossierState, now: DossierState, asked: Act) =>
    refusal(plain, now, asSeen(seen, asked)).code

  test('when the dossier has moved on', () => {
    const seen = registered()
    const { state } = run(plain, [act('approve', 'police')], seen)
    expect(stale(seen, state, act('approve', 'police2'))).toBe('basisChanged')
  })

  test('when it came back to the same step in a new round', () => {
    const seen = registered()
    const acts = [act('return', 'police', { body: because() }), act('submit', 'head', { body: FORM })]
    const { state } = run(plain, acts, seen)
    expect(state).toMatchObject({ step: seen.step, contentHash: seen.contentHash })
    expect(stale(seen, state, act('approve', 'police2'))).toBe('basisChanged')
  })

  test('when the content changed, at the same step and in the same round', () => {
    const seen = standingAt('review')
    const minutes = { documents: [{ kind: 'minutes', sha256: 'file2', name: 'ý kiến.pdf' }] }
    const { state } = run(plain, [act('approve', 'member2', { body: minutes })], seen)
    expect(state).toMatchObject({ step: 'review', round: seen.round })
    expect(stale(seen, state, act('approve', 'member1'))).toBe('basisChanged')
  })

  test('when one’s own task was done by somebody else, or taken away', () => {
    const seen = registered()
    const mine = act('approve', 'police', { basis: { taskId: 'screen.1.1' } })
    const asked = act('entrust', 'police', { args: toStaff })
    const opinion = act('giveOpinion', 'staff2', {
      basis: { taskId: 'screen.1.2' },
      body: { text: 'ý kiến' },
    })
    const entrusted = run(plain, [asked], seen).state
    const given = run(plain, [{ ...opinion, by: 'staff' }], entrusted).state
    expect(refusal(plain, given, opinion).code).toBe('basisChanged')
    const recalled = run(plain, [act('recallEntrusted', 'police')], entrusted).state
    expect(refusal(plain, recalled, opinion).code).toBe('basisChanged')
    expect(refusal(plain, seen, { ...mine, basis: { taskId: 'screen.9.1' } }).code).toBe('basisChanged')
    expect(run(plain, [mine], seen).state.step).toBe('build')
  })

  test('and what one has done oneself is not stale but done', () => {
    const { state } = run(plain, [act('approve', 'member1')], standingAt('review'))
    const again = act('approve', 'member1', { basis: { taskId: 'review.1.2' } })
    expect(refusal(plain, state, again).code).toBe('alreadyActed')
  })
})

describe('who must say what he saw', () => {
  test('is everyone whose action depends on it', () => {
    const state = standingAt('countersign')
    for (const action of ACTIONS.filter((one) => ACTION_RULES[one].basis)) {
      const blind = act(action, 'police', { basis: null, body: because(), args: { toOfficeId: COMMUNE } })
      expect({ action, ...refusal(plain, state, blind) }).toMatchObject({
        action,
        code: 'invalid',
        detail: { field: 'basis' },
      })
    }
  })

  test('but not who sends a copy, reads, urges, asks, answers, inspects or assesses', () => {
    const free = ACTIONS.filter((one) => !ACTION_RULES[one].basis)
    expect(free).toEqual([
      ...[
        'inspect',
        'assess',
        'copy',
        'markRead',
        'urge',
        'ask',
        'answer',
        'unreserve',
        'applyDecision',
        'markBasis',
      ],
    ])
    expect(run(plain, [act('urge', 'head', { basis: null })], registered()).state.urges).toBe(1)
  })

  test('nor who hands in what nobody has seen yet', () => {
    expect(run(plain, [act('submit', 'head', { body: FORM, basis: null })]).state.step).toBe('screen')
  })

  test('what he saw stands in the record, by its hash', () => {
    const handedIn = run(plain, [act('submit', 'head', { body: DOSSIER })], standingAt('prepare'))
    const { events } = run(plain, [act('approve', 'finance')], handedIn.state)
    expect(events[0]?.sawHash).toBe(handedIn.state.contentHash)
  })
})
