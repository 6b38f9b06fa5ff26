// Erasures: what one officer proposed and another has to decide, and what was erased, by whom and why.
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Empty } from '../../components/States.tsx'
import { formatMoment } from '../../i18n/format.ts'
import { PagedList } from '../admin/common/paged.tsx'
import { useHolds } from '../admin/common/rights.ts'
import { Decide } from './dialogs.tsx'
import { useNamedPages } from './useNamedPages.ts'
import { ERASURE_STATUSES, ERASURE_TONES } from './words.ts'

type Item = Schemas['Erasure']
type Deciding = { readonly id: string; readonly how: 'approve' | 'refuse' }
const PAGE = '50'

export function Erasures() {
  const client = useQueryClient()
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const { query, names } = useNamedPages<Item>(['retention', 'erasures'], (at) =>
    read(api.GET('/api/v1/retention/erasures', { params: { query: { ...at, limit: PAGE } } })),
  )
  return (
    <section className="card stack" aria-labelledby="xoa-noi-dung">
      <h2 id="xoa-noi-dung">Xóa nội dung</h2>
      <p className="muted small">
        Một người đề nghị ở trang Kiểm soát của hồ sơ, một người khác quyết định ở đây. Hồ sơ có lệnh giữ thì
        không xóa được.
      </p>
      <PagedList query={query} empty={<Empty title="Chưa có đề nghị xóa nào" />}>
        {(items) => (
          <ul className="lines">
            {items.map((one) => (
              <ErasureLine key={one.id} erasure={one} names={names} onDecide={setDeciding} />
            ))}
          </ul>
        )}
      </PagedList>
      {deciding === null ? null : (
        <Decide
          erasureId={deciding.id}
          how={deciding.how}
          done={() => client.invalidateQueries({ queryKey: ['retention'] })}
          onClose={() => setDeciding(null)}
        />
      )}
    </section>
  )
}

interface LineProps {
  readonly erasure: Item
  readonly names: Readonly<Record<string, string>>
  readonly onDecide: (deciding: Deciding) => void
}

function ErasureLine({ erasure, names, onDecide }: LineProps) {
  const { id, status, dossierId, personId, reason, proposedBy, proposedAt, decidedBy, decidedAt } = erasure
  const nameOf = (one: string): string => names[one] ?? one
  return (
    <li className="line">
      <div className="grow">
        <span className="line-title">
          {dossierId === null ? (
            `Tên người đã nghỉ: ${nameOf(personId ?? '')}`
          ) : (
            <Link to={`/kiem-soat/${encodeURIComponent(dossierId)}`}>{nameOf(dossierId)}</Link>
          )}
        </span>
        <div>{reason}</div>
        <div className="muted small">
          {nameOf(proposedBy)} đề nghị {formatMoment(proposedAt)}
          {decidedAt === null || decidedBy === null
            ? ''
            : `; ${nameOf(decidedBy)} quyết định ${formatMoment(decidedAt)}`}
        </div>
      </div>
      <div className="row">
        <span className={`tag ${ERASURE_TONES[status]}`}>{ERASURE_STATUSES[status]}</span>
        {status === 'proposed' ? <Deciding id={id} proposedBy={proposedBy} onDecide={onDecide} /> : null}
      </div>
    </li>
  )
}

function Deciding({
  id,
  proposedBy,
  onDecide,
}: Pick<Item, 'id' | 'proposedBy'> & Pick<LineProps, 'onDecide'>) {
  const me = useMe()
  const keeps = useHolds(['administrator', 'recordsOfficer'])
  if (!keeps) return null
  if (proposedBy === me.personId)
    return <span className="muted small">Bạn đề nghị: người khác quyết định.</span>
  return (
    <>
      <Button danger onClick={() => onDecide({ id, how: 'approve' })}>
        Duyệt xóa
      </Button>
      <Button onClick={() => onDecide({ id, how: 'refuse' })}>Không đồng ý</Button>
    </>
  )
}
