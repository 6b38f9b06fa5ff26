// Why a step can't go forward yet, in words: each thing that the rule found missing, by the names that the form uses.
import { inMoney } from '../../../domain/amounts.ts'
import type { CriteriaSheet } from '../../../domain/body.ts'
import type { Procedure, StepRule } from '../../../domain/procedure.ts'
import { outcomeById, stepById } from '../../../domain/steps.ts'
import { formatDay, formatMoney, formatNumber } from '../../i18n/format.ts'
import { needNames } from '../forms/NeedFields.tsx'

/** Kinds and values of results that procedures count; another one is shown as it is written. */
export const RESULT_WORDS: Readonly<Record<string, string>> = {
  safety: 'An toàn về an ninh, trật tự',
  movement: 'Phong trào toàn dân bảo vệ an ninh Tổ quốc',
  exemplary: 'Điển hình về phong trào',
  noDrugs: 'Không ma túy',
  modelPolice: 'Công an kiểu mẫu',
  ruralSecurity: 'Tiêu chí an ninh, trật tự nông thôn mới',
  emulation: 'Xếp loại thi đua',
  award: 'Khen thưởng',
  achieved: 'Đạt',
  notAchieved: 'Không đạt',
  excellent: 'Xuất sắc',
  good: 'Khá',
  average: 'Trung bình',
  weak: 'Yếu',
  given: 'Đã tặng',
}

const word = (value: unknown): string => RESULT_WORDS[String(value)] ?? String(value)
const amount = (value: unknown): string => (typeof value === 'number' ? formatNumber(value) : '0')
const listed = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [])

interface About {
  readonly procedure: Procedure
  readonly step: StepRule | null
  readonly sheet?: CriteriaSheet | undefined
}

type Unmet = Readonly<Record<string, unknown>>

function one(need: Unmet, { procedure, step, sheet }: About): string {
  const names = needNames(step?.needs ?? [])
  const called = (id: unknown): string => names[String(id)] ?? needVi(step, String(id)) ?? String(id)
  if ('sum' in need) {
    const sum = need['sum'] === null ? 'quá lớn' : amount(need['sum'])
    return `${called(need['field'])} phải bằng tổng của bảng: ${sum}.`
  }
  if ('rows' in need) return tableText(need, step)
  if ('field' in need && need['why'] === 'unknown') return `${called(need['field'])}: ${UNKNOWN}`
  if ('field' in need)
    return need['field'] === 'text' ? 'Chưa ghi nội dung.' : `Chưa điền: ${called(need['field'])}.`
  if ('document' in need) {
    const missing = need['why'] === 'notStored' ? 'Tệp chưa tải lên xong' : 'Thiếu tài liệu'
    return `${missing}: ${called(need['document'])}.`
  }
  if ('criterion' in need) {
    const found = sheet?.criteria.find(({ id }) => id === need['criterion'])
    return `Chưa trả lời tiêu chí: ${found?.vi ?? String(need['criterion'])}.`
  }
  if ('criteria' in need) {
    const by = need['criteria'] === 'assessment' ? 'tự đánh giá' : 'kết quả kiểm tra'
    return `Chưa đạt đủ tiêu chí bắt buộc theo ${by}.`
  }
  if ('assessed' in need)
    return `Phải tự đánh giá ${amount(need['assessed'])} lần, mới có ${amount(need['found'])} lần.`
  if ('result' in need) {
    const found = need['found'] === null ? 'chưa có' : word(need['found'])
    const accepted = listed(need['accepted']).map(word).join(' hoặc ')
    return `Kết quả ${word(need['result'])} năm ${String(need['year'])}: cần ${accepted}, hiện ${found}.`
  }
  if ('children' in need) {
    const [part, whole] = listed(need['atLeast'])
    const share = `${amount(part)}/${amount(whole)}`
    return `${called(need['children'])}: có ${amount(need['having'])} trên ${amount(need['total'])}, cần ít nhất ${share}.`
  }
  if ('compare' in need) {
    const id = need['compare']
    const asked = step?.needs.find((one) => one.kind === 'compare' && one.id === id)
    const dong = asked?.kind !== 'compare' || inMoney(asked, procedure.steps, step?.id ?? '')
    const shown = dong ? money : amount
    return `${called(id)}: ${shown(need['found'])}, giới hạn ${shown(need['limit'])}.`
  }
  if ('scored' in need) return 'Chưa chấm điểm, hoặc số điểm chưa đến mức cần có.'
  if ('level' in need)
    return `Chưa có mức xếp loại cho kết quả ${outcomeById(procedure, String(need['level']))?.vi ?? ''}.`
  if ('part' in need) return 'Có phần việc chưa có đợt xét nào nhận.'
  return 'Còn một điều kiện chưa đạt.'
}

/** What is wrong with a table, by its name, the row's number and the column's name. */
function tableText(detail: Unmet, step: StepRule | null): string {
  const table = step?.needs.find((need) => need.kind === 'rows' && need.id === detail['rows'])
  if (table?.kind !== 'rows') return 'Có bảng không thuộc biểu mẫu của bước này.'
  const nameOf = (id: unknown): string => table.columns.find((one) => one.id === id)?.vi ?? String(id)
  const row = typeof detail['row'] === 'number' ? `, dòng ${formatNumber(detail['row'])}` : ''
  const where = `${table.vi}${row}${detail['column'] === undefined ? '' : `, cột “${nameOf(detail['column'])}”`}`
  if ('notBefore' in detail) return `${where}: không được trước “${nameOf(detail['notBefore'])}”.`
  if ('expected' in detail) return `${where}: ${CELL_WORDS[String(detail['expected'])] ?? 'chưa đúng'}.`
  if ('least' in detail)
    return `${where}: cần ít nhất ${amount(detail['least'])} dòng, mới có ${amount(detail['found'])} dòng.`
  if ('most' in detail) return `${where}: nhiều nhất ${amount(detail['most'])} dòng.`
  if (detail['why'] === 'unknown') return `${where}: ${UNKNOWN}`
  if ('row' in detail) return `${where}: chưa điền.`
  return `${where}: tổng quá lớn, hệ thống không tính được.`
}

const UNKNOWN = 'không có trong danh bạ, hoặc tên đã đổi; hãy tìm và chọn lại.'

const CELL_WORDS: Readonly<Record<string, string>> = {
  text: 'văn bản quá dài',
  date: 'không phải là ngày',
  integer: 'không phải là số nguyên trong khoảng cho phép',
  money: 'không phải là số tiền (đồng, số nguyên) trong khoảng cho phép',
  choice: 'không có trong danh sách',
  office: 'hãy chọn một đơn vị trong danh bạ',
  person: 'hãy chọn một người có tài khoản',
}

const money = (value: unknown): string => (typeof value === 'number' ? formatMoney(value) : '–')

function needVi(step: StepRule | null, id: string): string | undefined {
  for (const need of step?.needs ?? []) if ('id' in need && need.id === id) return need.vi
  return undefined
}

/** Every unmet need of a refusal's detail, one sentence each. */
export function unmetTexts(detail: Unmet, about: About): string[] {
  const needs = listed(detail['needs']) as Unmet[]
  return needs.map((need) => one(need, about))
}

/** What else a refusal's detail says, for people: the step, the fields to mend, the deadline. */
export function detailTexts(detail: Unmet, about: About): string[] {
  const texts = unmetTexts(detail, about)
  const { step, dueAt, field, criterion } = detail
  if (typeof detail['rows'] === 'string') texts.push(tableText(detail, about.step))
  if (typeof step === 'string') texts.push(`Bước: ${stepById(about.procedure, step)?.vi ?? step}.`)
  if (typeof dueAt === 'string') texts.push(`Hạn: ${formatDay(dueAt)}.`)
  const names = needNames(about.step?.needs ?? [])
  if (typeof field === 'string' && names[field] !== undefined) texts.push(`Mục: ${names[field]}.`)
  if (typeof criterion === 'string') {
    const found = about.sheet?.criteria.find(({ id }) => id === criterion)
    texts.push(`Tiêu chí: ${found?.vi ?? criterion}.`)
  }
  return texts
}

/** The mark of a cell, or of the whole table. */
function rowsMark({ rows, row, column }: Unmet): [string, string] {
  return typeof row === 'number'
    ? [`${String(rows)}.${row}.${String(column)}`, 'Ô này còn thiếu hoặc chưa đúng.']
    : [String(rows), 'Bảng này còn thiếu hoặc chưa đúng.']
}

/** Messages by field, table, cell or document, for marks in the form. */
export function unmetMarks(detail: Unmet): Record<string, string> {
  const needs = listed(detail['needs']) as Unmet[]
  const marks = needs.flatMap((need): [string, string][] => {
    if (typeof need['rows'] === 'string') return [rowsMark(need)]
    if (typeof need['field'] === 'string')
      return [[need['field'], need['why'] === 'unknown' ? 'Hãy tìm và chọn lại.' : 'Mục này còn thiếu.']]
    if (typeof need['document'] === 'string') return [[need['document'], 'Tài liệu này còn thiếu.']]
    return []
  })
  if (typeof detail['rows'] === 'string') marks.push(rowsMark(detail))
  const { field, document } = detail
  if (typeof field === 'string') marks.push([field, 'Mục này chưa đúng.'])
  if (typeof document === 'string') marks.push([document, 'Tài liệu này chưa đúng.'])
  return Object.fromEntries(marks)
}
