// The procedure that is measured: seven steps in a row, submit and six approvals by the commune, each an office's queue.
// Plain on purpose: the rival has no votes or inspections to run.
import type { Party, Procedure, StepRule } from '../domain/procedure.ts'

const POLICE: Party = { role: 'communePolice', level: 'commune' }
const CHAIR: Party = { role: 'communeChair', level: 'commune' }

const step = (id: string, party: Party, last: boolean): StepRule => ({
  id,
  vi: id,
  parties: [party],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: last ? { outcome: 'done' } : 'next' },
  needs: [],
  offers: [],
  due: { kind: 'workingDays', count: 30, from: 'stepEntered', source: 'bench' },
  late: { effect: 'mark' },
  source: { setting: 'bench' },
})

export const STEP_IDS = ['submit', 's2', 's3', 's4', 's5', 's6', 's7'] as const

export const BENCH_PROCEDURE: Procedure = {
  id: 'bench',
  version: 1,
  vi: 'bench',
  subjects: ['agency', 'enterprise', 'school'],
  paths: [
    {
      id: 'all',
      vi: 'all',
      kinds: ['agency', 'enterprise', 'school'],
      steps: STEP_IDS,
      source: { setting: 'bench' },
    },
  ],
  steps: [
    {
      ...step('submit', { role: 'unitHead', level: 'unit' }, false),
      forward: { action: 'submit', to: 'next' },
      needs: [{ kind: 'field', id: 'grounds', vi: 'grounds', type: 'text', required: true }],
    },
    ...STEP_IDS.slice(1).map((id, index) => step(id, index % 2 === 0 ? POLICE : CHAIR, id === 's7')),
  ],
  outcomes: [{ id: 'done', vi: 'done', nature: 'granted', source: { setting: 'bench' } }],
  withdraw: { until: ['submit'], source: { setting: 'bench' } },
  after: {},
  dates: {},
  opens: '01-01',
  closes: '12-31',
  extendBy: CHAIR,
  sheets: {},
  results: {},
  settings: [{ id: 'bench', vi: 'bench', value: true, why: 'measured, never used' }],
  source: { setting: 'bench' },
}
