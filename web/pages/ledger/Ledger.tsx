// The ledger of news for who administers people or audits: who was told what, when, how and with what result. What is filtered
// stands in the address, so that other pages lead here and a list can be passed on.
import { useSearchParams } from 'react-router'
import { NOTICE_KINDS, kindRule } from '../../../domain/notice-kinds.ts'
import { addDays, atLocalTime, isCivilDate } from '../../../domain/time/civil.ts'
import { api, read } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { Empty } from '../../components/States.tsx'
import { DateField } from '../../components/forms/DateField.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { PagedList, usePaged } from '../admin/common/paged.tsx'
import { useHolds } from '../admin/common/rights.ts'
import { Line } from './Line.tsx'
import { PersonFilter } from './PersonFilter.tsx'
import { MAIL_RESULTS, isUnderWay } from './words.ts'
import type { LedgerPage, MailResult } from './words.ts'

type Filter = 'nguoi' | 'loai' | 'ket-qua' | 'tu' | 'den'
const PAGE = '50'
const RESULTS = Object.keys(MAIL_RESULTS) as MailResult[]

function useFilters() {
  const [search, setSearch] = useSearchParams()
  const value = (name: Filter): string => search.get(name) ?? ''
  const set = (name: Filter, next: string): void =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before)
        if (next === '') after.delete(name)
        else after.set(name, next)
        return after
      },
      { replace: true },
    )
  return { value, set }
}

/** The filters as the API has them. */
function queryOf(value: (name: Filter) => string) {
  const kind = NOTICE_KINDS.find((one) => one === value('loai'))
  const result = RESULTS.find((one) => one === value('ket-qua'))
  const [from, to] = [value('tu'), value('den')]
  return {
    ...(value('nguoi') === '' ? {} : { person: value('nguoi') }),
    ...(kind === undefined ? {} : { kind }),
    ...(result === undefined ? {} : { result }),
    ...(isCivilDate(from) ? { from: atLocalTime(from, '00:00') } : {}),
    ...(isCivilDate(to) ? { to: atLocalTime(addDays(to, 1), '00:00') } : {}),
  }
}

export default function Ledger() {
  const { value, set } = useFilters()
  const resends = useHolds(['administrator'])
  const asked = queryOf(value)
  const lines = usePaged<LedgerPage>(
    ['ledger', 'all', asked],
    (at) => read(api.GET('/api/v1/notices', { params: { query: { ...asked, ...at, limit: PAGE } } })),
    isUnderWay,
  )
  return (
    <Page
      title="Sổ thông báo"
      note="Ai đã được báo điều gì, lúc nào, bằng cách nào, kết quả ra sao. “Máy chủ thư đã nhận” chưa có nghĩa là người nhận đã đọc."
    >
      <div className="card filters top no-print" role="group" aria-label="Lọc">
        <PersonFilter value={value('nguoi')} onChange={(id) => set('nguoi', id)} />
        <Choice
          label="Loại thông báo"
          none="Mọi loại"
          value={value('loai')}
          options={NOTICE_KINDS.map((kind) => ({ value: kind, label: kindRule(kind).vi }))}
          onChange={(kind) => set('loai', kind)}
        />
        <Choice
          label="Kết quả gửi thư"
          none="Mọi kết quả"
          value={value('ket-qua')}
          options={RESULTS.map((result) => ({ value: result, label: MAIL_RESULTS[result] }))}
          onChange={(result) => set('ket-qua', result)}
        />
        <DateField
          label="Từ ngày"
          value={isCivilDate(value('tu')) ? value('tu') : null}
          onChange={(day) => set('tu', day ?? '')}
        />
        <DateField
          label="Đến hết ngày"
          value={isCivilDate(value('den')) ? value('den') : null}
          onChange={(day) => set('den', day ?? '')}
        />
      </div>
      <section className="card" aria-label="Các thông báo">
        <PagedList
          query={lines}
          empty={
            <Empty title="Không có thông báo nào phù hợp">Hãy bớt điều kiện lọc hoặc mở rộng ngày.</Empty>
          }
        >
          {(items) => (
            <ul className="lines">
              {items.map((line) => (
                <Line key={line.id} line={line} leads resends={resends} />
              ))}
            </ul>
          )}
        </PagedList>
      </section>
    </Page>
  )
}
