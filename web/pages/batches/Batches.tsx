// Decisions and actions over many dossiers: those that wait for a signature first.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, read } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { BATCH_STATUSES } from '../../i18n/vi.ts'
import { batchTitle } from './words.ts'

export default function Batches() {
  const batches = useQuery({
    queryKey: ['batches'],
    queryFn: () => read(api.GET('/api/v1/batches', { params: { query: { limit: '100' } } })),
  })
  return (
    <Page
      title="Quyết định chung"
      note="Một văn bản cho nhiều hồ sơ: chọn hồ sơ trong danh sách, xem trước, ký, rồi xem kết quả từng hồ sơ."
      actions={<Link to="/ho-so?open=true">Chọn hồ sơ trong danh sách</Link>}
    >
      <Read query={batches}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Chưa có quyết định chung nào">
              Trong danh sách hồ sơ, đánh dấu các hồ sơ rồi bấm “Quyết định chung, thao tác hàng loạt”.
            </Empty>
          ) : (
            <ul className="lines card">
              {items.map((batch) => (
                <li key={batch.id} className="line">
                  <div className="grow">
                    <Link className="line-title" to={`/quyet-dinh-chung/${encodeURIComponent(batch.id)}`}>
                      {batchTitle(batch)}
                    </Link>
                    <div className="muted small">
                      {formatMoment(batch.createdAt)} · {formatNumber(batch.total)} hồ sơ
                      {batch.failed === 0 ? '' : ` · ${formatNumber(batch.failed)} không thực hiện được`}
                    </div>
                  </div>
                  <span className={batch.status === 'frozen' ? 'tag warn' : 'tag'}>
                    {BATCH_STATUSES[batch.status]}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Page>
  )
}
