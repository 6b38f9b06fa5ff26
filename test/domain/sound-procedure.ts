// A procedure without a fault that uses most of what a procedure can say: an inspection by two who don't see each
// other, a committee, signing in turn, late acceptance, a lapse, a decision over many. Tests break copies of it.
import type { Party, Path, Procedure, StepRule } from '../../domain/procedure.ts'

const source = { cites: ['test'] } as const
const staff: Party = { role: 'provinceStaff', level: 'province' }
const director: Party = { role: 'policeDirector', level: 'province', deputies: ['policeDeputyDirector'] }
const chair: Party = { role: 'provinceChair', level: 'province', deputies: ['provinceViceChair'] }

const STEPS: readonly StepRule[] = [
  {
    id: 'ask',
    vi: 'Đề nghị',
    parties: [{ role: 'unitHead', level: 'unit' }],
    signing: { mode: 'one' },
    forward: { action: 'submit', to: 'next' },
    needs: [{ kind: 'document', id: 'request', vi: 'Đơn', required: true }],
    offers: [],
    due: { kind: 'campaignDate', key: 'asking', source: 'test' },
    late: { effect: 'refuse', acceptedBy: { role: 'communePolice', level: 'commune' } },
    reminders: [{ days: 3, working: true }],
    source,
  },
  {
    id: 'look',
    vi: 'Kiểm tra',
    parties: [{ role: 'communePolice', level: 'commune' }],
    signing: { mode: 'one' },
    forward: { action: 'approve', to: 'next' },
    reject: { to: { outcome: 'refused' } },
    returns: {
      to: ['originator'],
      resume: 'returner',
      due: { kind: 'workingDays', count: 3, from: 'returned', source: 'test' },
    },
    needs: [
      { kind: 'assessed', times: 1 },
      { kind: 'criteriaMet', by: 'inspection' },
    ],
    offers: ['transfer', 'entrust'],
    inspection: {
      by: [{ role: 'inspector', level: 'commune' }],
      blind: 'double',
      tolerance: 0,
      settledBy: { role: 'communeOffice', level: 'commune' },
    },
    assessment: { by: { role: 'unitHead', level: 'unit' } },
    due: { kind: 'before', monthDay: '06-01', source: 'test' },
    late: { effect: 'mark' },
    source,
  },
  {
    id: 'vote',
    vi: 'Biểu quyết',
    parties: [
      { role: 'committeeHead', level: 'commune', each: true },
      { role: 'committeeMember', level: 'commune', each: true },
    ],
    signing: {
      mode: 'quorum',
      need: { share: [1, 2] },
      base: 'members',
      by: ['meeting', 'written'],
      recordedBy: { role: 'communeOffice', level: 'commune' },
    },
    forward: { action: 'approve', to: 'next' },
    reject: { to: { outcome: 'refused' } },
    needs: [],
    offers: [],
    late: { effect: 'mark' },
    source,
  },
  {
    id: 'hand',
    vi: 'Nộp hồ sơ',
    parties: [{ role: 'unitHead', level: 'unit' }],
    signing: { mode: 'one' },
    forward: { action: 'submit', to: 'next' },
    needs: [{ kind: 'field', id: 'size', vi: 'Quy mô', type: 'integer', required: true }],
    offers: [],
    due: { kind: 'before', monthDay: '09-01', source: 'test' },
    late: { effect: 'lapse', outcome: 'missed' },
    source,
  },
  {
    id: 'sign',
    vi: 'Ký trình',
    parties: [staff, director],
    signing: { mode: 'inTurn' },
    forward: { action: 'approve', to: 'next' },
    reject: { to: { outcome: 'refused' } },
    returns: { to: ['previous'], resume: 'path' },
    needs: [
      {
        kind: 'priorResult',
        result: 'safety',
        yearOffset: 0,
        accepted: ['achieved'],
        source: { setting: 'threshold' },
      },
    ],
    offers: ['addSigner'],
    due: { kind: 'before', monthDay: '11-01', source: 'test' },
    late: { effect: 'mark' },
    apart: ['look'],
    source,
  },
  {
    id: 'decide',
    vi: 'Quyết định',
    parties: [chair],
    signing: { mode: 'one' },
    forward: { action: 'approve', to: { outcome: 'granted' } },
    reject: { to: { outcome: 'refused' } },
    needs: [],
    offers: [],
    due: { kind: 'before', monthDay: '12-10', source: 'test' },
    late: { effect: 'mark' },
    apart: ['look', 'sign'],
    numbers: [{ register: 'decisions', level: 'province' }],
    certificate: true,
    batch: true,
    source,
  },
]

/** The one path of the sound procedure. */
export const UNIT_PATH: Path = {
  id: 'unit',
  vi: 'Đơn vị',
  kinds: ['agency', 'school'],
  steps: STEPS.map(({ id }) => id),
  source,
}

export const SOUND: Procedure = {
  id: 'sound',
  version: 1,
  vi: 'Thủ tục không lỗi',
  subjects: ['agency', 'school'],
  paths: [UNIT_PATH],
  steps: STEPS,
  outcomes: [
    { id: 'granted', vi: 'Được công nhận', nature: 'granted', source },
    { id: 'refused', vi: 'Bị từ chối', nature: 'denied', source },
    { id: 'missed', vi: 'Quá hạn', nature: 'ended', source },
  ],
  withdraw: { until: ['ask', 'look', 'vote', 'hand', 'sign'], source },
  after: {
    maintain: { by: chair, results: ['maintained', 'notMaintained'], source },
    revoke: { by: chair, source },
    correct: { by: chair, source },
    reopen: { by: staff, to: ['look', 'sign'], source },
  },
  dates: { asking: { vi: 'Hạn đề nghị', rule: { kind: 'before', monthDay: '02-01', source: 'test' } } },
  opens: '01-01',
  closes: '12-31',
  extendBy: staff,
  sheets: { agency: 'sheet', school: 'sheet' },
  results: { granted: { kind: 'title', value: 'achieved' } },
  settings: [{ id: 'threshold', vi: 'Ngưỡng', value: 'achieved', why: 'A test needs one.' }],
  source,
}

/** A copy with one step changed. */
export function withStep(id: string, patch: Partial<StepRule>, procedure: Procedure = SOUND): Procedure {
  return {
    ...procedure,
    steps: procedure.steps.map((step) => (step.id === id ? { ...step, ...patch } : step)),
  }
}

/** A copy with a step added to the path before another one. */
export function withStepBefore(before: string, step: StepRule): Procedure {
  const paths = SOUND.paths.map((path) => ({
    ...path,
    steps: path.steps.flatMap((id) => (id === before ? [step.id, id] : [id])),
  }))
  return { ...SOUND, paths, steps: [...SOUND.steps, step] }
}

/** The step of an id. */
export function stepOf(id: string, procedure: Procedure = SOUND): StepRule {
  const step = procedure.steps.find((one) => one.id === id)
  if (step === undefined) throw new Error(`no step "${id}"`)
  return step
}
