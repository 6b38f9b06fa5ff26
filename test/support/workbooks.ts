// Sheets as tests bring them in: written by exceljs like any office program would, or made wrong on purpose.
import ExcelJS from 'exceljs'

/** A workbook that the work fills, as the bytes of an XLSX file. */
export async function aWorkbook(fill: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  fill(workbook)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** A plain sheet: heads in the first row, rows under it. */
export function aSheet(
  heads: readonly string[],
  rows: readonly (readonly ExcelJS.CellValue[])[],
): Promise<Buffer> {
  return aWorkbook((workbook) => {
    const sheet = workbook.addWorksheet('Danh sách')
    sheet.addRow([...heads])
    for (const row of rows) sheet.addRow([...row])
  })
}

/** The rows of the first sheet of a file that came out, as texts. */
export async function textsOf(file: Buffer): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file as unknown as ArrayBuffer)
  const rows: string[][] = []
  workbook.worksheets[0]?.eachRow((row) => {
    const cells: string[] = []
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      cells[column - 1] = cell.text
    })
    rows.push(cells)
  })
  return rows
}
