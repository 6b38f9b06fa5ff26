// "Việc của tôi": in five seconds, what waits for this person, the most urgent first; then what was handed out and isn't
// begun, and where dossiers of his offices wait for others.
import { Button } from 'antd'
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { communeWords } from '../../client/where.ts'
import { Page } from '../../components/Page.tsx'
import { Empty, Failed, Loading, Read } from '../../components/States.tsx'
import { useNames } from '../../client/steps.ts'
import type { Names } from '../../client/steps.ts'
import { daysLeft, formatNumber } from '../../i18n/format.ts'
import { TASK_KINDS, roleLabel, statusLabel, subjectKindLabel } from '../../i18n/vi.ts'
import { ByWhen } from './ByWhen.tsx'
import { Assigned, useGiven } from './Given.tsx'
import { useTaskCounts, useTasks, useWaiting } from './queries.ts'
import type { AssignedItem, Counts, Task, Waiting } from './queries.ts'

const NEAR_DAYS = 7
/** From so many tasks on nobody does them one by one. */
const SEVERAL = 5

export default function Tasks() {
  const tasks = useTasks()
  const counted = useTaskCounts(NEAR_DAYS)
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? []
  const now = tasks.data?.pages[0]?.now ?? ''
  // A queue that is read whole counts itself: the line above it never says something else than it.
  const counts = tasks.hasNextPage ? counted.data : countsOf(items, now)
  const given = useGiven()
  return (
    <Page title="Việc của tôi" note={tasks.data === undefined ? undefined : summary(counts, given.own)}>
      {tasks.data === undefined ? (
        tasks.isError ? (
          <Failed error={tasks.error} again={() => void tasks.refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <>
          {items.length < SEVERAL ? null : (
            <div>
              <Link to="/ho-so?open=true&holder=me">Lọc, hoặc xử lý nhiều việc cùng lúc trong danh sách</Link>
            </div>
          )}
          {items.length === 0 && given.own.length > 0 ? null : (
            <Groups items={items} counts={counts} now={now} />
          )}
        </>
      )}
      {tasks.hasNextPage ? (
        <p className="row">
          <Button onClick={() => void tasks.fetchNextPage()} loading={tasks.isFetchingNextPage}>
            Xem thêm việc
          </Button>
          <span className="muted">
            Đang hiện {formatNumber(items.length)}
            {counts === undefined ? '' : ` trong ${formatNumber(counts.total)} việc`}.
          </span>
        </p>
      ) : null}
      <Assigned given={given} now={now} />
      <WaitingForOthers />
    </Page>
  )
}

const isNear = (task: Task, now: string): boolean =>
  !task.overdue && task.dueAt !== null && daysLeft(task.dueAt, now) <= NEAR_DAYS

function countsOf(items: readonly Task[], now: string): Counts {
  return {
    total: items.length,
    overdue: items.filter(({ overdue }) => overdue).length,
    soon: items.filter((task) => isNear(task, now)).length,
  }
}

function summary(counts: Counts | undefined, given: readonly AssignedItem[]): string | undefined {
  if (counts === undefined) return undefined
  const { total, overdue } = counts
  const late = given.filter((item) => item.overdue).length
  const lateText = (count: number): string => (count > 0 ? `, ${formatNumber(count)} việc quá hạn` : '')
  const parts = [
    total === 0 ? '' : `${formatNumber(total)} việc đang chờ bạn${lateText(overdue)}`,
    given.length === 0 ? '' : `${formatNumber(given.length)} việc được giao chưa bắt đầu${lateText(late)}`,
  ].filter((part) => part !== '')
  if (parts.length === 0) return 'Không có việc nào đang chờ bạn.'
  return `${parts.join('; ')}${late + overdue > 0 ? '' : ', không có việc quá hạn'}.`
}

interface GroupsProps {
  readonly items: readonly Task[]
  /** Of the whole queue; undefined until they are read. */
  readonly counts: Counts | undefined
  readonly now: string
}

function Groups({ items, counts, now }: GroupsProps) {
  const names = useNames(items)
  const late = items.filter(({ overdue }) => overdue)
  const near = items.filter((task) => isNear(task, now))
  const rest = items.filter((task) => !task.overdue && !isNear(task, now))
  const groups = [
    { title: 'Đã quá hạn', items: late, count: counts?.overdue },
    { title: `Đến hạn trong ${NEAR_DAYS} ngày`, items: near, count: counts?.soon },
    {
      title: 'Còn thời gian',
      items: rest,
      count: counts === undefined ? undefined : counts.total - counts.overdue - counts.soon,
    },
  ].filter((group) => group.items.length > 0)
  if (groups.length === 0) {
    return (
      <section className="card">
        <Empty title="Không có việc nào đang chờ bạn">
          Khi có hồ sơ chuyển đến bạn hoặc cơ quan của bạn, việc sẽ hiện ở đây ngay.
        </Empty>
      </section>
    )
  }
  return groups.map((group) => (
    <section key={group.title} className="card">
      <h2>
        {group.title}{' '}
        {group.count === undefined ? null : <span className="tag">{formatNumber(group.count)}</span>}
      </h2>
      <ul className="lines">
        {group.items.map((task) => (
          <TaskLine key={`${task.dossierId}/${task.taskId}`} task={task} names={names} now={now} />
        ))}
      </ul>
    </section>
  ))
}

function TaskLine({
  task,
  names,
  now,
}: {
  readonly task: Task
  readonly names: Names
  readonly now: string
}) {
  const me = useMe()
  const kind = task.status === 'returned' && task.kind === 'act' ? 'correct' : task.kind
  return (
    <li className="line task">
      <div className="grow">
        <Link to={`/ho-so/${encodeURIComponent(task.dossierId)}`} className="line-title">
          {task.subject.name}
        </Link>
        <div className="muted small">
          {kind === 'act' ? '' : `${TASK_KINDS[kind]} · `}
          {names.step(task, task.step)} · {names.procedure(task)?.vi ?? ''} {task.year}
        </div>
        <div className="muted small task-where">
          {[
            ...(task.personId === null && task.claimedBy === null ? ['Chưa ai nhận'] : []),
            ...(task.opened ? [] : ['Chưa mở xem']),
            ...(task.round > 1 ? [`Lần ${task.round}`] : []),
            ...communeWords(me, task),
            subjectKindLabel(task.subject.kind),
          ].join(' · ')}
        </div>
      </div>
      <ByWhen dueAt={task.dueAt} now={now} />
    </li>
  )
}

function WaitingForOthers() {
  const waiting = useWaiting()
  const items = waiting.data?.items ?? []
  const names = useNames(items)
  return (
    <section className="card">
      <h2>Đang chờ người khác</h2>
      <Read query={waiting}>
        {({ now }) =>
          items.length === 0 ? (
            <p className="muted">Không có hồ sơ nào của cơ quan bạn đang chờ nơi khác giải quyết.</p>
          ) : (
            <>
              <ul className="lines">
                {items.map((item) => (
                  <WaitingLine key={item.id} item={item} names={names} now={now} />
                ))}
              </ul>
              <p>
                <Link to="/ho-so?open=true&holder=others&sort=due">Xem tất cả hồ sơ đang chờ nơi khác</Link>
              </p>
            </>
          )
        }
      </Read>
    </section>
  )
}

function WaitingLine({
  item,
  names,
  now,
}: {
  readonly item: Waiting
  readonly names: Names
  readonly now: string
}) {
  const of = { procedureId: item.procedureId, procedureVersion: item.procedureVersion }
  const me = useMe()
  // A unit's own officers all have its task; who it is, its name above says.
  const holders = new Set(
    item.holders.flatMap(({ officeId, roles }) =>
      officeId === item.subject.id && item.subject.id !== item.communeId
        ? ['Chính đơn vị']
        : roles.slice(0, 1).map(roleLabel),
    ),
  )
  return (
    <li className="line task">
      <div className="grow">
        <Link to={`/ho-so/${encodeURIComponent(item.id)}`} className="line-title">
          {item.subject.name}
        </Link>
        <div className="muted small">
          {[
            names.step(of, item.step),
            ...holders,
            ...(item.status === 'active' ? [] : [statusLabel(item.status)]),
            ...communeWords(me, item),
            `${names.procedure(of)?.vi ?? ''} ${item.year}`,
          ].join(' · ')}
        </div>
      </div>
      <ByWhen dueAt={item.dueAt} now={now} />
    </li>
  )
}
