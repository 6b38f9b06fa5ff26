// A year against the one before: how many dossiers were begun and how many ended by each month, as curves, and the same
// numbers in a table for whoever reads rather than looks.
import { useQuery } from '@tanstack/react-query'
import { Suspense, lazy } from 'react'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { Choice } from '../../components/forms/fields.tsx'
import { Page } from '../../components/Page.tsx'
import { Empty, Loading, Read } from '../../components/States.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { useFilters } from '../list/filters.ts'
import type { Filters } from '../list/filters.ts'
import { Territory } from '../list/Territory.tsx'
import { MONTHS, cumulated } from './series.ts'
import type { YearSeries } from './series.ts'

const Curves = lazy(() => import('./Curves.tsx'))

const USUAL = 'dien-hinh'
const YEARS = 5

export default function Charts() {
  const me = useMe()
  const [asked, change] = useFilters()
  const thisYear = Number(me.now.slice(0, 4))
  const year = asked.year ?? String(thisYear)
  const { territory } = asked
  const filters: Filters = {
    procedure: asked.procedure ?? USUAL,
    ...(territory === undefined ? {} : { territory }),
  }
  const procedures = useQuery({
    queryKey: ['procedures'],
    staleTime: 60_000,
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
  const before = String(Number(year) - 1)
  const years = useQuery({
    queryKey: ['counts', 'months', filters, year],
    queryFn: async () => {
      const of = async (one: string): Promise<YearSeries> => {
        const query = { ...filters, year: one }
        const found = await read(api.GET('/api/v1/dossiers/months', { params: { query } }))
        return cumulated(one, found.items, found.now)
      }
      return { now: await of(year), before: await of(before) }
    },
  })
  const options = Array.from({ length: YEARS }, (_, index) => String(thisYear + 1 - index))
  return (
    <Page title="Biểu đồ so với năm trước" note={`Năm ${year} và năm ${before}, cộng dồn theo tháng`}>
      <div className="card filters no-print">
        <Choice
          label="Quy trình"
          value={filters.procedure ?? USUAL}
          options={(procedures.data?.items ?? []).map(({ id, vi }) => ({ value: id, label: vi }))}
          onChange={(procedure) => change({ procedure })}
        />
        <Choice
          label="Năm"
          value={year}
          options={options.map((one) => ({ value: one, label: one }))}
          onChange={(next) => change({ year: next })}
        />
        <Territory value={territory ?? ''} onChange={(next) => change({ territory: next })} />
      </div>
      <Read query={years} loading={<Loading lines={6} />}>
        {(found) =>
          found.now.total + found.before.total === 0 ? (
            <section className="card">
              <Empty title="Chưa có hồ sơ nào trong hai năm này">
                Hãy chọn quy trình, năm hoặc địa bàn khác.
              </Empty>
            </section>
          ) : (
            <>
              <Chart title="Hồ sơ được trình" of="begun" now={found.now} before={found.before} />
              <Chart title="Hồ sơ đã kết thúc" of="closed" now={found.now} before={found.before} />
            </>
          )
        }
      </Read>
    </Page>
  )
}

interface ChartProps {
  readonly title: string
  readonly of: 'begun' | 'closed'
  readonly now: YearSeries
  readonly before: YearSeries
}

const shown = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : formatNumber(value)

function Chart({ title, of, now, before }: ChartProps) {
  const id = `bieu-do-${of}`
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className="columns chart-beside">
        <Suspense fallback={<Loading lines={6} />}>
          <Curves
            label={`${title}: năm ${now.year} so với năm ${before.year}`}
            lines={[
              { name: `Năm ${now.year}`, values: now[of] },
              { name: `Năm ${before.year}`, values: before[of] },
            ]}
          />
        </Suspense>
        <div className="scroll-x" tabIndex={0} role="region" aria-label={`Số liệu: ${title}`}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Đến hết tháng</th>
                <th scope="col" className="num">
                  {now.year}
                </th>
                <th scope="col" className="num">
                  {before.year}
                </th>
              </tr>
            </thead>
            <tbody>
              {MONTHS.map((month, index) => (
                <tr key={month}>
                  <th scope="row">{month}</th>
                  <td className="num">{shown(now[of][index])}</td>
                  <td className="num">{shown(before[of][index])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  )
}
