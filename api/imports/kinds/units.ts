// Lists of units: added under their communes or provinces, renamed or marked where they are there already.
import type { Client, Queryable } from '../../../activities/pool.ts'
import { idFrom } from '../../../activities/record/ids.ts'
import { term } from '../../../domain/glossary.ts'
import { fold } from '../../../domain/text.ts'
import { civilDateOf } from '../../../domain/time/civil.ts'
import {
  UNIT_KEEPERS,
  keepsUnits,
  markOffice,
  marksFit,
  officeToChange,
  renameOffice,
} from '../../admin/offices.ts'
import type { OfficeMark } from '../../admin/office-search.ts'
import { UNIT_KINDS, addUnits, unitRefusals } from '../../admin/units.ts'
import type { NewUnitUnder, UnitKind } from '../../admin/units.ts'
import type { Values } from '../../scope.ts'
import { administered, officesWhere, within } from '../../territory.ts'
import type { OfficePlace } from '../../territory.ts'
import { choiceOf, textOf, wordMap, wordingOf } from '../cells.ts'
import { Taking, importKind, mistaken, outcome } from '../kind.ts'
import type { Change, Outcome, Resolved, Row, Session } from '../kind.ts'
import type { ColumnSpec } from '../layout.ts'
import { OfficesThere, PLACE_COLUMNS, placeOf } from './where.ts'
import type { Named } from './where.ts'

export const UNIT_WORDS: Readonly<Record<UnitKind, readonly string[]>> = {
  agency: ['Cơ quan', 'Cơ quan, tổ chức', 'Cơ quan nhà nước', 'Tổ chức', 'Đơn vị sự nghiệp', 'CQ', 'agency'],
  enterprise: ['Doanh nghiệp', 'Công ty', 'DN', 'Hợp tác xã', 'enterprise'],
  school: ['Cơ sở giáo dục', 'Nhà trường', 'Trường', 'Trường học', 'school'],
  residentialArea: [
    'Khu dân cư',
    'Thôn',
    'Bản',
    'Ấp',
    'Xóm',
    'Tổ dân phố',
    'Khu phố',
    'Thôn, bản',
    'residentialArea',
  ],
  department: ['Sở, ban, ngành', 'Sở', 'Ban', 'Ngành', 'Sở ngành', 'department'],
}
const KIND_MAP = wordMap(UNIT_WORDS)
const shownKind = (kind: UnitKind): string => term('officeKind', kind)
const KIND_CHOICES = UNIT_KINDS.map(shownKind)

const MARK_WORDS: Readonly<Record<OfficeMark | 'none', readonly string[]>> = {
  smallEnterprise: [
    'Doanh nghiệp nhỏ, siêu nhỏ',
    'Nhỏ, siêu nhỏ',
    'Doanh nghiệp nhỏ',
    'Siêu nhỏ',
    'smallEnterprise',
  ],
  preSecondary: ['Dưới trung học cơ sở', 'Mầm non, tiểu học', 'Mầm non', 'Tiểu học', 'preSecondary'],
  none: ['Không', 'Không có'],
}
const MARK_MAP = wordMap(MARK_WORDS)
const MARK_CHOICES = Object.values(MARK_WORDS).map(([first = '']) => first)

const NAME: ColumnSpec = {
  id: 'name',
  vi: 'Tên đơn vị',
  aliases: [
    'Tên',
    'Tên cơ quan',
    'Tên cơ quan, đơn vị',
    'Cơ quan, đơn vị',
    'Đơn vị',
    'Tên doanh nghiệp',
    'Tên trường',
    'Tên cơ quan, tổ chức',
    'Tên cơ sở',
  ],
  required: true,
  note: 'Tên đầy đủ, không trùng với đơn vị khác trong cùng một xã.',
  example: 'Trạm Y tế xã Vĩnh Thủy',
}
const KIND: ColumnSpec = {
  id: 'kind',
  vi: 'Loại',
  aliases: ['Loại đơn vị', 'Loại hình', 'Phân loại', 'Loại cơ quan', 'Loại hình đơn vị'],
  required: true,
  note: `Một trong: ${KIND_CHOICES.join('; ')}. Loại của đơn vị đã có thì không đổi được.`,
  example: 'Cơ quan',
  choices: KIND_CHOICES,
}
const COLUMNS: readonly ColumnSpec[] = [
  NAME,
  KIND,
  {
    id: 'shortName',
    vi: 'Tên ngắn',
    aliases: ['Tên viết tắt', 'Viết tắt', 'Tên gọn', 'Tên tắt'],
    required: false,
    note: 'Dùng ở chỗ hẹp. Bỏ trống thì dùng tên đầy đủ, hoặc giữ tên ngắn đang có.',
    example: 'Trạm Y tế',
  },
  ...PLACE_COLUMNS,
  {
    id: 'mark',
    vi: 'Đặc điểm',
    aliases: ['Quy mô', 'Cấp học'],
    required: false,
    note: `Chỉ quản trị viên ghi cột này: ${MARK_CHOICES.join('; ')}. Bỏ trống thì giữ như đang có.`,
    example: '',
    choices: MARK_CHOICES,
  },
]
/** Which column stands for which field of single entry. */
const FIELDS = { name: 'name', parentId: 'commune', marks: 'mark', kind: 'kind' } as const
const TEXTS = {
  'invalid.parentId': 'Loại đơn vị này không đặt được ở cấp đã ghi.',
  'unknownOffice.parentId': 'Xã, phường hoặc tỉnh này đã hết hiệu lực.',
  'invalid.marks': 'Đặc điểm này không dùng cho loại đơn vị đã ghi.',
} as const

interface Unit {
  readonly name: string
  readonly kind: UnitKind
  readonly parentId: string
  readonly shortName: string | null
  readonly marks: readonly OfficeMark[] | null
}

function unitOf(session: Session, row: Row): Resolved<Unit> | Outcome {
  const taking = new Taking(row)
  const name = taking.need(NAME, (cell) => textOf(cell, 300))
  const kind = taking.need(KIND, (cell) => choiceOf(cell, KIND_MAP, KIND_CHOICES))
  const shortName = taking.take('shortName', (cell) => textOf(cell, 200))
  const mark = taking.take('mark', (cell) => choiceOf(cell, MARK_MAP, MARK_CHOICES))
  const parentId = placeOf(taking, session, UNIT_KEEPERS)
  if (name === null || kind === null || parentId === null || taking.mistakes.length > 0)
    return mistaken(taking.mistakes, taking.notes)
  const marks = mark === null ? null : mark === 'none' ? [] : [mark]
  const entry = { name, kind, parentId, shortName, marks }
  const key = `${parentId} ${fold(name)}`
  return {
    row,
    entry,
    key,
    content: JSON.stringify({ ...entry, name: wordingOf(name) }),
    column: 'name',
    notes: taking.notes,
  }
}

interface Plan {
  readonly resolved: Resolved<Unit>
  readonly outcome: Outcome
  /** To be added under this office. */
  readonly add: NewUnitUnder | null
  /** There already, and to be changed. */
  readonly there: Named | null
}

async function plansOf(
  session: Session,
  db: Queryable,
  entries: readonly Resolved<Unit>[],
  lock: '' | 'FOR NO KEY UPDATE OF o',
): Promise<Plan[]> {
  const { actor, at } = session
  const ids = entries.map(({ entry }) => entry.parentId)
  const parents = await officesWhere(db, ids, civilDateOf(at), (values) => keepsUnits(actor, values), lock)
  const there = await OfficesThere.read(db, session, ids)
  const marking = await markable(session, db, entries)
  const first = entries.map((resolved): Plan => {
    const { row, entry } = resolved
    const parent = parents.get(entry.parentId)
    if (parent === undefined)
      return refusedPlan(
        resolved,
        row.mistake('commune', 'notFound', 'Xã, phường hoặc tỉnh này ngoài phạm vi của bạn.'),
      )
    const found = there.find(parent.id, entry.name) ?? null
    const fault = markFault(resolved, marking.has(entry.parentId))
    if (fault !== null) return refusedPlan(resolved, fault)
    if (found !== null) return planForThere(resolved, found)
    return { resolved, outcome: outcome('new'), add: newUnit(session, resolved, parent), there: null }
  })
  return withRefusals(db, first, session)
}

function newUnit(session: Session, { entry, key }: Resolved<Unit>, parent: OfficePlace): NewUnitUnder {
  const { name, kind, shortName } = entry
  // The same file read again makes the same ids: what was half done by a lost answer is found again.
  return {
    id: idFrom('imported unit', session.importId, key),
    name,
    kind,
    parent,
    shortName: shortName ?? undefined,
  }
}

const refusedPlan = (resolved: Resolved<Unit>, mistake: Outcome['mistakes'][number]): Plan => ({
  ...{ resolved, outcome: mistaken([mistake]) },
  ...{ add: null, there: null },
})

/** Places where the actor may also say what a unit is besides its kind. */
async function markable(session: Session, db: Queryable, entries: readonly Resolved<Unit>[]) {
  const marked = entries.filter(({ entry }) => entry.marks !== null).map(({ entry }) => entry.parentId)
  const mine = (values: Values): string => within(administered(session.actor), values)
  return marked.length === 0 ? new Map() : officesWhere(db, marked, civilDateOf(session.at), mine)
}

function markFault({ row, entry }: Resolved<Unit>, mayMark: boolean): Outcome['mistakes'][number] | null {
  if (entry.marks === null) return null
  if (!mayMark) return row.mistake('mark', 'forbidden', 'Chỉ quản trị viên được ghi đặc điểm của đơn vị.')
  return marksFit(entry.kind, entry.marks) ? null : row.mistake('mark', 'invalid', TEXTS['invalid.marks'])
}

function planForThere(resolved: Resolved<Unit>, there: Named): Plan {
  const { row, entry } = resolved
  if (there.kind !== entry.kind) {
    const now = term('officeKind', there.kind)
    return refusedPlan(
      resolved,
      row.mistake('kind', 'invalid', `Đơn vị này đang là “${now}”. Loại không đổi được.`),
    )
  }
  const changes: Change[] = []
  const change = (field: string, vi: string, from: string, to: string | null): void => {
    if (to !== null && from !== to) changes.push({ field, vi, from, to })
  }
  const sameName = wordingOf(there.name) === wordingOf(entry.name)
  change('name', 'Tên đơn vị', there.name, sameName ? null : entry.name)
  change('shortName', 'Tên ngắn', there.shortName, entry.shortName)
  change('mark', 'Đặc điểm', shownMarks(there.marks), entry.marks === null ? null : shownMarks(entry.marks))
  return {
    ...{ resolved, add: null, there: changes.length === 0 ? null : there },
    outcome: outcome(changes.length === 0 ? 'same' : 'changed', { changes }),
  }
}

const shownMarks = (marks: readonly string[]): string =>
  marks.map((mark) => MARK_WORDS[mark as OfficeMark][0]).join('; ') || 'Không'

async function withRefusals(db: Queryable, plans: readonly Plan[], { at }: Session): Promise<Plan[]> {
  const adding = plans.flatMap(({ add }) => (add === null ? [] : [add]))
  if (adding.length === 0) return [...plans]
  const refusals = await unitRefusals(db, adding, at)
  const byId = new Map(adding.map(({ id }, index) => [id, refusals[index] ?? null]))
  return plans.map((plan) => {
    const refusal = plan.add === null ? null : (byId.get(plan.add.id) ?? null)
    return refusal === null
      ? plan
      : refusedPlan(plan.resolved, plan.resolved.row.refused(refusal, FIELDS, TEXTS))
  })
}

async function write(session: Session, client: Client, entries: readonly Resolved<Unit>[]) {
  const doing = { by: session.actor.personId, at: session.at }
  const plans = await plansOf(session, client, entries, 'FOR NO KEY UPDATE OF o')
  const adding = plans.flatMap(({ add }) => (add === null ? [] : [add]))
  const [refusal] = (await addUnits(client, adding, doing)).filter((one) => one !== null)
  if (refusal !== undefined) throw refusal
  const changing = plans.filter(
    ({ there, add, resolved }) => there !== null || (add !== null && (resolved.entry.marks ?? []).length > 0),
  )
  for (const plan of changing.sort((a, b) => (officeIdOf(a) < officeIdOf(b) ? -1 : 1)))
    await change(session, client, plan)
  return plans.map((plan) => plan.outcome)
}

const officeIdOf = ({ there, add }: Plan): string => there?.id ?? add?.id ?? ''

async function change(session: Session, client: Client, plan: Plan): Promise<void> {
  const { actor, at } = session
  const { entry } = plan.resolved
  const doing = { by: actor.personId, at }
  const fields = plan.outcome.changes.map(({ field }) => field)
  const office = await officeToChange(client, officeIdOf(plan), at, (values) => keepsUnits(actor, values))
  const renames = fields.includes('name') || fields.includes('shortName')
  if (renames && plan.there !== null) {
    const name = fields.includes('name') ? entry.name : plan.there.name
    const shortName =
      entry.shortName ?? (plan.there.shortName === plan.there.name ? name : plan.there.shortName)
    await renameOffice(client, office, { name, shortName, version: office.version }, doing)
  }
  if (entry.marks === null) return
  const mine = await officeToChange(client, office.id, at, (values) => within(administered(actor), values))
  await markOffice(client, mine, { marks: entry.marks, version: mine.version }, doing)
}

export const UNITS = importKind<Unit>({
  id: 'units',
  vi: 'Danh sách đơn vị',
  roles: UNIT_KEEPERS,
  columns: COLUMNS,
  resolve: async (session, _db, rows) => rows.map((row) => unitOf(session, row)),
  judge: async (session, db, entries) =>
    (await plansOf(session, db, entries, '')).map((plan) => plan.outcome),
  write,
})
