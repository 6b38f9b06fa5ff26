// All dossiers that somebody may see, filtered, however many; chosen ones go to a decision or an action over many.
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Schemas } from '../../client/api.ts'
import { useNames } from '../../client/steps.ts'
import type { Names } from '../../client/steps.ts'
import { DueTag } from '../../components/Due.tsx'
import { LongList } from '../../components/LongList.tsx'
import { Page } from '../../components/Page.tsx'
import { Empty, Failed, Loading } from '../../components/States.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { roleLabel, statusLabel, subjectKindLabel } from '../../i18n/vi.ts'
import { FilterBar } from './FilterBar.tsx'
import { useFilters } from './filters.ts'
import { useCounts, useDossiers } from './useDossiers.ts'

type Item = Schemas['DossierItem']

const ROW_HEIGHT = 84
/** The API takes no more in one batch. */
const MOST_CHOSEN = 5000

export default function List() {
  const [filters, change] = useFilters()
  const list = useDossiers(filters)
  const counts = useCounts(filters)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const now = list.data?.pages[0]?.now ?? ''
  const total = counts.data?.counts.reduce((sum, { count }) => sum + count, 0)
  const overdue = counts.data?.counts.reduce((sum, one) => sum + one.overdue, 0) ?? 0
  const names = useNames(items)
  const toggle = (id: string): void => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const note =
    total === undefined ? undefined : `${formatNumber(total)} hồ sơ, ${formatNumber(overdue)} quá hạn.`
  return (
    <Page title="Danh sách hồ sơ" note={note}>
      <FilterBar filters={filters} onChange={change} />
      <Chosen
        chosen={chosen}
        onAll={() => setChosen(new Set(items.slice(0, MOST_CHOSEN).map(({ id }) => id)))}
        onNone={() => setChosen(new Set())}
        loaded={items.length}
      />
      {list.data === undefined ? (
        list.isError ? (
          <Failed error={list.error} again={() => void list.refetch()} />
        ) : (
          <Loading lines={8} />
        )
      ) : items.length === 0 ? (
        <Empty title="Không có hồ sơ nào phù hợp">Hãy bớt điều kiện lọc, hoặc kiểm tra lại từ khóa.</Empty>
      ) : (
        <div className="card">
          <LongList
            label="Hồ sơ"
            items={items}
            keyOf={({ id }) => id}
            rowHeight={ROW_HEIGHT}
            total={total}
            onEnd={() => {
              if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
            }}
          >
            {(item) => (
              <Row
                item={item}
                names={names}
                now={now}
                chosen={chosen.has(item.id)}
                onChoose={() => toggle(item.id)}
              />
            )}
          </LongList>
          {list.isFetchingNextPage ? <Loading lines={1} /> : null}
        </div>
      )}
    </Page>
  )
}

interface RowProps {
  readonly item: Item
  readonly names: Names
  readonly now: string
  readonly chosen: boolean
  readonly onChoose: () => void
}

function Row({ item, names, now, chosen, onChoose }: RowProps) {
  const of = { procedureId: item.procedureId, procedureVersion: item.procedureVersion }
  const holders = [...new Set(item.holders.flatMap(({ roles }) => roles.slice(0, 1)))].map(roleLabel)
  const closed = item.closedAt !== null
  const where = closed && item.outcome !== null ? names.outcome(of, item.outcome) : names.step(of, item.step)
  return (
    <div className="list-row">
      <Checkbox checked={chosen} onChange={onChoose} aria-label={`Chọn ${item.subject.name}`} />
      <div className="grow">
        <Link to={`/ho-so/${encodeURIComponent(item.id)}`} className="line-title one-line">
          {item.subject.name}
        </Link>
        <div className="muted small one-line">
          {where} · {statusLabel(item.status)}
          {holders.length === 0 ? '' : ` · ${holders.join(', ')}`}
        </div>
        <div className="muted small one-line">
          {subjectKindLabel(item.subject.kind)} · {names.procedure(of)?.vi ?? ''} {item.year}
          {item.basisChanged ? ' · căn cứ đã thay đổi' : ''}
        </div>
      </div>
      {closed ? null : <DueTag dueAt={item.dueAt} now={now} />}
    </div>
  )
}

interface ChosenProps {
  readonly chosen: ReadonlySet<string>
  readonly loaded: number
  readonly onAll: () => void
  readonly onNone: () => void
}

function Chosen({ chosen, loaded, onAll, onNone }: ChosenProps) {
  const navigate = useNavigate()
  return (
    <div className="row no-print" role="status">
      <span>
        {chosen.size === 0 ? 'Chưa chọn hồ sơ nào.' : `Đã chọn ${formatNumber(chosen.size)} hồ sơ.`}
      </span>
      <Button size="small" onClick={onAll} disabled={loaded === 0}>
        Chọn tất cả {formatNumber(Math.min(loaded, MOST_CHOSEN))} hồ sơ đã tải
      </Button>
      {chosen.size === 0 ? null : (
        <>
          <Button size="small" onClick={onNone}>
            Bỏ chọn
          </Button>
          <Button
            size="small"
            type="primary"
            onClick={() => void navigate('/quyet-dinh-chung/moi', { state: { dossierIds: [...chosen] } })}
          >
            Quyết định chung, thao tác hàng loạt
          </Button>
        </>
      )}
    </div>
  )
}
