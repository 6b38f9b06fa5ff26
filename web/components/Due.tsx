// How far off a due instant is, in words and colour, with the date itself for whoever looks twice.
import { formatLeft, formatMoment, daysLeft } from '../i18n/format.ts'

interface DueProps {
  readonly dueAt: string | null
  readonly now: string
  /** Something that is over isn't late any more. */
  readonly over?: boolean
}

/** From how many days on a deadline is near. */
const NEAR_DAYS = 7

export function DueTag({ dueAt, now, over = false }: DueProps) {
  if (dueAt === null || over) return <span className="muted small">Không có hạn</span>
  const days = daysLeft(dueAt, now)
  const tone = dueAt < now ? 'bad' : days <= NEAR_DAYS ? 'warn' : 'info'
  return (
    <span className={`tag ${tone}`} title={`Hạn: ${formatMoment(dueAt)}`}>
      {formatLeft(dueAt, now)}
    </span>
  )
}
