// Proof of dispatch of one dossier: every person who was told of it, of what, when and how, and the systems that were; printed as
// a clean page.
import { Button } from 'antd'
import { Link, useParams } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { useDossier } from '../../client/queries.ts'
import { Page } from '../../components/Page.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { PagedList, usePaged } from '../admin/common/paged.tsx'
import { useHolds } from '../admin/common/rights.ts'
import { DELIVERY_STATUSES, DELIVERY_TONES, topicWord } from '../webhooks/words.ts'
import { Line } from './Line.tsx'
import { isUnderWay } from './words.ts'
import type { LedgerPage } from './words.ts'

type ProofPage = LedgerPage & {
  readonly webhooks: readonly Schemas['DossierDelivery'][]
}
const PAGE = '100'

export default function Proof() {
  const { id = '' } = useParams()
  const me = useMe()
  const dossier = useDossier(id)
  const resends = useHolds(['administrator'])
  const lines = usePaged<ProofPage>(
    ['ledger', 'dossier', id],
    (at) =>
      read(
        api.GET('/api/v1/dossiers/{id}/dispatches', {
          params: { path: { id }, query: { ...at, limit: PAGE } },
        }),
      ),
    isUnderWay,
  )
  return (
    <Read query={dossier}>
      {(detail) => (
        <Page
          title={`Đã thông báo: ${detail.subjectName}`}
          note={
            <span className="row">
              <span>
                Lập lúc {formatMoment(me.now)} bởi {me.name}
              </span>
              <Link className="no-print" to={`/ho-so/${encodeURIComponent(id)}`}>
                Mở hồ sơ
              </Link>
            </span>
          }
          actions={<Button onClick={() => window.print()}>In bản xác nhận</Button>}
        >
          <section className="card" aria-label="Người được thông báo">
            <PagedList query={lines} empty={<Empty title="Chưa có ai được thông báo về hồ sơ này" />}>
              {(items) => (
                <ul className="lines">
                  {items.map((line) => (
                    <Line key={line.id} line={line} leads={false} resends={resends} />
                  ))}
                </ul>
              )}
            </PagedList>
          </section>
          <Systems deliveries={lines.data?.pages[0]?.webhooks ?? []} />
        </Page>
      )}
    </Read>
  )
}

function Systems({ deliveries }: { readonly deliveries: ProofPage['webhooks'] }) {
  if (deliveries.length === 0) return null
  return (
    <section className="card" aria-labelledby="he-thong-khac">
      <h2 id="he-thong-khac">Hệ thống khác</h2>
      <ul className="lines">
        {deliveries.map((one) => (
          <li key={one.id} className="line">
            <div className="grow">
              <span className="line-title">{one.label}</span>
              <div className="muted small">
                {one.topics.map(topicWord).join(', ')}
                {one.sentAt === null ? '' : ` · nhận lúc ${formatMoment(one.sentAt)}`}
                {one.attempts > 1 ? ` · đã thử ${formatNumber(one.attempts)} lần` : ''}
              </div>
            </div>
            <span className={`tag ${DELIVERY_TONES[one.status]}`}>{DELIVERY_STATUSES[one.status]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
