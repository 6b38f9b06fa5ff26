// Plans of a year: whose they are, how they stand, and the way to each with its duties.
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { Downloads } from '../../components/Downloads.tsx'
import { Page } from '../../components/Page.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { MATTER_STATUSES } from '../../i18n/vi.ts'
import { MatterList } from './MatterList.tsx'
import type { MatterFilters } from './queries.ts'
import { WordsFilter } from './WordsFilter.tsx'
import { useSearch } from '../../app/useSearch.ts'
import { workingOffices, yearOptions } from './words.ts'

export default function Plans() {
  const me = useMe()
  const [value, change] = useSearch()
  const year = value('year') === '' ? me.now.slice(0, 4) : value('year')
  const status = value('status') as Exclude<MatterFilters['status'], undefined> | ''
  const text = value('text')
  const filters: MatterFilters = {
    kind: 'plan',
    year,
    ...(status === '' ? {} : { status }),
    ...(text === '' ? {} : { text }),
  }
  return (
    <Page
      title="Kế hoạch"
      note={`Kế hoạch của các cơ quan trong phạm vi của bạn, năm ${year}.`}
      actions={
        <>
          {workingOffices(me).length === 0 ? null : <Link to="/so/moi?kind=plan">Lập kế hoạch mới</Link>}
          <Downloads what="danh sách kế hoạch" path="/api/v1/exports/matters" query={filters} />
        </>
      }
    >
      <div className="card filters no-print">
        <WordsFilter text={text} onChange={(next) => change({ text: next })} />
        <Choice
          label="Năm"
          value={year}
          options={yearOptions(me.now)}
          onChange={(next) => change({ year: next })}
        />
        <Choice
          label="Tình trạng"
          none="Tất cả"
          value={status}
          options={Object.entries(MATTER_STATUSES).map(([key, label]) => ({ value: key, label }))}
          onChange={(next) => change({ status: next })}
        />
      </div>
      <MatterList
        label="Danh sách kế hoạch"
        filters={filters}
        empty="Chưa có kế hoạch nào của năm này. Khi được lập, kế hoạch sẽ hiện ở đây."
      />
    </Page>
  )
}
