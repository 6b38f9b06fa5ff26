// Tables that people filled in, as a paper prints them: what they say, ready to print, and the Word tables drawn from that,
// with a head that comes again on every page and the sums at the foot.
import type { Body } from '../../domain/body.ts'
import { tablesStep } from '../../domain/paper-tables.ts'
import type { PaperData } from '../../domain/paper-tags.ts'
import { amountText } from '../../domain/paper-words.ts'
import type { Column, Procedure, Row, RowsNeed, StepRule } from '../../domain/procedure.ts'
import { wordsOf } from '../../domain/reference.ts'
import { columnSum, rowsOf } from '../../domain/rows.ts'
import { formatDate, isCivilDate } from '../../domain/time/civil.ts'
import { isNumberType } from '../../domain/values.ts'

/** Width of a page's text in mm, and what a column of each type takes of it before the rest is shared out to texts. */
const WIDTH = 160
const NUMBER_WIDTH = 12
const WIDTHS = {
  date: 24,
  integer: 18,
  money: 30,
  choice: 26,
  text: 0,
  office: 0,
  person: 0,
} as const satisfies Record<Column['type'], number>
/** Narrower than this no column of texts is, in mm, unless columns that wrap have to share. */
const LEAST_TEXT = 20
const TWIPS_PER_MM = 1440 / 25.4

function shown(column: Column, value: Row[string] | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return amountText(value)
  if (column.type === 'date' && isCivilDate(value)) return formatDate(value)
  return column.choices?.find(({ id }) => id === value)?.vi ?? wordsOf(String(value))
}

/** How wide each column is, in mm: what can't be wrapped keeps its width, the rest of the page is the others'. */
function widthsOf(columns: readonly Column[]): (column: Column) => number {
  const texts = columns.filter(({ type }) => WIDTHS[type] === 0).length
  const taken = columns.reduce((sum, { type }) => sum + WIDTHS[type], NUMBER_WIDTH)
  if (taken + texts * LEAST_TEXT <= WIDTH)
    return ({ type }) => (WIDTHS[type] === 0 ? (WIDTH - taken) / texts : WIDTHS[type])
  // More columns than a page has room for: texts and choices share what dates and numbers leave.
  const wraps = ({ type }: Column): boolean => WIDTHS[type] === 0 || type === 'choice'
  const fixed = columns
    .filter((one) => !wraps(one))
    .reduce((sum, { type }) => sum + WIDTHS[type], NUMBER_WIDTH)
  const shared = columns.filter(wraps).length
  return (column) => (wraps(column) ? Math.max(1, (WIDTH - fixed) / shared) : WIDTHS[column.type])
}

function tableData(need: RowsNeed, rows: readonly Row[]): PaperData {
  const summed = need.columns.find((column) => column.summed === true)
  const word = need.columns.find((column) => column.summed !== true)
  const width = widthsOf(need.columns)
  const cells = (of: (column: Column) => string): PaperData[] =>
    need.columns.map((column) => ({ text: of(column), number: isNumberType(column.type) }))
  return {
    name: need.vi,
    columns: need.columns.map((column) => ({ head: column.vi, width: String(width(column)) })),
    rows: rows.map((row) => ({ cells: cells((column) => shown(column, row[column.id])) })),
    foot:
      summed === undefined
        ? []
        : cells((column) =>
            column.summed === true
              ? amountText(Number(columnSum(rows, column.id)))
              : column === word
                ? 'Cộng'
                : '',
          ),
  }
}

/** Tables of what the step wrote; where it asks for none, those of the last step before it on the way that does. */
export async function tablesOf(
  {
    procedure,
    path,
    step,
  }: {
    readonly procedure: Procedure
    /** Null of an act after the end, which prints its own alone. */
    readonly path: string | null
    readonly step: StepRule
  },
  contentOf: (step: string) => Promise<Body | null>,
): Promise<PaperData[]> {
  const from = path === null ? step : tablesStep(procedure, path, step.id)
  const needs = (from?.needs ?? []).filter((need) => need.kind === 'rows')
  const body = from === null ? null : await contentOf(from.id)
  return needs.flatMap((need) => {
    const rows = rowsOf(body, need.id)
    return rows.length === 0 ? [] : [tableData(need, rows)]
  })
}

const list = (data: PaperData, tag: string): readonly PaperData[] => {
  const value = data[tag]
  return Array.isArray(value) ? (value as readonly PaperData[]) : []
}
const textOf = (data: PaperData | undefined, tag: string): string => {
  const value = data?.[tag]
  return typeof value === 'string' ? value : ''
}
const escaped = (text: string): string =>
  text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;')

function paragraph(text: string, align: 'left' | 'center' | 'right', bold: boolean): string {
  const runs = text
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`)
    .join('<w:br/>')
  return (
    `<w:p><w:pPr>${bold ? '<w:keepNext/>' : ''}<w:jc w:val="${align}"/></w:pPr>` +
    `<w:r><w:rPr>${bold ? '<w:b/>' : ''}<w:sz w:val="24"/></w:rPr>${runs}</w:r></w:p>`
  )
}

function row(cells: readonly string[], widths: readonly number[], head: boolean): string {
  const drawn = cells.map(
    (cell, at) =>
      `<w:tc><w:tcPr><w:tcW w:w="${widths[at] ?? 0}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>${cell}</w:tc>`,
  )
  return `<w:tr><w:trPr><w:cantSplit/>${head ? '<w:tblHeader/>' : ''}</w:trPr>${drawn.join('')}</w:tr>`
}

const EDGES = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:color="auto"/>`)
  .join('')

function drawn(table: PaperData): string {
  const columns = list(table, 'columns')
  const widths = [NUMBER_WIDTH, ...columns.map((one) => Number(textOf(one, 'width')))].map((mm) =>
    Math.round(mm * TWIPS_PER_MM),
  )
  const line = (no: string, of: readonly PaperData[], bold: boolean): string =>
    row(
      [
        paragraph(no, 'center', bold),
        ...of.map((cell) =>
          paragraph(textOf(cell, 'text'), cell['number'] === true ? 'right' : 'left', bold),
        ),
      ],
      widths,
      false,
    )
  const head = row(
    ['STT', ...columns.map((one) => textOf(one, 'head'))].map((text) => paragraph(text, 'center', true)),
    widths,
    true,
  )
  const foot = list(table, 'foot')
  const total = widths.reduce((sum, one) => sum + one, 0)
  return (
    paragraph(textOf(table, 'name'), 'center', true) +
    `<w:tbl><w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:tblBorders>${EDGES}</w:tblBorders>` +
    `<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>` +
    `</w:tblPr><w:tblGrid>${widths.map((one) => `<w:gridCol w:w="${one}"/>`).join('')}</w:tblGrid>` +
    head +
    list(table, 'rows')
      .map((one, at) => line(String(at + 1), list(one, 'cells'), false))
      .join('') +
    (foot.length === 0 ? '' : line('', foot, true)) +
    '</w:tbl><w:p/>'
  )
}

/** Stands in the text where tables are to come; private letters that no keyboard writes. */
export const TABLES_MARK = '\uE000BANG\uE000'

/** The document with its tables in the place of the paragraph that their mark stands in. */
export function putTables(xml: string, tables: readonly PaperData[]): string {
  const at = xml.indexOf(TABLES_MARK)
  if (at < 0) return xml
  const begin = Math.max(xml.lastIndexOf('<w:p>', at), xml.lastIndexOf('<w:p ', at))
  const end = xml.indexOf('</w:p>', at) + '</w:p>'.length
  return putTables(`${xml.slice(0, begin)}${tables.map(drawn).join('')}${xml.slice(end)}`, tables)
}
