// Everything that was asked for many dossiers at once: what waits for a signature first, then all, with how far it is.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { api, read } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { Empty, Failed, Loading } from '../../components/States.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { BATCH_STATUSES } from '../../i18n/vi.ts'
import { useMe } from '../../app/useSession.ts'
import { TONES, batchNumber, batchState, batchTitle } from './words.ts'
import type { Summary } from './words.ts'

const PAGE = '50'

export default function Batches() {
  const me = useMe()
  const query = useInfiniteQuery({
    queryKey: ['batches', 'list'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const asked = { limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) }
      return read(api.GET('/api/v1/batches', { params: { query: asked } }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const names: Readonly<Record<string, string>> = Object.assign(
    {},
    ...(query.data?.pages.map((page) => page.names) ?? []),
  ) as Record<string, string>
  const mine = items.filter(
    ({ status, signerId, requestedBy }) => status === 'frozen' && (signerId ?? requestedBy) === me.personId,
  )
  const rest = items.filter((one) => !mine.includes(one))
  return (
    <Page
      title="Quyết định chung, thao tác hàng loạt"
      note="Chọn nhiều hồ sơ trong danh sách, xem trước hồ sơ nào chưa thực hiện được, rồi ký hoặc xác nhận một lần."
      actions={<Link to="/ho-so?open=true">Chọn hồ sơ</Link>}
    >
      {query.data === undefined ? (
        query.isError ? (
          <Failed error={query.error} again={() => void query.refetch()} />
        ) : (
          <Loading lines={6} />
        )
      ) : items.length === 0 ? (
        <section className="card">
          <Empty
            title="Chưa có danh sách nào"
            action={<Link to="/ho-so?open=true">Đến danh sách hồ sơ</Link>}
          >
            Chọn các hồ sơ cần ký hoặc xử lý cùng lúc trong danh sách hồ sơ.
          </Empty>
        </section>
      ) : (
        <>
          <Group title="Chờ bạn ký, xác nhận" items={mine} names={names} />
          <Group title={mine.length === 0 ? 'Tất cả' : 'Khác'} items={rest} names={names} />
        </>
      )}
      {query.hasNextPage ? (
        <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          Xem thêm
        </Button>
      ) : null}
    </Page>
  )
}

interface GroupProps {
  readonly title: string
  readonly items: readonly Summary[]
  readonly names: Readonly<Record<string, string>>
}

function Group({ title, items, names }: GroupProps) {
  if (items.length === 0) return null
  return (
    <section className="card">
      <h2>
        {title} <span className="tag">{formatNumber(items.length)}</span>
      </h2>
      <ul className="lines">
        {items.map((batch) => {
          const { id, total, done, failed, requestedBy, createdAt, status } = batch
          return (
            <li key={id} className="line">
              <div className="grow">
                <Link to={`/quyet-dinh/${encodeURIComponent(id)}`} className="line-title">
                  {[batchTitle(batch), batchNumber(batch)].filter((one) => one !== null).join(' · ')}
                </Link>
                <div className="muted small">
                  {formatNumber(total)} hồ sơ · đã xong {formatNumber(done)}
                  {failed === 0 ? '' : ` · ${formatNumber(failed)} không thực hiện được`}
                </div>
                <div className="muted small">
                  {names[requestedBy] ?? ''} · {formatMoment(createdAt)}
                </div>
              </div>
              <span className={`tag ${TONES[status]}`}>{batchState(batch, BATCH_STATUSES)}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
