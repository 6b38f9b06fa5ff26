// How an official paper names things (NĐ 30/2020): who issues it, number and symbol, place and date, in whose name it is
// signed, sums in words. Pure text; what no source fixes is a setting (docs/papers.md).
import type { PaperBody, PaperKind } from './papers.ts'
import { HEAD_OF, formOnPaper } from './signing.ts'
import { initials, policeCode } from './symbols.ts'
import { civilDateOf } from './time/civil.ts'
import type { Instant } from './time/civil.ts'
import type { OfficeKind, Role, SigningForm } from './vocabulary.ts'

/** An office as its papers name it. */
export interface NamedOffice {
  readonly kind: OfficeKind
  readonly name: string
  readonly shortName: string
  readonly communeKind: string | null
}

/** Title and abbreviation of each kind of paper. */
export const PAPER_TITLES: Readonly<Record<PaperKind, { readonly vi: string; readonly short: string }>> = {
  proposal: { vi: 'Tờ trình', short: 'TTr' },
  decision: { vi: 'Quyết định', short: 'QĐ' },
  notice: { vi: 'Thông báo', short: 'TB' },
  certificate: { vi: 'Giấy công nhận', short: 'GCN' },
  registration: { vi: 'Bản đăng ký', short: 'ĐK' },
  selfAssessment: { vi: 'Bản tự đánh giá', short: 'TĐG' },
  inspectionMinutes: { vi: 'Biên bản kiểm tra', short: 'BB' },
  meetingMinutes: { vi: 'Biên bản họp', short: 'BB' },
  assignmentMinutes: { vi: 'Biên bản phân công nhiệm vụ', short: 'BB' },
  report: { vi: 'Báo cáo', short: 'BC' },
  plan: { vi: 'Kế hoạch', short: 'KH' },
  returnLetter: { vi: 'Công văn trả hồ sơ', short: '' },
  invitation: { vi: 'Giấy mời', short: 'GM' },
  estimate: { vi: 'Dự trù kinh phí', short: 'DT' },
  settlement: { vi: 'Quyết toán kinh phí', short: 'QT' },
  schedule: { vi: 'Bảng kê', short: 'BK' },
  commendation: { vi: 'Giấy khen', short: 'GK' },
}

const upper = (text: string): string => text.toLocaleUpperCase('vi')
/** The same text with a small first letter. */
export const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1)

/** The place of an office within a phrase: "tỉnh Quảng Trị", "xã Vĩnh Thủy". */
export const placeOf = (office: NamedOffice): string => lowerFirst(office.name)

/** The body's name, as a sentence has it. */
export function bodyName(body: PaperBody, office: NamedOffice): string {
  switch (body) {
    case 'people':
      return `Ủy ban nhân dân ${placeOf(office)}`
    case 'police':
      return `Công an ${placeOf(office)}`
    case 'committee':
      return `Ban Chỉ đạo ${placeOf(office)}`
    case 'ministry':
    case 'unit':
      return office.name
  }
}

/** The body's name in the head of a paper; a People's Committee takes two lines. */
export function bodyHead(body: PaperBody, office: NamedOffice): string {
  if (body === 'people') return `ỦY BAN NHÂN DÂN\n${upper(office.name)}`
  return upper(bodyName(body, office))
}

/** The body above it in the head of a paper; none for a People's Committee (NĐ 30/2020 Đ.8). */
export function parentHead(
  body: PaperBody,
  office: NamedOffice,
  commune: NamedOffice | null,
  province: NamedOffice | null,
): string {
  if (body === 'people' || body === 'ministry') return ''
  if (body === 'police')
    return office.kind === 'commune' && province !== null ? upper(bodyName('police', province)) : 'BỘ CÔNG AN'
  if (body === 'committee') return upper(bodyName('people', office))
  const above = commune ?? province
  return above === null ? '' : upper(bodyName('people', above))
}

/** The body's abbreviation in a symbol. */
export function bodyShort(body: PaperBody, office: NamedOffice): string {
  switch (body) {
    case 'people':
      return 'UBND'
    case 'police':
      return policeCode(office) ?? 'CA'
    case 'committee':
      return 'BCĐ'
    case 'ministry':
      return 'BCA'
    case 'unit':
      return initials(office.name)
  }
}

/** What stands behind the stroke of a paper that no register numbers: "QĐ-UBND"; a letter has the body's alone. */
export function symbolEnding(kind: PaperKind, body: PaperBody, office: NamedOffice): string {
  const { short } = PAPER_TITLES[kind]
  return short === '' ? bodyShort(body, office) : `${short}-${bodyShort(body, office)}`
}

/** Place and date: days below 10 and months 1 and 2 with a leading zero. */
export function placeDate(place: string, at: Instant): string {
  return `${place}, ngày ${dateText(at)}`
}

/** "09 tháng 12 năm 2026". */
export function dateText(at: Instant): string {
  const [year = '', month = '', day = ''] = civilDateOf(at).split('-')
  return `${day} tháng ${month < '03' ? month : String(Number(month))} năm ${year}`
}

/** A date still open on a draft. */
export const openDate = (place: string, at: Instant): string =>
  `${place}, ngày …… tháng …… năm ${civilDateOf(at).slice(0, 4)}`

const HEADS: Partial<Record<Role, string>> = {
  provinceChair: 'CHỦ TỊCH',
  provinceViceChair: 'PHÓ CHỦ TỊCH',
  communeChair: 'CHỦ TỊCH',
  communeViceChair: 'PHÓ CHỦ TỊCH',
  policeDirector: 'GIÁM ĐỐC',
  policeDeputyDirector: 'PHÓ GIÁM ĐỐC',
  communePolice: 'TRƯỞNG CÔNG AN',
  provinceStaff: 'TRƯỞNG PHÒNG THAM MƯU',
  committeeHead: 'TRƯỞNG BAN',
  committeeMember: 'THÀNH VIÊN',
  communeOffice: 'CHÁNH VĂN PHÒNG',
  cultureSocial: 'TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI',
  finance: 'TRƯỞNG PHÒNG KINH TẾ',
  inspector: 'CÁN BỘ KIỂM TRA',
  ministry: 'BỘ TRƯỞNG',
  residentialHead: 'TRƯỞNG THÔN (TỔ TRƯỞNG)',
  recordsOfficer: 'CHÁNH VĂN PHÒNG',
  department: 'GIÁM ĐỐC',
  unitOfficer: 'CÁN BỘ PHỤ TRÁCH',
}

function titleOf(role: Role, office: NamedOffice): string {
  if (role !== 'unitHead') return HEADS[role] ?? 'THỦ TRƯỞNG ĐƠN VỊ'
  if (office.kind === 'school') return 'HIỆU TRƯỞNG'
  return office.kind === 'enterprise' ? 'GIÁM ĐỐC' : 'THỦ TRƯỞNG ĐƠN VỊ'
}

export interface SignBlock {
  readonly prefix: string
  readonly title: string
}

/** The post that somebody holds himself, who signs for another under a delegation. */
export interface OwnPost {
  readonly role: Role
  readonly office: NamedOffice
}

/** Lines over a signature: on whose behalf, and the signer's post (NĐ 30/2020 Đ.13). */
export function signBlock(
  form: SigningForm | null,
  role: Role,
  body: PaperBody,
  office: NamedOffice,
  post: OwnPost | null = null,
): SignBlock {
  const own = titleOf(role, office)
  const head = HEAD_OF[role]
  const above = head === undefined ? own : titleOf(head, office)
  const shown = formOnPaper(form, role, body)
  switch (shown) {
    case 'TUQ':
      return {
        prefix: `TUQ. ${above}`,
        title: post === null ? 'NGƯỜI ĐƯỢC ỦY QUYỀN' : titleOf(post.role, post.office),
      }
    case 'KT':
    case 'TL':
      return { prefix: `${shown}. ${above}`, title: own }
    case 'TM':
      return { prefix: body === 'committee' ? 'TM. BAN CHỈ ĐẠO' : 'TM. ỦY BAN NHÂN DÂN', title: own }
    case null:
      return { prefix: '', title: own }
  }
}

/** Whole đồng with points between thousands. */
export const amountText = (amount: number): string => String(amount).replace(/\B(?=(\d{3})+(?!\d))/gu, '.')

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
const GROUPS = ['', 'nghìn', 'triệu', 'tỷ', 'nghìn tỷ', 'triệu tỷ']

function threeDigits(value: number, full: boolean): string {
  const [hundred, ten, one] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  const words: string[] = []
  if (hundred > 0 || full) words.push(`${DIGITS[hundred]} trăm`)
  if (ten > 1) words.push(`${DIGITS[ten]} mươi`)
  if (ten === 1) words.push('mười')
  if (ten === 0 && one > 0 && (hundred > 0 || full)) words.push('linh')
  if (one === 1 && ten > 1) words.push('mốt')
  else if (one === 5 && ten > 0) words.push('lăm')
  else if (one > 0) words.push(DIGITS[one] ?? '')
  return words.join(' ')
}

/** A sum of money in words: "Một triệu hai trăm nghìn đồng". */
export function amountInWords(amount: number): string {
  if (amount === 0) return 'Không đồng'
  const groups: number[] = []
  for (let left = Math.trunc(Math.abs(amount)); left > 0; left = Math.floor(left / 1000))
    groups.push(left % 1000)
  const words = groups
    .map((value, at) =>
      value === 0 ? '' : `${threeDigits(value, at < groups.length - 1)} ${GROUPS[at] ?? ''}`.trim(),
    )
    .reverse()
    .filter((part) => part !== '')
    .join(' ')
  return `${words.charAt(0).toLocaleUpperCase('vi')}${words.slice(1)} đồng`
}

const SOURCES: readonly (readonly [RegExp, string])[] = [
  [/^NĐ (?=\d)/u, 'Nghị định số '],
  [/^QĐ (?=\d)/u, 'Quyết định số '],
  [/^KH (?=\d)/u, 'Kế hoạch số '],
  [/^TT (?=\d)/u, 'Thông tư số '],
  [/^NQ (?=\d)/u, 'Nghị quyết số '],
]

/** A cited text as a ground; null for what is no legal text (a row of a plan). */
export function groundText(cited: string): string | null {
  if (/^Luật /u.test(cited)) return `Căn cứ ${cited};`
  for (const [short, long] of SOURCES) if (short.test(cited)) return `Căn cứ ${cited.replace(short, long)};`
  return null
}
