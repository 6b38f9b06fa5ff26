// How many approvals a vote needs is what the vote itself counts by: so many pass, one less fails.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Task } from '../../domain/dossier.ts'
import type { Signing } from '../../domain/party.ts'
import { approvalsNeeded, tally } from '../../domain/tasks.ts'

type Quorum = Extract<Signing, { mode: 'quorum' }>

const vote = (index: number, verdict: Task['verdict']): Task => ({
  id: `review.1.${index}`,
  kind: 'vote',
  assignee: { officeId: 'C1', roles: ['committeeMember'], personId: `p${index}` },
  order: 0,
  weight: 1,
  state: verdict === null ? 'open' : 'done',
  claimedBy: null,
  openedBy: [],
  verdict,
  by: verdict === null ? null : `p${index}`,
  at: null,
  parent: null,
})

const committee = (need: Quorum['need'], base: Quorum['base'] = 'members'): Quorum => ({
  mode: 'quorum',
  need,
  base,
  by: ['meeting', 'written'],
  recordedBy: { role: 'communePolice', level: 'commune' },
})

describe('the approvals that a vote needs', () => {
  it('are exactly as many as it passes with', () => {
    const share = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constant(3)).map(([part, whole]) => ({
      share: [part, whole] as const,
    }))
    const sizes = fc.integer({ min: 1, max: 12 })
    fc.assert(
      fc.property(sizes, share, fc.nat({ max: 3 }), (members, need, recused) => {
        const signing = committee(need)
        const all = (approvals: number): Task[] => [
          ...Array.from({ length: members }, (_, index) =>
            vote(index, index < approvals ? 'approve' : 'reject'),
          ),
          ...Array.from({ length: recused }, (_, index) => vote(members + index, 'recuse')),
        ]
        const needed = approvalsNeeded(signing, all(0)) ?? Number.NaN
        expect(tally(signing, all(needed))).toBe('passed')
        expect(tally(signing, all(needed - 1))).toBe('failed')
      }),
    )
  })

  it('are known before the end only where they don’t depend on who votes', () => {
    const open = [vote(0, null), vote(1, null), vote(2, null)]
    expect(approvalsNeeded(committee({ share: [2, 3] }), open)).toBe(2)
    expect(approvalsNeeded(committee({ count: 1 }, 'votes'), open)).toBe(1)
    expect(approvalsNeeded(committee({ share: [1, 2] }, 'votes'), open)).toBeNull()
    expect(approvalsNeeded({ mode: 'one' }, open)).toBeNull()
  })
})
