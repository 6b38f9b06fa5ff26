// What was seen happening in the rehearsed year, by the names that the table of coverage asks for: read from the record's
// own lines, never from what the rehearsal meant to do.
import type { Person } from '../client.ts'

/** A line of a dossier's record, as far as it is looked at. */
interface Line {
  readonly type: string
  readonly action: string
  readonly from: { readonly step: string } | null
  readonly capacity: { readonly role: string } | null
  readonly form: string | null
  readonly data: Readonly<Record<string, unknown>>
}

interface Seen {
  readonly procedure: { readonly id: string }
  readonly subject: { readonly kind: string; readonly type?: string; readonly code?: string }
  readonly copies: readonly unknown[]
}

const AFTER = ['revoke', 'maintain', 'correct', 'reopen', 'handOut']

/** The names of one dossier's procedure: bare, with its type or kind, with its code, with both. */
function prefixesOf({ procedure: { id }, subject: { kind, type, code } }: Seen): string[] {
  const typed = `${id}#${type ?? kind}`
  return [id, typed, ...(code === undefined ? [] : [`${id}@${code}`, `${typed}@${code}`])]
}

function eventsOf(line: Line): string[] {
  const { type, action, from, form, data } = line
  return [
    ...(from === null ? [] : [AFTER.includes(action) ? `after/${action}` : `${from.step}/${action}`]),
    ...(type === 'concluded' ? [`=${String(data['outcome'])}`] : []),
    ...(type === 'numbered' ? [`number/${String(data['register'])}`] : []),
    ...(type === 'certificateIssued' ? ['certificate/issued'] : []),
    ...(form === null ? [] : [`signed/${form}`]),
  ]
}

export class Ledger {
  readonly #names = new Set<string>()

  get names(): ReadonlySet<string> {
    return this.#names
  }

  add(...names: readonly string[]): void {
    for (const name of names) this.#names.add(name)
  }

  /** Adds what a form has shown: figures that were counted and numbers that were handed in, neither of them nothing. */
  form(
    state: Seen,
    counted: Readonly<Record<string, number>>,
    fields: Readonly<Record<string, unknown>>,
  ): void {
    for (const prefix of prefixesOf(state)) {
      for (const [id, value] of Object.entries(counted)) if (value > 0) this.add(`${prefix}/figure/${id}`)
      for (const [id, value] of Object.entries(fields))
        if (typeof value === 'number' && value > 0 && counted[id] === undefined)
          this.add(`${prefix}/counts/${id}`)
    }
  }

  /** Reads the whole record of a dossier. */
  async read(reader: Person, dossierId: string): Promise<void> {
    const detail = await reader.must('GET', `/dossiers/${dossierId}`)
    const state = detail['state'] as Seen
    const history = await reader.must('GET', `/dossiers/${dossierId}/history?limit=200`)
    const prefixes = prefixesOf(state)
    for (const line of history['items'] as readonly Line[]) {
      if (line.capacity !== null) this.add(`cast/${line.capacity.role}`)
      for (const event of eventsOf(line)) this.add(...prefixes.map((prefix) => `${prefix}/${event}`))
    }
    if (state.copies.length > 0) this.add(...prefixes.map((prefix) => `${prefix}/copies/sent`))
  }
}
