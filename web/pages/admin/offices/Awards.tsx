// What an office was given: the awards whose proposals point at it, year by year, as far as the reader sees their owners.
import { Link } from 'react-router'
import { referenceValue } from '../../../../domain/reference.ts'
import type { Schemas } from '../../../client/api.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { MatterList } from '../../matters/MatterList.tsx'
import { useMatters } from '../../matters/queries.ts'

export function Awards({ office: { id, name } }: { readonly office: Schemas['Office'] }) {
  const filters = { kind: 'award', status: 'active', names: id } as const
  const awards = useMatters(filters)
  const items = awards.data?.pages.flatMap((page) => page.items) ?? []
  // Most offices have none: nothing is said of it; what couldn't be read says so itself.
  if (items.length === 0 && !awards.isError) return null
  const years = items.flatMap(({ begunOn }) => begunOn?.slice(0, 4) ?? [])
  const byYear = [...new Set(years)].map((year) => ({
    year,
    times: years.filter((one) => one === year).length,
  }))
  const names = encodeURIComponent(referenceValue({ kind: 'office', id, name }))
  return (
    <>
      <h2>Khen thưởng đã nhận</h2>
      <p className="row wrap">
        {byYear.map(({ year, times }) => (
          <Link key={year} to={`/so?kind=award&year=${year}&names=${names}`}>
            Năm {year}: {formatNumber(times)} lần
          </Link>
        ))}
      </p>
      <MatterList label="Khen thưởng đã nhận" filters={filters} empty="" />
    </>
  )
}
