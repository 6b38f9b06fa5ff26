// Published procedures with their versions, the newest first.
import { Link } from 'react-router'
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../../client/api.ts'
import { Page } from '../../../components/Page.tsx'
import { Empty, Read } from '../../../components/States.tsx'
import { formatDay } from '../../../i18n/format.ts'

/** Where a published version is shown. */
export function procedurePath(id: string, version: number): string {
  return `/quan-tri/quy-trinh/${encodeURIComponent(id)}/ban/${version}`
}

export default function Procedures() {
  const procedures = useQuery({
    queryKey: ['procedures'],
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
  return (
    <Page title="Quy trình" note="Mỗi bản đã công bố giữ nguyên mãi mãi; hồ sơ luôn theo đúng bản của mình.">
      <Read query={procedures}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Chưa có quy trình nào được công bố" />
          ) : (
            items.map((item) => (
              <section key={item.id} className="card" aria-label={item.vi}>
                <h2>{item.vi}</h2>
                <ul className="lines">
                  {item.versions.map(({ version, publishedAt }) => (
                    <li key={version} className="line">
                      <Link className="grow" to={procedurePath(item.id, version)}>
                        Bản {version}
                      </Link>
                      <span className="muted small">công bố {formatDay(publishedAt)}</span>
                    </li>
                  ))}
                </ul>
              </section>
            ))
          )
        }
      </Read>
    </Page>
  )
}
