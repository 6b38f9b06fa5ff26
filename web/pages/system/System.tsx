// How the whole instance does: what deserves attention first, then every part, worker and queue, what ran when, sizes and versions.
// Asked again every half minute while it is open.
import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { Read } from '../../components/States.tsx'
import { formatMoment, formatNumber, formatSecond } from '../../i18n/format.ts'
import { useKeepsAll } from '../admin/common/rights.ts'
import { Duties, Failures, Sizes } from './Figures.tsx'
import { Incidents } from './Incidents.tsx'
import { COUNTED_TO, PARTS, QUEUES, agoText, clockOf, concernsOf, isBehind } from './words.ts'
import type { Health, Queue } from './words.ts'

const AGAIN_MS = 30_000

export default function System() {
  const keeps = useKeepsAll()
  const health = useQuery({
    queryKey: ['system'],
    refetchInterval: AGAIN_MS,
    queryFn: () => read(api.GET('/api/v1/admin/health')),
  })
  return (
    <Page
      title="Tình trạng hệ thống"
      note={
        health.data === undefined
          ? undefined
          : `Đo lúc ${formatSecond(health.data.realNow)}, tự đo lại mỗi 30 giây.`
      }
      actions={
        <Button loading={health.isFetching} onClick={() => void health.refetch()}>
          Đo lại
        </Button>
      }
    >
      <Read query={health}>
        {(data) => (
          <>
            <Concerns health={data} />
            <Parts health={data} />
            <Workers health={data} />
            <Queues health={data} />
            <Failures health={data} />
            <Duties health={data} />
            <Incidents health={data} keeps={keeps} />
            <Sizes health={data} />
          </>
        )}
      </Read>
    </Page>
  )
}

interface Props {
  readonly health: Health
}

function Concerns({ health }: Props) {
  const concerns = concernsOf(health)
  if (concerns.length === 0) {
    return (
      <p className="note good" role="status">
        Mọi phần hoạt động bình thường.
      </p>
    )
  }
  return (
    <div className="note warn" role="status">
      <p>Cần để ý:</p>
      <ul>
        {concerns.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </div>
  )
}

function Parts({ health }: Props) {
  return (
    <section className="card" aria-labelledby="cac-phan">
      <h2 id="cac-phan">Các phần</h2>
      <ul className="lines">
        {(Object.keys(PARTS) as (keyof Health['parts'])[]).map((name) => {
          const { ok, detail } = health.parts[name]
          return (
            <li key={name} className="line">
              <div className="grow">
                {PARTS[name]}
                {detail === undefined ? null : (
                  <div className="muted small" lang="en">
                    {detail}
                  </div>
                )}
              </div>
              <span className={`tag ${ok ? 'good' : 'bad'}`}>{ok ? 'Sẵn sàng' : 'Không dùng được'}</span>
            </li>
          )
        })}
      </ul>
      {health.clock === 'stepped' ? (
        <p className="muted small">
          Đồng hồ tập dượt: hệ thống đang ở {formatMoment(health.now)}, giờ thật là{' '}
          {formatMoment(health.realNow)}.
        </p>
      ) : null}
    </section>
  )
}

function Workers({ health }: Props) {
  const { workers, realNow } = health
  return (
    <section className="card" aria-labelledby="tien-trinh">
      <h2 id="tien-trinh">Tiến trình xử lý</h2>
      {workers === null ? (
        <p className="muted">Không hỏi được: bộ điều phối đang vắng.</p>
      ) : workers.pollers.length === 0 ? (
        <p className="note bad">Không có tiến trình nào đang nhận việc.</p>
      ) : (
        <>
          <ul className="lines">
            {workers.pollers.map(({ identity, seenAt, workflows, activities }) => (
              <li key={identity} className="line">
                <span className="grow mono">{identity}</span>
                <span className="muted small">
                  {[workflows ? 'điều phối' : '', activities ? 'thực hiện' : ''].filter(Boolean).join(', ')}
                  {seenAt === null ? '' : ` · hỏi việc ${agoText(seenAt, realNow)} trước`}
                </span>
              </li>
            ))}
          </ul>
          <p className="muted small">
            Đang chờ tiến trình: {formatNumber(workers.backlog)} việc. Tiến trình đã dừng còn nằm trong danh
            sách vài phút.
          </p>
        </>
      )}
    </section>
  )
}

function Queues({ health }: Props) {
  return (
    <section className="card" aria-labelledby="hang-cho">
      <h2 id="hang-cho">Hàng chờ</h2>
      <div className="scroll-x" tabIndex={0} role="group" aria-labelledby="hang-cho">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Hàng</th>
              <th scope="col">Tình trạng</th>
              <th scope="col" className="num">
                Đang chờ
              </th>
              <th scope="col">Lâu nhất</th>
            </tr>
          </thead>
          <tbody>
            {health.queues.map((queue) => (
              <QueueRow key={queue.queue} queue={queue} health={health} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function QueueRow({ queue, health }: Props & { readonly queue: Queue }) {
  const { waiting, oldestAt, failing, error } = queue
  const behind = isBehind(queue, health)
  return (
    <tr>
      <th scope="row">{QUEUES[queue.queue]}</th>
      <td>
        <span className={`tag ${behind ? 'bad' : 'good'}`}>
          {failing > 0 ? `${formatNumber(failing)} đang lỗi` : behind ? 'Chậm' : 'Bình thường'}
        </span>
        {error === null ? null : (
          <div className="muted small" lang="en">
            {error}
          </div>
        )}
      </td>
      <td className="num">
        {formatNumber(waiting)}
        {waiting >= COUNTED_TO ? '+' : ''}
      </td>
      <td>{oldestAt === null ? '–' : agoText(oldestAt, clockOf(queue.queue, health))}</td>
    </tr>
  )
}
