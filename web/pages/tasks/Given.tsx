// What was handed out and isn't begun: the first of it on the queue, with the way to all of it.
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { formatNumber } from '../../i18n/format.ts'
import { subjectKindLabel } from '../../i18n/vi.ts'
import { ByWhen } from './ByWhen.tsx'
import { useAssigned } from './queries.ts'
import type { AssignedItem } from './queries.ts'

/** More of it is on a page of its own. */
const SHOWN = 8

/** What waits to be begun by the reader, and how much of it by others. */
export interface Given {
  /** For the person himself, or for whoever in his office begins it. */
  readonly own: readonly AssignedItem[]
  /** For others of his office, by name. */
  readonly others: number
}

/** Empty until it is read. */
export function useGiven(): Given {
  const me = useMe()
  const items = useAssigned().data?.items ?? []
  const own = items.filter(({ personId }) => personId === null || personId === me.personId)
  return { own, others: items.length - own.length }
}

export function Assigned({ given: { own, others }, now }: { readonly given: Given; readonly now: string }) {
  if (own.length + others === 0 || now === '') return null
  return (
    <section className="card">
      <h2>
        Được giao, chưa bắt đầu <span className="tag">{formatNumber(own.length)}</span>
      </h2>
      <ul className="lines">
        {own.slice(0, SHOWN).map((item) => (
          <li className="line task" key={item.dossierId}>
            <div className="grow">
              <Link className="line-title" to={`/dang-ky/${item.campaignId}/${item.subject.id}`}>
                {item.title}
              </Link>
              <div className="muted small">
                {item.title === item.subject.name ? subjectKindLabel(item.subject.kind) : item.subject.name} ·
                năm {item.year}
              </div>
            </div>
            <ByWhen dueAt={item.dueAt} now={now} />
          </li>
        ))}
      </ul>
      {own.length <= SHOWN && others === 0 ? null : (
        <p>
          <Link to="/nhiem-vu">
            {own.length > SHOWN ? `Xem cả ${formatNumber(own.length)} việc` : 'Xem nhiệm vụ'}
            {others === 0 ? '' : `, và ${formatNumber(others)} việc giao đích danh người khác trong cơ quan`}
          </Link>
        </p>
      )}
    </section>
  )
}
