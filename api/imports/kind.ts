// What every kind of sheet is made of: its columns, how a row becomes an entry, how entries are judged and written. Judging
// and writing go through the functions of single entry (api/admin/…): a kind knows cells and words, and no rule.
import type { Client, Queryable } from '../../activities/pool.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { ActingDeps } from '../actions/basis.ts'
import type { Actor } from '../auth/actor.ts'
import type { Problem } from '../problems.ts'
import type { ProblemCode } from '../problem-codes.ts'
import { problemText } from '../problem-texts.ts'
import type { Cell, CellFault, Taken } from './cells.ts'
import { addressOf } from './layout.ts'
import type { ColumnSpec, Layout, SheetRow } from './layout.ts'
import type { Places } from './places.ts'

export const IMPORT_KINDS = ['units', 'people', 'results', 'scores'] as const
export type ImportKindId = (typeof IMPORT_KINDS)[number]

/** What becomes of a row: 'skipped' is no entry at all (a sum, a signature, numbering). */
export const FATES = ['new', 'same', 'changed', 'mistake', 'skipped'] as const
export type Fate = (typeof FATES)[number]

/** A cell that is wrong, by its address, with what to do about it. */
export interface Mistake {
  readonly cell: string
  readonly code: CellFault['code'] | ProblemCode | 'place' | 'unknown' | 'repeated'
  readonly vi: string
}

/** A field that differs from what stands; null for nothing there. */
export interface Change {
  readonly field: string
  readonly vi: string
  readonly from: string | null
  readonly to: string | null
}

export interface Outcome {
  readonly fate: Fate
  readonly mistakes: readonly Mistake[]
  readonly changes: readonly Change[]
  readonly notes: readonly string[]
}

/** What holds for a whole import. */
export interface Session {
  readonly importId: string
  readonly actor: Actor
  readonly at: Instant
  readonly places: Places
  /** What the upload said for rows that don't say it themselves. */
  readonly options: ImportOptions
}

export interface ImportOptions {
  readonly resultKind?: string | undefined
  readonly year?: number | undefined
  readonly campaignId?: string | undefined
  readonly action?: 'assess' | 'inspect' | undefined
}

/** One row with the layout of its sheet. */
export class Row {
  readonly sheet: string
  readonly source: SheetRow
  private readonly layout: Layout

  constructor(sheet: string, source: SheetRow, layout: Layout) {
    this.sheet = sheet
    this.source = source
    this.layout = layout
  }

  cell(column: string): Cell {
    const at = this.layout.columns[column]
    return at === undefined ? null : (this.source.cells[at - 1] ?? null)
  }

  /** The address of a column's cell; of the first column where the sheet has no such one. */
  address(column: string): string {
    const first = Math.min(...Object.values(this.layout.columns))
    return addressOf(this.layout.columns[column] ?? first, this.source.row)
  }

  mistake(column: string, code: Mistake['code'], vi: string): Mistake {
    return { cell: this.address(column), code, vi }
  }

  /** A refusal of single entry as a mistake of the column that stands for the field. */
  refused(problem: Problem, columns: Readonly<Record<string, string>>, texts: Texts = {}): Mistake {
    const { field = '' } = problem.parts
    const column = columns[field] ?? Object.values(columns)[0] ?? ''
    return this.mistake(
      column,
      problem.code,
      texts[`${problem.code}.${field}`] ?? texts[problem.code] ?? problemText(problem.code),
    )
  }
}

/** Sentences that say more than the general one, by code, or by code and field. */
export type Texts = Readonly<Record<string, string>>

/** Takes the cells of one row, and keeps what is wrong with them. */
export class Taking {
  readonly mistakes: Mistake[] = []
  readonly notes: string[] = []
  private readonly row: Row

  constructor(row: Row) {
    this.row = row
  }

  take<T>(column: string, read: (cell: Cell) => Taken<T>): T | null {
    const taken = read(this.row.cell(column))
    if (taken.ok) return taken.value
    this.mistakes.push(this.row.mistake(column, taken.fault.code, taken.fault.vi))
    return null
  }

  /** The same where the cell must not be empty. */
  need<T>(column: ColumnSpec, read: (cell: Cell) => Taken<T | null>): T | null {
    const before = this.mistakes.length
    const value = this.take(column.id, read)
    if (value === null && this.mistakes.length === before)
      this.mistakes.push(this.row.mistake(column.id, 'missing', `Thiếu “${column.vi}”.`))
    return value
  }

  fault(column: string, code: Mistake['code'], vi: string): null {
    this.mistakes.push(this.row.mistake(column, code, vi))
    return null
  }
}

/** A row that became an entry: by its key it is known in the file, by its content it is told from another one of that key. */
export interface Resolved<E> {
  readonly row: Row
  readonly entry: E
  readonly key: string
  readonly content: string
  /** Rows that belong together (of one person) must say the same of what they share. */
  readonly group?: { readonly key: string; readonly content: string; readonly column: string }
  /** The column to point at when the row is one too many. */
  readonly column: string
  readonly notes: readonly string[]
}

export interface KindSpec<E> {
  readonly id: ImportKindId
  readonly vi: string
  readonly roles: readonly Role[]
  readonly columns: readonly ColumnSpec[]
  /** Entries out of rows, or what is wrong with them. */
  resolve(session: Session, db: Queryable, rows: readonly Row[]): Promise<readonly (Resolved<E> | Outcome)[]>
  /** What would become of them. */
  judge(session: Session, db: Queryable, entries: readonly Resolved<E>[]): Promise<readonly Outcome[]>
  /** Does it, in the caller's transaction, and says what became of each. */
  write(session: Session, client: Client, entries: readonly Resolved<E>[]): Promise<readonly Outcome[]>
}

/** What of a file was seen so far, over all its rows. */
export class Seen {
  private readonly rows = new Map<string, { readonly where: string; readonly content: string }>()
  private readonly groups = new Map<string, { readonly where: string; readonly content: string }>()

  /** What an entry is besides its own worth: a repetition, or at odds with a row before it; null for neither. */
  again<E>({ row, key, content, group, column, notes }: Resolved<E>): Outcome | null {
    const where = `dòng ${row.source.row}${row.sheet === '' ? '' : ` (trang ${row.sheet})`}`
    const before = this.rows.get(key)
    if (before?.content === content)
      return { ...outcome('same'), notes: [...notes, `Lặp lại ${before.where}.`] }
    if (before !== undefined)
      return mistaken([row.mistake(column, 'repeated', `Trùng với ${before.where} nhưng nội dung khác.`)])
    const others = group === undefined ? undefined : this.groups.get(group.key)
    if (group !== undefined && others !== undefined && others.content !== group.content)
      return mistaken([row.mistake(group.column, 'repeated', `Khác với ${others.where} của cùng một người.`)])
    this.rows.set(key, { where, content })
    if (group !== undefined && others === undefined)
      this.groups.set(group.key, { where, content: group.content })
    return null
  }
}

export const outcome = (fate: Fate, parts: Partial<Omit<Outcome, 'fate'>> = {}): Outcome => ({
  ...{ fate, mistakes: [], changes: [], notes: [] },
  ...parts,
})

export const mistaken = (mistakes: readonly Mistake[], notes: readonly string[] = []): Outcome =>
  outcome('mistake', { mistakes, notes })

export function isOutcome<E>(one: Resolved<E> | Outcome): one is Outcome {
  return 'fate' in one
}

/** A kind with the type of its entries erased: what reads and writes files needs of it. */
export interface ImportKind extends Omit<KindSpec<unknown>, 'resolve' | 'judge' | 'write'> {
  /** What would become of rows that come one after another; `seen` remembers the file so far. */
  preview(session: Session, db: Queryable, rows: readonly Row[], seen: Seen): Promise<readonly Outcome[]>
  /** Writes rows that a preview let through. */
  write(session: Session, client: Client, rows: readonly Row[]): Promise<readonly Outcome[]>
  /** Where rows are acts on dossiers: asks for them one by one instead, outside a transaction; repeating it changes nothing. */
  readonly act?: (session: Session, deps: ActingDeps, rows: readonly Row[]) => Promise<readonly Outcome[]>
}

export function importKind<E>(spec: KindSpec<E>): ImportKind {
  const through = async (
    session: Session,
    db: Queryable,
    rows: readonly Row[],
    seen: Seen | null,
    then: (entries: readonly Resolved<E>[]) => Promise<readonly Outcome[]>,
  ): Promise<readonly Outcome[]> => {
    const resolved = await spec.resolve(session, db, rows)
    const first = resolved.map((one) => (isOutcome(one) ? one : (seen?.again(one) ?? one)))
    const entries = first.filter((one): one is Resolved<E> => !isOutcome(one))
    const judged = entries.length === 0 ? [] : await then(entries)
    const next = judged[Symbol.iterator]()
    return first.map((one) => {
      if (isOutcome(one)) return one
      const { value, done } = next.next()
      if (done === true) throw new Error(`import of ${spec.id}: an entry was not judged`)
      return { ...value, notes: [...one.notes, ...value.notes] }
    })
  }
  return {
    ...spec,
    preview: (session, db, rows, seen) =>
      through(session, db, rows, seen, (entries) => spec.judge(session, db, entries)),
    write: (session, client, rows) =>
      through(session, client, rows, null, (entries) => spec.write(session, client, entries)),
  }
}
