// What an active dossier knows: everything that moves it, what goes on beside it, and being held for a batch.
import { COMMUNE, PROVINCE, aProcedure, act, answers, because, run, world } from '../../support/rulebook.ts'
import { DOSSIER, LAPSE, RESERVE, registered, standingAt } from '../../support/rulebook-stages.ts'
import type { Act } from '../../support/rulebook.ts'
import { cell } from './cell.ts'
import type { Cells } from './cell.ts'

const at =
  (step: string, ...acts: readonly Act[]) =>
  () =>
    run(aProcedure(), acts, standingAt(step)).state
const toStaff = { toOfficeId: PROVINCE, toRole: 'provinceStaff' } as const
const toPolice2 = { toOfficeId: COMMUNE, toRole: 'communePolice', toPersonId: 'police2' } as const
const DIFFERING = [
  act('inspect', 'inspector', { body: answers() }),
  act('inspect', 'inspector2', { body: answers('c1', 'c2') }),
]
const LATE = { at: '2026-11-02T02:00:00.000Z' }
const NEWER = world({ newer: aProcedure({}, { version: 2 }) })

export const ACTIVE: Cells['active'] = {
  submit: cell(
    'the unit hands in, and the next step begins',
    at('prepare'),
    act('submit', 'officer', { body: DOSSIER }),
    {
      at: 'active endorse.1',
      open: ['sign finance'],
      events: ['submitted', 'stepEntered'],
      effects: ['toAct → C1/finance'],
    },
  ),
  approve: cell(
    'the only signer says yes, and the next step begins',
    at('screen'),
    act('approve', 'police'),
    {
      at: 'active build.1',
      open: ['act communePolice'],
      events: ['approved', 'stepEntered'],
      effects: ['toAct → C1/communePolice', 'counted result/safety/2025 2025: 1/1'],
    },
  ),
  reject: cell('a no leads where the step says', at('screen'), act('reject', 'police', { body: because() }), {
    at: 'concluded screen.1',
    open: [],
    events: ['rejected', 'concluded'],
    effects: ['concluded → U1'],
  }),
  abstain: cell(
    'who abstains has voted; the others are waited for',
    at('review'),
    act('abstain', 'member1'),
    {
      at: 'active review.1',
      open: ['vote committeeHead', 'vote member2', 'vote member3'],
      events: ['abstained'],
      effects: [],
    },
  ),
  recuse: cell('who recuses leaves the count', at('review'), act('recuse', 'member1', { body: because() }), {
    at: 'active review.1',
    open: ['vote committeeHead', 'vote member2', 'vote member3'],
    events: ['recused'],
    effects: [],
  }),
  return: cell(
    'back to the step named, with the clock stopped',
    at('appraise'),
    act('return', 'staff', { args: { toStep: 'prepare' }, body: because() }),
    {
      at: 'returned prepare.1',
      open: ['correct unitHead', 'correct unitOfficer'],
      events: ['returned', 'stepEntered'],
      effects: ['toCorrect → U1/unitHead', 'toCorrect → U1/unitOfficer'],
    },
  ),
  recordMeeting: cell(
    'the minutes close the vote',
    at('review'),
    act('recordMeeting', 'office', {
      args: {
        votes: (['committeeHead', 'member1', 'member2'] as const).map((personId) => ({
          personId,
          verdict: 'approve' as const,
        })),
      },
    }),
    {
      at: 'active council.1',
      open: ['vote front1', 'vote front2', 'vote front3'],
      events: ['meetingRecorded', 'stepEntered'],
      effects: [
        'toAct → C1/fatherlandFront/front1',
        'toAct → C1/fatherlandFront/front2',
        'toAct → C1/fatherlandFront/front3',
      ],
    },
  ),
  inspect: cell(
    'an inspection is recorded; the step goes on',
    at('build'),
    act('inspect', 'inspector', { body: answers() }),
    { at: 'active build.1', open: ['act communePolice'], events: ['inspected'], effects: [] },
  ),
  settleInspection: cell(
    'a third person settles two that differ',
    at('build', ...DIFFERING),
    act('settleInspection', 'settler', { body: { ...because(), ...answers('c1') } }),
    { at: 'active build.1', open: ['act communePolice'], events: ['inspectionSettled'], effects: [] },
  ),
  assess: cell(
    'the unit assesses itself while others hold the step',
    at('build'),
    act('assess', 'head', { body: answers() }),
    { at: 'active build.1', open: ['act communePolice'], events: ['assessed'], effects: [] },
  ),
  open: cell('the holder has looked', registered, act('open', 'police'), {
    at: 'active screen.1',
    open: ['act communePolice'],
    events: ['opened'],
    effects: [],
  }),
  claim: cell('one of an office takes the task', registered, act('claim', 'police'), {
    at: 'active screen.1',
    open: ['act communePolice of police'],
    events: ['claimed'],
    effects: [],
  }),
  release: cell(
    'and gives it back to the queue',
    at('screen', act('claim', 'police')),
    act('release', 'police'),
    { at: 'active screen.1', open: ['act communePolice'], events: ['released'], effects: [] },
  ),
  transfer: cell(
    'the task goes to a colleague',
    registered,
    act('transfer', 'police', { args: toPolice2, body: because() }),
    {
      at: 'active screen.1',
      open: ['act police2'],
      events: ['transferred'],
      effects: ['toAct → C1/communePolice/police2'],
    },
  ),
  entrust: cell(
    'an opinion is asked of another office; the asker keeps the task',
    registered,
    act('entrust', 'police', { args: toStaff }),
    {
      at: 'active screen.1',
      open: ['act communePolice', 'opinion provinceStaff'],
      events: ['entrusted'],
      effects: ['toGiveOpinion → P1/provinceStaff'],
    },
  ),
  giveOpinion: cell(
    'the opinion is given, and the asker told',
    at('screen', act('entrust', 'police', { args: toStaff })),
    act('giveOpinion', 'staff', { body: { text: 'đồng ý' } }),
    {
      at: 'active screen.1',
      open: ['act communePolice'],
      events: ['opinionGiven'],
      effects: ['opinionGiven → C1/communePolice'],
    },
  ),
  recallEntrusted: cell(
    'the asker goes on without the opinion',
    at('screen', act('entrust', 'police', { args: toStaff })),
    act('recallEntrusted', 'police'),
    { at: 'active screen.1', open: ['act communePolice'], events: ['entrustedRecalled'], effects: [] },
  ),
  addSigner: cell(
    'one more has to sign',
    at('countersign'),
    act('addSigner', 'police', { args: toPolice2, body: because() }),
    {
      at: 'active countersign.1',
      open: ['sign communePolice', 'sign communeOffice', 'sign finance', 'sign police2'],
      events: ['signerAdded'],
      effects: ['toAct → C1/communePolice/police2'],
    },
  ),
  removeSigner: cell(
    'a signer who has not acted is taken off',
    at('countersign'),
    act('removeSigner', 'police', { args: { taskId: 'countersign.1.3' }, body: because() }),
    {
      at: 'active countersign.1',
      open: ['sign communePolice', 'sign communeOffice'],
      events: ['signerRemoved'],
      effects: [],
    },
  ),
  takeBack: cell(
    'who sent it on has it again, while nobody has looked',
    registered,
    act('takeBack', 'head', { body: because() }),
    {
      at: 'active register.2',
      open: ['act unitHead', 'act unitOfficer'],
      events: ['takenBack', 'stepEntered'],
      effects: ['toAct → U1/unitHead', 'toAct → U1/unitOfficer'],
    },
  ),
  copy: cell('an office gets a copy for information', registered, act('copy', 'police', { args: toStaff }), {
    at: 'active screen.1',
    open: ['act communePolice'],
    events: ['copied'],
    effects: ['copy → P1/provinceStaff'],
  }),
  markRead: cell(
    'who got a copy has read it',
    at('screen', act('copy', 'police', { args: toStaff })),
    act('markRead', 'staff'),
    { at: 'active screen.1', open: ['act communePolice'], events: ['read'], effects: [] },
  ),
  urge: cell('whoever holds it is nudged', registered, act('urge', 'head'), {
    at: 'active screen.1',
    open: ['act communePolice'],
    events: ['urged'],
    effects: ['urged → C1/communePolice'],
  }),
  ask: cell(
    'a question goes to a person and stops nothing',
    registered,
    act('ask', 'police', {
      args: { toOfficeId: PROVINCE, toRole: 'provinceStaff', toPersonId: 'staff' },
      body: { text: 'thiếu gì?' },
    }),
    {
      at: 'active screen.1',
      open: ['act communePolice'],
      events: ['asked'],
      effects: ['asked → P1/provinceStaff/staff'],
    },
  ),
  answer: cell(
    'and is answered',
    at(
      'screen',
      act('ask', 'police', {
        args: { toOfficeId: PROVINCE, toRole: 'provinceStaff', toPersonId: 'staff' },
        body: { text: 'thiếu gì?' },
      }),
    ),
    act('answer', 'staff', { args: { questionId: 'q1' }, body: { text: 'đủ' } }),
    {
      at: 'active screen.1',
      open: ['act communePolice'],
      events: ['answered'],
      effects: ['answered → P1/police'],
    },
  ),
  withdraw: cell(
    'the unit withdraws, and the holder is told',
    registered,
    act('withdraw', 'officer', { body: because() }),
    { at: 'withdrawn screen.1', open: [], events: ['withdrawn'], effects: ['withdrawn → C1/communePolice'] },
  ),
  acceptLate: cell(
    'a named officer lets a late one in through a day',
    at('submission'),
    act('acceptLate', 'staff', { ...LATE, args: { until: '2026-11-04' }, body: because() }),
    {
      at: 'active submission.1',
      open: ['act communeChair'],
      events: ['lateAccepted'],
      effects: ['lateAccepted → U1'],
    },
  ),
  extend: cell(
    'the deadline moves to the end of a day',
    registered,
    act('extend', 'staff', { args: { until: '2026-03-31' }, body: because() }),
    { at: 'active screen.1', open: ['act communePolice'], events: ['extended'], effects: ['extended → U1'] },
  ),
  lapse: cell('the clock ends it where lateness does', at('prepare'), LAPSE, {
    at: 'lapsed prepare.1',
    open: [],
    events: ['lapsed', 'concluded'],
    effects: ['lapsed → U1'],
  }),
  jump: cell(
    'an administrator puts it at another step by force',
    registered,
    act('jump', 'administrator', { args: { toStep: 'decide' }, body: because() }),
    {
      at: 'active decide.1',
      open: ['act provinceChair'],
      events: ['jumped', 'stepEntered'],
      effects: ['toAct → P1/provinceChair'],
    },
  ),
  terminate: cell(
    'an administrator ends it by force',
    registered,
    act('terminate', 'administrator', { body: because() }),
    { at: 'terminated screen.1', open: [], events: ['terminated'], effects: ['terminated → U1'] },
  ),
  adoptVersion: cell(
    'it goes on under a newer version of the procedure',
    registered,
    act('adoptVersion', 'staff', { args: { version: 2 }, body: because() }),
    { at: 'active screen.1', open: ['act communePolice'], events: ['versionAdopted'], effects: [] },
    NEWER,
  ),
  reserve: cell('a batch holds it', at('decide'), RESERVE, {
    at: 'reserved decide.1',
    open: ['act provinceChair'],
    events: ['reserved'],
    effects: [],
  }),
}
