// The register of papers that an office sent out: by year and kind, found by words, symbol and days; printed, or taken as a
// sheet; and papers made outside entered in it.
import { Button } from 'antd'
import { useState } from 'react'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { Downloads } from '../../components/Downloads.tsx'
import { FileButton } from '../../components/FileButton.tsx'
import { DateField } from '../../components/forms/DateField.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { Page } from '../../components/Page.tsx'
import { PAPER_STATUSES } from '../../components/papers/words.ts'
import type { SentPaper } from '../../components/papers/words.ts'
import { Empty } from '../../components/States.tsx'
import { OfficePicker } from '../../components/forms/OfficePicker.tsx'
import { PagedList, usePaged } from '../admin/common/paged.tsx'
import { useOwners } from '../matters/MatterFields.tsx'
import { useSearch } from '../../app/useSearch.ts'
import { WordsFilter } from '../matters/WordsFilter.tsx'
import { workingOffices, yearOptions } from '../matters/words.ts'
import { EnterPaper } from './EnterPaper.tsx'
import { keepsRegister } from './keeping.ts'
import { sentKeys, useRegisters } from './queries.ts'
import type { SentFilters } from './queries.ts'
import { SentTable } from './SentTable.tsx'
import { Series } from './Series.tsx'

const isStatus = (value: string): value is SentPaper['status'] => Object.hasOwn(PAPER_STATUSES, value)

export default function SentBook() {
  const me = useMe()
  const [value, change] = useSearch()
  const owners = useOwners()
  const office = value('co-quan') === '' ? (workingOffices(me)[0]?.officeId ?? '') : value('co-quan')
  const year = value('nam') === '' ? me.now.slice(0, 4) : value('nam')
  const [register, text, from, to, status] = [
    value('so'),
    value('tim'),
    value('tu'),
    value('den'),
    value('tinh-trang'),
  ]
  const filters: SentFilters = {
    year,
    ...(register === '' ? {} : { register }),
    ...(text === '' ? {} : { text }),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(isStatus(status) ? { status } : {}),
  }
  const registers = useRegisters(office, year)
  return (
    <Page
      title="Sổ văn bản đi"
      note="Mọi số đã cấp cho văn bản đi của cơ quan, ban hành trên hệ thống hoặc ghi vào sổ từ bản giấy."
    >
      <details className="card no-print" open={window.innerWidth >= 900}>
        <summary>
          <strong>Cơ quan, năm và điều kiện lọc</strong>
        </summary>
        <div className="filters top">
          {owners.length === 0 ? (
            <OfficePicker
              label="Cơ quan"
              value={null}
              onChange={({ id }) => change({ 'co-quan': id, so: '' })}
            />
          ) : (
            <Choice
              label="Cơ quan"
              value={office}
              options={owners}
              onChange={(next) => change({ 'co-quan': next, so: '' })}
            />
          )}
          <Choice
            label="Năm"
            value={year}
            options={yearOptions(me.now)}
            onChange={(next) => change({ nam: next })}
          />
          <Choice
            label="Loại văn bản"
            none="Tất cả"
            value={register}
            options={(registers.data?.items ?? []).map((one) => ({ value: one.register, label: one.name }))}
            onChange={(next) => change({ so: next })}
          />
          <Choice
            label="Tình trạng"
            none="Tất cả"
            value={status}
            options={Object.entries(PAPER_STATUSES).map(([key, label]) => ({ value: key, label }))}
            onChange={(next) => change({ 'tinh-trang': next })}
          />
          <DateField label="Từ ngày" value={from} onChange={(day) => change({ tu: day ?? '' })} />
          <DateField label="Đến ngày" value={to} onChange={(day) => change({ den: day ?? '' })} />
          <WordsFilter
            key={text}
            text={text}
            label="Trích yếu, nơi nhận hoặc ký hiệu"
            onChange={(next) => change({ tim: next })}
          />
        </div>
      </details>
      {office === '' ? (
        <section className="card">
          <Empty title="Chưa chọn cơ quan">Hãy chọn cơ quan có sổ cần xem.</Empty>
        </section>
      ) : (
        <Book office={office} filters={filters} />
      )}
    </Page>
  )
}

interface BookProps {
  readonly office: string
  readonly filters: SentFilters & { readonly year?: string }
}

function Book({ office, filters }: BookProps) {
  const me = useMe()
  const year = filters.year ?? me.now.slice(0, 4)
  const registers = useRegisters(office, year)
  const [entering, setEntering] = useState(false)
  const query = usePaged(sentKeys.list(office, filters), (at) =>
    read(
      api.GET('/api/v1/offices/{id}/sent', {
        params: { path: { id: office }, query: { ...filters, limit: '100', ...at } },
      }),
    ),
  )
  const mine = (registers.data?.items ?? []).filter(
    ({ register, open }) => open && keepsRegister(me, office, register),
  )
  const printed = new URLSearchParams(Object.entries(filters))
  const book = `/api/v1/offices/${encodeURIComponent(office)}/sent-book?${printed.toString()}`
  return (
    <>
      <section className="card stack" aria-label="Sổ văn bản đi">
        <div className="row no-print">
          {mine.length === 0 || year !== me.now.slice(0, 4) ? null : (
            <Button type="primary" onClick={() => setEntering(true)}>
              Ghi văn bản vào sổ
            </Button>
          )}
          <FileButton path={`${book}&format=pdf`}>In sổ (PDF)</FileButton>
          <FileButton path={`${book}&format=xlsx`}>Sổ dạng Excel</FileButton>
          <span className="muted small">
            Bản in có đúng các dòng đang lọc, tối đa 3.000 dòng; sổ dài hơn thì chọn loại văn bản hoặc khoảng
            ngày.
          </span>
        </div>
        <PagedList
          query={query}
          empty={
            <Empty title="Không có văn bản nào phù hợp">
              Số được cấp khi văn bản được ký trên hệ thống hoặc được ghi vào sổ.
            </Empty>
          }
        >
          {(items) => <SentTable items={items} />}
        </PagedList>
      </section>
      <Series office={office} registers={registers} year={year}>
        <Downloads
          what={`số đã cấp năm ${year}`}
          path={`/api/v1/exports/registers/${encodeURIComponent(office)}/${year}`}
        />
      </Series>
      {entering ? <EnterPaper office={office} registers={mine} onClose={() => setEntering(false)} /> : null}
    </>
  )
}
