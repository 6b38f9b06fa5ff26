// A table of a Word file as pdfmake draws one: widths of its grid, lines, merged cells, and head rows that come again on
// every page.
import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js'
import { fromTwips } from './properties.ts'
import type { Reading } from './reading.ts'
import { child, numberOf, onOff, valueOf } from './xml.ts'
import type { Element } from './xml.ts'

const TABLE_KNOWN = new Set(
  'tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription tblOverlap'
    .split(' ')
    .map((name) => `w:${name}`),
)
const ROW_KNOWN = new Set('cantSplit tblHeader trHeight cnfStyle jc'.split(' ').map((name) => `w:${name}`))
const CELL_KNOWN = new Set(
  'tcW gridSpan vMerge tcBorders shd tcMar vAlign noWrap cnfStyle hideMark'
    .split(' ')
    .map((name) => `w:${name}`),
)
/** What Word leaves at the sides of a cell where nothing is said, in points. */
const SIDE = 5.4

type Side = 'top' | 'left' | 'bottom' | 'right' | 'insideH' | 'insideV'
type Lines = Partial<Record<Side, number>>
interface Padding {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

interface Cell {
  readonly element: Element
  readonly at: number
  readonly span: number
  readonly merge: 'starts' | 'continues' | null
}

function linesOf(borders: Element | undefined): Lines {
  const found: Partial<Record<Side, number>> = {}
  for (const { name, attributes } of borders?.children ?? []) {
    const side = name.slice(2).replace('start', 'left').replace('end', 'right') as Side
    const none = ['nil', 'none'].includes(attributes['w:val'] ?? 'none')
    found[side] = none ? 0 : (numberOf(attributes['w:sz']) ?? 4) / 8
  }
  return found
}

function paddingOf(margins: readonly (Element | undefined)[]): Padding {
  const side = (...names: readonly string[]): number | undefined => {
    for (const margin of margins)
      for (const name of names) {
        const value = fromTwips(child(margin, name)?.attributes['w:w'])
        if (value !== undefined) return value
      }
    return undefined
  }
  return {
    left: side('w:left', 'w:start') ?? SIDE,
    right: side('w:right', 'w:end') ?? SIDE,
    top: side('w:top') ?? 0,
    bottom: side('w:bottom') ?? 0,
  }
}

function cellsOf(reading: Reading, row: Element): Cell[] {
  let at = 0
  return row.children
    .flatMap((one) => (one.name === 'w:sdt' ? (child(one, 'w:sdtContent')?.children ?? []) : [one]))
    .flatMap((element): Cell[] => {
      if (element.name !== 'w:tc') {
        if (!['w:trPr', 'w:tblPrEx', 'w:bookmarkStart', 'w:bookmarkEnd'].includes(element.name))
          reading.findings.add(element.name)
        return []
      }
      const tcPr = child(element, 'w:tcPr')
      reading.findings.others(tcPr, CELL_KNOWN)
      const span = numberOf(valueOf(tcPr, 'w:gridSpan')) ?? 1
      const merge = child(tcPr, 'w:vMerge')
      const begins = merge?.attributes['w:val'] === 'restart'
      at += span
      return [
        { element, at: at - span, span, merge: merge === undefined ? null : begins ? 'starts' : 'continues' },
      ]
    })
}

/** How many rows a cell that begins a merge takes. */
function rowsTaken(rows: readonly (readonly Cell[])[], from: number, at: number): number {
  let taken = 1
  while (rows[from + taken]?.some((cell) => cell.at === at && cell.merge === 'continues') === true) taken += 1
  return taken
}

/** Draws a table into a column so wide (points). */
export function drawTable(reading: Reading, table: Element, width: number): Content {
  const tblPr = child(table, 'w:tblPr')
  reading.findings.others(tblPr, TABLE_KNOWN)
  const styled = reading.styles.tables(valueOf(tblPr, 'w:tblStyle'))
  const own = tblPr === undefined ? [] : [tblPr]
  const layers = [...own, ...styled]
  const padding = paddingOf(layers.map((layer) => child(layer, 'w:tblCellMar')))
  const lines = layers.reduceRight<Lines>(
    (under, layer) => ({ ...under, ...linesOf(child(layer, 'w:tblBorders')) }),
    {},
  )
  const rows = rowsOf(table)
  for (const row of rows) reading.findings.others(child(row, 'w:trPr'), ROW_KNOWN)
  const cells = rows.map((row) => cellsOf(reading, row))
  const grid = gridOf(table, cells, width)
  const body = rows.map((_, index) => rowContent({ reading, cells, index, grid, lines, padding }))
  const heads = headsOf(rows)
  const split = rows.every((row) => onOff(child(row, 'w:trPr'), 'w:cantSplit') !== true)
  const whole = grid.reduce((sum, one) => sum + one, 0)
  return {
    margin: [leftOf(tblPr, width, whole, padding), 0, 0, 0],
    table: {
      widths: grid.map((one) => Math.max(one - padding.left - padding.right, 1)),
      heights: (row: number) => heightOf(rows[row]),
      body,
      headerRows: heads,
      ...(heads > 0 && rows.length > heads ? { keepWithHeaderRows: 1 } : {}),
      dontBreakRows: !split,
    },
    layout: layoutOf(lines, padding),
    // A block such as that of the signature is never torn apart.
    ...(!split && heads === 0 && rows.length <= 3 ? { unbreakable: true } : {}),
  } satisfies ContentTable
}

function rowsOf(table: Element): Element[] {
  return table.children.flatMap((one) => {
    if (one.name === 'w:sdt')
      return (child(one, 'w:sdtContent')?.children ?? []).filter(({ name }) => name === 'w:tr')
    return one.name === 'w:tr' ? [one] : []
  })
}

function headsOf(rows: readonly Element[]): number {
  const first = rows.findIndex((row) => onOff(child(row, 'w:trPr'), 'w:tblHeader') !== true)
  return first < 0 ? 0 : first
}

function heightOf(row: Element | undefined): number | 'auto' {
  return fromTwips(valueOf(child(row, 'w:trPr'), 'w:trHeight')) ?? 'auto'
}

/** Widths of the grid's columns, made to fit where the table is wider than its place. */
function gridOf(table: Element, cells: readonly (readonly Cell[])[], width: number): number[] {
  const columns = Math.max(...cells.map((row) => row.reduce((sum, { span }) => sum + span, 0)), 1)
  const given = (child(table, 'w:tblGrid')?.children ?? []).map(
    ({ attributes }) => fromTwips(attributes['w:w']) ?? 0,
  )
  const widths = Array.from({ length: columns }, (_, at) => given[at] ?? 0)
  for (const row of cells)
    for (const { element, at, span } of row) {
      const own = child(child(element, 'w:tcPr'), 'w:tcW')?.attributes
      if (span === 1 && own?.['w:type'] === 'dxa') widths[at] = fromTwips(own['w:w']) ?? widths[at] ?? 0
    }
  const sum = widths.reduce((total, one) => total + one, 0)
  if (sum === 0) return widths.map(() => width / columns)
  return sum > width ? widths.map((one) => (one * width) / sum) : widths
}

function leftOf(tblPr: Element | undefined, width: number, whole: number, padding: Padding): number {
  const align = valueOf(tblPr, 'w:jc')
  const room = Math.max(width - whole, 0)
  if (align === 'center') return room / 2
  if (align === 'right' || align === 'end') return room
  return fromTwips(child(tblPr, 'w:tblInd')?.attributes['w:w']) ?? (room > 0 ? 0 : -Math.min(padding.left, 0))
}

interface RowPlace {
  readonly reading: Reading
  readonly cells: readonly (readonly Cell[])[]
  readonly index: number
  readonly grid: readonly number[]
  readonly lines: Lines
  readonly padding: Padding
}

function rowContent(place: RowPlace): TableCell[] {
  const { cells, index, grid } = place
  const filled: TableCell[] = grid.map(() => ({ text: '', border: [false, false, false, false] }))
  for (const cell of cells[index] ?? []) {
    if (cell.merge === 'continues') continue
    const taken = cell.merge === 'starts' ? rowsTaken(cells, index, cell.at) : 1
    filled[cell.at] = cellContent(place, cell, taken)
  }
  return filled
}

const VERTICAL: Readonly<Record<string, 'top' | 'middle' | 'bottom'>> = { center: 'middle', bottom: 'bottom' }

function cellContent(place: RowPlace, cell: Cell, taken: number): TableCell {
  const { reading, grid, padding, cells, index, lines } = place
  const tcPr = child(cell.element, 'w:tcPr')
  const own = linesOf(child(tcPr, 'w:tcBorders'))
  const last = { row: index + taken >= cells.length, column: cell.at + cell.span >= grid.length }
  const shown = (side: 'left' | 'top' | 'right' | 'bottom', outer: boolean): boolean => {
    const inside = side === 'left' || side === 'right' ? lines.insideV : lines.insideH
    return (own[side] ?? (outer ? lines[side] : inside) ?? 0) > 0
  }
  const room = grid.slice(cell.at, cell.at + cell.span).reduce((sum, one) => sum + one, 0)
  const fill = child(tcPr, 'w:shd')?.attributes['w:fill']
  return {
    stack: reading.blocks(reading, cell.element.children, Math.max(room - padding.left - padding.right, 1), [
      'w:tcPr',
    ]),
    border: [
      shown('left', cell.at === 0),
      shown('top', index === 0),
      shown('right', last.column),
      shown('bottom', last.row),
    ],
    ...(cell.span > 1 ? { colSpan: cell.span } : {}),
    ...(taken > 1 ? { rowSpan: taken } : {}),
    ...(fill !== undefined && /^[0-9a-fA-F]{6}$/u.test(fill) ? { fillColor: `#${fill}` } : {}),
    verticalAlignment: VERTICAL[valueOf(tcPr, 'w:vAlign') ?? ''] ?? 'top',
  }
}

function layoutOf(lines: Lines, padding: Padding): ContentTable['layout'] {
  const width = Math.max(...Object.values(lines), 0) || 0.5
  return {
    hLineWidth: () => width,
    vLineWidth: () => width,
    paddingLeft: () => padding.left,
    paddingRight: () => padding.right,
    paddingTop: () => padding.top,
    paddingBottom: () => padding.bottom,
  }
}
