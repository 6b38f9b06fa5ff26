// The sheet to fill in for a kind: heads with what must be filled marked, lists to choose from, text kept as text; beside it
// what each column holds, and an example. What it has comes from the columns that the reader of sheets itself goes by.
import type ExcelJS from 'exceljs'
import type { ImportKind } from './kind.ts'
import { columnLetters } from './layout.ts'
import type { ColumnSpec } from './layout.ts'

/** Rows that are prepared with lists and formats. */
const PREPARED = 2_000
const FONT = { name: 'Times New Roman', size: 12 } as const
const LISTS = 'Danh mục'

/** The file, ready to be sent. */
export async function templateFile({ vi, columns }: Pick<ImportKind, 'vi' | 'columns'>): Promise<Buffer> {
  const { default: excel } = await import('exceljs')
  const workbook = new excel.Workbook()
  workbook.creator = 'Trình'
  const fill = workbook.addWorksheet('Danh sách', { views: [{ state: 'frozen', ySplit: 1 }] })
  addHead(fill, columns)
  prepare(fill, columns)
  explain(workbook.addWorksheet('Hướng dẫn'), vi, columns)
  const example = workbook.addWorksheet('Ví dụ')
  addHead(example, columns)
  example.addRow(columns.map((column) => column.example)).font = FONT
  addLists(workbook.addWorksheet(LISTS), columns)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function addHead(sheet: ExcelJS.Worksheet, columns: readonly ColumnSpec[]): void {
  const head = sheet.addRow(columns.map(({ vi, required }) => (required ? `${vi} *` : vi)))
  head.height = 34
  head.eachCell((cell) => {
    cell.font = { ...FONT, bold: true }
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } }
    cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true }
    cell.border = { bottom: { style: 'thin' } }
  })
  for (const [index, { id, vi, example }] of columns.entries()) {
    const column = sheet.getColumn(index + 1)
    column.width = Math.min(45, Math.max(14, vi.length + 4, example.length + 4))
    column.numFmt = isDay(id) ? 'dd/mm/yyyy' : '@'
  }
}

const isDay = (id: string): boolean => ['from', 'to', 'sourceDate'].includes(id)

function prepare(sheet: ExcelJS.Worksheet, columns: readonly ColumnSpec[]): void {
  const lists = columns.filter(({ choices }) => choices !== undefined)
  for (const [index, { choices, vi, note }] of columns.entries()) {
    if (choices === undefined) continue
    const letters = columnLetters(index + 1)
    const list = columnLetters(lists.findIndex((one) => one.vi === vi) + 1)
    const validation: ExcelJS.DataValidation = {
      type: 'list',
      ...{
        allowBlank: true,
        showErrorMessage: true,
        showInputMessage: true,
        errorTitle: vi,
        error: 'Hãy chọn một mục trong danh sách.',
        promptTitle: vi,
      },
      prompt: note.slice(0, 250),
      formulae: [`'${LISTS}'!$${list}$2:$${list}$${choices.length + 1}`],
    }
    ranges(sheet).add(`${letters}2:${letters}${PREPARED}`, validation)
  }
}

/** exceljs keeps validations by range, and describes only those of single cells. */
function ranges(sheet: ExcelJS.Worksheet): { add(range: string, validation: ExcelJS.DataValidation): void } {
  return (sheet as unknown as { dataValidations: { add(range: string, validation: object): void } })
    .dataValidations
}

function explain(sheet: ExcelJS.Worksheet, vi: string, columns: readonly ColumnSpec[]): void {
  sheet.getColumn(1).width = 30
  sheet.getColumn(2).width = 14
  sheet.getColumn(3).width = 90
  sheet.addRow([vi]).font = { ...FONT, bold: true, size: 14 }
  const lines = [
    'Điền vào trang “Danh sách”, mỗi dòng một mục. Cột có dấu * phải điền.',
    'Cũng nạp được bảng đang có của bạn: tiêu đề có thể ở dòng khác, gộp ô, nhiều trang; hệ thống tìm cột theo tên.',
    'Ô là công thức không được nhận: hãy dán lại dạng giá trị. Không có gì được ghi trước khi bạn xem trước và xác nhận.',
  ]
  for (const line of lines) sheet.addRow([line]).font = FONT
  sheet.addRow([])
  sheet.addRow(['Cột', 'Phải điền', 'Cách ghi']).font = { ...FONT, bold: true }
  for (const { vi: head, required, note } of columns) {
    const row = sheet.addRow([head, required ? 'Có' : 'Không', note])
    row.font = FONT
    row.alignment = { vertical: 'top', wrapText: true }
  }
}

function addLists(sheet: ExcelJS.Worksheet, columns: readonly ColumnSpec[]): void {
  const lists = columns.filter(({ choices }) => choices !== undefined)
  for (const [index, { vi, choices = [] }] of lists.entries()) {
    const column = sheet.getColumn(index + 1)
    column.values = [vi, ...choices]
    column.width = 40
    column.font = FONT
  }
  sheet.state = 'hidden'
}
