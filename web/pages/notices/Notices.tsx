// Everything that the person was told, the newest first: unread or all, each leading to what it is about.
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMarkRead, useNotices } from '../../client/notices.ts'
import { NoticeLine } from '../../components/NoticeLine.tsx'
import { Page } from '../../components/Page.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Empty, Failed, Loading } from '../../components/States.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { formatNumber } from '../../i18n/format.ts'

export default function Notices() {
  const [only, setOnly] = useState(false)
  const notices = useNotices(only)
  const mark = useMarkRead()
  const first = notices.data?.pages[0]
  const items = notices.data?.pages.flatMap((page) => page.items) ?? []
  const last = items[0]
  const unread = first?.unread ?? 0
  return (
    <Page
      title="Thông báo"
      note={
        first === undefined
          ? undefined
          : unread === 0
            ? 'Đã đọc hết.'
            : `${formatNumber(unread)}${first.unreadMore ? '+' : ''} thông báo chưa đọc.`
      }
      actions={
        unread > 0 && last !== undefined ? (
          <Button
            loading={mark.isPending}
            onClick={() =>
              mark.mutate({ upTo: last.id }, { onSuccess: () => say('Đã đánh dấu đọc hết thông báo.') })
            }
          >
            Đánh dấu đã đọc hết
          </Button>
        ) : undefined
      }
    >
      <ProblemNote error={mark.error} />
      <div className="card filters no-print">
        <Choice
          label="Hiện"
          value={only ? 'unread' : 'all'}
          options={[
            { value: 'all', label: 'Tất cả thông báo' },
            { value: 'unread', label: 'Chỉ thông báo chưa đọc' },
          ]}
          onChange={(next) => setOnly(next === 'unread')}
        />
      </div>
      <section className="card" aria-label="Danh sách thông báo">
        {notices.data === undefined ? (
          notices.isError ? (
            <Failed error={notices.error} again={() => void notices.refetch()} />
          ) : (
            <Loading />
          )
        ) : items.length === 0 ? (
          <Empty title={only ? 'Không còn thông báo chưa đọc' : 'Chưa có thông báo nào'}>
            Khi có việc đến lượt bạn, hồ sơ được trả lại hoặc có kết quả, thông báo sẽ hiện ở đây.
          </Empty>
        ) : (
          <ul className="lines">
            {items.map((notice) => (
              <NoticeLine key={notice.id} notice={notice} />
            ))}
          </ul>
        )}
        {notices.hasNextPage ? (
          <Button loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
            Xem thêm
          </Button>
        ) : null}
      </section>
      <p>
        <Link to="/toi">Chọn cách nhận thông báo</Link>
      </p>
    </Page>
  )
}
