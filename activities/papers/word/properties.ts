// How runs and paragraphs look: what a style gives, what stands directly, and what of it isn't drawn. Sizes are points.
import type { Findings } from './unsupported.ts'
import { child, numberOf, onOff, valueOf } from './xml.ts'
import type { Element } from './xml.ts'

export interface RunLook {
  readonly bold?: boolean
  readonly italics?: boolean
  readonly underline?: boolean
  readonly strike?: boolean
  readonly caps?: boolean
  readonly size?: number
  readonly color?: string
  readonly background?: string
  readonly raised?: 'superscript' | 'subscript'
  readonly font?: string
  readonly spacing?: number
}

export interface ParagraphLook {
  readonly align?: 'left' | 'center' | 'right' | 'justify'
  readonly left?: number
  readonly right?: number
  readonly firstLine?: number
  readonly before?: number
  readonly after?: number
  /** Multiple of a single line, or points where it is fixed. */
  readonly line?: { readonly times: number } | { readonly points: number }
  readonly keepNext?: boolean
  readonly pageBreakBefore?: boolean
  readonly contextual?: boolean
  readonly top?: number
  readonly bottom?: number
}

const RUN_KNOWN = new Set(
  (
    'rStyle rFonts b bCs i iCs caps strike u color sz szCs highlight vertAlign lang noProof kern spacing ' +
    'webHidden shd bdr smallCaps dstrike vanish outline shadow emboss imprint w position cs rtl'
  )
    .split(' ')
    .map((name) => `w:${name}`),
)
/** Drawn otherwise than it is asked, where they are turned on. */
const RUN_REFUSED = ['w:smallCaps', 'w:dstrike', 'w:vanish', 'w:outline', 'w:shadow', 'w:emboss', 'w:imprint']

const HIGHLIGHTS: Readonly<Record<string, string>> = {
  yellow: '#ffff00',
  green: '#00ff00',
  cyan: '#00ffff',
  magenta: '#ff00ff',
  red: '#ff0000',
  lightGray: '#c0c0c0',
  darkGray: '#808080',
}

/** Points from twentieths of a point. */
export const fromTwips = (text: string | undefined): number | undefined => {
  const twips = numberOf(text)
  return twips === undefined ? undefined : twips / 20
}

/** Drops what isn't said, so that spreading it leaves what is there. */
export function said<T extends object>(look: T): T {
  // Only members without a value are left out: the type stays.
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined)) as T
}

const colour = (text: string | undefined): string | undefined =>
  text !== undefined && /^[0-9a-fA-F]{6}$/u.test(text) ? `#${text.toLowerCase()}` : undefined

/** The look that `w:rPr` gives. */
export function runLook(rPr: Element | undefined, findings: Findings): RunLook {
  if (rPr === undefined) return {}
  findings.others(rPr, RUN_KNOWN)
  for (const name of RUN_REFUSED) if (onOff(rPr, name) === true) findings.add(name)
  if ((numberOf(valueOf(rPr, 'w:w')) ?? 100) !== 100) findings.add('w:w', 'chữ co giãn ngang')
  if ((numberOf(valueOf(rPr, 'w:position')) ?? 0) !== 0) findings.add('w:position', 'chữ nâng hoặc hạ')
  const underline = valueOf(rPr, 'w:u')
  const raised = valueOf(rPr, 'w:vertAlign')
  const size = numberOf(valueOf(rPr, 'w:sz'))
  const spacing = fromTwips(valueOf(rPr, 'w:spacing'))
  const highlight = valueOf(rPr, 'w:highlight')
  return said<RunLook>({
    bold: onOff(rPr, 'w:b'),
    italics: onOff(rPr, 'w:i'),
    underline: underline === undefined ? undefined : underline !== 'none',
    strike: onOff(rPr, 'w:strike'),
    caps: onOff(rPr, 'w:caps'),
    size: size === undefined ? undefined : size / 2,
    color: colour(valueOf(rPr, 'w:color')),
    background: highlight === undefined ? colour(valueOf(rPr, 'w:shd', 'w:fill')) : HIGHLIGHTS[highlight],
    raised: raised === 'superscript' || raised === 'subscript' ? raised : undefined,
    font: child(rPr, 'w:rFonts')?.attributes['w:ascii'],
    spacing: spacing === 0 ? undefined : spacing,
  })
}

const PARAGRAPH_KNOWN = new Set(
  (
    'pStyle keepNext keepLines pageBreakBefore widowControl spacing ind jc rPr contextualSpacing outlineLvl tabs pBdr ' +
    'suppressAutoHyphens autoSpaceDE autoSpaceDN snapToGrid adjustRightInd textAlignment bidi shd kinsoku wordWrap ' +
    'overflowPunct mirrorIndents suppressLineNumbers cnfStyle divId'
  )
    .split(' ')
    .map((name) => `w:${name}`),
)
const ALIGNMENTS: Readonly<Record<string, ParagraphLook['align']>> = {
  left: 'left',
  start: 'left',
  center: 'center',
  right: 'right',
  end: 'right',
  both: 'justify',
  distribute: 'justify',
}

/** The look that `w:pPr` gives. */
export function paragraphLook(pPr: Element | undefined, findings: Findings): ParagraphLook {
  if (pPr === undefined) return {}
  for (const { name, children } of pPr.children) {
    const plain =
      name === 'w:numPr' && children.some((one) => one.name === 'w:numId' && one.attributes['w:val'] === '0')
    if (!PARAGRAPH_KNOWN.has(name) && !plain) findings.add(name)
  }
  if (colour(valueOf(pPr, 'w:shd', 'w:fill')) !== undefined) findings.add('w:shd', 'nền màu của đoạn')
  if (onOff(pPr, 'w:bidi') === true) findings.add('w:bidi', 'chữ viết từ phải sang trái')
  const ind = child(pPr, 'w:ind')?.attributes ?? {}
  if ((fromTwips(ind['w:hanging']) ?? 0) > 0) findings.add('hanging')
  const spacing = child(pPr, 'w:spacing')?.attributes ?? {}
  return said<ParagraphLook>({
    align: ALIGNMENTS[valueOf(pPr, 'w:jc') ?? ''],
    left: fromTwips(ind['w:left'] ?? ind['w:start']),
    right: fromTwips(ind['w:right'] ?? ind['w:end']),
    firstLine: fromTwips(ind['w:firstLine']),
    before: fromTwips(spacing['w:before']),
    after: fromTwips(spacing['w:after']),
    line: lineOf(spacing),
    keepNext: onOff(pPr, 'w:keepNext'),
    pageBreakBefore: onOff(pPr, 'w:pageBreakBefore'),
    contextual: onOff(pPr, 'w:contextualSpacing'),
    ...bordersOf(child(pPr, 'w:pBdr'), findings),
  })
}

function lineOf(spacing: Readonly<Record<string, string>>): ParagraphLook['line'] {
  const line = numberOf(spacing['w:line'])
  if (line === undefined) return undefined
  return (spacing['w:lineRule'] ?? 'auto') === 'auto' ? { times: line / 240 } : { points: line / 20 }
}

/** Lines above and below a paragraph, by their width; those at its sides aren't drawn. */
function bordersOf(pBdr: Element | undefined, findings: Findings): Pick<ParagraphLook, 'top' | 'bottom'> {
  if (pBdr === undefined) return {}
  const width = (side: Element): number | undefined => {
    if (['nil', 'none'].includes(side.attributes['w:val'] ?? 'none')) return undefined
    return (numberOf(side.attributes['w:sz']) ?? 4) / 8
  }
  for (const side of pBdr.children)
    if (!['w:top', 'w:bottom'].includes(side.name) && width(side) !== undefined)
      findings.add('w:pBdr', 'đường kẻ ở bên đoạn')
  const top = child(pBdr, 'w:top')
  const bottom = child(pBdr, 'w:bottom')
  return said({ top: top && width(top), bottom: bottom && width(bottom) })
}
