// By when something is due, at the end of a line of the queue.
import { DueTag } from '../../components/Due.tsx'
import { formatDay } from '../../i18n/format.ts'

/** Days left, and the day itself. */
export function ByWhen({ dueAt, now }: { readonly dueAt: string | null; readonly now: string }) {
  return (
    <div className="task-due">
      <DueTag dueAt={dueAt} now={now} />
      {dueAt === null ? null : <span className="muted small">{formatDay(dueAt)}</span>}
    </div>
  )
}
