// Copies of the sound procedure that each make one mistake, with the finding that names it.
import type { FindingCode } from '../../domain/checker/index.ts'
import type { Path, Procedure } from '../../domain/procedure.ts'
import { COUNTED_MISTAKES } from './counted-mistakes.ts'
import { SOUND, UNIT_PATH, stepOf, withStep, withStepBefore } from './sound-procedure.ts'

const look = stepOf('look')
const source = { cites: ['test'] }

function withPath(patch: Partial<Path>): Procedure {
  return { ...SOUND, paths: [{ ...UNIT_PATH, ...patch }] }
}

/** A director who signs again at a step of his own, kept apart from his first signature. */
const signsTwice = withStepBefore('decide', {
  ...stepOf('sign'),
  id: 'confirm',
  parties: [{ role: 'policeDirector', level: 'province' }],
  signing: { mode: 'one' },
  offers: [],
  returns: undefined,
  apart: ['sign'],
})
/** The sound procedure with a decision that only the director signs. */
export const directorAlone = withStep(
  'sign',
  {
    parties: [{ role: 'policeDirector', level: 'province' }],
    signing: { mode: 'one' },
    offers: [],
    returns: undefined,
  },
  signsTwice,
)

/** Each mistake, in words, with a procedure that makes it and the finding that names it. */
export const MISTAKES: readonly (readonly [FindingCode, string, Procedure])[] = [
  ['duplicateId', 'a step stands there twice', { ...SOUND, steps: [...SOUND.steps, look] }],
  ['duplicateId', 'a path goes through a step twice', withPath({ steps: [...UNIT_PATH.steps, 'look'] })],
  [
    'unknownStep',
    'a path names a step that is not there',
    withPath({ steps: [...UNIT_PATH.steps, 'nowhere'] }),
  ],
  [
    'unknownStep',
    'duties are kept apart from a step that is not there',
    withStep('decide', { apart: ['nowhere'] }),
  ],
  [
    'unknownStep',
    'withdrawal is allowed at a step that is not there',
    { ...SOUND, withdraw: { until: ['nowhere'], source } },
  ],
  [
    'unknownOutcome',
    'a no leads to an outcome that is not there',
    withStep('look', { reject: { to: { outcome: 'lost' } } }),
  ],
  [
    'unknownDate',
    'a due rule names a date that is not there',
    withStep('look', { due: { kind: 'campaignDate', key: 'someday', source: 'test' } }),
  ],
  [
    'unknownSetting',
    'a source names a setting that is not there',
    withStep('look', { source: { setting: 'habit' } }),
  ],
  [
    'unknownSetting',
    'a path is opened by a setting that is neither true nor false',
    withPath({ setting: 'threshold' }),
  ],
  ['unused', 'a step is on no path', { ...SOUND, steps: [...SOUND.steps, { ...look, id: 'spare' }] }],
  [
    'unused',
    'a setting is used by nothing',
    { ...SOUND, settings: [...SOUND.settings, { id: 'spare', vi: 'Thừa', value: 1, why: 'x' }] },
  ],
  ['noSource', 'a rule cites nothing', withStep('look', { source: { cites: [] } })],
  ['noPath', 'a kind of subject has no path', { ...SOUND, subjects: [...SOUND.subjects, 'enterprise'] }],
  [
    'pathShadowed',
    'an earlier path takes every subject of a later one',
    { ...SOUND, paths: [UNIT_PATH, { ...UNIT_PATH, id: 'again' }] },
  ],
  ['pathEmpty', 'a path has no step', { ...SOUND, paths: [{ ...UNIT_PATH, steps: [] }] }],
  [
    'roleNotSeated',
    'no office of the path has the role',
    withStep('look', { parties: [{ role: 'provinceChair', level: 'commune' }] }),
  ],
  [
    'roleNotSeated',
    'an administrator is made a party',
    withStep('look', { copies: [{ role: 'administrator', level: 'province' }] }),
  ],
  ['partiesMissing', 'nobody acts at a step', withStep('look', { parties: [] })],
  [
    'signingImpossible',
    'the weights never reach what is needed',
    withStep('sign', { signing: { mode: 'weighted', need: 9 } }),
  ],
  [
    'signingImpossible',
    'it begins with several signatures, and waits for all of them as a draft',
    withStep('ask', {
      parties: [
        { role: 'unitHead', level: 'unit' },
        { role: 'unitOfficer', level: 'unit' },
      ],
      signing: { mode: 'all' },
    }),
  ],
  ['signingImpossible', 'a vote may fail but no no is provided for', withStep('vote', { reject: undefined })],
  [
    'signingImpossible',
    'more than all must agree',
    withStep('vote', {
      signing: {
        mode: 'quorum',
        need: { share: [3, 2] },
        base: 'votes',
        by: ['written'],
        recordedBy: look.parties[0] ?? { role: 'communeOffice', level: 'commune' },
      },
    }),
  ],
  [
    'offerImpossible',
    'signers can be added where one signature is enough',
    withStep('look', { offers: ['addSigner'] }),
  ],
  ['offerImpossible', 'what follows from other data is offered', withStep('look', { offers: ['approve'] })],
  [
    'leadsNowhere',
    'the last step leads to the next one',
    withStep('decide', { forward: { action: 'approve', to: 'next' } }),
  ],
  ['noLeadsToGrant', 'a no leads to the grant', withStep('look', { reject: { to: { outcome: 'granted' } } })],
  [
    'returnsNowhere',
    'the first step sends back',
    withStep('ask', { returns: { to: ['previous'], resume: 'path' } }),
  ],
  ['apartFromItself', 'a step is kept apart from itself', withStep('decide', { apart: ['decide'] })],
  [
    'judgeOfOwnLateness',
    'who is late may let himself in',
    withStep('ask', { late: { effect: 'refuse', acceptedBy: { role: 'unitHead', level: 'unit' } } }),
  ],
  [
    'criteriaNeverInspected',
    'criteria are counted on before anybody inspects',
    withStep('ask', { needs: [{ kind: 'criteriaMet', by: 'inspection' }] }),
  ],
  [
    'neverAssessed',
    'a self-assessment is counted on that nobody makes',
    withStep('look', { assessment: undefined }),
  ],
  [
    'inspectionImpossible',
    'two blind inspections may differ and nobody settles it',
    withStep('look', { inspection: { by: look.parties, blind: 'double', tolerance: 0 } }),
  ],
  ['noSheet', 'a kind of subject is inspected without a sheet', { ...SOUND, sheets: { agency: 'sheet' } }],
  [
    'fieldImpossible',
    'a choice is among nothing',
    withStep('ask', { needs: [{ kind: 'field', id: 'kind', vi: 'Loại', type: 'choice', required: true }] }),
  ],
  ['certificateWithoutNumber', 'a certificate has no number', withStep('decide', { numbers: [] })],
  [
    'paperImpossible',
    'whom it goes to is written in a field that no path begins with',
    { ...SOUND, givenTo: { recipient: 'nobody', reason: 'nothing' } },
  ],
  [
    'paperImpossible',
    'a paper stands under a register in which the step gives no number',
    withStep('decide', {
      papers: [
        { kind: 'decision', on: 'forward', register: 'letters', source: { cites: ['NĐ 30/2020/NĐ-CP Đ.7'] } },
      ],
    }),
  ],
  ['batchImpossible', 'a decision over many is voted on', withStep('vote', { batch: true })],
  [
    'batchImpossible',
    'a decision over many needs a document for each',
    withStep('decide', { needs: [{ kind: 'document', id: 'paper', vi: 'Văn bản', required: true }] }),
  ],
  ['lateWithoutDue', 'a step lapses without a deadline', withStep('hand', { due: undefined })],
  [
    'outcomeMisused',
    'a refusal is worth a result',
    { ...SOUND, results: { refused: { kind: 'title', value: 'x' } } },
  ],
  [
    'dueUnresolvable',
    'a deadline falls on a day that does not exist',
    withStep('look', { due: { kind: 'before', monthDay: '02-30', source: 'test' } }),
  ],
  [
    'dueOutsideCampaign',
    'a deadline lies in the next year',
    withStep('decide', { due: { kind: 'before', monthDay: '01-10', yearOffset: 1, source: 'test' } }),
  ],
  [
    'dueOrder',
    'a deadline comes before the one of the step before',
    withStep('sign', { due: { kind: 'before', monthDay: '08-01', source: 'test' } }),
  ],
  [
    'badReminder',
    'a reminder comes on half a day',
    withStep('ask', { reminders: [{ days: 0.5, working: true }] }),
  ],
  ['badReminder', 'a step escalates without a deadline', withStep('vote', { escalation: look.parties })],
  ['badCampaign', 'the campaign closes before it opens', { ...SOUND, opens: '12-31', closes: '01-01' }],
  [
    'cannotStart',
    'the first step asks for what can only be done after it',
    withStep('ask', {
      needs: [{ kind: 'assessed', times: 1 }],
      assessment: { by: { role: 'unitHead', level: 'unit' } },
    }),
  ],
  [
    'stepUnreachable',
    'a step is jumped over',
    withStep('look', { forward: { action: 'approve', to: { step: 'hand' } } }),
  ],
  [
    'outcomeUnreachable',
    'an outcome is never reached',
    { ...SOUND, outcomes: [...SOUND.outcomes, { id: 'praised', vi: 'Được khen', nature: 'denied', source }] },
  ],
  [
    'deadEnd',
    'bad results can be met with neither yes nor no',
    withStep('sign', { reject: undefined, returns: undefined }),
  ],
  ['dutiesCannotBeKeptApart', 'one director must sign twice, and must not', directorAlone],
  [
    'grantUnreachable',
    'a yes at the end is a refusal',
    withStep('decide', { forward: { action: 'approve', to: { outcome: 'refused' } } }),
  ],
  [
    'deadlineNeverFires',
    'nobody holds the role that may let a late one in',
    withStep('ask', { late: { effect: 'refuse', acceptedBy: { role: 'provinceStaff', level: 'commune' } } }),
  ],
  [
    'deadlineNeverFires',
    'a draft is to lapse',
    withStep('ask', { late: { effect: 'lapse', outcome: 'missed' } }),
  ],
  [
    'noEndInTime',
    'the way leads through a later deadline to an earlier one',
    withStep(
      'sign',
      { forward: { action: 'approve', to: { step: 'hand' } } },
      withStep(
        'hand',
        { forward: { action: 'submit', to: { step: 'decide' } }, late: stepOf('ask').late },
        withStep('vote', { forward: { action: 'approve', to: { step: 'sign' } } }),
      ),
    ),
  ],
  [
    'afterUnusable',
    'nobody holds the role that may reopen',
    {
      ...SOUND,
      after: {
        ...SOUND.after,
        reopen: { by: { role: 'provinceStaff', level: 'commune' }, to: ['look'], source },
      },
    },
  ],
  [
    'batchUnusable',
    'a decision over many is offered where no dossier waits',
    withStep('ask', { batch: true, needs: [] }),
  ],
  ...COUNTED_MISTAKES,
]
