// Copies of the counting procedure that each make one mistake, with the finding that names it.
import type { FindingCode } from '../../domain/checker/index.ts'
import type { RowsAmount } from '../../domain/counting.ts'
import type { Need, Procedure, RowsNeed } from '../../domain/procedure.ts'
import type { RowsSum } from '../../domain/rows-rule.ts'
import { COUNTED, countedWith } from '../support/counted-procedure.ts'
import { SOUND, withStep } from './sound-procedure.ts'

const source = { cites: ['test'] }
type Of<K extends Need['kind']> = Extract<Need, { kind: K }>

function needsOf(step: string): readonly Need[] {
  return COUNTED.steps.find(({ id }) => id === step)?.needs ?? []
}

/** A copy in which the needs of one kind at a step are otherwise. */
function withNeed<K extends Need['kind']>(step: string, kind: K, patch: Partial<Of<K>>): Procedure {
  const needs = needsOf(step).map((need) => (need.kind === kind ? { ...need, ...patch } : need))
  return countedWith(step, { needs })
}

function withPath(patch: Partial<Procedure['paths'][number]>): Procedure {
  return { ...COUNTED, paths: COUNTED.paths.map((path) => ({ ...path, ...patch })) }
}

function withFigure(patch: NonNullable<Procedure['figures']>[string]['figure']): Procedure {
  const figures = { ...COUNTED.figures, spent: { vi: 'Đã chi', figure: patch, source } }
  return { ...COUNTED, figures }
}

const extra = (step: string, need: Need): Procedure => countedWith(step, { needs: [...needsOf(step), need] })
const document = (vi: string): Need => ({ kind: 'document', id: 'extra', vi, required: false })

const KM = { id: 'km', vi: 'Số km', type: 'integer', required: true } as const
const WAY = { id: 'way', vi: 'Từ – đến', type: 'text', required: true } as const
const TABLE: RowsNeed = { kind: 'rows', id: 'trips', vi: 'Bảng kê', columns: [KM, WAY], least: 0, most: 9 }
const table = (patch: Partial<RowsNeed>): Procedure => extra('request', { ...TABLE, ...patch })
const summing = (sumOf: RowsSum): Need => ({
  kind: 'field',
  id: 'all',
  vi: 'Cộng',
  type: 'integer',
  required: false,
  sumOf,
})
const beside = (need: Need): Procedure =>
  countedWith('request', { needs: [...needsOf('request'), TABLE, need] })
const comparing = (amount: RowsAmount): Procedure =>
  beside({ kind: 'compare', id: 'most', vi: 'Không quá', left: [amount], op: 'atMost', right: [9], source })

const TABLE_MISTAKES: readonly (readonly [FindingCode, string, Procedure])[] = [
  ['fieldImpossible', 'a table has no columns', table({ columns: [] })],
  ['fieldImpossible', 'a table has a column twice', table({ columns: [KM, KM] })],
  ['fieldImpossible', 'a column chooses among nothing', table({ columns: [{ ...WAY, type: 'choice' }] })],
  ['fieldImpossible', 'a column of texts is summed', table({ columns: [{ ...WAY, summed: true }] })],
  [
    'fieldImpossible',
    'a column of offices is summed',
    table({ columns: [{ ...WAY, type: 'office', summed: true }] }),
  ],
  ['fieldImpossible', 'a column of texts may be by hand', table({ columns: [{ ...WAY, byHand: true }] })],
  [
    'fieldImpossible',
    'a person lies between bounds',
    beside({ kind: 'field', id: 'who', vi: 'Người', type: 'person', required: false, max: 3 }),
  ],
  [
    'fieldImpossible',
    'a field of offices sums up a table',
    beside({
      kind: 'field',
      id: 'all',
      vi: 'Cộng',
      type: 'office',
      required: false,
      sumOf: { rows: 'trips' },
    }),
  ],
  ['fieldImpossible', 'a table has more rows at least than at most', table({ least: 10 })],
  ['fieldImpossible', 'what is no day is in order', table({ inOrder: ['km', 'way'] })],
  ['fieldImpossible', 'a table goes with a field that is not there', table({ requiredWith: 'litres' })],
  ['fieldImpossible', 'a field sums up a table that is not there', beside(summing({ rows: 'nowhere' }))],
  ['fieldImpossible', 'a field sums up texts', beside(summing({ rows: 'trips', column: 'way' }))],
  ['compareImpossible', 'texts of a table are compared', comparing({ rows: 'trips', column: 'way' })],
  [
    'compareImpossible',
    'a rate holds on a day that rows do not have',
    comparing({ rows: 'trips', column: 'km', setting: 'perKm', on: 'way' }),
  ],
  [
    'unknownSetting',
    'rows are taken by a rate that is not there',
    comparing({ rows: 'trips', column: 'km', setting: 'nowhere' }),
  ],
  ['personRecord', 'a table lists persons', table({ vi: 'Danh sách đối tượng' })],
]

export const COUNTED_MISTAKES: readonly (readonly [FindingCode, string, Procedure])[] = [
  [
    'ownersMissing',
    'a matter’s path names no owner',
    { ...COUNTED, paths: COUNTED.paths.map(({ owners: _owners, ...path }) => path) },
  ],
  ['typeUnknown', 'a path is for a type without a name', withPath({ types: ['within', 'beyond'] })],
  ['subjectImpossible', 'an office is to have begun', { ...SOUND, begins: 'draft' }],
  [
    'subjectImpossible',
    'an outcome gives an office a standing',
    { ...SOUND, outcomes: SOUND.outcomes.map((one) => ({ ...one, subject: 'ended' as const })) },
  ],
  ['childrenImpossible', 'more than all must have it', withNeed('decide', 'children', { atLeast: [11, 10] })],
  [
    'childrenImpossible',
    'children of no kind are counted',
    withNeed('decide', 'children', { among: { in: 'below', kinds: [] } }),
  ],
  [
    'childrenImpossible',
    'they must have a result that nobody gives',
    withNeed('decide', 'children', { having: { result: 'gold', accepted: ['good'], yearOffset: 0 } }),
  ],
  [
    'childrenImpossible',
    'they must have a dossier of a procedure that is not there',
    withNeed('decide', 'children', { having: { procedure: 'nowhere' } }),
  ],
  [
    'childrenImpossible',
    'they must have ended as nothing ends',
    withNeed('decide', 'children', { having: { procedure: 'counted', outcomes: ['crowned'] } }),
  ],
  [
    'compareImpossible',
    'a field that is not there',
    withNeed('request', 'compare', { left: [{ field: 'x' }] }),
  ],
  [
    'compareImpossible',
    'a figure that is not there',
    withNeed('request', 'compare', { right: [{ figure: 'x' }] }),
  ],
  [
    'compareImpossible',
    'a field of a step that comes later',
    withNeed('request', 'compare', { left: [{ field: 'amount', step: 'judge' }] }),
  ],
  [
    'compareImpossible',
    'a field that the step named hasn’t got',
    extra('decide', {
      kind: 'compare',
      id: 'again',
      vi: 'Lại',
      left: [{ field: 'x', step: 'request' }],
      op: 'atMost',
      right: [0],
      source,
    }),
  ],
  [
    'compareImpossible',
    'says what waits by a figure that is not there',
    withNeed('request', 'compare', { waiting: ['x'] }),
  ],
  ['compareImpossible', 'nothing to compare with', withNeed('request', 'compare', { right: [] })],
  ['compareImpossible', 'a share of nothing', withNeed('request', 'compare', { share: [1, 0] })],
  ['compareImpossible', 'half a đồng', withNeed('request', 'compare', { left: [0.5] })],
  [
    'compareImpossible',
    'a setting that is no whole number',
    { ...COUNTED, settings: COUNTED.settings.map((one) => ({ ...one, value: 'much' })) },
  ],
  [
    'compareImpossible',
    'a setting that is no whole number from a day on',
    {
      ...COUNTED,
      settings: COUNTED.settings.map((one) => ({ ...one, history: [{ from: '2026-05-01', value: 0.5 }] })),
    },
  ],
  [
    'unknownSetting',
    'an amount names a setting that is not there',
    withNeed('request', 'compare', { left: [{ setting: 'x' }] }),
  ],
  [
    'figureImpossible',
    'a field is prefilled from a figure that is not there',
    extra('request', {
      kind: 'field',
      id: 'extra',
      vi: 'Thêm',
      type: 'integer',
      required: false,
      figure: 'x',
    }),
  ],
  [
    'figureImpossible',
    'a text is prefilled from a number',
    extra('request', {
      kind: 'field',
      id: 'extra',
      vi: 'Thêm',
      type: 'text',
      required: false,
      figure: 'spent',
    }),
  ],
  [
    'figureImpossible',
    'a sum over a procedure that is not there',
    withFigure({ of: 'sum', field: 'amount', procedures: ['nowhere'], in: 'own' }),
  ],
  [
    'figureImpossible',
    'a sum of a field that is not there',
    withFigure({ of: 'sum', field: 'weight', procedures: ['counted'], in: 'own' }),
  ],
  [
    'figureImpossible',
    'a sum of a field that a later step’s content hides',
    withFigure({ of: 'sum', field: 'amount', procedures: ['counted'], in: 'own' }),
  ],
  [
    'figureImpossible',
    'a sum of what waits that asks how it ended',
    withFigure({
      of: 'sum',
      field: 'amount',
      procedures: ['counted'],
      outcomes: ['kept'],
      in: 'own',
      step: 'request',
      waiting: true,
    }),
  ],
  [
    'figureImpossible',
    'dossiers that end as nothing ends',
    withFigure({ of: 'dossiers', procedures: ['counted'], outcomes: ['crowned'], in: 'territory' }),
  ],
  [
    'unused',
    'a figure that nothing names',
    {
      ...COUNTED,
      figures: {
        ...COUNTED.figures,
        idle: { vi: 'Thừa', figure: { of: 'register', kind: 'plan', status: 'begun' }, source },
      },
    },
  ],
  [
    'levelNeverGiven',
    'the decision is worth a level that it does not ask for',
    countedWith('decide', { needs: needsOf('decide').filter(({ kind }) => kind !== 'scored') }),
  ],
  [
    'criteriaNeverInspected',
    'points are asked for before anybody gave some',
    countedWith('request', { needs: [{ kind: 'scored', by: 'inspection' }] }),
  ],
  [
    'inspectionImpossible',
    'points are given by two who do not see each other',
    countedWith('judge', {
      inspection: {
        by: [{ role: 'inspector', level: 'commune' }],
        blind: 'double',
        tolerance: 0,
        settledBy: { role: 'communeOffice', level: 'commune' },
      },
    }),
  ],
  [
    'assignsImpossible',
    'parts go to a procedure that is not there',
    countedWith('decide', { assigns: [{ kinds: ['expense'], procedure: 'nowhere' }] }),
  ],
  [
    'assignsImpossible',
    'parts go to a procedure that takes none of their kind',
    countedWith('decide', { assigns: [{ kinds: ['plan'], procedure: 'counted' }] }),
  ],
  [
    'assignsImpossible',
    'parts of no kind',
    countedWith('decide', { assigns: [{ kinds: [], procedure: 'counted' }] }),
  ],
  [
    'batchImpossible',
    'a decision over many hands out parts',
    withStep('decide', { assigns: [{ kinds: ['expense'], procedure: 'counted' }] }),
  ],
  [
    'forkImpossible',
    'it leads by a field that is not there',
    countedWith('decide', {
      forward: { action: 'approve', to: { field: 'x', cases: { keep: { outcome: 'kept' } } } },
    }),
  ],
  [
    'forkImpossible',
    'a choice leads nowhere',
    countedWith('decide', {
      forward: { action: 'approve', to: { field: 'verdict', cases: { keep: { outcome: 'kept' } } } },
    }),
  ],
  [
    'forkImpossible',
    'a no leads many ways',
    countedWith('judge', { reject: { to: { field: 'verdict', cases: { keep: { outcome: 'refused' } } } } }),
  ],
  [
    'forkImpossible',
    'a decision over many leads many ways',
    withStep('decide', { forward: { action: 'approve', to: { field: 'verdict', cases: {} } } }),
  ],
  [
    'unknownStep',
    'a fork leads to a step that is not there',
    countedWith('decide', {
      forward: {
        action: 'approve',
        to: { field: 'verdict', cases: { keep: { outcome: 'kept' }, end: { step: 'nowhere' } } },
      },
    }),
  ],
  [
    'fieldImpossible',
    'a document is asked for with a field that is not there',
    extra('request', {
      kind: 'document',
      id: 'sheet',
      vi: 'Bảng kê',
      required: false,
      requiredWith: 'litres',
    }),
  ],
  [
    'fieldImpossible',
    'a result is asked for in more years than are looked at',
    withNeed('decide', 'priorResult', { over: { years: 2, atLeast: 3 } }),
  ],
  ...TABLE_MISTAKES,
  [
    'unknownResult',
    'one of several results would do, and nobody gives it',
    withNeed('decide', 'priorResult', { or: [{ result: 'gold', yearOffset: 0, accepted: ['good'] }] }),
  ],
  [
    'afterUnusable',
    'parts are handed out after the end by a procedure that hands out none',
    { ...SOUND, after: { ...SOUND.after, handOut: { by: 'decider', source } } },
  ],
  ['unknownResult', 'a result that nobody gives', withNeed('decide', 'priorResult', { result: 'gold' })],
  [
    'unknownResult',
    'a value that nobody gives',
    {
      ...withNeed('decide', 'priorResult', { accepted: ['golden'] }),
      results: { kept: { kind: 'level', value: 'good' } },
    },
  ],
  [
    'personRecord',
    'a list of persons is to be handed in',
    extra('request', document('Danh sách đối tượng tái hòa nhập')),
  ],
  ['personRecord', 'a type of matter would be a person', { ...COUNTED, types: { within: 'Người nghiện' } }],
]
