// The bell in the head: how much news isn't read, the newest of it in a small list, and the way to all of it.
import { BellOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { useMarkRead, useNewest } from '../client/notices.ts'
import { NoticeLine } from '../components/NoticeLine.tsx'
import { Read } from '../components/States.tsx'
import { formatNumber } from '../i18n/format.ts'

/** More than this isn't counted on the bell. */
const MOST_SHOWN = 99

export function Bell() {
  const [open, setOpen] = useState(false)
  const newest = useNewest()
  const mark = useMarkRead()
  const box = useRef<HTMLDivElement>(null)
  const { pathname } = useLocation()
  useEffect(() => setOpen(false), [pathname])
  useEffect(() => {
    if (!open) return
    const away = (event: MouseEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false)
    }
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      setOpen(false)
      box.current?.querySelector('button')?.focus()
    }
    document.addEventListener('mousedown', away)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('mousedown', away)
      document.removeEventListener('keydown', escape)
    }
  }, [open])
  const unread = newest.data?.unread ?? 0
  const last = newest.data?.items[0]
  return (
    <div className="bell" ref={box}>
      <Button
        type="text"
        icon={<BellOutlined aria-hidden="true" />}
        aria-label={unread === 0 ? 'Thông báo' : `Thông báo, ${formatNumber(unread)} chưa đọc`}
        aria-expanded={open}
        aria-controls="thong-bao-moi"
        onClick={() => setOpen(!open)}
      >
        {unread === 0 ? null : (
          <span className="bell-count" aria-hidden="true">
            {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
          </span>
        )}
      </Button>
      {open ? (
        <section id="thong-bao-moi" className="card bell-list" aria-label="Thông báo mới nhất">
          <Read query={newest}>
            {({ items }) =>
              items.length === 0 ? (
                <p className="muted">Chưa có thông báo nào.</p>
              ) : (
                <ul className="lines">
                  {items.map((notice) => (
                    <NoticeLine key={notice.id} notice={notice} onGo={() => setOpen(false)} />
                  ))}
                </ul>
              )
            }
          </Read>
          <div className="row">
            <Link to="/thong-bao">Xem tất cả</Link>
            {unread > 0 && last !== undefined ? (
              <Button size="small" loading={mark.isPending} onClick={() => mark.mutate({ upTo: last.id })}>
                Đánh dấu đã đọc hết
              </Button>
            ) : null}
          </div>
        </section>
      ) : null}
    </div>
  )
}
