// Offices found by present and former names, with or without diacritics; and units added by whoever keeps a place.
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { OFFICE_KINDS } from '../../../../domain/vocabulary.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { Page } from '../../../components/Page.tsx'
import { Empty } from '../../../components/States.tsx'
import { Choice, TextField, YesNo } from '../../../components/forms/fields.tsx'
import { officeKindLabel } from '../../../i18n/vi.ts'
import { placeOf } from '../../../components/forms/OfficePicker.tsx'
import { PagedList, usePaged } from '../common/paged.tsx'
import { useHolds } from '../common/rights.ts'
import { AddUnit } from './AddUnit.tsx'
import { UNIT_KEEPERS } from './units.ts'

type Office = Schemas['Office']

interface Filters {
  readonly text: string
  readonly kind: string
  readonly ended: boolean
}

const PAGE = '50'

function useOffices({ text, kind, ended }: Filters) {
  return usePaged(['offices', 'list', text, kind, ended], (at) => {
    const known = OFFICE_KINDS.find((one) => one === kind)
    const query = {
      ...at,
      limit: PAGE,
      ...(text.trim() === '' ? {} : { text: text.trim() }),
      ...(known === undefined ? {} : { kind: known }),
      ...(ended ? ({ ended: 'true' } as const) : {}),
    }
    return read(api.GET('/api/v1/offices', { params: { query } }))
  })
}

export default function Offices() {
  const [filters, setFilters] = useState<Filters>({ text: '', kind: '', ended: false })
  const [adding, setAdding] = useState(false)
  const keeps = useHolds(UNIT_KEEPERS)
  const offices = useOffices(filters)
  const set = (part: Partial<Filters>): void => setFilters({ ...filters, ...part })
  return (
    <Page
      title="Cơ quan, đơn vị"
      note="Tìm được cả bằng tên cũ trước khi sắp xếp, sáp nhập."
      actions={
        keeps ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            Thêm đơn vị
          </Button>
        ) : undefined
      }
    >
      <div className="card filters" role="group" aria-label="Lọc danh sách">
        <TextField label="Tên hiện nay hoặc tên cũ" value={filters.text} onChange={(text) => set({ text })} />
        <Choice
          label="Loại"
          none="Mọi loại"
          value={filters.kind}
          options={OFFICE_KINDS.map((kind) => ({ value: kind, label: officeKindLabel(kind) }))}
          onChange={(kind) => set({ kind })}
        />
        <YesNo label="Cả nơi đã thôi hoạt động" value={filters.ended} onChange={(ended) => set({ ended })} />
      </div>
      <section className="card" aria-label="Danh sách cơ quan, đơn vị">
        <PagedList
          query={offices}
          empty={<Empty title="Không tìm thấy nơi nào">Hãy thử tên cũ, hoặc bớt điều kiện lọc.</Empty>}
        >
          {(items) => (
            <ul className="lines">
              {items.map((office) => (
                <OfficeLine key={office.id} office={office} />
              ))}
            </ul>
          )}
        </PagedList>
      </section>
      <AddUnit open={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

/** One office in a list, with the former names that a search found it by. */
export function OfficeLine({ office }: { readonly office: Office }) {
  return (
    <li className="line">
      <div className="grow">
        <Link to={`/quan-tri/co-quan/${encodeURIComponent(office.id)}`} className="line-title">
          {office.name}
        </Link>
        <div className="muted small">{placeOf(office)}</div>
        {office.formerly.length === 0 ? null : (
          <div className="small">Trước đây: {office.formerly.map(formerText).join('; ')}</div>
        )}
      </div>
      {office.validTo === null ? null : <span className="tag">Đã thôi hoạt động</span>}
    </li>
  )
}

/** A former name with the place that it had. */
export function formerText({ name, district, province }: Office['formerly'][number]): string {
  return [name, district, province].filter((one) => one !== null && one !== '').join(', ')
}
