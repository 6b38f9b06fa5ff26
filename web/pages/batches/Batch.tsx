// One decision or action over many: how far it is, what can't be and why, the signature over exactly the list that is shown,
// and what became of each. The page can be left; the work goes on.
import { Button, Progress } from 'antd'
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { REFUSALS } from '../../../domain/vocabulary.ts'
import type { Refusal } from '../../../domain/vocabulary.ts'
import { useMe } from '../../app/useSession.ts'
import { sendOnce } from '../../client/act.ts'
import type { Waiting } from '../../client/act.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Read } from '../../components/States.tsx'
import { say } from '../../components/toast.tsx'
import { formatDay, formatMoment, formatNumber } from '../../i18n/format.ts'
import { BATCH_ITEM_STATUSES, BATCH_STATUSES, SHELL, refusalText } from '../../i18n/vi.ts'
import { ITEM_TONES, batchTitle } from './words.ts'

type BatchDetail = Schemas['Batch']

/** While something is under way, it is looked at this often, in milliseconds. */
const LOOK_MS = 1_000
const PAGE = '100'

const isUnderWay = ({ status, finished }: BatchDetail): boolean =>
  status === 'collecting' || (status === 'signed' && !finished)

export default function Batch() {
  const { id = '' } = useParams()
  const batch = useQuery({
    queryKey: ['batches', id],
    queryFn: () => read(api.GET('/api/v1/batches/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? LOOK_MS : false),
  })
  return (
    <Read query={batch}>
      {(found) => (
        <Page
          title={batchTitle(found)}
          note={`${formatNumber(found.total)} hồ sơ, lập lúc ${formatMoment(found.createdAt)}`}
          actions={<span className="tag info">{BATCH_STATUSES[found.status]}</span>}
        >
          <HowFar batch={found} />
          <Signing batch={found} />
          <Items id={found.id} live={isUnderWay(found)} version={found.version} />
        </Page>
      )}
    </Read>
  )
}

function HowFar({ batch }: { readonly batch: BatchDetail }) {
  const { counts, total, number, signedAt, expiresAt, status } = batch
  const looked = total - counts.pending
  const done =
    status === 'signed' ? counts.applied + counts.failed + counts.refused + counts.released : looked
  const percent = total === 0 ? 100 : Math.round((done / total) * 100)
  const shown = Object.entries(counts).filter(([, count]) => count > 0) as [keyof typeof counts, number][]
  return (
    <section className="card stack" aria-label="Tiến độ">
      <Progress percent={percent} aria-label="Tiến độ" status={isUnderWay(batch) ? 'active' : 'normal'} />
      <p className="row" role="status">
        {shown.map(([name, count]) => (
          <span key={name} className={`tag ${ITEM_TONES[name]}`}>
            {BATCH_ITEM_STATUSES[name]}: {formatNumber(count)}
          </span>
        ))}
      </p>
      {number === null ? null : (
        <p>
          Số <strong>{number.number}</strong>/{number.year}
          {signedAt === null ? '' : `, ký ngày ${formatDay(signedAt)}`}
        </p>
      )}
      {status === 'frozen' && expiresAt !== null ? <p>Chờ ký đến {formatMoment(expiresAt)}.</p> : null}
      {isUnderWay(batch) ? <p className="muted">Bạn có thể rời trang này; công việc vẫn tiếp tục.</p> : null}
    </section>
  )
}

function Signing({ batch }: { readonly batch: BatchDetail }) {
  const me = useMe()
  const client = useQueryClient()
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const [error, setError] = useState<unknown>(null)
  const tell = async (what: 'sign' | 'cancel'): Promise<void> => {
    setError(null)
    try {
      const body = what === 'sign' ? { listHash: batch.listHash } : {}
      const path = `/api/v1/batches/${encodeURIComponent(batch.id)}/${what}`
      await sendOnce({ name: `batch/${batch.id}/${what}`, path, body }, { onWaiting: setWaiting })
      await client.invalidateQueries({ queryKey: ['batches'] })
      say(
        what === 'sign' ? 'Đã ký. Kết quả từng hồ sơ hiện ở dưới.' : 'Đã hủy; mọi hồ sơ được trả lại như cũ.',
      )
    } catch (failure) {
      setError(failure)
      await client.invalidateQueries({ queryKey: ['batches'] })
    } finally {
      setWaiting(null)
    }
  }
  if (batch.status !== 'frozen' && batch.status !== 'collecting') return null
  const can = batch.counts.ready + batch.counts.reserved
  const mine = batch.signerId === null || batch.signerId === me.personId
  return (
    <section className="card stack no-print" aria-label="Ký">
      {batch.status === 'frozen' && batch.counts.refused > 0 ? (
        <p className="note warn">
          {formatNumber(batch.counts.refused)} hồ sơ không thực hiện được và sẽ không nằm trong văn bản; lý do
          ở danh sách dưới.
        </p>
      ) : null}
      {mine ? null : <p className="note info">Văn bản này chờ người khác ký.</p>}
      <ProblemNote error={error} />
      {waiting === 'pending' ? <p role="status">{SHELL.pending}</p> : null}
      {batch.listHash === null ? null : (
        <p className="muted small">
          Dấu của danh sách: <span className="mono">{batch.listHash.slice(0, 16)}</span>
        </p>
      )}
      <div className="row">
        <Button
          type="primary"
          loading={waiting !== null}
          disabled={batch.status !== 'frozen' || can === 0 || !mine}
          onClick={() => void tell('sign')}
        >
          {batch.kind === 'decision'
            ? `Ký quyết định cho ${formatNumber(can)} hồ sơ`
            : `Thực hiện cho ${formatNumber(can)} hồ sơ`}
        </Button>
        <Button danger disabled={waiting !== null} onClick={() => void tell('cancel')}>
          Hủy
        </Button>
      </div>
    </section>
  )
}

interface ItemsProps {
  readonly id: string
  readonly live: boolean
  readonly version: number
}

function Items({ id, live, version }: ItemsProps) {
  const items = useInfiniteQuery({
    queryKey: ['batches', id, 'items', version],
    initialPageParam: '',
    refetchInterval: live ? LOOK_MS * 2 : false,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) }
      return read(api.GET('/api/v1/batches/{id}/items', { params: { path: { id }, query } }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
  const all = items.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="card" aria-labelledby="tung-ho-so">
      <h2 id="tung-ho-so">Từng hồ sơ</h2>
      <ul className="lines">
        {all.map((item) => (
          <li key={item.dossierId} className="line">
            <div className="grow">
              {item.dossier === null ? (
                <span className="muted">Hồ sơ ngoài phạm vi của bạn</span>
              ) : (
                <Link className="line-title" to={`/ho-so/${encodeURIComponent(item.dossierId)}`}>
                  {item.dossier.subjectName}
                </Link>
              )}
              {item.code === null ? null : <div className="small field-error">{whyText(item.code)}</div>}
            </div>
            <span className={`tag ${ITEM_TONES[item.status]}`}>{BATCH_ITEM_STATUSES[item.status]}</span>
          </li>
        ))}
      </ul>
      {items.hasNextPage ? (
        <Button onClick={() => void items.fetchNextPage()} loading={items.isFetchingNextPage}>
          Xem thêm
        </Button>
      ) : null}
    </section>
  )
}

function whyText(code: string): string {
  const known = (REFUSALS as readonly string[]).includes(code)
  return known ? refusalText(code as Refusal) : 'Không thực hiện được; hãy mở hồ sơ để xem.'
}
