// One office: its place, former names, who works there, the units under it, and what its keepers may change.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { Page } from '../../../components/Page.tsx'
import { Empty, Read } from '../../../components/States.tsx'
import { formatDay } from '../../../i18n/format.ts'
import { officeKindLabel, roleLabel } from '../../../i18n/vi.ts'
import { PagedList, usePaged } from '../common/paged.tsx'
import { Awards } from './Awards.tsx'
import { OfficeActions } from './OfficeActions.tsx'
import { OfficeLine, formerText } from './Offices.tsx'
import { MARKS } from './units.ts'

type Office = Schemas['Office']

export default function OfficePage() {
  const { id = '' } = useParams()
  const office = useQuery({
    queryKey: ['offices', 'one', id],
    queryFn: () => read(api.GET('/api/v1/offices/{id}', { params: { path: { id } } })),
  })
  return (
    <Read query={office}>
      {(data) => (
        <Page title={data.name} note={officeKindLabel(data.kind)}>
          <Facts office={data} />
          <OfficeActions key={data.version} office={data} />
          <Members office={data} />
          <Awards office={data} />
          <Under office={data} />
        </Page>
      )}
    </Read>
  )
}

function Facts({ office }: { readonly office: Office }) {
  const to = (id: string | null): string => `/quan-tri/co-quan/${encodeURIComponent(id ?? '')}`
  return (
    <section className="card" aria-label="Thông tin">
      <dl className="facts">
        <dt>Tên ngắn</dt>
        <dd>{office.shortName}</dd>
        {office.code === null ? null : (
          <>
            <dt>Mã</dt>
            <dd>{office.code}</dd>
          </>
        )}
        {office.communeName === null || office.communeId === office.id ? null : (
          <>
            <dt>Xã, phường</dt>
            <dd>
              <Link to={to(office.communeId)}>{office.communeName}</Link>
            </dd>
          </>
        )}
        {office.provinceName === null || office.provinceId === office.id ? null : (
          <>
            <dt>Tỉnh, thành phố</dt>
            <dd>
              <Link to={to(office.provinceId)}>{office.provinceName}</Link>
            </dd>
          </>
        )}
        <dt>Hoạt động</dt>
        <dd>
          Từ {formatDay(office.validFrom)}
          {office.validTo === null ? '' : `, thôi từ ${formatDay(office.validTo)}`}
          {office.mergedInto === null ? null : (
            <>
              {' '}
              · <Link to={to(office.mergedInto)}>Nơi nhận sáp nhập</Link>
            </>
          )}
        </dd>
        {office.kind === 'commune' ? (
          <>
            <dt>Công an xã</dt>
            <dd>{office.hasPolice ? 'Có' : 'Không có; công an tỉnh làm thay'}</dd>
          </>
        ) : null}
        {office.marks.length === 0 ? null : (
          <>
            <dt>Đặc điểm</dt>
            <dd>{office.marks.map((mark) => MARKS[mark]).join('; ')}</dd>
          </>
        )}
        {office.formerly.length === 0 ? null : (
          <>
            <dt>Tên trước đây</dt>
            <dd>{office.formerly.map(formerText).join('; ')}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

function Members({ office }: { readonly office: Office }) {
  const members = useQuery({
    queryKey: ['members', office.id],
    queryFn: () => read(api.GET('/api/v1/offices/{id}/members', { params: { path: { id: office.id } } })),
  })
  return (
    <section className="card" aria-labelledby="nguoi-lam-viec">
      <h2 id="nguoi-lam-viec">Người giữ vai trò</h2>
      <Read query={members}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">
              Chưa có ai giữ vai trò ở đây, hoặc nơi này nằm ngoài phạm vi công việc của bạn.
            </p>
          ) : (
            <ul className="lines">
              {items.map((member) => (
                <li key={member.personId} className="line">
                  <span className="grow">{member.name}</span>
                  <span className="muted small">{member.roles.map(roleLabel).join(', ')}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </section>
  )
}

function Under({ office }: { readonly office: Office }) {
  const units = usePaged(['offices', 'under', office.id], (at) =>
    read(api.GET('/api/v1/offices', { params: { query: { ...at, parent: office.id, limit: '50' } } })),
  )
  if (office.kind !== 'ministry' && office.kind !== 'province' && office.kind !== 'commune') return null
  return (
    <section className="card" aria-labelledby="truc-thuoc">
      <h2 id="truc-thuoc">Trực thuộc</h2>
      <PagedList query={units} empty={<Empty title="Chưa có nơi nào trực thuộc" />}>
        {(items) => (
          <ul className="lines">
            {items.map((unit) => (
              <OfficeLine key={unit.id} office={unit} />
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  )
}
