// What a dossier under correction knows: it moves like an active one, only lateness neither ends it nor has to be accepted.
import { COMMUNE, PROVINCE, aProcedure, act, answers, because, run, world } from '../../support/rulebook.ts'
import { DOSSIER, returnedTo } from '../../support/rulebook-stages.ts'
import type { Act } from '../../support/rulebook.ts'
import { cell } from './cell.ts'
import type { Cells } from './cell.ts'

const at =
  (step: string, ...acts: readonly Act[]) =>
  () =>
    run(aProcedure(), acts, returnedTo(step)).state
const toStaff = { toOfficeId: PROVINCE, toRole: 'provinceStaff' } as const
const toPolice2 = { toOfficeId: COMMUNE, toRole: 'communePolice', toPersonId: 'police2' } as const
const DIFFERING = [
  act('inspect', 'inspector', { body: answers() }),
  act('inspect', 'inspector2', { body: answers('c1', 'c2') }),
]
const QUESTION = act('ask', 'police', {
  args: { ...toStaff, toPersonId: 'staff' },
  body: { text: 'thiếu gì?' },
})
const NEWER = world({ newer: aProcedure({}, { version: 2 }) })

export const RETURNED: Cells['returned'] = {
  submit: cell(
    'the corrected dossier goes on through every step again',
    at('prepare'),
    act('submit', 'officer', { body: DOSSIER }),
    {
      at: 'active endorse.1',
      open: ['sign finance'],
      events: ['submitted', 'stepEntered'],
      effects: ['toAct → C1/finance'],
    },
  ),
  approve: cell('a signer who was asked to correct says yes again', at('screen'), act('approve', 'police'), {
    at: 'active build.1',
    open: ['act communePolice'],
    events: ['approved', 'stepEntered'],
    effects: ['toAct → C1/communePolice', 'counted result/safety/2025 2025: 1/1'],
  }),
  reject: cell(
    'what was sent back may still get a no',
    at('screen'),
    act('reject', 'police', { body: because() }),
    { at: 'concluded screen.2', open: [], events: ['rejected', 'concluded'], effects: ['concluded → U1'] },
  ),
  abstain: cell('a committee that was sent back to votes anew', at('review'), act('abstain', 'member1'), {
    at: 'returned review.1',
    open: ['vote committeeHead', 'vote member2', 'vote member3'],
    events: ['abstained'],
    effects: [],
  }),
  recuse: cell(
    'and who is concerned recuses anew',
    at('review'),
    act('recuse', 'member1', { body: because() }),
    {
      at: 'returned review.1',
      open: ['vote committeeHead', 'vote member2', 'vote member3'],
      events: ['recused'],
      effects: [],
    },
  ),
  return: cell(
    'what is wrong further back goes further back',
    at('screen'),
    act('return', 'police', { body: because() }),
    {
      at: 'returned register.2',
      open: ['correct unitHead', 'correct unitOfficer'],
      events: ['returned', 'stepEntered'],
      effects: ['toCorrect → U1/unitHead', 'toCorrect → U1/unitOfficer'],
    },
  ),
  recordMeeting: cell(
    'the committee meets again',
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
    'a new inspection is made for the correction',
    at('build'),
    act('inspect', 'inspector', { body: answers() }),
    { at: 'returned build.1', open: ['correct communePolice'], events: ['inspected'], effects: [] },
  ),
  settleInspection: cell(
    'and settled where two differ',
    at('build', ...DIFFERING),
    act('settleInspection', 'settler', { body: { ...because(), ...answers('c1') } }),
    { at: 'returned build.1', open: ['correct communePolice'], events: ['inspectionSettled'], effects: [] },
  ),
  assess: cell('the unit assesses itself again', at('build'), act('assess', 'head', { body: answers() }), {
    at: 'returned build.1',
    open: ['correct communePolice'],
    events: ['assessed'],
    effects: [],
  }),
  open: cell('who corrects has looked', at('screen'), act('open', 'police'), {
    at: 'returned screen.2',
    open: ['correct communePolice'],
    events: ['opened'],
    effects: [],
  }),
  claim: cell('one of the office takes the correction', at('screen'), act('claim', 'police'), {
    at: 'returned screen.2',
    open: ['correct communePolice of police'],
    events: ['claimed'],
    effects: [],
  }),
  release: cell('and gives it back', at('screen', act('claim', 'police')), act('release', 'police'), {
    at: 'returned screen.2',
    open: ['correct communePolice'],
    events: ['released'],
    effects: [],
  }),
  transfer: cell(
    'the correction goes to a colleague',
    at('screen'),
    act('transfer', 'police', { args: toPolice2, body: because() }),
    {
      at: 'returned screen.2',
      open: ['correct police2'],
      events: ['transferred'],
      effects: ['toAct → C1/communePolice/police2'],
    },
  ),
  entrust: cell(
    'an opinion is asked for the correction',
    at('screen'),
    act('entrust', 'police', { args: toStaff }),
    {
      at: 'returned screen.2',
      open: ['correct communePolice', 'opinion provinceStaff'],
      events: ['entrusted'],
      effects: ['toGiveOpinion → P1/provinceStaff'],
    },
  ),
  giveOpinion: cell(
    'and given',
    at('screen', act('entrust', 'police', { args: toStaff })),
    act('giveOpinion', 'staff', { body: { text: 'đồng ý' } }),
    {
      at: 'returned screen.2',
      open: ['correct communePolice'],
      events: ['opinionGiven'],
      effects: ['opinionGiven → C1/communePolice'],
    },
  ),
  recallEntrusted: cell(
    'or done without',
    at('screen', act('entrust', 'police', { args: toStaff })),
    act('recallEntrusted', 'police'),
    { at: 'returned screen.2', open: ['correct communePolice'], events: ['entrustedRecalled'], effects: [] },
  ),
  addSigner: cell(
    'one more signs the correction',
    at('countersign'),
    act('addSigner', 'police', { args: toPolice2, body: because() }),
    {
      at: 'returned countersign.1',
      open: ['sign communePolice', 'sign communeOffice', 'sign finance', 'sign police2'],
      events: ['signerAdded'],
      effects: ['toAct → C1/communePolice/police2'],
    },
  ),
  removeSigner: cell(
    'or one less',
    at('countersign'),
    act('removeSigner', 'police', { args: { taskId: 'countersign.1.3' }, body: because() }),
    {
      at: 'returned countersign.1',
      open: ['sign communePolice', 'sign communeOffice'],
      events: ['signerRemoved'],
      effects: [],
    },
  ),
  takeBack: cell(
    'who returned it thinks better of it',
    at('screen'),
    act('takeBack', 'staff', { body: because() }),
    {
      at: 'active appraise.2',
      open: ['act provinceStaff', 'act department'],
      events: ['takenBack', 'stepEntered'],
      effects: ['toAct → P1/provinceStaff', 'toAct → P1/department'],
    },
  ),
  copy: cell('an office gets a copy', at('screen'), act('copy', 'police', { args: toStaff }), {
    at: 'returned screen.2',
    open: ['correct communePolice'],
    events: ['copied'],
    effects: ['copy → P1/provinceStaff'],
  }),
  markRead: cell(
    'and reads it',
    at('screen', act('copy', 'police', { args: toStaff })),
    act('markRead', 'staff'),
    { at: 'returned screen.2', open: ['correct communePolice'], events: ['read'], effects: [] },
  ),
  urge: cell('who corrects is nudged', at('screen'), act('urge', 'staff'), {
    at: 'returned screen.2',
    open: ['correct communePolice'],
    events: ['urged'],
    effects: ['urged → C1/communePolice'],
  }),
  ask: cell('who corrects asks what is meant', at('screen'), QUESTION, {
    at: 'returned screen.2',
    open: ['correct communePolice'],
    events: ['asked'],
    effects: ['asked → P1/provinceStaff/staff'],
  }),
  answer: cell(
    'and is told',
    at('screen', QUESTION),
    act('answer', 'staff', { args: { questionId: 'q1' }, body: { text: 'đủ' } }),
    {
      at: 'returned screen.2',
      open: ['correct communePolice'],
      events: ['answered'],
      effects: ['answered → P1/police'],
    },
  ),
  withdraw: cell(
    'the unit withdraws instead of correcting',
    at('screen'),
    act('withdraw', 'head', { body: because() }),
    { at: 'withdrawn screen.2', open: [], events: ['withdrawn'], effects: ['withdrawn → C1/communePolice'] },
  ),
  extend: cell(
    'more time for the correction',
    at('screen'),
    act('extend', 'staff', { args: { until: '2026-03-31' }, body: because() }),
    {
      at: 'returned screen.2',
      open: ['correct communePolice'],
      events: ['extended'],
      effects: ['extended → U1'],
    },
  ),
  jump: cell(
    'a jump ends the correction',
    at('screen'),
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
    at('screen'),
    act('terminate', 'administrator', { body: because() }),
    { at: 'terminated screen.2', open: [], events: ['terminated'], effects: ['terminated → U1'] },
  ),
  adoptVersion: cell(
    'a newer version is taken up in the middle of a correction',
    at('screen'),
    act('adoptVersion', 'staff', { args: { version: 2 }, body: because() }),
    { at: 'returned screen.2', open: ['correct communePolice'], events: ['versionAdopted'], effects: [] },
    NEWER,
  ),
}
