// What was handed to the person: what is to be begun, the first due first, and the duties that he is in charge of.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { DueTag } from '../../components/Due.tsx'
import { Page } from '../../components/Page.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { subjectKindLabel } from '../../i18n/vi.ts'
import { MatterList } from './MatterList.tsx'

export default function Duties() {
  const me = useMe()
  const assigned = useQuery({
    queryKey: ['assigned'],
    queryFn: () => read(api.GET('/api/v1/assigned')),
  })
  return (
    <Page title="Nhiệm vụ của tôi" note="Việc kế hoạch giao, báo cáo phải gửi của bạn và cơ quan bạn.">
      <section className="card" aria-labelledby="can-bat-dau">
        <h2 id="can-bat-dau">Cần bắt đầu</h2>
        <Read query={assigned}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="Không còn việc nào chưa bắt đầu">
                Khi một kế hoạch giao việc cho bạn hoặc cơ quan bạn, việc sẽ hiện ở đây.
              </Empty>
            ) : (
              <Handed items={items} />
            )
          }
        </Read>
      </section>
      <h2>Tôi phụ trách</h2>
      <MatterList
        label="Việc tôi phụ trách"
        filters={{ person: me.personId }}
        empty="Bạn chưa được ghi là người phụ trách của việc nào."
      />
    </Page>
  )
}

type Item = Schemas['Assigned']

/** The reader's own, and folded away what is for others of his office, by name. */
function Handed({ items }: { readonly items: readonly Item[] }) {
  const me = useMe()
  const own = items.filter(({ personId }) => personId === null || personId === me.personId)
  const others = items.filter((item) => !own.includes(item))
  return (
    <>
      <ul className="lines">
        {own.map((item) => (
          <Line key={item.dossierId} item={item} now={me.now}>
            {item.personId === null ? '' : ' · Giao đích danh bạn'}
          </Line>
        ))}
      </ul>
      {others.length === 0 ? null : (
        <details open={own.length === 0}>
          <summary>Giao đích danh người khác trong cơ quan ({formatNumber(others.length)})</summary>
          <ul className="lines">
            {others.map((item) => (
              <Line key={item.dossierId} item={item} now={me.now}>
                {item.personName === null ? '' : ` · Giao ${item.personName}`}
              </Line>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Line({
  item: { campaignId, subject, title, year, dueAt },
  now,
  children,
}: {
  readonly item: Item
  readonly now: string
  readonly children: string
}) {
  return (
    <li className="line">
      <div className="grow">
        <Link
          className="line-title"
          to={`/dang-ky/${encodeURIComponent(campaignId)}/${encodeURIComponent(subject.id)}`}
        >
          {title}
        </Link>
        <div className="muted small">
          {title === subject.name ? subjectKindLabel(subject.kind) : subject.name} · năm {year}
          {children}
        </div>
      </div>
      <DueTag dueAt={dueAt} now={now} />
    </li>
  )
}
