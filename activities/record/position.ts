// What a run learns of its dossier after each command, and the columns that lists read: both follow from the state, the
// campaign's dates and the holiday table, and are computed here and nowhere else.
import { openActions } from '../../domain/allowed.ts'
import { dueOf, wakeAtOf } from '../../domain/deadline.ts'
import type { TimeFacts } from '../../domain/deadline.ts'
import type { DossierState } from '../../domain/dossier.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { fold } from '../../domain/text.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { packActions } from '../../workflows/messages.ts'
import type { Position } from '../../workflows/messages.ts'

/** The position of a recorded state; `wakeAt` as its row says. */
export function positionOf(state: DossierState, stateHash: string, wakeAt: Instant | null): Position {
  const { status, step, round, version, contentHash } = state
  return {
    status,
    step,
    round,
    version,
    contentHash,
    stateHash,
    wakeAt,
    open: packActions(openActions(state)),
  }
}

/** Columns of a dossier's row that follow from its state and from campaign, calendar and names. */
export interface Projection {
  readonly dueAt: Instant | null
  readonly lapseAt: Instant | null
  readonly wakeAt: Instant | null
  readonly subjectName: string
  readonly searchKey: string
}

export interface Names {
  readonly subjectName: string
  readonly communeName: string | null
}

export function projectionOf(
  procedure: Procedure,
  state: DossierState,
  facts: TimeFacts,
  names: Names,
): Projection {
  const due = dueOf(procedure, state, facts)
  return {
    dueAt: due?.dueAt ?? null,
    lapseAt: due?.effect === 'lapse' ? due.dueAt : null,
    wakeAt: wakeAtOf(state, due),
    subjectName: names.subjectName,
    searchKey: searchKeyOf(names),
  }
}

const keys = new Map<string, string>()
const KEYS_KEPT = 2_000

/** Folding a name costs more than all else here, and the same few names come again and again. */
function searchKeyOf({ subjectName, communeName }: Names): string {
  const name = `${subjectName} ${communeName ?? ''}`
  const known = keys.get(name)
  if (known !== undefined) return known
  if (keys.size >= KEYS_KEPT) keys.clear()
  const key = fold(name)
  keys.set(name, key)
  return key
}

/** A row of the table of open tasks. */
export interface TaskRow {
  readonly id: string
  readonly step: string
  readonly round: number
  readonly kind: string
  readonly office_id: string
  readonly roles: readonly string[]
  readonly person_id: string | null
  readonly claimed_by: string | null
  readonly due_at: Instant | null
  readonly opened: boolean
  /** Waits in an office that isn't one of the dossier's own. */
  readonly outside: boolean
}

/** The open tasks of a state, as rows. A closed or reserved dossier asks nobody. */
export function taskRows(state: DossierState, dueAt: Instant | null): TaskRow[] {
  if (state.status !== 'active' && state.status !== 'returned') return []
  // Lists find a task by its dossier's columns, which name these three; the ministry's tasks by being outside.
  const { unit, commune, province } = state.offices
  const own: readonly (string | null)[] = [unit, commune, province]
  return state.tasks.flatMap((task) =>
    task.state !== 'open'
      ? []
      : {
          id: task.id,
          step: state.step,
          round: state.round,
          kind: task.kind,
          office_id: task.assignee.officeId,
          roles: task.assignee.roles,
          person_id: task.assignee.personId,
          claimed_by: task.claimedBy,
          due_at: dueAt,
          opened: task.openedBy.length > 0,
          outside: !own.includes(task.assignee.officeId),
        },
  )
}

export interface TaskDiff {
  /** New rows, and rows that changed. */
  readonly put: readonly TaskRow[]
  /** Ids of rows that are no longer open. */
  readonly gone: readonly string[]
}

export function diffTasks(before: readonly TaskRow[], after: readonly TaskRow[]): TaskDiff {
  const known = new Map(before.map((row) => [row.id, JSON.stringify(row)]))
  const open = new Set(after.map(({ id }) => id))
  return {
    put: after.filter((row) => known.get(row.id) !== JSON.stringify(row)),
    gone: before.filter(({ id }) => !open.has(id)).map(({ id }) => id),
  }
}
