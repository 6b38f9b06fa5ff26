// A procedure about matters that uses what counts: figures and money, children, points and levels, a fork, parts handed
// out, the person named, the decider, and an earlier result of the office that owns the matter. Tests break copies of it.
import type { Procedure, StepRule } from '../../domain/procedure.ts'

const source = { cites: ['test'] } as const

const REQUEST: StepRule = {
  id: 'request',
  vi: 'Đề nghị',
  parties: [{ role: 'cultureSocial', level: 'unit', named: true }],
  signing: { mode: 'one' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    { kind: 'field', id: 'amount', vi: 'Số tiền', type: 'money', required: true, max: 1_000_000 },
    { kind: 'field', id: 'km', vi: 'Số ki-lô-mét', type: 'integer', required: true, min: 1, max: 500 },
    {
      kind: 'field',
      id: 'spentBefore',
      vi: 'Đã chi',
      type: 'money',
      required: false,
      figure: 'spent',
    },
    {
      kind: 'compare',
      id: 'withinAllocation',
      vi: 'Trong dự toán được giao',
      left: [{ figure: 'spent' }, { field: 'amount' }],
      op: 'atMost',
      right: [{ figure: 'allocated' }],
      source,
    },
    {
      kind: 'compare',
      id: 'withinRate',
      vi: 'Theo định mức',
      left: [{ field: 'amount' }],
      op: 'atMost',
      right: [{ setting: 'perKm', times: 'km' }, 0],
      share: [3, 2],
      source,
    },
  ],
  offers: [],
  late: { effect: 'mark' },
  source,
}

const JUDGE: StepRule = {
  id: 'judge',
  vi: 'Chấm điểm',
  parties: [{ role: 'communePolice', level: 'commune' }],
  signing: { mode: 'one' },
  forward: { action: 'submit', to: 'next' },
  reject: { to: { outcome: 'refused' } },
  needs: [{ kind: 'scored', by: 'inspection', accepted: ['good'] }],
  offers: [],
  inspection: { by: [{ role: 'inspector', level: 'commune' }], blind: 'single', tolerance: 0 },
  late: { effect: 'mark' },
  source,
}

const DECIDE: StepRule = {
  id: 'decide',
  vi: 'Quyết định',
  parties: [{ role: 'communeChair', level: 'commune', deputies: ['communeViceChair'] }],
  signing: { mode: 'one' },
  forward: {
    action: 'approve',
    to: { field: 'verdict', cases: { keep: { outcome: 'kept' }, end: { outcome: 'over' } } },
  },
  reject: { to: { outcome: 'refused' } },
  needs: [
    {
      kind: 'field',
      id: 'verdict',
      vi: 'Kết luận',
      type: 'choice',
      required: true,
      choices: [
        { id: 'keep', vi: 'Giữ' },
        { id: 'end', vi: 'Thôi' },
      ],
    },
    {
      kind: 'children',
      id: 'enoughUnits',
      vi: 'Đủ đơn vị đạt',
      among: { in: 'below', kinds: ['agency', 'school'] },
      having: { result: 'level', accepted: ['good'], yearOffset: 0 },
      atLeast: [7, 10],
      minimum: 2,
      source,
    },
    { kind: 'priorResult', result: 'level', of: 'owner', yearOffset: -1, accepted: ['good'], source },
    { kind: 'scored', by: 'inspection', accepted: ['good'] },
  ],
  offers: [],
  late: { effect: 'mark' },
  assigns: [{ kinds: ['expense'], procedure: 'counted' }],
  source,
}

export const COUNTED: Procedure = {
  id: 'counted',
  version: 1,
  vi: 'Thủ tục có đếm',
  subjects: ['expense'],
  types: { within: 'Trong dự toán' },
  begins: 'draft',
  excludes: ['smallEnterprise'],
  figures: {
    spent: {
      vi: 'Đã chi',
      figure: { of: 'sum', field: 'amount', procedures: ['counted'], in: 'own', step: 'request' },
      source,
    },
    allocated: {
      vi: 'Được giao',
      figure: { of: 'register', kind: 'expense', status: 'active' },
      source,
    },
  },
  paths: [
    {
      id: 'expense',
      vi: 'Khoản chi',
      kinds: ['expense'],
      owners: ['commune'],
      types: ['within'],
      steps: ['request', 'judge', 'decide'],
      source,
    },
  ],
  steps: [REQUEST, JUDGE, DECIDE],
  outcomes: [
    { id: 'kept', vi: 'Được giữ', nature: 'granted', subject: 'active', source },
    { id: 'over', vi: 'Đã thôi', nature: 'ended', subject: 'ended', source },
    { id: 'refused', vi: 'Bị từ chối', nature: 'denied', source },
  ],
  withdraw: { until: [], source },
  after: {
    revoke: {
      by: 'decider',
      needs: [{ kind: 'field', id: 'recovered', vi: 'Số tiền thu hồi', type: 'money', required: true }],
      source,
    },
    reopen: { by: { role: 'communeChair', level: 'commune' }, to: ['request'], source },
  },
  dates: {},
  opens: '01-01',
  closes: '12-31',
  extendBy: { role: 'provinceStaff', level: 'province' },
  sheets: { expense: 'scored' },
  results: { kept: { kind: 'level', value: { level: 'inspection' } } },
  settings: [
    {
      id: 'perKm',
      vi: 'Định mức',
      value: 1000,
      why: 'test',
      history: [
        { from: '2026-07-01', value: 3000 },
        { from: '2026-01-01', value: 2000 },
      ],
    },
  ],
  source,
}

/** A copy with one step otherwise. */
export function countedWith(id: string, patch: Partial<StepRule>): Procedure {
  const steps = COUNTED.steps.map((step) => (step.id === id ? { ...step, ...patch } : step))
  return { ...COUNTED, steps }
}
