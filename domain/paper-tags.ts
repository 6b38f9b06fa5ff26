// The tags that a template of a paper may use, each with what it stands for: what every kind has, and what single kinds have
// besides. A closed list: a tag that isn't here is refused by name when a template is brought.
import type { PaperKind } from './papers.ts'

/** 'text' and 'flag' may also open a condition; a list opens a loop; 'picture' and 'tables' stand alone in their paragraph. */
export interface TagSpec {
  readonly vi: string
  readonly type: 'text' | 'flag' | 'list' | 'picture' | 'tables'
  readonly of?: Tags
}
export type Tags = Readonly<Record<string, TagSpec>>

/** What is filled in: a text, a switch, or rows of the same. */
export interface PaperData {
  readonly [tag: string]: string | boolean | readonly PaperData[]
}

const text = (vi: string): TagSpec => ({ vi, type: 'text' })
const flag = (vi: string): TagSpec => ({ vi, type: 'flag' })
const list = (vi: string, of: Tags): TagSpec => ({ vi, type: 'list', of })

const COMMON: Tags = {
  parentBody: text('Tên cơ quan chủ quản trực tiếp (để trống với Ủy ban nhân dân)'),
  bodyName: text('Tên cơ quan ban hành, chữ in hoa'),
  number: text('Số của văn bản; khoảng trống khi chưa có'),
  symbol: text('Ký hiệu, ví dụ QĐ-UBND'),
  placeDate: text('Địa danh và thời gian ban hành'),
  excerpt: text('Trích yếu nội dung'),
  signPrefix: text('Dòng quyền hạn: TM., KT., TUQ., TL.; trống khi ký trực tiếp'),
  signTitle: text('Chức vụ của người ký, chữ in hoa'),
  signerName: text('Họ tên người ký'),
  recipients: list('Nơi nhận', { name: text('Tên nơi nhận') }),
  year: text('Năm của đợt'),
  procedureName: text('Tên thủ tục'),
  subjectName: text('Tên đơn vị hoặc việc mà hồ sơ nói tới'),
  subjectKind: text('Loại đơn vị hoặc việc'),
  subjectAddress: text('Địa bàn: xã, tỉnh'),
  ownerName: text('Đơn vị có hồ sơ, hoặc đơn vị chủ quản của việc'),
  authority: text('Người hoặc cơ quan có thẩm quyền, chữ in hoa'),
  grounds: list('Căn cứ', { text: text('Một căn cứ, kết thúc bằng dấu chấm phẩy') }),
  fields: list('Nội dung đã khai', {
    no: text('Số thứ tự'),
    label: text('Tên mục'),
    value: text('Nội dung'),
  }),
  documents: list('Tài liệu kèm theo', { no: text('Số thứ tự'), name: text('Tên tài liệu') }),
  tables: {
    vi: 'Các bảng đã khai, có dòng cộng; cũng dùng làm điều kiện {#tables}…{/tables}',
    type: 'tables',
  },
  addressee: text('Nơi gửi tới (Kính gửi)'),
  statement: text('Phần viết tự do của người lập'),
}

const UNITS: Tags = {
  isList: flag('Có danh sách kèm theo (quyết định cho nhiều đơn vị)'),
  count: text('Số đơn vị'),
  units: list('Danh sách đơn vị', {
    no: text('Số thứ tự'),
    name: text('Tên đơn vị'),
    kind: text('Loại đơn vị'),
    address: text('Địa bàn'),
    note: text('Ghi chú'),
  }),
}

const CRITERIA: Tags = {
  sheetName: text('Tên bảng tiêu chí'),
  criteria: list('Từng tiêu chí', {
    no: text('Số thứ tự'),
    name: text('Tiêu chí'),
    verdict: text('Kết quả: Đạt, Chưa đạt, Không áp dụng'),
    points: text('Điểm'),
    note: text('Ghi chú, minh chứng'),
  }),
  metCount: text('Số tiêu chí đạt'),
  notMetCount: text('Số tiêu chí chưa đạt'),
  criteriaCount: text('Tổng số tiêu chí'),
  score: text('Tổng điểm; trống khi bảng không chấm điểm'),
  level: text('Mức; trống khi bảng không xếp mức'),
}

const MONEY: Tags = {
  listed: flag('Có khoản không nằm trong bảng đã khai; nếu không có thì bảng, với dòng cộng, đã nói đủ'),
  lines: list('Từng khoản; của bảng đã khai thì là từng dòng', {
    no: text('Số thứ tự'),
    label: text('Nội dung'),
    amount: text('Số tiền, đồng'),
  }),
  total: text('Tổng số tiền, đồng'),
  totalInWords: text('Tổng số tiền bằng chữ'),
}

const MEETING: Tags = {
  members: list('Thành viên dự họp', {
    no: text('Số thứ tự'),
    name: text('Họ tên'),
    role: text('Chức danh'),
    vote: text('Ý kiến'),
  }),
  memberCount: text('Tổng số thành viên'),
  presentCount: text('Số thành viên dự'),
  approveCount: text('Số ý kiến đồng ý'),
  rejectCount: text('Số ý kiến không đồng ý'),
  abstainCount: text('Số ý kiến khác'),
  result: text('Kết quả: thông qua hoặc không thông qua'),
  chairName: text('Người chủ trì'),
  secretaryName: text('Người ghi biên bản'),
}

const CERTIFICATE: Tags = {
  code: text('Mã kiểm tra giấy công nhận'),
  verifyUrl: text('Địa chỉ kiểm tra'),
  qr: { vi: 'Hình mã QR của địa chỉ kiểm tra', type: 'picture' },
  decisionNumber: text('Số, ký hiệu của quyết định'),
  decisionDate: text('Ngày của quyết định'),
}

const DECIDED: Tags = {
  verdict: text('Kết quả giải quyết'),
  handsOut: flag('Quyết định giao việc, phân công địa bàn (không phải công nhận)'),
  proposer: text('Cơ quan đề nghị, số và ngày của tờ trình'),
}

const OWN: Readonly<Record<PaperKind, Tags>> = {
  proposal: { ...UNITS },
  decision: { ...UNITS, ...DECIDED },
  notice: { ...UNITS, ...DECIDED, ...CERTIFICATE },
  certificate: CERTIFICATE,
  registration: {},
  selfAssessment: CRITERIA,
  inspectionMinutes: {
    ...CRITERIA,
    inspectors: list('Người kiểm tra', { name: text('Họ tên'), role: text('Chức danh') }),
  },
  meetingMinutes: MEETING,
  assignmentMinutes: {
    tasks: list('Từng việc được giao', {
      no: text('Số thứ tự'),
      task: text('Nội dung việc'),
      person: text('Người hoặc đơn vị thực hiện'),
      due: text('Thời hạn'),
    }),
  },
  report: { ...CRITERIA },
  plan: {
    tasks: list('Từng việc của kế hoạch', {
      no: text('Số thứ tự'),
      task: text('Nội dung việc'),
      person: text('Người hoặc đơn vị thực hiện'),
      due: text('Thời hạn'),
    }),
  },
  returnLetter: {
    reason: text('Lý do trả hồ sơ'),
    mends: list('Những điểm cần bổ sung', { no: text('Số thứ tự'), name: text('Nội dung cần bổ sung') }),
    dueDate: text('Thời hạn gửi lại'),
  },
  invitation: { ...MEETING },
  estimate: MONEY,
  settlement: MONEY,
  schedule: {},
  commendation: { achievement: text('Thành tích'), ...DECIDED },
}

const SAMPLE_TABLE: PaperData = {
  name: '[Tên bảng]',
  columns: [
    { head: '[Nội dung]', width: '118' },
    { head: '[Số]', width: '30' },
  ],
  rows: [1, 2, 3].map(() => ({
    cells: [
      { text: '[Nội dung của dòng]', number: false },
      { text: '[số]', number: true },
    ],
  })),
  foot: [
    { text: '', number: false },
    { text: '[tổng]', number: true },
  ],
}

/** What a template shows where no dossier is at hand: each tag's meaning in its place, three rows of each list. */
export function sampleData(tags: Tags): PaperData {
  return Object.fromEntries(
    Object.entries(tags).map(([tag, { vi, type, of }]) => [
      tag,
      type === 'list'
        ? [1, 2, 3].map(() => sampleData(of ?? {}))
        : type === 'tables'
          ? [SAMPLE_TABLE]
          : type === 'flag'
            ? true
            : `[${vi}]`,
    ]),
  )
}

/** The tags that a template of the kind may use. */
export function tagsOf(kind: PaperKind): Tags {
  return { ...COMMON, ...OWN[kind] }
}
