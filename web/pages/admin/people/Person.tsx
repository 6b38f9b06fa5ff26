// One person: account and contact, every role he holds, held or will hold, and what an administrator may do about them.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { Page } from '../../../components/Page.tsx'
import { Read } from '../../../components/States.tsx'
import { formatDay } from '../../../i18n/format.ts'
import { useHolds } from '../common/rights.ts'
import { Account } from './Account.tsx'
import { Holdings } from './Holdings.tsx'
import { AccountTags } from './People.tsx'

export default function Person() {
  const { id = '' } = useParams()
  const person = useQuery({
    queryKey: ['people', 'one', id],
    queryFn: () => read(api.GET('/api/v1/people/{id}', { params: { path: { id } } })),
  })
  const keeps = useHolds(['administrator'])
  return (
    <Read query={person}>
      {(data) => (
        <Page title={data.name} note={<AccountTags person={data} />}>
          <Facts person={data} />
          <p className="no-print">
            <Link to={`/quan-tri/so-thong-bao?nguoi=${encodeURIComponent(data.id)}`}>
              Người này đã được thông báo những gì
            </Link>
          </p>
          {keeps ? <Account person={data} /> : null}
          <Holdings person={data} keeps={keeps} />
        </Page>
      )}
    </Read>
  )
}

function Facts({ person }: { readonly person: Schemas['Person'] }) {
  return (
    <section className="card" aria-label="Tài khoản">
      <dl className="facts">
        <dt>Tên đăng nhập</dt>
        <dd className="mono">{person.login}</dd>
        <dt>Thư điện tử</dt>
        <dd>{person.email ?? 'Chưa có'}</dd>
        <dt>Điện thoại</dt>
        <dd>{person.phone ?? 'Chưa có'}</dd>
        <dt>Có tài khoản từ</dt>
        <dd>{formatDay(person.createdAt)}</dd>
        <dt>Xác thực hai lớp</dt>
        <dd>{person.secondFactor ? 'Đang dùng' : 'Chưa bật'}</dd>
      </dl>
    </section>
  )
}
