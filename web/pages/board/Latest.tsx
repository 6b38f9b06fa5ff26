// Who is late longest: the dossiers themselves, with whom they wait for.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, read } from '../../client/api.ts'
import { useMe } from '../../app/useSession.ts'
import { useNames } from '../../client/steps.ts'
import { communeWords } from '../../client/where.ts'
import { DueTag } from '../../components/Due.tsx'
import { Read } from '../../components/States.tsx'
import { roleLabel } from '../../i18n/vi.ts'
import { listAddress } from '../list/filters.ts'
import type { Filters } from '../list/filters.ts'

const SHOWN = '8'

export function Latest({ filters }: { readonly filters: Filters }) {
  const me = useMe()
  const asked: Filters = { ...filters, overdue: 'true', sort: 'due' }
  const query = useQuery({
    queryKey: ['dossiers', 'latest', filters],
    queryFn: () => read(api.GET('/api/v1/dossiers', { params: { query: { ...asked, limit: SHOWN } } })),
  })
  const names = useNames(query.data?.items ?? [])
  return (
    <section className="card" aria-labelledby="qua-han">
      <h2 id="qua-han">Quá hạn lâu nhất</h2>
      <Read query={query}>
        {({ items, now }) =>
          items.length === 0 ? (
            <p className="muted">Không có hồ sơ nào quá hạn.</p>
          ) : (
            <>
              <ul className="lines">
                {items.map((item) => (
                  <li key={item.id} className="line">
                    <div className="grow">
                      <Link to={`/ho-so/${encodeURIComponent(item.id)}`} className="line-title">
                        {item.subject.name}
                      </Link>
                      <div className="muted small">
                        {[
                          ...communeWords(me, item),
                          names.step(item, item.step),
                          ...new Set(item.holders.flatMap(({ roles }) => roles.slice(0, 1)).map(roleLabel)),
                        ].join(' · ')}
                      </div>
                    </div>
                    <DueTag dueAt={item.dueAt} now={now} />
                  </li>
                ))}
              </ul>
              <p>
                <Link to={listAddress(asked)}>Xem tất cả hồ sơ quá hạn</Link>
              </p>
            </>
          )
        }
      </Read>
    </section>
  )
}
