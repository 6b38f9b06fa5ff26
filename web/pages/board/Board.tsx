// A year from above, live: how many dossiers stand at each step and how many are late, what is left until the dates of the
// year, which communes are behind, and who is late longest. Every number leads to the list behind it.
import { useQuery } from '@tanstack/react-query'
import type { Procedure } from '../../../domain/procedure.ts'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { useProcedure } from '../../client/queries.ts'
import { Downloads } from '../../components/Downloads.tsx'
import { Page } from '../../components/Page.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { Empty, Loading, Read } from '../../components/States.tsx'
import { useFilters } from '../list/filters.ts'
import type { Filters } from '../list/filters.ts'
import { Territory } from '../list/Territory.tsx'
import { useCounts } from '../list/useDossiers.ts'
import { Countdown } from './Countdown.tsx'
import { Latest } from './Latest.tsx'
import { Places } from './Places.tsx'
import { Steps } from './Steps.tsx'

/** What most of the work of a year is about, where the address names nothing. */
const USUAL = 'dien-hinh'
const YEARS = 4

export default function Board() {
  const me = useMe()
  const [asked, change] = useFilters()
  const year = asked.year ?? me.now.slice(0, 4)
  const { territory } = asked
  const filters: Filters = {
    year,
    procedure: asked.procedure ?? USUAL,
    ...(territory === undefined ? {} : { territory }),
  }
  const procedures = useQuery({
    queryKey: ['procedures'],
    staleTime: 60_000,
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
  const chosen = procedures.data?.items.find(({ id }) => id === filters.procedure)
  const procedure = useProcedure(chosen?.id ?? '', chosen?.versions[0]?.version ?? 0)
  const years = Array.from({ length: YEARS }, (_, index) => String(Number(me.now.slice(0, 4)) + 1 - index))
  return (
    <Page
      title="Bảng điều hành"
      note={`${chosen?.vi ?? ''}, năm ${year}`}
      actions={<Downloads what="bảng tổng hợp" path="/api/v1/exports/counts" query={filters} />}
    >
      <div className="card filters no-print">
        <Choice
          label="Quy trình"
          value={filters.procedure ?? USUAL}
          options={(procedures.data?.items ?? []).map(({ id, vi }) => ({ value: id, label: vi }))}
          onChange={(next) => change({ procedure: next })}
        />
        <Choice
          label="Năm"
          value={year}
          options={years.map((one) => ({ value: one, label: one }))}
          onChange={(next) => change({ year: next })}
        />
        <Territory value={territory ?? ''} onChange={(next) => change({ territory: next })} />
      </div>
      {procedures.isError ? <Read query={procedures}>{() => null}</Read> : null}
      <Read query={procedure} loading={<Loading lines={6} />}>
        {(found) => <Year filters={filters} procedure={found} />}
      </Read>
    </Page>
  )
}

function Year({ filters, procedure }: { readonly filters: Filters; readonly procedure: Procedure }) {
  const query = useCounts(filters)
  return (
    <Read query={query} loading={<Loading lines={6} />}>
      {({ counts, now }) => (
        <>
          <Countdown filters={filters} procedure={procedure} counts={counts} now={now} />
          {counts.length === 0 ? (
            <section className="card">
              <Empty title="Chưa có hồ sơ nào trong năm này">Hồ sơ sẽ hiện ở đây ngay khi được trình.</Empty>
            </section>
          ) : (
            <>
              <Steps filters={filters} procedure={procedure} counts={counts} />
              <Latest filters={filters} />
              <Places filters={filters} />
            </>
          )}
        </>
      )}
    </Read>
  )
}
