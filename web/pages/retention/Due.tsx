// The dry run: what the coming night would archive and erase, since when it is due, and what a hold keeps. Nothing is done.
import { Link } from 'react-router'
import { api, read } from '../../client/api.ts'
import { Empty } from '../../components/States.tsx'
import { formatDay } from '../../i18n/format.ts'
import { PagedList, usePaged } from '../admin/common/paged.tsx'
import { useProcedures } from './useProcedures.ts'
import { RETENTION_KINDS } from './words.ts'

export function Due() {
  const procedures = useProcedures()
  const due = usePaged(['retention', 'due'], (at) =>
    read(api.GET('/api/v1/retention/due', { params: { query: at } })),
  )
  return (
    <section className="card stack" aria-labelledby="den-han">
      <h2 id="den-han">Đêm nay sẽ làm gì</h2>
      <p className="muted small">
        Tính thử theo quy tắc đang có, trong phạm vi của bạn. Danh sách này không thay đổi gì; việc thật làm
        lúc 2 giờ 30 sáng.
      </p>
      <PagedList
        query={due}
        empty={
          <Empty title="Chưa có gì đến hạn">
            Không có hồ sơ kết thúc đủ lâu theo quy tắc đang có, hoặc chưa đặt quy tắc nào.
          </Empty>
        }
      >
        {(items) => (
          <ul className="lines">
            {items.map((one) => (
              <li key={`${one.dossierId}/${one.kind}`} className="line">
                <div className="grow">
                  <Link to={`/kiem-soat/${encodeURIComponent(one.dossierId)}`} className="line-title">
                    {one.subjectName}
                  </Link>
                  <div className="muted small">
                    {procedures(one.procedureId)} · kết thúc {formatDay(one.closedAt)}, đến hạn{' '}
                    {formatDay(one.since)}
                  </div>
                </div>
                <span className={`tag ${one.held ? '' : one.kind === 'erase' ? 'bad' : 'info'}`}>
                  {one.held ? 'Có lệnh giữ: để nguyên' : RETENTION_KINDS[one.kind]}
                </span>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  )
}
