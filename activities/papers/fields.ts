// What was filled in at a step, in words: labels from the step's data, values as people read them.
import type { Body } from '../../domain/body.ts'
import type { PaperData } from '../../domain/paper-tags.ts'
import { amountInWords, amountText } from '../../domain/paper-words.ts'
import type { Need } from '../../domain/procedure.ts'
import { wordsOf } from '../../domain/reference.ts'
import { rowsOf } from '../../domain/rows.ts'
import { formatDate, isCivilDate } from '../../domain/time/civil.ts'

type Field = Extract<Need, { kind: 'field' }>
type Value = string | number | boolean | null

function shown(field: Field, value: Value): string {
  if (value === null) return ''
  if (field.type === 'boolean') return value === true ? 'Có' : 'Không'
  if (field.type === 'choice') return field.choices?.find(({ id }) => id === value)?.vi ?? String(value)
  if (field.type === 'money' && typeof value === 'number') return `${amountText(value)} đồng`
  if (field.type === 'date' && isCivilDate(value)) return formatDate(value)
  return wordsOf(String(value))
}

const fieldsOf = (needs: readonly Need[]): readonly Field[] =>
  needs.flatMap((need) => (need.kind === 'field' ? [need] : []))

/** The step's fields that were filled in, numbered. */
export function fieldRows(needs: readonly Need[], written: Body | null): PaperData[] {
  return fieldsOf(needs)
    .flatMap((field) => {
      const value = written?.fields?.[field.id] ?? null
      const text = shown(field, value)
      return text === '' ? [] : [{ label: field.vi, value: text }]
    })
    .map((row, at) => ({ no: String(at + 1), ...row }))
}

interface Sum {
  readonly label: string
  readonly amount: number
}

/** The rows of the table that a sum stands for, by their first text. */
function rowsOfSum({ sumOf }: Field, needs: readonly Need[], written: Body | null): Sum[] {
  const table = needs.find((need) => need.kind === 'rows' && need.id === sumOf?.rows)
  const column = sumOf?.column
  if (table?.kind !== 'rows' || column === undefined) return []
  const named = table.columns.find(({ type }) => type === 'text')?.id ?? ''
  return rowsOf(written, table.id).flatMap((row) => {
    const amount = row[column]
    return typeof amount === 'number' ? [{ label: String(row[named] ?? ''), amount }] : []
  })
}

/** Sums of money that were filled in, and their total; of a table's sum its rows, where nothing stands beside it. */
export function moneyData(needs: readonly Need[], written: Body | null): PaperData {
  const fields = fieldsOf(needs).flatMap((field): (Sum & { readonly field: Field })[] => {
    const amount = written?.fields?.[field.id]
    return field.type === 'money' && typeof amount === 'number' ? [{ field, label: field.vi, amount }] : []
  })
  const tables = fields.every(({ field }) => field.sumOf !== undefined)
    ? fields.flatMap(({ field }) => rowsOfSum(field, needs, written))
    : []
  const listed = tables.length === 0
  const { lines, total } = listed ? totalled(fields) : { lines: tables, total: sumOf(tables) }
  return {
    listed,
    lines: lines.map(({ label, amount }, at) => ({ no: String(at + 1), label, amount: amountText(amount) })),
    total: amountText(total),
    totalInWords: amountInWords(total),
  }
}

const sumOf = (lines: readonly Sum[]): number => lines.reduce((all, { amount }) => all + amount, 0)

/** A first figure that is the sum of the others is their total, not a line beside them. */
function totalled(lines: readonly Sum[]): { readonly lines: readonly Sum[]; readonly total: number } {
  const sum = sumOf(lines)
  const [first, ...rest] = lines
  const isTotal = first !== undefined && rest.length > 0 && first.amount === sum - first.amount
  return isTotal ? { lines: rest, total: first.amount } : { lines, total: sum }
}
