// The dossiers of a batch in the list's order, each with what became of it, or why it can't be.
import { useState } from 'react'
import { Link } from 'react-router'
import { useNames } from '../../client/steps.ts'
import type { Names } from '../../client/steps.ts'
import { Choice } from '../../components/forms/fields.tsx'
import { LongList } from '../../components/LongList.tsx'
import { Failed, Loading } from '../../components/States.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { BATCH_ITEM_STATUSES } from '../../i18n/vi.ts'
import { useRowHeight } from '../list/useRowHeight.ts'
import { useItems } from './useBatch.ts'
import { itemReason } from './words.ts'
import type { Batch, BatchItem } from './words.ts'

const STATUSES = ['refused', 'failed', 'reserved', 'ready', 'applied', 'released', 'pending'] as const
const TONES = {
  pending: '',
  ready: 'info',
  reserved: 'info',
  refused: 'bad',
  applied: 'good',
  released: '',
  failed: 'bad',
} as const satisfies Record<BatchItem['status'], string>

export function Items({ batch }: { readonly batch: Batch }) {
  const { id, counts } = batch
  const [only, setOnly] = useState<BatchItem['status'] | ''>('')
  const query = useItems(id, only, JSON.stringify(counts))
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const names = useNames(items.flatMap(({ dossier }) => (dossier === null ? [] : [dossier])))
  const rowHeight = useRowHeight()
  const present = STATUSES.filter((status) => counts[status] > 0)
  return (
    <section className="card" aria-labelledby="ket-qua">
      <h2 id="ket-qua">Từng hồ sơ</h2>
      <div className="filters">
        <Choice
          label="Kết quả"
          none={`Tất cả (${formatNumber(batch.total)})`}
          value={only}
          options={present.map((status) => ({
            value: status,
            label: `${BATCH_ITEM_STATUSES[status]} (${formatNumber(counts[status])})`,
          }))}
          onChange={(next) => setOnly(STATUSES.find((status) => status === next) ?? '')}
        />
      </div>
      {query.data === undefined ? (
        query.isError ? (
          <Failed error={query.error} again={() => void query.refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <LongList
          label="Từng hồ sơ"
          items={items}
          keyOf={({ dossierId }) => dossierId}
          rowHeight={rowHeight}
          total={only === '' ? batch.total : counts[only]}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
          }}
        >
          {(item) => <Row item={item} names={names} />}
        </LongList>
      )}
    </section>
  )
}

function Row({ item, names }: { readonly item: BatchItem; readonly names: Names }) {
  const { dossier, dossierId, status, ord } = item
  const reason = itemReason(item)
  return (
    <div className="list-row">
      <span className="muted small list-ord">{formatNumber(ord)}</span>
      <div className="list-cells">
        <div className="list-cell">
          {dossier === null ? (
            <span className="line-title one-line">Hồ sơ ngoài phạm vi</span>
          ) : (
            <Link to={`/ho-so/${encodeURIComponent(dossierId)}`} className="line-title one-line">
              {dossier.subjectName}
            </Link>
          )}
          <div className="muted small one-line">
            {dossier === null ? '' : names.step(dossier, dossier.step)}
          </div>
        </div>
        <div className="list-cell">
          <span className={reason === '' ? 'muted small' : 'small two-lines'} title={reason}>
            {reason}
          </span>
        </div>
      </div>
      <span className="list-due">
        <span className={`tag ${TONES[status]}`}>{BATCH_ITEM_STATUSES[status]}</span>
      </span>
    </div>
  )
}
