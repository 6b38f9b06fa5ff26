// What waits for a signature with a certificate: papers that the reader signed by an act here and that no signed file came
// back of, and for whoever keeps a register, papers to be sealed for the office.
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { Empty } from '../../components/States.tsx'
import { formatDay } from '../../i18n/format.ts'
import { PagedList, usePaged } from '../admin/common/paged.tsx'
import { keepsAny } from './keeping.ts'

type ToSign = Schemas['PaperToSign']

export default function ToSignPage() {
  const me = useMe()
  return (
    <Page
      title="Văn bản chờ ký số"
      note="Ký bằng chứng thư số của bạn, trên chương trình ký của bạn. Hệ thống không giữ khóa của ai."
    >
      <Waiting purpose="signature" title="Chờ chữ ký của bạn">
        Văn bản bạn đã ký duyệt trên hệ thống sẽ hiện ở đây cho tới khi bản ký số được tải lên.
      </Waiting>
      {keepsAny(me) ? (
        <Waiting purpose="seal" title="Chờ chữ ký số của cơ quan">
          Văn bản đã có bản ký số của người ký sẽ hiện ở đây để cơ quan ký sau.
        </Waiting>
      ) : null}
    </Page>
  )
}

interface Props {
  readonly purpose: ToSign['purpose']
  readonly title: string
  readonly children: string
}

function Waiting({ purpose, title, children }: Props) {
  const query = usePaged(['papers-to-sign', purpose], (at) =>
    read(api.GET('/api/v1/me/papers-to-sign', { params: { query: { purpose, limit: '50', ...at } } })),
  )
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <PagedList query={query} empty={<Empty title="Không có văn bản nào">{children}</Empty>}>
        {(items) => (
          <ul className="lines">
            {items.map(({ id, name, symbol, excerpt, officeName, signedAt }) => (
              <li key={id} className="line">
                <div className="grow">
                  <Link to={`/van-ban/${encodeURIComponent(id)}`} className="line-title">
                    {symbol === null ? name : `${name} ${symbol}`}
                  </Link>
                  {excerpt === null ? null : <div className="small">{excerpt}</div>}
                  <div className="muted small">
                    {officeName} · ký duyệt ngày {formatDay(signedAt)}
                  </div>
                </div>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  )
}
