// A committee's vote: k of n, shares, presence, veto, recusal, written opinions, and the minutes of a meeting.
import { describe, expect, test } from 'vitest'
import type { Args } from '../../../domain/command.ts'
import type { Signing, StepRule } from '../../../domain/procedure.ts'
import { tally } from '../../../domain/tasks.ts'
import {
  COMMUNE,
  act,
  answers,
  aProcedure,
  because,
  capacity,
  peopleWith,
  refusal,
  run,
  world,
} from '../../support/rulebook.ts'
import type { Act } from '../../support/rulebook.ts'
import { standingAt } from '../../support/rulebook-stages.ts'
import { openTasks } from '../table/cell.ts'

const plain = aProcedure()
type Vote = 'approve' | 'reject' | 'abstain' | 'recuse'

const vote = (by: string, verdict: Vote = 'approve'): Act => act(verdict, by, { body: because() })
const meeting = (votes: Readonly<Record<string, Vote>>, more: Partial<Act> = {}): Act =>
  act('recordMeeting', 'office', {
    args: { votes: Object.entries(votes).map(([personId, verdict]) => ({ personId, verdict })) },
    ...more,
  })
const quorumOf = (more: Partial<Extract<Signing, { mode: 'quorum' }>>): Signing => ({
  mode: 'quorum',
  need: { share: [1, 2] },
  base: 'members',
  by: ['meeting', 'written'],
  recordedBy: { role: 'communeOffice', level: 'commune' },
  ...more,
})
const quorum = (more: Partial<Extract<Signing, { mode: 'quorum' }>>): Partial<StepRule> => ({
  signing: quorumOf(more),
})

describe('written opinions', () => {
  test('pass as soon as the share of members has agreed, once the member with a veto has spoken', () => {
    const three = run(
      plain,
      ['member1', 'member2', 'member3'].map((by) => vote(by)),
      standingAt('review'),
    ).state
    expect(three.step).toBe('review')
    expect(run(plain, [vote('committeeHead')], three).state.step).toBe('council')
  })

  test('fail as soon as the share can not be reached any more', () => {
    const { state } = run(plain, [vote('member1', 'reject'), vote('member2', 'reject')], standingAt('review'))
    expect(state).toMatchObject({ status: 'concluded', outcome: 'refused' })
  })

  test('fail at once by a veto', () => {
    const { state } = run(plain, [vote('committeeHead', 'reject')], standingAt('review'))
    expect(state.outcome).toBe('refused')
  })

  test('count who abstains among the members, but not for the yes', () => {
    const two = run(plain, [vote('committeeHead'), vote('member1')], standingAt('review')).state
    const abstained = run(plain, [vote('member2', 'abstain')], two).state
    expect(abstained.status).toBe('active')
    expect(run(plain, [vote('member3')], abstained).state.step).toBe('council')
    expect(run(plain, [vote('member3', 'abstain')], abstained).state.outcome).toBe('refused')
  })

  test('of those who voted, wait for everybody', () => {
    const procedure = aProcedure({ review: quorum({ base: 'votes' }) })
    const two = run(
      procedure,
      [vote('committeeHead'), vote('member1')],
      standingAt('review', procedure),
    ).state
    expect(two.step).toBe('review')
    const four = [vote('member2', 'reject'), vote('member3', 'abstain')]
    // Two of four votes are half of them.
    expect(run(procedure, four, two).state.step).toBe('council')
  })

  test('are refused where only a meeting decides', () => {
    const procedure = aProcedure({ review: quorum({ by: ['meeting'] }) })
    const state = standingAt('review', procedure)
    for (const verdict of ['approve', 'abstain'] as const)
      expect(refusal(procedure, state, vote('member1', verdict)).code).toBe('notAtStep')
  })

  test('k of n pass with k, and fail when fewer than k are left', () => {
    const one = run(plain, [vote('front1')], standingAt('council')).state
    expect(run(plain, [vote('front3')], one).state.step).toBe('submission')
    const noes = run(plain, [vote('front1', 'reject'), vote('front2', 'reject')], standingAt('council')).state
    expect(noes.outcome).toBe('refused')
  })
})

describe('recusing', () => {
  test('leaves the base of the share: two thirds of three are two', () => {
    const procedure = aProcedure({ review: quorum({ need: { share: [2, 3] } }) })
    const acts = [vote('member3', 'recuse'), vote('committeeHead'), vote('member1')]
    expect(run(procedure, acts, standingAt('review', procedure)).state.step).toBe('council')
  })

  test('is refused to the last, and where those left could never be enough', () => {
    const one = run(plain, [vote('front1', 'recuse')], standingAt('council')).state
    expect(refusal(plain, one, vote('front2', 'recuse')).code).toBe('quorumNotMet')
    const alone = aProcedure({ council: quorum({ by: ['written'] }) })
    const two = [vote('front1', 'recuse'), vote('front2', 'recuse')]
    const left = run(alone, two, standingAt('council', alone)).state
    expect(refusal(alone, left, vote('front3', 'recuse')).code).toBe('quorumNotMet')
  })

  test('keeps from voting for somebody else, and is no act that duties are kept apart by', () => {
    const outside = world({
      people: peopleWith({ member1: [capacity('committeeMember', COMMUNE, 'member2')] }),
    })
    const { state } = run(plain, [vote('member1', 'recuse')], standingAt('review'), outside)
    expect(refusal(plain, state, vote('member1'), outside).code).toBe('conflictOfInterest')
    expect(state.acted.map(({ personId }) => personId)).toEqual(['head'])
  })

  test('may close the vote, and then signs nothing', () => {
    const procedure = aProcedure({ review: quorum({}) })
    const two = run(
      procedure,
      [vote('committeeHead'), vote('member1', 'reject')],
      standingAt('review', procedure),
    )
    const acts = [vote('member2', 'recuse'), vote('member3', 'recuse')]
    const { state } = run(procedure, acts, two.state)
    expect(state.step).toBe('council')
    expect(state.signatures.map(({ by }) => by)).toEqual(['committeeHead'])
  })
})

describe('one voice each', () => {
  test('who is head and member of the committee has one vote', () => {
    const outside = world({ people: peopleWith({ committeeHead: [capacity('committeeMember', COMMUNE)] }) })
    const state = standingAt('review', plain, outside)
    expect(openTasks(state)).toEqual(['vote committeeHead', 'vote member1', 'vote member2', 'vote member3'])
  })

  test('who voted for himself does not vote again for another', () => {
    const outside = world({
      people: peopleWith({ member1: [capacity('committeeMember', COMMUNE, 'member2')] }),
    })
    const { state } = run(plain, [vote('member1')], standingAt('review'), outside)
    expect(refusal(plain, state, vote('member1'), outside).code).toBe('alreadyActed')
  })

  test('who is no member may vote for one by delegation', () => {
    const outside = world({
      people: { ...peopleWith({}), deputed: [capacity('committeeMember', COMMUNE, 'member2')] },
    })
    const { state, events } = run(plain, [vote('deputed')], standingAt('review'), outside)
    expect(openTasks(state)).toEqual(['vote committeeHead', 'vote member1', 'vote member3'])
    expect(events[0]).toMatchObject({ onBehalfOf: 'member2', form: 'TUQ' })
  })

  test('a seat is not handed to who has one', () => {
    const args: Args = { toOfficeId: COMMUNE, toRole: 'committeeMember', toPersonId: 'member2' }
    const over = act('transfer', 'member1', { args, body: because() })
    expect(refusal(plain, standingAt('review'), over).code).toBe('alreadyExists')
  })
})

describe('the minutes of a meeting', () => {
  test('close the vote with the votes of those present', () => {
    const { state, events } = run(
      plain,
      [meeting({ committeeHead: 'approve', member1: 'approve', member2: 'approve' })],
      standingAt('review'),
    )
    expect(state.step).toBe('council')
    expect(events[0]).toMatchObject({ type: 'meetingRecorded', data: { passed: true } })
    expect(state.acted.map(({ personId }) => personId)).toEqual([
      'head',
      'committeeHead',
      'member1',
      'member2',
    ])
    expect(state.signatures).toEqual([])
  })

  test('bring a no as well', () => {
    const { state, events } = run(
      plain,
      [meeting({ committeeHead: 'approve', member1: 'approve', member2: 'reject' })],
      standingAt('review'),
    )
    expect(state).toMatchObject({ status: 'concluded', outcome: 'refused' })
    expect(events[0]).toMatchObject({ data: { passed: false } })
  })

  test('need enough members present', () => {
    const few = meeting({ committeeHead: 'approve', member1: 'approve' })
    expect(refusal(plain, standingAt('review'), few)).toMatchObject({
      code: 'quorumNotMet',
      detail: { present: 2 },
    })
  })

  test('count neither for nor among the members who recused', () => {
    const votes = meeting({ committeeHead: 'approve', member1: 'approve', member2: 'recuse' })
    const { state } = run(plain, [votes], standingAt('review'))
    expect(state.step).toBe('council')
    expect(state.acted.map(({ personId }) => personId)).toEqual(['head', 'committeeHead', 'member1'])
  })

  test('go together with opinions already given in writing', () => {
    const written = run(plain, [vote('member1')], standingAt('review')).state
    const rest = meeting({ committeeHead: 'approve', member2: 'approve' })
    expect(run(plain, [rest], written).state.step).toBe('council')
    const again = meeting({ committeeHead: 'approve', member1: 'reject', member2: 'approve' })
    expect(refusal(plain, written, again)).toMatchObject({
      code: 'alreadyActed',
      detail: { personId: 'member1' },
    })
  })

  test.each([
    ['nobody', {}, 'invalid'],
    ['a guest', { committeeHead: 'approve', member1: 'approve', culture: 'approve' }, 'unknownTarget'],
  ] as const)('name members only: %s is refused', (_who, votes, code) => {
    expect(refusal(plain, standingAt('review'), meeting(votes)).code).toBe(code)
  })

  test('name each member once', () => {
    const votes = (['committeeHead', 'member1', 'member1'] as const).map((personId) => ({
      personId,
      verdict: 'approve' as const,
    }))
    expect(
      refusal(plain, standingAt('review'), act('recordMeeting', 'office', { args: { votes } })).code,
    ).toBe('alreadyActed')
  })

  test('are kept by the secretary alone', () => {
    const votes = { committeeHead: 'approve', member1: 'approve', member2: 'approve' } as const
    const byMember = { ...meeting(votes), by: 'member1' }
    expect(refusal(plain, standingAt('review'), byMember).code).toBe('notAuthorised')
    expect(refusal(plain, standingAt('council'), meeting(votes)).code).toBe('notAtStep')
  })

  test('bring a document of the step, and no other', () => {
    const votes = { committeeHead: 'approve', member1: 'approve', member2: 'approve' } as const
    const withFile = (kind: string) =>
      meeting(votes, { body: { documents: [{ kind, sha256: 'file1', name: 'biên bản.pdf' }] } })
    const { state } = run(plain, [withFile('minutes')], standingAt('review'))
    expect(state.contents.review).toBe(state.contentHash)
    expect(refusal(plain, standingAt('review'), withFile('anything')).code).toBe('fieldUnknown')
  })

  test('can be taken back by who kept them, while nobody has looked', () => {
    const votes = meeting({ committeeHead: 'approve', member1: 'approve', member2: 'approve' })
    const back = act('takeBack', 'office', { body: because() })
    expect(run(plain, [votes, back], standingAt('review')).state).toMatchObject({ step: 'review', round: 2 })
  })

  test('a member who has inspected does not vote in a meeting either', () => {
    const outside = world({ people: peopleWith({ inspector: [capacity('committeeMember', COMMUNE)] }) })
    const inspected = run(
      plain,
      [act('inspect', 'inspector', { body: answers() })],
      standingAt('build'),
      outside,
    )
    const jump = act('jump', 'administrator', { args: { toStep: 'review' }, body: because() })
    const { state } = run(plain, [jump], inspected.state, outside)
    const votes = { committeeHead: 'approve', member1: 'approve', member2: 'approve' } as const
    const refused = refusal(plain, state, meeting({ ...votes, inspector: 'approve' }), outside)
    expect(refused).toMatchObject({ code: 'dutiesApart', detail: { personId: 'inspector', step: 'build' } })
    expect(refusal(plain, state, vote('inspector'), outside).code).toBe('dutiesApart')
    const recused = run(
      plain,
      [meeting({ ...votes, member3: 'approve', inspector: 'recuse' })],
      state,
      outside,
    )
    expect(recused.state.step).toBe('council')
  })
})

describe('a committee sends back in one voice', () => {
  const back = (by: string): Act => act('return', by, { args: { toStep: 'prepare' }, body: because() })

  test('by its secretary, not by a member', () => {
    expect(refusal(plain, standingAt('review'), back('member1')).code).toBe('notAuthorised')
    expect(run(plain, [back('office')], standingAt('review')).state).toMatchObject({ status: 'returned' })
  })

  test('by a secretary who is a member too', () => {
    const outside = world({ people: peopleWith({ office: [capacity('committeeMember', COMMUNE)] }) })
    const state = standingAt('review', plain, outside)
    expect(run(plain, [back('office')], state, outside).state.status).toBe('returned')
  })
})

describe('a vote that has ended', () => {
  test('is lost where too few took part, whatever they said', () => {
    const { signing } = plain.steps.find(({ id }) => id === 'review') ?? { signing: { mode: 'one' } as const }
    const oneYes = run(plain, [vote('committeeHead')], standingAt('review')).state.tasks
    expect(tally(signing, oneYes)).toBe('pending')
    expect(tally(signing, oneYes, true)).toBe('failed')
    expect(tally(quorumOf({ need: { count: 1 }, present: [2, 3] }), oneYes, true)).toBe('failed')
    expect(tally(quorumOf({ need: { count: 1 } }), oneYes, true)).toBe('passed')
  })
})

describe('the result of several', () => {
  test('is not one voter’s to take back', () => {
    const votes = ['member1', 'member2', 'member3', 'committeeHead'].map((by) => vote(by))
    const { state } = run(plain, votes, standingAt('review'))
    expect(refusal(plain, state, act('takeBack', 'committeeHead', { body: because() })).code).toBe(
      'alreadyOpened',
    )
  })

  test('a committee that could not reach a yes is not entered', () => {
    const outside = world({ people: { ...peopleWith({}), front2: [], front3: [] } })
    const jump = act('jump', 'administrator', { args: { toStep: 'council' }, body: because() })
    expect(refusal(plain, standingAt('prepare'), jump, outside)).toMatchObject({ code: 'unknownTarget' })
  })

  test('members are those of the moment it was entered', () => {
    const outside = world({ people: peopleWith({ late: [capacity('committeeMember', COMMUNE)] }) })
    expect(refusal(plain, standingAt('review'), vote('late'), outside).code).toBe('notYourTask')
  })

  test('nobody is taken off whose voice is needed for a yes', () => {
    const noes = run(plain, [vote('front1', 'reject')], standingAt('council')).state
    const off = act('removeSigner', 'front2', { args: { taskId: 'council.1.3' }, body: because() })
    expect(refusal(plain, noes, off).code).toBe('quorumNotMet')
    expect(run(plain, [off], standingAt('council')).state.step).toBe('council')
  })
})
