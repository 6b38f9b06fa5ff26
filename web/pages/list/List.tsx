// All dossiers that somebody may see, filtered, however many; chosen ones go to a decision or an action over many.
import { Button } from 'antd'
import { memo, useCallback, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import type { Me } from '../../client/session.ts'
import { useNames } from '../../client/steps.ts'
import type { Names } from '../../client/steps.ts'
import { communeWords } from '../../client/where.ts'
import { DueTag } from '../../components/Due.tsx'
import { LongList } from '../../components/LongList.tsx'
import { Page } from '../../components/Page.tsx'
import { Empty, Failed, Loading } from '../../components/States.tsx'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { roleLabel, statusLabel, subjectKindLabel } from '../../i18n/vi.ts'
import { Chosen } from './Chosen.tsx'
import { Export } from './Export.tsx'
import { FilterBar } from './FilterBar.tsx'
import { useFilters } from './filters.ts'
import { SavedViews } from './SavedViews.tsx'
import { useCounts, useDossiers, useFreshness, useRows } from './useDossiers.ts'
import type { Item } from './useDossiers.ts'
import { useRowHeight } from './useRowHeight.ts'

export default function List() {
  const me = useMe()
  const [filters, change] = useFilters()
  const list = useDossiers(filters)
  const counts = useCounts(filters)
  const { items, kinds } = useRows(list)
  const names = useNames(kinds)
  const rowHeight = useRowHeight()
  const hasNews = useFreshness(list, counts.dataUpdatedAt)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const asked = JSON.stringify(filters)
  useEffect(() => setChosen(new Set()), [asked])
  const now = list.data?.pages[0]?.now ?? ''
  // Whatever has no due instant isn't in a list by due instants, but is counted.
  const onlyDue = filters.overdue === 'true' || filters.due !== undefined
  const total =
    filters.sort === 'due' && !onlyDue
      ? undefined
      : counts.data?.counts.reduce((sum, { count }) => sum + count, 0)
  const toggle = useCallback((id: string): void => {
    setChosen((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }, [])
  const next = (): void => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
  }
  return (
    <Page title="Danh sách hồ sơ" note={noteOf(counts.data?.counts)} actions={<Export filters={filters} />}>
      <SavedViews filters={filters} />
      <FilterBar filters={filters} onChange={change} />
      <Chosen
        filters={filters}
        chosen={chosen}
        total={total ?? items.length}
        more={total === undefined && list.hasNextPage}
        onChoose={(ids) => setChosen(new Set(ids))}
      />
      {hasNews ? (
        <div className="note info row" role="status">
          <span className="grow">Có hồ sơ vừa thay đổi.</span>
          <Button onClick={() => void list.refetch()}>Đọc lại danh sách</Button>
        </div>
      ) : null}
      {list.data === undefined ? (
        list.isError ? (
          <Failed error={list.error} again={() => void list.refetch()} />
        ) : (
          <Loading lines={8} />
        )
      ) : items.length === 0 ? (
        <section className="card">
          <Empty title="Không có hồ sơ nào phù hợp">Hãy bớt điều kiện lọc, hoặc kiểm tra lại từ khóa.</Empty>
        </section>
      ) : (
        <section className={list.isPlaceholderData ? 'card old' : 'card'} aria-busy={list.isPlaceholderData}>
          <LongList
            label="Hồ sơ"
            items={items}
            keyOf={({ id }) => id}
            rowHeight={rowHeight}
            total={total}
            onEnd={next}
          >
            {(item) => (
              <Row
                item={item}
                names={names}
                me={me}
                now={now}
                chosen={chosen.has(item.id)}
                onChoose={toggle}
              />
            )}
          </LongList>
          {list.isFetchingNextPage ? <Loading lines={1} /> : null}
          {list.isFetchNextPageError ? (
            <Failed error={list.error} again={() => void list.fetchNextPage()} />
          ) : null}
        </section>
      )}
    </Page>
  )
}

function noteOf(
  counts: readonly { readonly count: number; readonly overdue: number }[] | undefined,
): string | undefined {
  if (counts === undefined) return undefined
  const [total, late] = [
    counts.reduce((sum, { count }) => sum + count, 0),
    counts.reduce((sum, { overdue }) => sum + overdue, 0),
  ]
  return `${formatNumber(total)} hồ sơ, ${late === 0 ? 'không có hồ sơ quá hạn' : `${formatNumber(late)} hồ sơ quá hạn`}.`
}

interface RowProps {
  readonly item: Item
  readonly names: Names
  readonly me: Me
  readonly now: string
  readonly chosen: boolean
  readonly onChoose: (id: string) => void
}

/** Forty of them appear at once under a fast wheel: a plain box, and nothing is drawn again that hasn't changed. */
const Row = memo(function Row({ item, names, me, now, chosen, onChoose }: RowProps) {
  const of = { procedureId: item.procedureId, procedureVersion: item.procedureVersion }
  const holders = [...new Set(item.holders.flatMap(({ roles }) => roles.slice(0, 1)))].map(roleLabel)
  const { closedAt } = item
  const where =
    closedAt !== null && item.outcome !== null ? names.outcome(of, item.outcome) : names.step(of, item.step)
  return (
    <div className="list-row">
      <input
        type="checkbox"
        className="check"
        checked={chosen}
        onChange={() => onChoose(item.id)}
        aria-label={`Chọn ${item.subject.name}`}
      />
      <div className="list-cells">
        <div className="list-cell">
          <Link to={`/ho-so/${encodeURIComponent(item.id)}`} className="line-title one-line">
            {item.subject.name}
          </Link>
          <div className="muted small one-line list-kind">
            {[
              ...communeWords(me, item),
              subjectKindLabel(item.subject.kind),
              item.year,
              names.procedure(of)?.vi ?? '',
            ].join(' · ')}
          </div>
        </div>
        <div className="list-cell">
          <div className="one-line">{where}</div>
          <div className="muted small one-line">
            {[
              statusLabel(item.status),
              ...holders,
              ...(item.basisChanged ? ['căn cứ đã thay đổi'] : []),
            ].join(' · ')}
          </div>
        </div>
      </div>
      <span className="list-due">
        {closedAt === null ? (
          <DueTag dueAt={item.dueAt} now={now} />
        ) : (
          <span className="muted small">{formatDay(closedAt)}</span>
        )}
        <span className="muted small list-where">{communeWords(me, item)}</span>
      </span>
    </div>
  )
})
