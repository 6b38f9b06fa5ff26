// What a step asks for in words, and what of it is counted: fields and figures, children, amounts, registers.
import type { Among, Amount, Figure, Having, RowsAmount } from '../../domain/counting.ts'
import type { Need, Procedure, ResultRule, RowsNeed } from '../../domain/procedure.ts'
import type { Column } from '../../domain/rows-rule.ts'
import { resultRules } from '../../domain/results.ts'
import { term } from '../../domain/glossary.ts'
import { sourceText } from './text.ts'

type Known = Pick<Procedure, 'figures' | 'settings' | 'steps'>

const year = (offset: -1 | 0): string => (offset === 0 ? 'the year itself' : 'the year before')

function amongText({ in: where, kinds }: Among): string {
  const names = kinds.map((kind) => term('subjectKind', kind)).join(', ')
  return where === 'below' ? `${names} right below the subject's office` : `parts of the matter (${names})`
}

function resultText({ result, of, yearOffset, over, accepted }: ResultRule): string {
  const whose = of === 'owner' ? ' of the owning office' : ''
  const last = over === undefined ? '' : `at least ${over.atLeast} of the ${over.years} years up to `
  return `result \`${result}\`${whose} of ${last}${year(yearOffset)}: ${accepted.join(' or ')}`
}

function havingText(having: Having): string {
  if ('result' in having)
    return `result \`${having.result}\` of ${year(having.yearOffset)}: ${having.accepted.join(' or ')}`
  const ends = having.outcomes === undefined ? 'begun' : `ended ${having.outcomes.join(' or ')}`
  return `\`${having.procedure}\` ${ends} this year`
}

const PLACES = {
  below: 'offices right below',
  own: 'the own office',
  parts: 'parts of the matter',
  territory: 'the whole territory',
} as const

/** A figure in words: what is counted, and where. */
export function figureText(figure: Figure): string {
  const ends = (outcomes: readonly string[] | undefined): string =>
    outcomes === undefined ? '' : `, ended ${outcomes.join(' or ')}`
  switch (figure.of) {
    case 'children':
      return `how many of: ${amongText(figure.among)}${figure.having === undefined ? '' : `; with ${havingText(figure.having)}`}`
    case 'register': {
      const types = figure.types === undefined ? '' : ` of type ${figure.types.join(', ')}`
      const when = figure.status === 'active' ? 'active' : `${figure.status} in the year`
      return `register of ${term('subjectKind', figure.kind)}${types}: ${when}, in the whole territory`
    }
    case 'dossiers':
      return `dossiers of ${figure.procedures.join(', ')}${ends(figure.outcomes)}: ${PLACES[figure.in]}`
    case 'sum': {
      const step = figure.step === undefined ? '' : ` at step \`${figure.step}\``
      const waits = figure.waiting === true ? ', asked for and not decided yet' : ''
      return `sum of \`${figure.field}\`${step} in ${figure.procedures.join(', ')}${waits}${ends(figure.outcomes)}: ${PLACES[figure.in]}`
    }
  }
}

/** What rows come to, in words. */
function rowsText({ rows, column, setting, on }: RowsAmount): string {
  const each = column === undefined ? `rows of \`${rows}\`` : `\`${column}\` over the rows of \`${rows}\``
  if (setting === undefined) return `sum of ${each}`
  return `sum of ${each} × setting \`${setting}\`${on === undefined ? '' : ` as it held on the row's \`${on}\``}`
}

/** What a value that points at something known is chosen among. */
function amongKnown({ type, byHand }: Pick<Column, 'byHand'> & { readonly type: string }): string {
  const known = type === 'office' ? 'an office' : type === 'person' ? 'an account holder' : null
  return known === null ? '' : ` [${known}${byHand === true ? ', or by hand' : ''}]`
}

function columnText(column: Column): string {
  const { vi, choices, required, summed } = column
  const among = choices === undefined ? '' : ` [${choices.map((one) => one.vi).join(' / ')}]`
  return `${vi}${among}${amongKnown(column)}${required ? '' : ' (if any)'}${summed === true ? ' (summed)' : ''}`
}

function tableText({ vi, columns, least, most, requiredWith, inOrder }: RowsNeed): string {
  const many = least === 0 ? `up to ${most} rows` : `${least} to ${most} rows`
  const asked = requiredWith === undefined ? '' : `, with \`${requiredWith}\` at least one`
  const order = inOrder === undefined ? '' : `, \`${inOrder[1]}\` not before \`${inOrder[0]}\``
  return `table "${vi}" (${columns.map(columnText).join(' · ')}): ${many}${asked}${order}`
}

function amountText(amount: Amount): string {
  if (typeof amount === 'number') return String(amount)
  if ('rows' in amount) return rowsText(amount)
  const of = 'step' in amount && amount.step !== undefined ? ` of step \`${amount.step}\`` : ''
  if ('field' in amount) return `\`${amount.field}\`${of}`
  if ('figure' in amount) return `figure \`${amount.figure}\``
  const times = amount.times === undefined ? '' : ` × \`${amount.times}\`${of}`
  const counted = amount.timesFigure === undefined ? '' : ` × figure \`${amount.timesFigure}\``
  const on = amount.on === undefined ? '' : ` as it held on \`${amount.on}\`${of}`
  return `setting \`${amount.setting}\`${on}${times}${counted}`
}

function compareText(need: Extract<Need, { kind: 'compare' }>): string {
  const sum = (amounts: readonly Amount[]): string => amounts.map(amountText).join(' + ')
  const share = need.share === undefined ? '' : `${need.share.join('/')} of `
  const beside =
    need.waiting === undefined
      ? ''
      : `; said beside it: ${need.waiting.map((id) => `figure \`${id}\``).join(' + ')}`
  return `${need.vi}: ${sum(need.left)} ${need.op === 'atMost' ? '≤' : '≥'} ${share}${sum(need.right)}${beside} (${sourceText(need.source)})`
}

function childrenText(need: Extract<Need, { kind: 'children' }>): string {
  const having = need.having === undefined ? '' : ` have ${havingText(need.having)}`
  const minimum = need.minimum === undefined ? '' : `, and there are ${need.minimum} or more`
  return `${need.vi}: at least ${need.atLeast.join('/')} of ${amongText(need.among)}${having}${minimum} (${sourceText(need.source)})`
}

function fieldText(need: Extract<Need, { kind: 'field' }>): string {
  const choices = need.choices === undefined ? '' : ` [${need.choices.map(({ vi }) => vi).join(' / ')}]`
  const from = need.figure === undefined ? '' : ` (prefilled: figure \`${need.figure}\`)`
  const sum = need.sumOf === undefined ? '' : ` (= ${rowsText(need.sumOf)})`
  return `${need.vi}${choices}${amongKnown(need)}${need.required ? '' : ' (if any)'}${from}${sum}`
}

/** A need in one phrase. */
export function needText(need: Need): string {
  switch (need.kind) {
    case 'field':
      return fieldText(need)
    case 'rows':
      return tableText(need)
    case 'document':
      return `${need.vi}${need.required ? '' : need.requiredWith === undefined ? ' (if any)' : ` (with \`${need.requiredWith}\`)`}`
    case 'criteriaMet':
      return `all criteria met, by ${need.by}`
    case 'assessed':
      return `self-assessed at least ${need.times} time${need.times === 1 ? '' : 's'}`
    case 'priorResult':
      return `${resultRules(need).map(resultText).join('; or ')} (${sourceText(need.source)})`
    case 'children':
      return childrenText(need)
    case 'compare':
      return compareText(need)
    case 'scored':
      return `scored by ${need.by}${need.accepted === undefined ? '' : `: ${need.accepted.join(' or ')}`}`
  }
}

/** Rows of the table of figures. */
export function figureRows({ figures }: Known): string[][] {
  return Object.entries(figures ?? {}).map(([id, { vi, figure, source }]) => [
    `${vi} (\`${id}\`)`,
    figureText(figure),
    sourceText(source),
  ])
}

/** Rows of the table of registers: in which one a number is given, where, at which step. */
export function registerRows({ steps }: Known): string[][] {
  return steps.flatMap(({ vi, id, numbers }) =>
    (numbers ?? []).map(({ register, level, byPolice }) => [
      `\`${register}\`${byPolice === undefined ? '' : `, signed by the police \`${byPolice}\``}`,
      term('level', level),
      `${vi} (\`${id}\`)`,
    ]),
  )
}
