// What goes on beside the chain and never moves it: copies and read marks, urging, questions and answers.
import { describe, expect, test } from 'vitest'
import { COMMUNE, PROVINCE, act, aProcedure, refusal, run } from '../../support/rulebook.ts'
import { recognised, registered } from '../../support/rulebook-stages.ts'

const plain = aProcedure()
const state = registered()
const toStaff = { toOfficeId: PROVINCE, toRole: 'provinceStaff' } as const
const copied = run(plain, [act('copy', 'police', { args: toStaff })], state).state

describe('copies', () => {
  test('go to a role in an office, once', () => {
    expect(copied.copies).toEqual([
      { officeId: PROVINCE, role: 'provinceStaff', at: '2026-01-12T02:00:00.000Z', readBy: [] },
    ])
    expect(refusal(plain, copied, act('copy', 'head', { args: toStaff })).code).toBe('alreadyExists')
  })

  test.each([
    ['no office', { toRole: 'provinceStaff' }],
    ['an office that does not exist', { toOfficeId: 'C9', toRole: 'provinceStaff' }],
    ['no role', { toOfficeId: PROVINCE }],
  ] as const)('not to %s', (_where, args) => {
    expect(refusal(plain, state, act('copy', 'police', { args })).code).toBe('unknownTarget')
  })

  test('are sent by those concerned', () => {
    expect(refusal(plain, state, act('copy', 'neighbour', { args: toStaff })).code).toBe('notAuthorised')
  })

  test('go by themselves where the step says so, when it goes forward', () => {
    const { copies } = recognised()
    expect(copies.map(({ officeId, role }) => `${officeId}/${role}`)).toEqual([
      'U1/unitHead',
      'C1/communePolice',
    ])
  })
})

describe('read marks', () => {
  test('are each reader’s own, once', () => {
    const read = run(plain, [act('markRead', 'staff'), act('markRead', 'staff2')], copied).state
    expect(read.copies[0]?.readBy).toEqual(['staff', 'staff2'])
    expect(refusal(plain, read, act('markRead', 'staff')).code).toBe('alreadyActed')
  })

  test('are for those who got a copy', () => {
    expect(refusal(plain, copied, act('markRead', 'police')).code).toBe('notAuthorised')
    expect(refusal(plain, state, act('markRead', 'staff')).code).toBe('notAuthorised')
  })
})

describe('urging', () => {
  test('nudges whoever holds the dossier, as often as it is done', () => {
    const urged = run(plain, [act('urge', 'head'), act('urge', 'staff')], state)
    expect(urged.state.urges).toBe(2)
    expect(urged.effects).toHaveLength(2)
    expect(urged.events[0]?.data).toEqual({ tasks: ['screen.1.1'] })
  })

  test('is for those concerned', () => {
    expect(refusal(plain, state, act('urge', 'neighbour')).code).toBe('notAuthorised')
  })
})

describe('questions', () => {
  const toFinance = { toOfficeId: COMMUNE, toRole: 'finance', toPersonId: 'finance' } as const
  const question = act('ask', 'police', { args: toFinance, body: { text: 'đã thẩm tra chưa?' } })
  const asked = run(plain, [question], state).state

  test('go to a person in a role, and hold nothing up', () => {
    expect(asked.questions).toEqual([
      { id: 'q1', by: 'police', to: 'finance', at: '2026-01-12T02:00:00.000Z', answeredAt: null },
    ])
    expect(run(plain, [act('approve', 'police')], asked).state.step).toBe('build')
  })

  test.each([
    ['without a text', toFinance, {}, 'needsUnmet'],
    ['to nobody', {}, { text: 'ai?' }, 'unknownTarget'],
    [
      'to who does not hold that role',
      { ...toFinance, toPersonId: 'head' },
      { text: 'ai?' },
      'unknownTarget',
    ],
  ] as const)('are not asked %s', (_how, args, body, code) => {
    expect(refusal(plain, state, act('ask', 'police', { args, body })).code).toBe(code)
  })

  test('are answered once, by who was asked', () => {
    const reply = (by: string, questionId = 'q1') =>
      act('answer', by, { args: { questionId }, body: { text: 'rồi' } })
    expect(refusal(plain, asked, reply('office')).code).toBe('notAuthorised')
    expect(refusal(plain, asked, reply('finance', 'q2')).code).toBe('unknownTarget')
    const silent = act('answer', 'finance', { args: { questionId: 'q1' }, body: { text: '' } })
    expect(refusal(plain, asked, silent).code).toBe('needsUnmet')
    const answered = run(plain, [reply('finance')], asked).state
    expect(answered.questions[0]?.answeredAt).toBe('2026-01-12T02:00:00.000Z')
    expect(refusal(plain, answered, reply('finance')).code).toBe('notAuthorised')
  })

  test('asked twice are answered each for itself', () => {
    const two = run(plain, [question], asked).state
    const first = act('answer', 'finance', { args: { questionId: 'q1' }, body: { text: 'rồi' } })
    expect(refusal(plain, run(plain, [first], two).state, first).code).toBe('alreadyActed')
  })
})
