// What a player of the year writes: a form with everything that the step needs, figures as the system counts them, a file
// for each document, and an answer with full points to every criterion.
import type { Answer, Body } from '../../../domain/command.ts'
import type { Column, FieldNeed, Need } from '../../../domain/procedure.ts'
import { derivedSum } from '../../../domain/rows.ts'
import { SHEETS } from '../../../procedures/sheets.ts'
import { RehearsalError } from '../client.ts'
import type { Person } from '../client.ts'

export type Value = string | number | boolean

/** Values by field, where a scene wants other ones than the usual. */
export type Fields = Readonly<Record<string, Value>>
/** Rows by table, where a scene wants other ones than the usual. */
export type Tables = NonNullable<Body['rows']>

function usual(need: FieldNeed | Column): Value {
  switch (need.type) {
    case 'integer':
      return need.min ?? 5
    case 'money':
      return need.min ?? 1_000_000
    case 'boolean':
      return true
    case 'date':
      return '2026-06-30'
    case 'choice':
      return need.choices?.[0]?.id ?? ''
    case 'office':
    case 'person':
      if (need.byHand !== true) throw new RehearsalError(`${need.id}: the scene has to say whom it points at`)
      return need.vi
    default:
      return `Nội dung ${need.vi.toLowerCase()}`
  }
}

/** The tables of a step: what the scene says, and a usual row where one must be there. */
export function tablesFor(needs: readonly Need[], given: Tables): Tables {
  const tables = needs.flatMap((need) => {
    if (need.kind !== 'rows') return []
    const row = Object.fromEntries(
      need.columns.flatMap((column) => (column.required ? [[column.id, usual(column)] as const] : [])),
    )
    const rows = given[need.id] ?? Array.from({ length: need.least }, () => row)
    return rows.length === 0 ? [] : [[need.id, rows] as const]
  })
  return Object.fromEntries(tables)
}

/** The fields of a step: what was counted, what the scene says, and the usual for whatever else must be there. */
export function fieldsFor(
  needs: readonly Need[],
  counted: Readonly<Record<string, number>>,
  given: Fields,
  rows: Tables = {},
): Record<string, Value> {
  const filled = needs.flatMap((need) => {
    if (need.kind !== 'field') return []
    if (need.sumOf !== undefined) return [[need.id, derivedSum(need.sumOf, { rows }) ?? 0] as const]
    const value = given[need.id] ?? counted[need.id] ?? (need.required ? usual(need) : undefined)
    return value === undefined ? [] : [[need.id, value] as const]
  })
  return Object.fromEntries(filled)
}

/** Uploads a file for each document that must be there, always or for what stands in a field. */
export async function documentsFor(
  person: Person,
  dossierId: string,
  needs: readonly Need[],
  fields: Fields = {},
): Promise<{ kind: string; sha256: string; name: string }[]> {
  const documents = []
  for (const need of needs)
    if (need.kind === 'document' && (need.required || fields[need.requiredWith ?? ''] !== undefined))
      documents.push(await person.upload(dossierId, need.id, `${dossierId} ${need.id}`))
  return documents
}

/** Answers to the whole sheet, all met and in full; `vetoed`: the first criterion that must be met isn't, its points given all the same. */
export function answersFor(sheet: { readonly id: string; readonly version: number } | null, vetoed: boolean) {
  const known = SHEETS.find(({ id }) => id === sheet?.id)
  if (known === undefined) throw new RehearsalError(`no sheet ${JSON.stringify(sheet)}`)
  const first = vetoed ? known.criteria.find(({ mustMeet }) => mustMeet)?.id : undefined
  const answers = known.criteria.map(({ id, points }): [string, Answer] => {
    const verdict = id === first ? 'notMet' : 'met'
    return [id, points === undefined ? { verdict } : { verdict, points }]
  })
  return { sheet, answers: Object.fromEntries(answers) }
}
