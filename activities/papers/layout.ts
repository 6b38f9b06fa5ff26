// The few blocks that shipped templates are written in, as data, and the Word file built from them: head of an official
// paper, paragraphs, tables with a head that comes again on every page, signature with its recipients.
import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { ITableCellOptions } from 'docx'
import type { Column, TemplateSpec, TextBlock } from './blocks.ts'
import { PAGE } from './settings.ts'

const TWIPS_PER_MM = 1440 / 25.4
const twips = (mm: number): number => Math.round(mm * TWIPS_PER_MM)
const SHORT = 210
const LONG = 297
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const NO_LINES = { top: NO_LINE, bottom: NO_LINE, left: NO_LINE, right: NO_LINE }
const ALIGNMENTS = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.BOTH,
} as const

/** Runs of a text with its marks of bold and italic. */
function runsOf(text: string, size: number): TextRun[] {
  return text
    .split(/(\/\/\*\*.+?\*\*\/\/|\*\*.+?\*\*|\/\/.+?\/\/)/u)
    .filter((part) => part !== '')
    .map((part) => {
      const both = part.startsWith('//**')
      const bold = both || part.startsWith('**')
      const italics = both || part.startsWith('//')
      const marks = both ? 4 : bold || italics ? 2 : 0
      return new TextRun({ text: part.slice(marks, part.length - marks), size: size * 2, bold, italics })
    })
}

function paragraph(block: TextBlock): Paragraph {
  const size = block.size ?? PAGE.text
  const [length, column] = block.line ?? [0, 0]
  const side = twips(Math.max((column - length) / 2, 0))
  return new Paragraph({
    children: runsOf(block.p, size),
    run: { size: size * 2 },
    alignment: ALIGNMENTS[block.align ?? 'left'],
    spacing: { before: (block.before ?? 0) * 20, after: (block.after ?? 0) * 20 },
    ...(block.indent === true ? { indent: { firstLine: twips(PAGE.indent) } } : {}),
    ...(block.line === undefined
      ? {}
      : {
          indent: { left: side, right: side },
          border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 0, color: 'auto' } },
        }),
    keepNext: block.keep === true,
    pageBreakBefore: block.pageBreak === true,
  })
}

function cell(
  children: readonly (Paragraph | Table)[],
  mm: number,
  options: Partial<ITableCellOptions> = {},
): TableCell {
  return new TableCell({
    children: [...children],
    width: { size: twips(mm), type: WidthType.DXA },
    ...options,
  })
}

function bare(columns: readonly number[], rows: readonly (readonly (readonly TextBlock[])[])[]): Table {
  return new Table({
    rows: rows.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          children: row.map((blocks, at) =>
            cell(blocks.map(paragraph), columns[at] ?? 0, {
              borders: NO_LINES,
              margins: { left: 0, right: 0, top: 0, bottom: 0 },
            }),
          ),
        }),
    ),
    columnWidths: columns.map(twips),
    width: { size: twips(columns.reduce((sum, one) => sum + one, 0)), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    margins: { left: 0, right: 0, top: 0, bottom: 0 },
    borders: { ...NO_LINES, insideHorizontal: NO_LINE, insideVertical: NO_LINE },
  })
}

const MOTTO: readonly TextBlock[] = [
  { p: '**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**', align: 'center', size: 13 },
  { p: '**Độc lập - Tự do - Hạnh phúc**', align: 'center', size: 14 },
]

/** The two columns of the head: who issues, and the State's name with its motto. */
function head(kind: 'numbered' | 'letter' | 'plain', width: number): (Paragraph | Table)[] {
  const left = Math.round(width * 0.4)
  const columns = [left, width - left]
  const number: TextBlock = { p: 'Số: {number}/{symbol}', align: 'center', size: 13, before: 4 }
  const about: TextBlock = { p: 'V/v {excerpt}', align: 'center', size: 12, before: 2 }
  const place: TextBlock = { p: '//{placeDate}//', align: 'center', size: 13, before: 4 }
  const issuer: readonly TextBlock[] = [
    { p: '{#parentBody}' },
    { p: '{parentBody}', align: 'center', size: 13 },
    { p: '{/parentBody}' },
    { p: '**{bodyName}**', align: 'center', size: 13 },
    { p: '', size: 2, line: [22, left] },
  ]
  const motto: readonly TextBlock[] = [...MOTTO, { p: '', size: 2, line: [62, width - left] }]
  const second = { numbered: [number], letter: [number, about], plain: [{ p: '', size: 13 }] }[kind]
  return [
    bare(columns, [
      [issuer, motto],
      [second, [place]],
    ]),
    paragraph({ p: '', size: 10 }),
  ]
}

function signature(kind: 'office' | 'minutes' | 'certificate', width: number): (Paragraph | Table)[] {
  const half = width / 2
  const signer: readonly TextBlock[] = [
    { p: '{#signPrefix}', align: 'center' },
    { p: '**{signPrefix}**', align: 'center', size: 13 },
    { p: '{/signPrefix}', align: 'center' },
    { p: '**{signTitle}**', align: 'center', size: 13 },
    { p: '**{signerName}**', align: 'center', size: PAGE.text, before: 70 },
  ]
  const recipients: readonly TextBlock[] = [
    { p: '//**Nơi nhận:**//', size: PAGE.small },
    { p: '{#recipients}' },
    { p: '- {name};', size: PAGE.recipients },
    { p: '{/recipients}' },
    { p: '- Lưu: VT.', size: PAGE.recipients },
  ]
  const secretary: readonly TextBlock[] = [
    { p: '**NGƯỜI GHI BIÊN BẢN**', align: 'center', size: 13 },
    { p: '**{secretaryName}**', align: 'center', size: PAGE.text, before: 70 },
  ]
  const chair: readonly TextBlock[] = [
    { p: '**CHỦ TRÌ**', align: 'center', size: 13 },
    { p: '**{chairName}**', align: 'center', size: PAGE.text, before: 70 },
  ]
  const certificate: readonly TextBlock[] = [
    { p: '{qr}', align: 'center' },
    { p: 'Mã kiểm tra: {code}', align: 'center', size: PAGE.recipients },
    { p: '{verifyUrl}', align: 'center', size: 9 },
  ]
  const dated: readonly TextBlock[] = [
    { p: '//{placeDate}//', align: 'center', size: PAGE.text, after: 2 },
    ...signer,
  ]
  const [left, right] = {
    office: [recipients, signer],
    minutes: [secretary, chair],
    certificate: [certificate, dated],
  }[kind]
  return [paragraph({ p: '', size: 6, keep: true }), bare([half, half], [[left ?? [], right ?? []]])]
}

function listTable({
  loop,
  columns,
  total,
}: {
  loop: string
  columns: readonly Column[]
  total?: readonly string[]
}): Table {
  const line = { style: BorderStyle.SINGLE, size: 4, color: 'auto' }
  const side = { left: twips(1.5), right: twips(1.5), top: twips(0.6), bottom: twips(0.6) }
  const row = (texts: readonly string[], bold: boolean): TableRow =>
    new TableRow({
      cantSplit: true,
      tableHeader: bold && texts.length === columns.length && texts[0] === columns[0]?.head,
      children: columns.map(({ width, align }, at) =>
        cell(
          [
            paragraph({
              p: bold && (texts[at] ?? '') !== '' ? `**${texts[at]}**` : (texts[at] ?? ''),
              size: 12,
              align: bold ? 'center' : (align ?? 'left'),
            }),
          ],
          width,
          { verticalAlign: VerticalAlign.CENTER },
        ),
      ),
    })
  const cells = columns.map(({ cell: text }, at) => {
    const opened = at === 0 ? `{#${loop}}${text}` : text
    return at === columns.length - 1 ? `${opened}{/${loop}}` : opened
  })
  return new Table({
    rows: [
      row(
        columns.map((column) => column.head),
        true,
      ),
      row(cells, false),
      ...(total === undefined ? [] : [row(total, true)]),
    ],
    columnWidths: columns.map(({ width }) => twips(width)),
    width: { size: twips(columns.reduce((sum, { width }) => sum + width, 0)), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    margins: side,
    borders: {
      top: line,
      bottom: line,
      left: line,
      right: line,
      insideHorizontal: line,
      insideVertical: line,
    },
  })
}

/** The Word file of a template's data, as the `docx` library packs it. */
export function buildDocx({ landscape, blocks }: TemplateSpec): Promise<Buffer> {
  const wide = landscape === true
  const width = (wide ? LONG : SHORT) - PAGE.left - PAGE.right
  const children = blocks.flatMap((block): (Paragraph | Table)[] => {
    if ('p' in block) return [paragraph(block)]
    if ('head' in block) return head(block.head, width)
    if ('sign' in block) return signature(block.sign, width)
    return [listTable(block.table)]
  })
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })],
  })
  const document = new Document({
    creator: 'Trình',
    title: '',
    styles: { default: { document: { run: { font: 'Times New Roman', size: PAGE.text * 2 } } } },
    sections: [
      {
        properties: {
          // From the second page on a page bears its number, at the top in the middle.
          titlePage: true,
          page: {
            size: {
              width: twips(SHORT),
              height: twips(LONG),
              orientation: wide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: {
              top: twips(PAGE.top),
              bottom: twips(PAGE.bottom),
              left: twips(PAGE.left),
              right: twips(PAGE.right),
              header: twips(10),
              footer: twips(10),
            },
          },
        },
        headers: {
          default: new Header({ children: [number] }),
          first: new Header({ children: [new Paragraph('')] }),
        },
        children,
      },
    ],
  })
  return Packer.toBuffer(document)
}
