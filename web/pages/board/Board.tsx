// A year from above, live: how many dossiers stand at each step and how many are late; which communes are behind and when
// their next deadline is. Every number leads to the list behind it.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Procedure } from '../../../domain/procedure.ts'
import { pathById, stepById } from '../../../domain/steps.ts'
import { OPEN_STATUSES } from '../../../domain/vocabulary.ts'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { useProcedure } from '../../client/queries.ts'
import { DueTag } from '../../components/Due.tsx'
import { Page } from '../../components/Page.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { Empty, Loading, Read } from '../../components/States.tsx'
import { formatNumber, formatShare } from '../../i18n/format.ts'
import { statusLabel, subjectKindLabel } from '../../i18n/vi.ts'
import { useFilters } from '../list/filters.ts'
import type { Filters } from '../list/filters.ts'
import { useCounts } from '../list/useDossiers.ts'

/** What most of the work of a year is about, where the address names nothing. */
const USUAL = 'dien-hinh'
const YEARS = 4

export default function Board() {
  const me = useMe()
  const [asked, change] = useFilters()
  const year = asked.year ?? me.now.slice(0, 4)
  const filters: Filters = { ...asked, year, procedure: asked.procedure ?? USUAL }
  const procedures = useQuery({
    queryKey: ['procedures'],
    staleTime: 60_000,
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
  const chosen = procedures.data?.items.find(({ id }) => id === filters.procedure)
  const procedure = useProcedure(chosen?.id ?? '', chosen?.versions[0]?.version ?? 0)
  const years = Array.from({ length: YEARS }, (_, index) => String(Number(me.now.slice(0, 4)) + 1 - index))
  return (
    <Page title="Bảng theo dõi" note={`${chosen?.vi ?? ''}, năm ${year}`}>
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
      </div>
      <Read query={procedure} loading={<Loading lines={6} />}>
        {(found) => (
          <>
            <Steps filters={filters} procedure={found} />
            <Places filters={filters} />
          </>
        )}
      </Read>
    </Page>
  )
}

const linkTo = (filters: Filters, more: Filters): string =>
  `/ho-so?${new URLSearchParams({ ...filters, ...more }).toString()}`

interface StepsProps {
  readonly filters: Filters
  readonly procedure: Procedure
}

interface StepSum {
  readonly step: string
  readonly count: number
  readonly overdue: number
  readonly returned: number
}

/** Open ones by step, in the order of the ways that they go. */
function sumsOf(procedure: Procedure, counts: readonly Schemas['StepCount'][]): StepSum[] {
  const order = [
    ...new Set([
      ...procedure.paths.flatMap(({ id }) => pathById(procedure, id)?.steps ?? []),
      ...counts.map(({ step }) => step),
    ]),
  ]
  const open = counts.filter(({ status }) => (OPEN_STATUSES as readonly string[]).includes(status))
  return order.flatMap((step) => {
    const here = open.filter((one) => one.step === step)
    const sum = (of: (one: Schemas['StepCount']) => number): number =>
      here.reduce((all, one) => all + of(one), 0)
    const count = sum((one) => one.count)
    if (count === 0) return []
    const returned = sum((one) => (one.status === 'returned' ? one.count : 0))
    return [{ step, count, overdue: sum((one) => one.overdue), returned }]
  })
}

function Steps({ filters, procedure }: StepsProps) {
  const query = useCounts(filters)
  return (
    <Read query={query} loading={<Loading lines={6} />}>
      {({ counts }) => {
        const sums = sumsOf(procedure, counts)
        const ended = counts.filter(({ status }) => !(OPEN_STATUSES as readonly string[]).includes(status))
        const all = counts.reduce((sum, { count }) => sum + count, 0)
        const most = Math.max(1, ...sums.map(({ count }) => count))
        if (all === 0)
          return (
            <Empty title="Chưa có hồ sơ nào trong năm này">Hồ sơ sẽ hiện ở đây ngay khi được trình.</Empty>
          )
        return (
          <section className="card" aria-labelledby="theo-buoc">
            <h2 id="theo-buoc">Theo bước</h2>
            <ul className="bars">
              {sums.map(({ step, count, overdue, returned }) => (
                <li key={step}>
                  <Link to={linkTo(filters, { step, open: 'true' })}>
                    {stepById(procedure, step)?.vi ?? step}
                  </Link>
                  <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect className="all" width={(count / most) * 100} height="6" />
                    <rect className="late" width={(overdue / most) * 100} height="6" />
                  </svg>
                  <span className="row">
                    <strong>{formatNumber(count)}</strong>
                    {overdue === 0 ? null : (
                      <Link className="tag bad" to={linkTo(filters, { step, overdue: 'true' })}>
                        {formatNumber(overdue)} quá hạn
                      </Link>
                    )}
                    {returned === 0 ? null : (
                      <span className="tag warn">{formatNumber(returned)} đang bổ sung</span>
                    )}
                  </span>
                </li>
              ))}
            </ul>
            {ended.length === 0 ? null : (
              <p className="row">
                {[...new Set(ended.map(({ status }) => status))].map((status) => {
                  const count = ended
                    .filter((one) => one.status === status)
                    .reduce((sum, one) => sum + one.count, 0)
                  return (
                    <Link key={status} className="tag" to={linkTo(filters, { status })}>
                      {statusLabel(status)}: {formatNumber(count)} ({formatShare(count / all)})
                    </Link>
                  )
                })}
              </p>
            )}
          </section>
        )
      }}
    </Read>
  )
}

function Places({ filters }: { readonly filters: Filters }) {
  const { sort: _, ...query } = filters
  const places = useQuery({
    queryKey: ['counts', 'places', query],
    placeholderData: keepPreviousData,
    queryFn: () => read(api.GET('/api/v1/dossiers/places', { params: { query } })),
  })
  return (
    <Read query={places} loading={<Loading lines={6} />}>
      {({ items, now }) =>
        items.length === 0 ? null : (
          <section className="card" aria-labelledby="theo-dia-ban">
            <h2 id="theo-dia-ban">Theo địa bàn và đối tượng</h2>
            <div className="scroll-x" tabIndex={0} role="region" aria-labelledby="theo-dia-ban">
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">Địa bàn</th>
                    <th scope="col">Đối tượng</th>
                    <th scope="col" className="num">
                      Đang giải quyết
                    </th>
                    <th scope="col" className="num">
                      Quá hạn
                    </th>
                    <th scope="col" className="num">
                      Đã kết thúc
                    </th>
                    <th scope="col">Hạn gần nhất</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((place) => (
                    <PlaceRow
                      key={`${place.communeId ?? ''}/${place.kind}`}
                      place={place}
                      filters={filters}
                      now={now}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        )
      }
    </Read>
  )
}

interface PlaceProps {
  readonly place: Schemas['PlaceCount']
  readonly filters: Filters
  readonly now: string
}

function PlaceRow({ place, filters, now }: PlaceProps) {
  const { communeId, communeName, kind, open, overdue, closed, nextDueAt } = place
  const here: Filters = communeId === null ? { kind } : { territory: communeId, kind }
  return (
    <tr>
      <th scope="row">
        <Link to={linkTo(filters, here)}>{communeName ?? 'Trực thuộc tỉnh'}</Link>
      </th>
      <td>{subjectKindLabel(kind)}</td>
      <td className="num">{formatNumber(open)}</td>
      <td className="num">
        {overdue === 0 ? (
          '0'
        ) : (
          <Link className="tag bad" to={linkTo(filters, { ...here, overdue: 'true' })}>
            {formatNumber(overdue)}
          </Link>
        )}
      </td>
      <td className="num">{formatNumber(closed)}</td>
      <td>{open === 0 ? '–' : <DueTag dueAt={nextDueAt} now={now} />}</td>
    </tr>
  )
}
