// A register's list by filters, page by page.
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Empty, Failed, Loading } from '../../components/States.tsx'
import { MatterLine } from './MatterLine.tsx'
import { useMatters, useTypeNames } from './queries.ts'
import type { MatterFilters } from './queries.ts'

interface Props {
  readonly label: string
  readonly filters: MatterFilters
  readonly empty: ReactNode
}

export function MatterList({ label, filters, empty }: Props) {
  const matters = useMatters(filters)
  const typeName = useTypeNames()
  const items = matters.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="card" aria-label={label} aria-busy={matters.isFetching}>
      {matters.data === undefined ? (
        matters.isError ? (
          <Failed error={matters.error} again={() => void matters.refetch()} />
        ) : (
          <Loading />
        )
      ) : items.length === 0 ? (
        <Empty title="Không có mục nào">{empty}</Empty>
      ) : (
        <ul className="lines">
          {items.map((matter) => (
            <MatterLine key={matter.id} matter={matter} typeName={typeName} />
          ))}
        </ul>
      )}
      {matters.hasNextPage ? (
        <Button loading={matters.isFetchingNextPage} onClick={() => void matters.fetchNextPage()}>
          Xem thêm
        </Button>
      ) : null}
    </section>
  )
}
