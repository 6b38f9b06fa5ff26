// The same year by commune and kind of subject, what is late first: from a commune's row to its list, from there to a dossier.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { DueTag } from '../../components/Due.tsx'
import { YesNo } from '../../components/forms/fields.tsx'
import { Loading, Read } from '../../components/States.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { subjectKindLabel } from '../../i18n/vi.ts'
import { listAddress } from '../list/filters.ts'
import type { Filters } from '../list/filters.ts'

const FIRST = 15

type Place = Omit<Schemas['PlaceCount'], 'kind'> & { readonly kind: Schemas['PlaceCount']['kind'] | null }

export function Places({ filters }: { readonly filters: Filters }) {
  const { sort: _, ...query } = filters
  const [byKind, setByKind] = useState(false)
  const places = useQuery({
    queryKey: ['counts', 'places', query],
    placeholderData: keepPreviousData,
    queryFn: () => read(api.GET('/api/v1/dossiers/places', { params: { query } })),
  })
  return (
    <section className="card" aria-labelledby="theo-dia-ban">
      <div className="row">
        <h2 id="theo-dia-ban" className="grow">
          Theo địa bàn
        </h2>
        <YesNo label="Tách theo đối tượng" value={byKind} onChange={setByKind} />
      </div>
      <Read query={places} loading={<Loading lines={6} />}>
        {({ items, now }) => (
          <Rows places={byKind ? items : merged(items)} filters={filters} now={now} byKind={byKind} />
        )}
      </Read>
    </section>
  )
}

/** One row for each commune, in the same order: what is late first, then what is due next. */
function merged(items: readonly Schemas['PlaceCount'][]): Place[] {
  const rows = new Map<string | null, Place>()
  for (const item of items) {
    const { communeId, nextDueAt } = item
    const before = rows.get(communeId)
    if (before === undefined) {
      rows.set(communeId, { ...item, kind: null })
      continue
    }
    const dues = [before.nextDueAt, nextDueAt].filter((one) => one !== null).sort()
    rows.set(communeId, {
      ...before,
      open: before.open + item.open,
      overdue: before.overdue + item.overdue,
      closed: before.closed + item.closed,
      nextDueAt: dues[0] ?? null,
    })
  }
  return [...rows.values()].sort((a, b) => b.overdue - a.overdue)
}

interface TableProps {
  readonly places: readonly Place[]
  readonly filters: Filters
  readonly now: string
  readonly byKind: boolean
}

/** The first of them, and all when asked for: a province has some hundred communes. */
function Rows({ places, ...rest }: TableProps) {
  const [all, setAll] = useState(false)
  const shown = all ? places : places.slice(0, FIRST)
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Bảng theo địa bàn">
        <Table places={shown} {...rest} />
      </div>
      {places.length > shown.length ? (
        <p className="filters-foot no-print">
          <Button onClick={() => setAll(true)}>Xem đủ {formatNumber(places.length)} dòng</Button>
        </p>
      ) : null}
    </>
  )
}

function Table({ places, filters, now, byKind }: TableProps) {
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">Địa bàn</th>
          {byKind ? <th scope="col">Đối tượng</th> : null}
          <th scope="col" className="num">
            Đang giải quyết
          </th>
          <th scope="col" className="num">
            Quá hạn
          </th>
          <th scope="col" className="num">
            Đã kết thúc
          </th>
          <th scope="col">Hạn sớm nhất</th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <Row
            key={`${place.communeId ?? ''}/${place.kind ?? ''}`}
            place={place}
            filters={filters}
            now={now}
          />
        ))}
      </tbody>
    </table>
  )
}

function Row({ place, filters, now }: Pick<TableProps, 'filters' | 'now'> & { readonly place: Place }) {
  const { communeId, communeName, kind, open, overdue, closed, nextDueAt } = place
  const here: Filters = {
    ...filters,
    ...(communeId === null ? { direct: 'true' } : { territory: communeId }),
    ...(kind === null ? {} : { kind }),
  }
  return (
    <tr>
      <th scope="row">
        <Link to={listAddress(here)}>{communeId === null ? 'Trực thuộc tỉnh' : communeName}</Link>
      </th>
      {kind === null ? null : <td>{subjectKindLabel(kind)}</td>}
      <td className="num">{formatNumber(open)}</td>
      <td className="num">
        {overdue === 0 ? (
          '0'
        ) : (
          <Link className="tag bad" to={listAddress({ ...here, overdue: 'true', sort: 'due' })}>
            {formatNumber(overdue)}
          </Link>
        )}
      </td>
      <td className="num">{formatNumber(closed)}</td>
      <td>{open === 0 ? '–' : <DueTag dueAt={nextDueAt} now={now} />}</td>
    </tr>
  )
}
