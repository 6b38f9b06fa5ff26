// Pieces that several shipped templates are put together from.
import type { Block, Column, TextBlock } from '../blocks.ts'

/** A paragraph of the body. */
export const body = (p: string, more: Partial<TextBlock> = {}): TextBlock => ({
  p,
  align: 'justify',
  indent: true,
  before: 3,
  after: 3,
  ...more,
})

/** Kind of the paper and what it is about, each on its line, with a short line below. */
export const title = (kind: string, excerpt = '{excerpt}'): readonly Block[] => [
  { p: `**${kind}**`, align: 'center', before: 6, keep: true },
  { p: `**${excerpt}**`, align: 'center', keep: true },
  { p: '', size: 2, line: [30, 160], after: 6 },
]

export const addressed: Block = { p: 'Kính gửi: {addressee}.', align: 'center', before: 4, after: 6 }

/** Tables that were filled in, each with its name above it; nothing where there are none. */
export const TABLES: readonly Block[] = [{ p: '{#tables}' }, { p: '{tables}' }, { p: '{/tables}' }]

/** What was filled in, point by point, then the tables. */
export const FIELDS: readonly Block[] = [
  { p: '{#fields}' },
  body('**{no}. {label}**', { keep: true }),
  body('{value}'),
  { p: '{/fields}' },
  ...TABLES,
]

export const STATEMENT: readonly Block[] = [{ p: '{#statement}' }, body('{statement}'), { p: '{/statement}' }]

export const DOCUMENTS: readonly Block[] = [
  { p: '{#documents}' },
  body('- {name};', { before: 0, after: 0 }),
  { p: '{/documents}' },
]

const UNIT_COLUMNS: readonly Column[] = [
  { head: 'STT', cell: '{no}', width: 13, align: 'center' },
  { head: 'Tên đơn vị', cell: '{name}', width: 62 },
  { head: 'Loại đơn vị', cell: '{kind}', width: 28 },
  { head: 'Địa bàn', cell: '{address}', width: 37 },
  { head: 'Ghi chú', cell: '{note}', width: 20 },
]

/** The list that goes with a paper about many, on pages of its own. */
export const ATTACHED_LIST: readonly Block[] = [
  { p: '{#isList}' },
  { p: '**DANH SÁCH**', align: 'center', pageBreak: true, keep: true },
  { p: '**{excerpt}**', align: 'center', keep: true },
  {
    p: '//(Kèm theo văn bản số {number}/{symbol} {placeDate} của {ownerName})//',
    align: 'center',
    size: 13,
    after: 6,
    keep: true,
  },
  { table: { loop: 'units', columns: UNIT_COLUMNS } },
  { p: 'Danh sách gồm {count} đơn vị./.', align: 'left', before: 6 },
  { p: '{/isList}' },
]

/** Tables that go with a paper about one, on pages of their own. */
export const ATTACHED_TABLES: readonly Block[] = [
  { p: '{#tables}' },
  { p: '**DANH SÁCH**', align: 'center', pageBreak: true, keep: true },
  { p: '**{excerpt}**', align: 'center', keep: true },
  {
    p: '//(Kèm theo văn bản số {number}/{symbol} {placeDate} của {ownerName})//',
    align: 'center',
    size: 13,
    after: 6,
    keep: true,
  },
  { p: '{tables}' },
  { p: '{/tables}' },
]

export const CRITERIA_TABLE: Block = {
  table: {
    loop: 'criteria',
    columns: [
      { head: 'STT', cell: '{no}', width: 13, align: 'center' },
      { head: 'Tiêu chí', cell: '{name}', width: 80 },
      { head: 'Kết quả', cell: '{verdict}', width: 22, align: 'center' },
      { head: 'Điểm', cell: '{points}', width: 13, align: 'center' },
      { head: 'Ghi chú', cell: '{note}', width: 32 },
    ],
  },
}

export const TASKS_TABLE: Block = {
  table: {
    loop: 'tasks',
    columns: [
      { head: 'STT', cell: '{no}', width: 13, align: 'center' },
      { head: 'Nội dung việc', cell: '{task}', width: 72 },
      { head: 'Người, đơn vị thực hiện', cell: '{person}', width: 45 },
      { head: 'Thời hạn', cell: '{due}', width: 30, align: 'center' },
    ],
  },
}

export const MONEY_TABLE: Block = {
  table: {
    loop: 'lines',
    columns: [
      { head: 'STT', cell: '{no}', width: 13, align: 'center' },
      { head: 'Nội dung', cell: '{label}', width: 102 },
      { head: 'Số tiền (đồng)', cell: '{amount}', width: 45, align: 'right' },
    ],
    total: ['', 'Cộng', '{total}'],
  },
}

export const OFFICE_SIGN: Block = { sign: 'office' }
