// Procedures about matters, each a page at the most, and the builder of a matter: a plan that hands out duties, the duties,
// expenses under an allocation, and a title of communes that rests on what their units were given.
import type { Pool } from '../../activities/pool.ts'
import { idFrom } from '../../activities/record/ids.ts'
import type { Procedure, StepRule } from '../../domain/procedure.ts'
import { fold } from '../../domain/text.ts'
import type { MatterKind, MatterStatus, OfficeKind } from '../../domain/vocabulary.ts'
import { CHI } from '../../procedures/kinh-phi.ts'
import { LONG_AGO } from './builders.ts'

const source = { cites: ['test'] } as const

const STEP = {
  vi: 'Bước',
  signing: { mode: 'one' },
  needs: [],
  offers: [],
  late: { effect: 'mark' },
  source,
} as const

const FRAME = {
  version: 1,
  vi: 'Thủ tục thử nghiệm',
  withdraw: { until: [], source },
  after: {},
  dates: {},
  opens: '01-01',
  closes: '12-31',
  extendBy: { role: 'provinceStaff', level: 'province' },
  sheets: {},
  results: {},
  settings: [],
  source,
} as const

const submit = (role: StepRule['parties'][number]['role']): StepRule => ({
  ...STEP,
  id: 'ask',
  parties: [{ role, level: 'unit' }],
  forward: { action: 'submit', to: 'next' },
})

/** A duty of an office: reported by the person it names or its head, confirmed by the commune's police. */
export const DUTIES: Procedure = {
  ...FRAME,
  id: 'duties',
  subjects: ['duty'],
  begins: 'active',
  types: { task: 'Việc' },
  paths: [
    {
      id: 'duty',
      vi: 'Việc',
      kinds: ['duty'],
      owners: ['agency', 'school'],
      steps: ['ask', 'confirm'],
      source,
    },
  ],
  dates: { due: { vi: 'Hạn', rule: { kind: 'through', monthDay: '11-30', source: 'test' } } },
  steps: [
    {
      ...submit('unitHead'),
      parties: [{ role: 'unitHead', level: 'unit', named: true }],
      due: { kind: 'campaignDate', key: 'due', source: 'test' },
      reminders: [{ days: 3, working: false }],
    },
    {
      ...STEP,
      id: 'confirm',
      parties: [{ role: 'communePolice', level: 'commune' }],
      forward: { action: 'approve', to: { outcome: 'done' } },
      due: { kind: 'campaignDate', key: 'due', source: 'test' },
    },
  ],
  outcomes: [{ id: 'done', vi: 'Xong', nature: 'granted', subject: 'ended', source }],
}

/** An award of a commune: proposed for an office or by hand, followed by somebody with an account, decided by the chair. */
export const AWARDS: Procedure = {
  ...FRAME,
  id: 'awards',
  subjects: ['award'],
  paths: [{ id: 'award', vi: 'Khen', kinds: ['award'], owners: ['commune'], steps: ['ask', 'give'], source }],
  steps: [
    {
      ...submit('communePolice'),
      needs: [
        { kind: 'field', id: 'to', vi: 'Nơi được khen', type: 'office', required: true, byHand: true },
        { kind: 'field', id: 'by', vi: 'Người theo dõi', type: 'person', required: false },
        {
          kind: 'rows',
          id: 'with',
          vi: 'Cùng tham gia',
          columns: [{ id: 'office', vi: 'Đơn vị', type: 'office', required: true }],
          least: 0,
          most: 9,
        },
      ],
    },
    {
      ...STEP,
      id: 'give',
      parties: [{ role: 'communeChair', level: 'unit' }],
      forward: { action: 'approve', to: { outcome: 'given' } },
      returns: { to: ['previous'], resume: 'returner' },
    },
  ],
  outcomes: [{ id: 'given', vi: 'Đã khen', nature: 'granted', subject: 'active', source }],
}

/** A plan of a commune: drafted by its police, signed and handed out by its chair. */
export const PLANS: Procedure = {
  ...FRAME,
  id: 'plans',
  subjects: ['plan'],
  paths: [
    { id: 'plan', vi: 'Kế hoạch', kinds: ['plan'], owners: ['commune'], steps: ['ask', 'sign'], source },
  ],
  steps: [
    submit('communePolice'),
    {
      ...STEP,
      id: 'sign',
      parties: [{ role: 'communeChair', level: 'unit' }],
      forward: { action: 'approve', to: { outcome: 'issued' } },
      assigns: [{ kinds: ['duty'], procedure: 'duties' }],
    },
  ],
  outcomes: [{ id: 'issued', vi: 'Ban hành', nature: 'granted', subject: 'active', source }],
  after: {
    revoke: { by: { role: 'communeChair', level: 'unit' }, source },
    handOut: { by: 'decider', numbers: { register: 'assignments', level: 'unit' }, source },
  },
}

/** An expense of an office, paid at once, as long as what was spent stays within what is allocated. */
export const EXPENSES: Procedure = {
  ...FRAME,
  id: 'expenses',
  subjects: ['expense'],
  paths: [{ id: 'expense', vi: 'Khoản chi', kinds: ['expense'], owners: ['agency'], steps: ['ask'], source }],
  figures: {
    spent: {
      vi: 'Đã chi',
      figure: { of: 'sum', field: 'amount', procedures: ['expenses'], in: 'own', step: 'ask' },
      source,
    },
  },
  settings: [
    {
      id: 'allocated',
      vi: 'Được giao',
      value: 100,
      why: 'test',
      history: [{ from: '2026-07-01', value: 150 }],
    },
  ],
  steps: [
    {
      ...submit('unitHead'),
      forward: { action: 'submit', to: { outcome: 'paid' } },
      needs: [
        { kind: 'field', id: 'amount', vi: 'Số tiền', type: 'money', required: true },
        { kind: 'field', id: 'spentOn', vi: 'Ngày chi', type: 'date', required: false },
        {
          kind: 'compare',
          id: 'within',
          vi: 'Trong mức được giao',
          left: [{ figure: 'spent' }, { field: 'amount' }],
          op: 'atMost',
          right: [{ setting: 'allocated', on: 'spentOn' }],
          source,
        },
      ],
    },
  ],
  outcomes: [{ id: 'paid', vi: 'Đã chi', nature: 'granted', source }],
}

/** Expenses as they ship, but for the allocation, which another procedure gives. */
export const YEARLY_EXPENSES: Procedure = {
  ...CHI,
  steps: CHI.steps.map((step) => ({
    ...step,
    needs: step.needs.filter((need) => !('id' in need) || need.id !== 'withinAllocation'),
  })),
}

/** A title of communes: decided by the province where seven in ten of the units that count have been recognised this year. */
export const TITLES: Procedure = {
  ...FRAME,
  id: 'titles',
  subjects: ['commune'],
  excludes: ['smallEnterprise'],
  paths: [{ id: 'commune', vi: 'Xã', kinds: ['commune'], steps: ['ask', 'decide'], source }],
  steps: [
    submit('communePolice'),
    {
      ...STEP,
      id: 'decide',
      parties: [{ role: 'provinceChair', level: 'province' }],
      forward: { action: 'approve', to: { outcome: 'achieved' } },
      reject: { to: { outcome: 'refused' } },
      numbers: [{ register: 'titles', level: 'province' }],
      batch: true,
      needs: [
        {
          kind: 'children',
          id: 'recognised',
          vi: 'Đơn vị đạt chuẩn',
          among: { in: 'below', kinds: ['agency', 'enterprise', 'school'] },
          having: { result: 'safety', accepted: ['achieved'], yearOffset: 0 },
          atLeast: [7, 10],
          minimum: 1,
          source,
        },
      ],
    },
  ],
  outcomes: [
    { id: 'achieved', vi: 'Đạt', nature: 'granted', source },
    { id: 'refused', vi: 'Không đạt', nature: 'denied', source },
  ],
  after: { revoke: { by: { role: 'provinceChair', level: 'province' }, source } },
  results: { achieved: { kind: 'title', value: 'achieved' } },
}

/** A matter of an office; the same owner, kind and name are the same matter. */
export async function aMatter(
  pool: Pool,
  {
    owner,
    kind,
    name,
    type = null,
    code = null,
    parent = null,
    person = null,
    dates = {},
    status = 'draft',
  }: {
    owner: string
    kind: MatterKind
    name: string
    type?: string | null
    code?: string | null
    parent?: string | null
    person?: string | null
    dates?: Readonly<Record<string, string>>
    status?: MatterStatus
  },
): Promise<string> {
  const id = idFrom('matter', owner, kind, name)
  const { rows } = await pool.query<{
    kind: OfficeKind
    province_id: string | null
    commune_id: string | null
  }>('SELECT kind, province_id, commune_id FROM office WHERE id = $1', [owner])
  const office = rows[0]
  if (office === undefined) throw new Error(`office ${owner}: make it before its matters`)
  await pool.query(
    `INSERT INTO matter (id, kind, type, code, name, office_id, commune_id, province_id, parent_id, person_id, dates, status,
       search_key, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'someone', $14) ON CONFLICT DO NOTHING`,
    [
      id,
      kind,
      type,
      code,
      name,
      owner,
      office.kind === 'commune' ? owner : office.commune_id,
      office.kind === 'province' ? owner : office.province_id,
      parent,
      person,
      JSON.stringify(dates),
      status,
      fold(name),
      LONG_AGO,
    ],
  )
  return id
}
