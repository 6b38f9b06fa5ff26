// People of the offices that the reader administers (auditors: everybody), found by name or login, with their roles; and a
// new person with account and first role.
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ROLES } from '../../../../domain/vocabulary.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { Page } from '../../../components/Page.tsx'
import { Empty } from '../../../components/States.tsx'
import { Choice, TextField } from '../../../components/forms/fields.tsx'
import { roleLabel } from '../../../i18n/vi.ts'
import { PagedList, usePaged } from '../common/paged.tsx'
import { useHolds } from '../common/rights.ts'
import { AddPerson } from './AddPerson.tsx'

type Person = Schemas['Person']

interface Filters {
  readonly text: string
  readonly role: string
  readonly disabled: string
}

const PAGE = '50'

function usePeople({ text, role, disabled }: Filters) {
  return usePaged(['people', text, role, disabled], (at) => {
    const known = ROLES.find((one) => one === role)
    const query = {
      ...at,
      limit: PAGE,
      ...(text.trim() === '' ? {} : { text: text.trim() }),
      ...(known === undefined ? {} : { role: known }),
      ...(disabled === 'true' || disabled === 'false' ? ({ disabled } as const) : {}),
    }
    return read(api.GET('/api/v1/people', { params: { query } }))
  })
}

export default function People() {
  const [filters, setFilters] = useState<Filters>({ text: '', role: '', disabled: '' })
  const [adding, setAdding] = useState(false)
  const keeps = useHolds(['administrator'])
  const people = usePeople(filters)
  const set = (part: Partial<Filters>): void => setFilters({ ...filters, ...part })
  return (
    <Page
      title="Người dùng"
      note="Mỗi người một tài khoản; vai trò có ngày bắt đầu, ngày kết thúc và được ghi vào sổ của cơ quan."
      actions={
        keeps ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            Thêm người
          </Button>
        ) : undefined
      }
    >
      <div className="card filters" role="group" aria-label="Lọc danh sách">
        <TextField label="Tên hoặc tên đăng nhập" value={filters.text} onChange={(text) => set({ text })} />
        <Choice
          label="Vai trò"
          none="Mọi vai trò"
          value={filters.role}
          options={ROLES.map((role) => ({ value: role, label: roleLabel(role) }))}
          onChange={(role) => set({ role })}
        />
        <Choice
          label="Tài khoản"
          none="Tất cả"
          value={filters.disabled}
          options={[
            { value: 'false', label: 'Đang dùng' },
            { value: 'true', label: 'Đã khóa' },
          ]}
          onChange={(disabled) => set({ disabled })}
        />
      </div>
      <section className="card" aria-label="Danh sách người dùng">
        <PagedList
          query={people}
          empty={<Empty title="Không có ai phù hợp">Hãy bớt điều kiện lọc, hoặc kiểm tra lại tên.</Empty>}
        >
          {(items) => (
            <ul className="lines">
              {items.map((person) => (
                <PersonLine key={person.id} person={person} />
              ))}
            </ul>
          )}
        </PagedList>
      </section>
      <AddPerson open={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

function PersonLine({ person }: { readonly person: Person }) {
  return (
    <li className="line">
      <div className="grow">
        <Link to={`/quan-tri/nguoi-dung/${encodeURIComponent(person.id)}`} className="line-title">
          {person.name}
        </Link>{' '}
        <span className="muted small">{person.login}</span>
        <div className="muted small">
          {person.roles.length === 0
            ? 'Chưa giữ vai trò nào'
            : person.roles.map(({ role, officeName }) => `${roleLabel(role)}, ${officeName}`).join(' · ')}
        </div>
      </div>
      <AccountTags person={person} />
    </li>
  )
}

/** What is special about an account. */
export function AccountTags({ person }: { readonly person: Person }) {
  return (
    <div className="row">
      {person.disabledAt === null ? null : <span className="tag bad">Đã khóa</span>}
      {person.mustChangePassword ? <span className="tag warn">Chưa đổi mật khẩu lần đầu</span> : null}
      {person.secondFactor ? <span className="tag good">Xác thực hai lớp</span> : null}
    </div>
  )
}
