// The procedure that the tests of the rulebook stand on: a step for every way of signing, both ways of coming back from a
// correction, all three effects of lateness, a blind double inspection, a batch, numbers, a certificate, and an afterlife.
import type { Need, Party, Procedure, StepRule } from '../../domain/procedure.ts'
import type { DueRule } from '../../domain/time/due-rule.ts'

const source = { cites: ['test'] } as const
const cite = { source: 'test' } as const

const field = (id: string, required = true): Need => ({
  kind: 'field',
  id,
  vi: id,
  type: 'text',
  required,
  maxLength: 100,
})
const document = (id: string, required = true): Need => ({ kind: 'document', id, vi: id, required })
const through = (monthDay: string): DueRule => ({ kind: 'through', monthDay, ...cite })
const correctionDue: DueRule = { kind: 'workingDays', count: 5, from: 'returned', ...cite }

const UNIT: readonly Party[] = [
  { role: 'unitHead', level: 'unit' },
  { role: 'unitOfficer', level: 'unit' },
]
const POLICE: Party = { role: 'communePolice', level: 'commune' }
const OFFICE: Party = { role: 'communeOffice', level: 'commune' }
const STAFF: Party = { role: 'provinceStaff', level: 'province' }
const CHAIR: Party = { role: 'provinceChair', level: 'province', deputies: ['provinceViceChair'] }

const step = (
  rule: Omit<StepRule, 'vi' | 'source' | 'needs' | 'offers' | 'late'> & Partial<StepRule>,
): StepRule => ({
  vi: rule.id,
  needs: [],
  offers: [],
  late: { effect: 'mark' },
  source,
  ...rule,
})

const signed = { forward: { action: 'approve', to: 'next' }, reject: { to: { outcome: 'refused' } } } as const

const UNIT_STEPS: readonly StepRule[] = [
  step({
    id: 'register',
    parties: UNIT,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: [field('grounds'), field('note', false), document('form')],
    due: { kind: 'before', monthDay: '01-20', ...cite },
    late: { effect: 'refuse', acceptedBy: POLICE },
  }),
  step({
    ...signed,
    id: 'screen',
    parties: [POLICE],
    signing: { mode: 'one' },
    reject: { to: { outcome: 'declined' } },
    returns: { to: ['originator'], resume: 'returner', due: correctionDue },
    needs: [{ kind: 'priorResult', result: 'safety', yearOffset: -1, accepted: ['achieved'], source }],
    offers: ['transfer', 'entrust'],
    due: { kind: 'workingDays', count: 10, from: 'stepEntered', ...cite },
  }),
  step({
    ...signed,
    id: 'build',
    parties: [POLICE],
    signing: { mode: 'one' },
    returns: { to: ['previous'], resume: 'path' },
    needs: [
      { kind: 'assessed', times: 1 },
      { kind: 'criteriaMet', by: 'inspection' },
    ],
    inspection: {
      by: [{ role: 'inspector', level: 'commune' }],
      blind: 'double',
      tolerance: 1,
      settledBy: { role: 'inspector', level: 'province' },
    },
    assessment: { by: { role: 'unitHead', level: 'unit' } },
  }),
  step({
    id: 'prepare',
    parties: UNIT,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: [field('summary'), field('remark', false), document('report'), document('annex', false)],
    due: through('10-31'),
    late: { effect: 'lapse', outcome: 'notSubmitted' },
  }),
]

const COMMUNE_STEPS: readonly StepRule[] = [
  step({
    ...signed,
    id: 'endorse',
    parties: [{ role: 'finance', level: 'commune' }, { role: 'cultureSocial', level: 'commune' }, OFFICE],
    signing: { mode: 'inTurn' },
    offers: ['addSigner', 'removeSigner'],
  }),
  step({
    ...signed,
    id: 'countersign',
    parties: [POLICE, OFFICE, { role: 'finance', level: 'commune' }],
    signing: { mode: 'all' },
    offers: ['addSigner', 'removeSigner', 'entrust'],
  }),
  step({
    ...signed,
    id: 'weigh',
    parties: [{ ...POLICE, weight: 2 }, OFFICE, { role: 'finance', level: 'commune' }],
    signing: { mode: 'weighted', need: 3 },
    offers: ['removeSigner'],
  }),
  step({
    ...signed,
    id: 'review',
    parties: [
      { role: 'committeeHead', level: 'commune', each: true },
      { role: 'committeeMember', level: 'commune', each: true },
    ],
    signing: {
      mode: 'quorum',
      need: { share: [2, 3] },
      base: 'members',
      present: [2, 3],
      vetoRoles: ['committeeHead'],
      by: ['meeting', 'written'],
      recordedBy: OFFICE,
    },
    returns: { to: ['previous', { step: 'prepare' }], resume: 'returner', due: correctionDue },
    needs: [document('minutes', false)],
    offers: ['transfer', 'addSigner', 'removeSigner'],
    apart: ['build'],
  }),
  step({
    ...signed,
    id: 'council',
    parties: [{ role: 'fatherlandFront', level: 'commune', each: true }],
    signing: {
      mode: 'quorum',
      need: { count: 2 },
      base: 'members',
      by: ['written'],
      recordedBy: OFFICE,
    },
    offers: ['removeSigner'],
  }),
  step({
    ...signed,
    id: 'submission',
    parties: [{ role: 'communeChair', level: 'commune', deputies: ['communeViceChair'] }],
    signing: { mode: 'one' },
    needs: [document('proposal', false)],
    offers: ['transfer', 'entrust'],
    due: { kind: 'before', monthDay: '11-01', ...cite },
    late: { effect: 'refuse', acceptedBy: STAFF },
    numbers: [{ register: 'submissions', level: 'commune' }],
  }),
]

const PROVINCE_STEPS: readonly StepRule[] = [
  step({
    ...signed,
    id: 'appraise',
    parties: [STAFF, { role: 'department', level: 'province' }],
    signing: { mode: 'any' },
    returns: {
      to: [
        'originator',
        ...['screen', 'build', 'prepare', 'countersign', 'endorse', 'review', 'submission'].map((id) => ({
          step: id,
        })),
      ],
      resume: 'path',
      due: correctionDue,
    },
    due: { kind: 'workingDays', count: 10, from: 'stepEntered', ...cite },
    apart: ['build'],
  }),
  step({
    ...signed,
    id: 'decide',
    parties: [CHAIR],
    signing: { mode: 'one' },
    returns: { to: ['previous', { step: 'submission' }], resume: 'returner', due: correctionDue },
    offers: ['entrust'],
    due: { kind: 'before', monthDay: '12-10', ...cite },
    apart: ['build', 'review', 'appraise'],
    numbers: [{ register: 'decisions', level: 'province' }],
    batch: true,
  }),
  step({
    id: 'issue',
    parties: [{ role: 'recordsOfficer', level: 'province' }],
    signing: { mode: 'one' },
    forward: { action: 'submit', to: { outcome: 'recognised' } },
    numbers: [{ register: 'certificates', level: 'province' }],
    certificate: true,
    copies: [{ role: 'unitHead', level: 'unit' }, POLICE],
    assigns: [{ kinds: ['duty'], procedure: 'duties' }],
  }),
]

const STEPS = [...UNIT_STEPS, ...COMMUNE_STEPS, ...PROVINCE_STEPS]

const PROCEDURE: Procedure = {
  id: 'everything',
  version: 1,
  vi: 'Thủ tục có đủ mọi thao tác',
  subjects: ['agency', 'school'],
  paths: [
    {
      id: 'agency',
      vi: 'Cơ quan',
      kinds: ['agency'],
      steps: STEPS.map(({ id }) => id),
      source,
    },
    {
      id: 'school',
      vi: 'Trường học',
      kinds: ['school'],
      setting: 'schools',
      steps: ['register', 'screen', 'decide', 'issue'],
      source,
    },
  ],
  steps: STEPS,
  outcomes: [
    { id: 'recognised', vi: 'Được công nhận', nature: 'granted', source },
    { id: 'declined', vi: 'Không được chọn', nature: 'denied', source },
    { id: 'refused', vi: 'Không được công nhận', nature: 'denied', source },
    { id: 'notSubmitted', vi: 'Không nộp hồ sơ', nature: 'ended', source },
  ],
  withdraw: { until: STEPS.slice(0, -1).map(({ id }) => id), source },
  after: {
    maintain: { by: CHAIR, results: ['maintained', 'notMaintained'], source },
    revoke: { by: CHAIR, source },
    correct: { by: CHAIR, numbers: { register: 'decisions', level: 'province' }, source },
    reopen: { by: STAFF, to: ['prepare', 'review'], source },
    handOut: { by: CHAIR, numbers: { register: 'plans', level: 'province' }, source },
  },
  dates: {},
  opens: '01-01',
  closes: '12-31',
  extendBy: STAFF,
  sheets: { agency: 'sheet', school: 'sheet' },
  results: { recognised: { kind: 'exemplary', value: 'achieved' } },
  settings: [{ id: 'schools', vi: 'Nhận trường học', value: false, why: 'test' }],
  source,
}

/** The test procedure; steps may be changed one by one, and so may the procedure's own parts. */
export function aProcedure(
  steps: Readonly<Record<string, Partial<StepRule>>> = {},
  more: Partial<Procedure> = {},
): Procedure {
  const plain = Object.keys(steps).length === 0 && Object.keys(more).length === 0
  if (plain) return PROCEDURE
  return { ...PROCEDURE, steps: STEPS.map((rule) => ({ ...rule, ...steps[rule.id] })), ...more }
}
