// Who read the dossier from outside its commune and unit: sittings instead of single requests, so that one look at the page
// is one line. Whoever opens this list is written down, too.
import { Button } from 'antd'
import { useState } from 'react'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { Empty } from '../../components/States.tsx'
import { formatMoment, formatNumber, formatTime } from '../../i18n/format.ts'
import { roleLabel } from '../../i18n/vi.ts'
import { PagedList, usePaged } from '../admin/common/paged.tsx'
import { sittingsOf } from './sittings.ts'
import type { Sitting } from './sittings.ts'

/** Lines read at once: a look at a dossier leaves some ten. */
const PAGE = '200'

export function Access({ id }: { readonly id: string }) {
  const me = useMe()
  const [asked, setAsked] = useState(false)
  if (!me.posts.some(({ role }) => role === 'auditor' || role === 'administrator')) return null
  return (
    <section className="card stack" aria-labelledby="ai-da-xem">
      <h2 id="ai-da-xem">Ai đã xem hồ sơ</h2>
      <p className="muted small">
        Ghi lại mọi lần đọc từ ngoài xã, phường và đơn vị của hồ sơ; người trong xã, đơn vị làm việc với hồ sơ
        thì xem ở các dòng sổ ghi. Mở danh sách này cũng được ghi lại.
      </p>
      {asked ? (
        <Lines id={id} />
      ) : (
        <div className="row no-print">
          <Button onClick={() => setAsked(true)}>Xem ai đã mở hồ sơ</Button>
        </div>
      )}
    </section>
  )
}

function Lines({ id }: { readonly id: string }) {
  const lines = usePaged(['access', id], (at) =>
    read(
      api.GET('/api/v1/dossiers/{id}/access', { params: { path: { id }, query: { ...at, limit: PAGE } } }),
    ),
  )
  return (
    <PagedList query={lines} empty={<Empty title="Chưa có ai từ ngoài xem hồ sơ" />}>
      {(items) => (
        <ol className="lines" aria-label="Các lần xem">
          {sittingsOf(items).map((sitting) => (
            <SittingLine key={sitting.id} sitting={sitting} />
          ))}
        </ol>
      )}
    </PagedList>
  )
}

function SittingLine({ sitting }: { readonly sitting: Sitting }) {
  const { person, posts, from, to, read: what } = sitting
  return (
    <li className="line">
      <div className="grow">
        <span className="line-title">{person}</span>
        <div className="muted small">
          {posts.length === 0
            ? 'không giữ vai trò nào lúc đó'
            : posts.map(({ role, officeName }) => `${roleLabel(role)}, ${officeName}`).join(' · ')}
        </div>
        <div>
          {what
            .map(({ words, times }) => (times === 1 ? words : `${words} (${formatNumber(times)} lần)`))
            .join(', ')}
        </div>
      </div>
      <span className="muted small nowrap">
        {formatMoment(from)}
        {formatTime(from) === formatTime(to) ? '' : `–${formatTime(to)}`}
      </span>
    </li>
  )
}
