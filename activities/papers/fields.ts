// What was filled in at a step, in words: labels from the step's data, values as people read them.
import type { Body } from '../../domain/body.ts'
import type { PaperData } from '../../domain/paper-tags.ts'
import { amountText } from '../../domain/paper-words.ts'
import type { Need } from '../../domain/procedure.ts'
import { formatDate, isCivilDate } from '../../domain/time/civil.ts'

type Field = Extract<Need, { kind: 'field' }>
type Value = string | number | boolean | null

function shown(field: Field, value: Value): string {
  if (value === null) return ''
  if (field.type === 'boolean') return value === true ? 'Có' : 'Không'
  if (field.type === 'choice') return field.choices?.find(({ id }) => id === value)?.vi ?? String(value)
  if (field.type === 'money' && typeof value === 'number') return `${amountText(value)} đồng`
  if (field.type === 'date' && isCivilDate(value)) return formatDate(value)
  return String(value)
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

/** Sums of money that were filled in, by label. */
export function moneyOf(
  needs: readonly Need[],
  written: Body | null,
): { readonly label: string; readonly amount: number }[] {
  return fieldsOf(needs).flatMap((field) => {
    const value = written?.fields?.[field.id]
    return field.type === 'money' && typeof value === 'number' ? [{ label: field.vi, amount: value }] : []
  })
}
