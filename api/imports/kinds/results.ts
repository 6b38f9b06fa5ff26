// Lists of results of earlier years: what units and communes reached, with where it is written.
import type { Queryable } from '../../../activities/pool.ts'
import type { ResultKind } from '../../../procedures/result-kinds.ts'
import { RESULT_KEEPERS, RESULT_VALUES, judgeResults, recordEach } from '../../admin/results.ts'
import type { Judged, ResultEntry } from '../../admin/results.ts'
import { choiceOf, dateOf, textOf, wordMap, yearCell } from '../cells.ts'
import { Taking, importKind, mistaken, outcome } from '../kind.ts'
import type { Outcome, Resolved, Row, Session } from '../kind.ts'
import type { ColumnSpec } from '../layout.ts'
import { OfficesThere, PLACE_COLUMNS, placeOf } from './where.ts'

export const RESULT_KIND_WORDS: Readonly<Record<ResultKind, readonly string[]>> = {
  safety: ['An toàn về an ninh, trật tự', 'An toàn về ANTT', 'ANTT', 'An ninh trật tự', 'safety'],
  movement: ['Phân loại phong trào', 'Phong trào', 'Phong trào toàn dân bảo vệ ANTQ', 'movement'],
  exemplary: ['Điển hình', 'Điển hình về phong trào', 'exemplary'],
  noDrugs: ['Không ma túy', 'Xã không ma túy', 'noDrugs'],
  modelPolice: ['Công an kiểu mẫu', 'Công an xã kiểu mẫu', 'modelPolice'],
  ruralSecurity: ['An ninh nông thôn', 'Tiêu chí an ninh nông thôn mới', 'ruralSecurity'],
  emulation: ['Xếp loại thi đua', 'Thi đua', 'emulation'],
  award: ['Khen thưởng', 'award'],
}
export const RESULT_VALUE_WORDS = {
  achieved: ['Đạt', 'Đạt chuẩn', 'Đạt tiêu chuẩn', 'Được công nhận', 'Công nhận', 'x', 'achieved'],
  notAchieved: ['Chưa đạt', 'Không đạt', 'Không công nhận', 'notAchieved'],
  excellent: ['Xuất sắc', 'Loại xuất sắc', 'Hoàn thành xuất sắc', 'excellent'],
  good: ['Khá', 'Loại khá', 'Tốt', 'good'],
  average: ['Trung bình', 'Loại trung bình', 'average'],
  weak: ['Yếu', 'Loại yếu', 'Kém', 'weak'],
  given: ['Đã tặng', 'Đã khen', 'Được tặng', 'given'],
} as const satisfies Readonly<Record<string, readonly string[]>>
type Value = keyof typeof RESULT_VALUE_WORDS

const KIND_MAP = wordMap(RESULT_KIND_WORDS)
const VALUE_MAP = wordMap<Value>(RESULT_VALUE_WORDS)
const shown = (words: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.values(words).map(([first = '']) => first)
/** The Vietnamese words of results and their values, as sheets show them. */
export const shownResult = (value: string): string => RESULT_VALUE_WORDS[value as Value]?.[0] ?? value
export const shownResultKind = (kind: string): string => RESULT_KIND_WORDS[kind as ResultKind]?.[0] ?? kind

const YEAR: ColumnSpec = {
  id: 'year',
  vi: 'Năm',
  aliases: ['Năm xét', 'Năm đạt', 'Năm công nhận', 'Năm học'],
  required: false,
  note: 'Năm của kết quả, bốn chữ số. Có thể chọn chung cho cả tệp khi nạp.',
  example: '2025',
}
const KIND: ColumnSpec = {
  id: 'kind',
  vi: 'Loại kết quả',
  aliases: ['Danh hiệu', 'Nội dung', 'Tiêu chuẩn', 'Nội dung công nhận'],
  required: false,
  note: `Một trong: ${shown(RESULT_KIND_WORDS).join('; ')}. Có thể chọn chung cho cả tệp khi nạp.`,
  example: 'An toàn về an ninh, trật tự',
  choices: shown(RESULT_KIND_WORDS),
}
const VALUE: ColumnSpec = {
  id: 'value',
  vi: 'Kết quả',
  aliases: ['Xếp loại', 'Mức đạt', 'Kết quả xét', 'Kết quả phân loại', 'Đánh giá'],
  required: true,
  note: 'Đạt hoặc Chưa đạt; với phân loại và thi đua: Xuất sắc, Khá, Trung bình, Yếu.',
  example: 'Đạt',
  choices: shown(RESULT_VALUE_WORDS),
}
const SOURCE: ColumnSpec = {
  id: 'source',
  vi: 'Căn cứ',
  aliases: [
    'Số quyết định',
    'Quyết định',
    'Quyết định số',
    'Số QĐ',
    'Văn bản',
    'Số, ký hiệu văn bản',
    'Căn cứ công nhận',
  ],
  required: true,
  note: 'Số, ký hiệu văn bản ghi kết quả này.',
  example: 'Quyết định 12/QĐ-UBND',
}
const COLUMNS: readonly ColumnSpec[] = [
  {
    id: 'name',
    vi: 'Tên đơn vị',
    aliases: [
      'Tên',
      'Tên cơ quan',
      'Cơ quan, đơn vị',
      'Đơn vị',
      'Tên cơ quan, đơn vị',
      'Tên trường',
      'Tên doanh nghiệp',
      'Đối tượng',
    ],
    required: true,
    note: 'Đơn vị đã có trong hệ thống. Bỏ trống nếu là kết quả của chính xã, phường, đặc khu.',
    example: 'Trạm Y tế xã Vĩnh Thủy',
  },
  ...PLACE_COLUMNS,
  YEAR,
  KIND,
  VALUE,
  SOURCE,
  {
    id: 'sourceDate',
    vi: 'Ngày ký',
    aliases: ['Ngày quyết định', 'Ngày ban hành', 'Ngày, tháng, năm', 'Ngày văn bản', 'Ngày'],
    required: false,
    note: 'Ngày của văn bản, dạng ngày/tháng/năm.',
    example: '15/11/2025',
  },
]
const FIELDS = { subjectId: 'commune', value: 'value', year: 'year' } as const
const TEXTS = {
  'notFound.subjectId': 'Đơn vị này ngoài phạm vi ghi kết quả của bạn.',
  'invalid.year': 'Chưa tới năm này nên chưa có kết quả.',
} as const
const MOST_SOURCE = 300

interface Read {
  readonly name: string | null
  readonly placeId: string
  readonly rest: Omit<ResultEntry, 'subjectId'>
}

function readRow(session: Session, row: Row): { readonly read: Read | null; readonly taking: Taking } {
  const { options } = session
  const taking = new Taking(row)
  const name = taking.take('name', (cell) => textOf(cell, 300))
  const year = taking.take('year', yearCell) ?? options.year ?? null
  const kind =
    taking.take('kind', (cell) => choiceOf(cell, KIND_MAP, shown(RESULT_KIND_WORDS))) ??
    (options.resultKind as ResultKind | undefined) ??
    null
  const value = taking.need(VALUE, (cell) => choiceOf(cell, VALUE_MAP, shown(RESULT_VALUE_WORDS)))
  const written = taking.need(SOURCE, (cell) => textOf(cell, MOST_SOURCE - 20))
  const day = taking.take('sourceDate', dateOf)
  const placeId = placeOf(taking, session, RESULT_KEEPERS)
  const whole = taking.mistakes.length === 0
  if (whole && year === null) taking.fault('year', 'missing', 'Thiếu “Năm”.')
  if (whole && kind === null) taking.fault('kind', 'missing', 'Thiếu “Loại kết quả”.')
  if (placeId === null || year === null || kind === null || value === null || written === null)
    return { read: null, taking }
  if (taking.mistakes.length > 0) return { read: null, taking }
  const values: readonly string[] = RESULT_VALUES[kind]
  if (!values.includes(value)) {
    const may = values.map(shownResult).join('; ')
    taking.fault('value', 'invalid', `“${shownResultKind(kind)}” chỉ nhận: ${may}.`)
    return { read: null, taking }
  }
  const source = day === null ? written : `${written} ngày ${day.split('-').reverse().join('/')}`
  return { read: { name, placeId, rest: { kind, year, value, source } }, taking }
}

async function resolve(
  session: Session,
  db: Queryable,
  rows: readonly Row[],
): Promise<(Resolved<ResultEntry> | Outcome)[]> {
  const all = rows.map((row) => ({ row, ...readRow(session, row) }))
  const places = all.flatMap(({ read }) => (read === null ? [] : [read.placeId]))
  const there = await OfficesThere.read(db, session, places)
  return all.map(({ row, read, taking }) => {
    if (read === null) return mistaken(taking.mistakes, taking.notes)
    const { name, placeId, rest } = read
    const subjectId =
      name === null || isThePlace(session, placeId, name) ? placeId : there.find(placeId, name)?.id
    if (subjectId === undefined) {
      const where = session.places.get(placeId)?.name ?? 'nơi đã ghi'
      taking.fault('name', 'unknown', `Chưa có đơn vị tên này ở ${where}. Hãy nạp danh sách đơn vị trước.`)
      return mistaken(taking.mistakes, taking.notes)
    }
    const entry = { subjectId, ...rest }
    const key = `${subjectId} ${entry.kind} ${entry.year}`
    return { row, entry, key, content: JSON.stringify(entry), column: 'name', notes: taking.notes }
  })
}

/** A commune's own result may bear the commune's name where units stand. */
function isThePlace(session: Session, placeId: string, name: string): boolean {
  const found = session.places.find({ commune: name, district: '', province: '' }, ({ id }) => id === placeId)
  return found.ok && found.commune.id === placeId && /^(?:xã|phường|đặc khu) /iu.test(name)
}

function outcomeOf({ row, entry }: Resolved<ResultEntry>, judged: Judged): Outcome {
  const { refusal, same, stands } = judged
  if (refusal !== null) return mistaken([row.refused(refusal, FIELDS, TEXTS)])
  if (same) return outcome('same')
  if (stands === null) return outcome('new')
  const changes = [
    { field: 'value', vi: 'Kết quả', from: shownResult(stands.value), to: shownResult(entry.value) },
    { field: 'source', vi: 'Căn cứ', from: stands.source, to: entry.source },
  ].filter(({ from, to }) => from !== to)
  return outcome('changed', { changes })
}

function outcomes(entries: readonly Resolved<ResultEntry>[], judged: readonly Judged[]): Outcome[] {
  return entries.map((entry, index) => {
    const one = judged[index]
    if (one === undefined) throw new Error('results: an entry was not judged')
    return outcomeOf(entry, one)
  })
}

export const RESULTS = importKind<ResultEntry>({
  id: 'results',
  vi: 'Kết quả các năm trước',
  roles: RESULT_KEEPERS,
  columns: COLUMNS,
  resolve,
  judge: async ({ actor, at }, db, entries) =>
    outcomes(
      entries,
      await judgeResults(
        db,
        actor,
        entries.map(({ entry }) => entry),
        at,
      ),
    ),
  write: async ({ actor, at }, client, entries) => {
    const doing = { by: actor.personId, at }
    return outcomes(
      entries,
      await recordEach(
        client,
        actor,
        entries.map(({ entry }) => entry),
        doing,
      ),
    )
  },
})
