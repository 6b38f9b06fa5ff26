// What a draft, a reserved and an ended dossier know.
import {
  CLOCK,
  COMMUNE,
  PROVINCE,
  UNIT,
  aProcedure,
  act,
  batch,
  because,
  run,
  world,
} from '../../support/rulebook.ts'
import { FORM, IN_STATUS, SIGNED, declined, reserved } from '../../support/rulebook-stages.ts'
import type { Act } from '../../support/rulebook.ts'
import { cell } from './cell.ts'
import type { Cells } from './cell.ts'

type Recorded = keyof typeof IN_STATUS

const COPY = act('copy', 'office', { args: { toOfficeId: PROVINCE, toRole: 'provinceStaff' } })
const QUESTION = act('ask', 'office', {
  args: { toOfficeId: COMMUNE, toRole: 'finance', toPersonId: 'finance' },
  body: { text: 'hỏi' },
})
const ANSWER = act('answer', 'finance', { args: { questionId: 'q1' }, body: { text: 'đáp' } })
const REOPEN = act('reopen', 'staff', { args: { toStep: 'prepare' }, body: because() })
const CORRECT = act('correct', 'provinceChair', { body: because('sai tên') })

const MARK = act('markBasis', CLOCK, {
  args: { subjectId: UNIT, resultKind: 'safety', year: 2025, value: null },
})

const at =
  (status: Recorded, ...acts: readonly Act[]) =>
  () =>
    run(aProcedure(), acts, IN_STATUS[status]()).state

export const REST: Omit<Cells, 'active' | 'returned'> = {
  draft: {
    submit: cell(
      'the first submit makes the draft a dossier',
      () => null,
      act('submit', 'head', { body: FORM }),
      {
        at: 'active screen.1',
        open: ['act communePolice'],
        events: ['submitted', 'stepEntered'],
        effects: ['toAct → C1/communePolice'],
      },
    ),
    acceptLate: cell(
      'an officer lets a late registration in: it waits for the unit',
      () => null,
      act('acceptLate', 'police', {
        at: '2026-01-21T02:00:00.000Z',
        args: { until: '2026-01-23' },
        body: because(),
      }),
      {
        at: 'active register.1',
        open: ['act unitHead', 'act unitOfficer'],
        events: ['lateAccepted'],
        effects: ['lateAccepted → U1'],
      },
    ),
  },
  reserved: {
    copy: cell('a copy moves nothing', reserved, COPY, {
      at: 'reserved decide.1',
      open: ['act provinceChair'],
      events: ['copied'],
      effects: ['copy → P1/provinceStaff'],
    }),
    markRead: cell('nor does reading it', at('reserved', COPY), act('markRead', 'staff'), {
      at: 'reserved decide.1',
      open: ['act provinceChair'],
      events: ['read'],
      effects: [],
    }),
    urge: cell('who would hold it is nudged', reserved, act('urge', 'head'), {
      at: 'reserved decide.1',
      open: ['act provinceChair'],
      events: ['urged'],
      effects: ['urged → P1/provinceChair'],
    }),
    ask: cell('questions go on', reserved, QUESTION, {
      at: 'reserved decide.1',
      open: ['act provinceChair'],
      events: ['asked'],
      effects: ['asked → C1/finance/finance'],
    }),
    answer: cell('and answers', at('reserved', QUESTION), ANSWER, {
      at: 'reserved decide.1',
      open: ['act provinceChair'],
      events: ['answered'],
      effects: ['answered → C1/office'],
    }),
    unreserve: cell('the batch lets go', reserved, act('unreserve', batch()), {
      at: 'active decide.1',
      open: ['act provinceChair'],
      events: ['unreserved'],
      effects: [],
    }),
    applyDecision: cell(
      'the signed decision reaches it',
      reserved,
      act('applyDecision', batch(), { args: { toPersonId: 'provinceChair', decisionNumber: 17 } }),
      {
        at: 'active issue.1',
        open: ['act recordsOfficer'],
        events: ['decisionApplied', 'stepEntered'],
        effects: ['toAct → P1/recordsOfficer'],
      },
      SIGNED,
    ),
  },
  concluded: {
    copy: cell('who is concerned may still be told', at('concluded'), COPY, {
      at: 'concluded issue.1',
      open: [],
      events: ['copied'],
      effects: ['copy → P1/provinceStaff'],
    }),
    markRead: cell('a copy is read after the end', at('concluded'), act('markRead', 'police'), {
      at: 'concluded issue.1',
      open: [],
      events: ['read'],
      effects: [],
    }),
    ask: cell('questions go on', at('concluded'), QUESTION, {
      at: 'concluded issue.1',
      open: [],
      events: ['asked'],
      effects: ['asked → C1/finance/finance'],
    }),
    answer: cell('and answers', at('concluded', QUESTION), ANSWER, {
      at: 'concluded issue.1',
      open: [],
      events: ['answered'],
      effects: ['answered → C1/office'],
    }),
    reopen: cell('what was turned down is opened again', declined, REOPEN, {
      at: 'active prepare.1',
      open: ['act unitHead', 'act unitOfficer'],
      events: ['reopened', 'stepEntered'],
      effects: ['toAct → U1/unitHead', 'toAct → U1/unitOfficer'],
    }),
    revoke: cell(
      'a recognition is revoked with its certificate and its worth',
      at('concluded'),
      act('revoke', 'provinceChair', { body: because() }),
      {
        at: 'revoked issue.1',
        open: [],
        events: ['revoked'],
        effects: ['revoked → U1', 'certificate revoked', 'result exemplary 2026: none'],
      },
    ),
    maintain: cell(
      'a later year finds it kept',
      at('concluded'),
      act('maintain', 'provinceChair', {
        at: '2027-05-03T02:00:00.000Z',
        args: { year: 2027, result: 'maintained' },
      }),
      {
        at: 'concluded issue.1',
        open: [],
        events: ['maintained'],
        effects: ['maintained → U1', 'result exemplary 2027: achieved'],
      },
    ),
    correct: cell('a mistake is put right by a document of its own number', at('concluded'), CORRECT, {
      at: 'concluded issue.1',
      open: [],
      events: ['corrected', 'numbered'],
      effects: ['corrected → U1', 'number of decisions 2026 in P1'],
    }),
    handOut: cell(
      'what was added is handed out, and the decision stands',
      at('concluded'),
      act('handOut', 'provinceChair', { body: because('phát sinh') }),
      {
        at: 'concluded issue.1',
        open: [],
        events: ['handedOut', 'numbered'],
        effects: ['assigned D1', 'number of plans 2026 in P1'],
      },
      world({ parts: [{ id: 'D1', kind: 'duty', campaignId: 'campaign' }] }),
    ),
    keepDecision: cell(
      'what it counted has changed, and who may take it away says that it stands',
      at('concluded', MARK),
      act('keepDecision', 'provinceChair', { body: because('vẫn đủ điều kiện') }),
      {
        at: 'concluded issue.1',
        open: [],
        events: ['decisionKept'],
        effects: ['decisionKept → U1'],
      },
    ),
    markBasis: cell(
      'a result that the decision counted has changed: it is noted, and nothing else moves',
      at('concluded'),
      act('markBasis', CLOCK, {
        args: { subjectId: UNIT, resultKind: 'safety', year: 2025, value: null },
      }),
      {
        at: 'concluded issue.1',
        open: [],
        events: ['basisMarked'],
        effects: ['basisChanged → P1/provinceChair', 'basisChanged → U1'],
      },
    ),
  },
  revoked: {
    copy: cell('who is concerned may still be told', at('revoked'), COPY, {
      at: 'revoked issue.1',
      open: [],
      events: ['copied'],
      effects: ['copy → P1/provinceStaff'],
    }),
    markRead: cell('and read it', at('revoked', COPY), act('markRead', 'staff'), {
      at: 'revoked issue.1',
      open: [],
      events: ['read'],
      effects: [],
    }),
    ask: cell('questions go on', at('revoked'), QUESTION, {
      at: 'revoked issue.1',
      open: [],
      events: ['asked'],
      effects: ['asked → C1/finance/finance'],
    }),
    answer: cell('and answers', at('revoked', QUESTION), ANSWER, {
      at: 'revoked issue.1',
      open: [],
      events: ['answered'],
      effects: ['answered → C1/office'],
    }),
    correct: cell('a mistake in what was issued is put right', at('revoked'), CORRECT, {
      at: 'revoked issue.1',
      open: [],
      events: ['corrected', 'numbered'],
      effects: ['corrected → U1', 'number of decisions 2026 in P1'],
    }),
  },
  withdrawn: {
    copy: cell('who is concerned may still be told', at('withdrawn'), COPY, {
      at: 'withdrawn screen.1',
      open: [],
      events: ['copied'],
      effects: ['copy → P1/provinceStaff'],
    }),
    markRead: cell('and read it', at('withdrawn', COPY), act('markRead', 'staff'), {
      at: 'withdrawn screen.1',
      open: [],
      events: ['read'],
      effects: [],
    }),
    ask: cell('questions go on', at('withdrawn'), QUESTION, {
      at: 'withdrawn screen.1',
      open: [],
      events: ['asked'],
      effects: ['asked → C1/finance/finance'],
    }),
    answer: cell('and answers', at('withdrawn', QUESTION), ANSWER, {
      at: 'withdrawn screen.1',
      open: [],
      events: ['answered'],
      effects: ['answered → C1/office'],
    }),
    reopen: cell('what was withdrawn is opened again', at('withdrawn'), REOPEN, {
      at: 'active prepare.1',
      open: ['act unitHead', 'act unitOfficer'],
      events: ['reopened', 'stepEntered'],
      effects: ['toAct → U1/unitHead', 'toAct → U1/unitOfficer'],
    }),
  },
  lapsed: {
    copy: cell('who is concerned may still be told', at('lapsed'), COPY, {
      at: 'lapsed prepare.1',
      open: [],
      events: ['copied'],
      effects: ['copy → P1/provinceStaff'],
    }),
    markRead: cell('and read it', at('lapsed', COPY), act('markRead', 'staff'), {
      at: 'lapsed prepare.1',
      open: [],
      events: ['read'],
      effects: [],
    }),
    ask: cell('questions go on', at('lapsed'), QUESTION, {
      at: 'lapsed prepare.1',
      open: [],
      events: ['asked'],
      effects: ['asked → C1/finance/finance'],
    }),
    answer: cell('and answers', at('lapsed', QUESTION), ANSWER, {
      at: 'lapsed prepare.1',
      open: [],
      events: ['answered'],
      effects: ['answered → C1/office'],
    }),
    reopen: cell('what lapsed is opened again', at('lapsed'), REOPEN, {
      at: 'active prepare.2',
      open: ['act unitHead', 'act unitOfficer'],
      events: ['reopened', 'stepEntered'],
      effects: ['toAct → U1/unitHead', 'toAct → U1/unitOfficer'],
    }),
  },
  terminated: {
    copy: cell('who is concerned may still be told', at('terminated'), COPY, {
      at: 'terminated screen.1',
      open: [],
      events: ['copied'],
      effects: ['copy → P1/provinceStaff'],
    }),
    markRead: cell('and read it', at('terminated', COPY), act('markRead', 'staff'), {
      at: 'terminated screen.1',
      open: [],
      events: ['read'],
      effects: [],
    }),
    ask: cell('questions go on', at('terminated'), QUESTION, {
      at: 'terminated screen.1',
      open: [],
      events: ['asked'],
      effects: ['asked → C1/finance/finance'],
    }),
    answer: cell('and answers', at('terminated', QUESTION), ANSWER, {
      at: 'terminated screen.1',
      open: [],
      events: ['answered'],
      effects: ['answered → C1/office'],
    }),
    reopen: cell('what was ended by force is opened again', at('terminated'), REOPEN, {
      at: 'active prepare.1',
      open: ['act unitHead', 'act unitOfficer'],
      events: ['reopened', 'stepEntered'],
      effects: ['toAct → U1/unitHead', 'toAct → U1/unitOfficer'],
    }),
  },
}
