// What retention did with the dossier: archived, held, erased by whom and why; whoever keeps the record of its office holds it,
// lifts a hold, and proposes or decides its erasure here.
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Read } from '../../components/States.tsx'
import { formatDay, formatMoment, formatNumber } from '../../i18n/format.ts'
import { Decide, Hold, Lift, Propose } from '../retention/dialogs.tsx'
import { ERASURE_STATUSES, ERASURE_TONES } from '../retention/words.ts'

type Told = Schemas['DossierRetention']
type Asked = 'hold' | 'propose' | null

interface Props {
  readonly id: string
  /** Only what is concluded can be erased. */
  readonly concluded: boolean
}

export function Retention({ id, concluded }: Props) {
  const client = useQueryClient()
  const told = useQuery({
    queryKey: ['retention', 'dossier', id],
    queryFn: () => read(api.GET('/api/v1/dossiers/{id}/retention', { params: { path: { id } } })),
  })
  const done = (): Promise<void> => client.invalidateQueries({ queryKey: ['retention'] })
  return (
    <section className="card stack" aria-labelledby="luu-giu">
      <h2 id="luu-giu">Lưu giữ</h2>
      <Read query={told}>
        {(data) => (
          <>
            <p>{standingOf(data)}</p>
            <Erasures told={data} done={done} />
            <Holds told={data} done={done} />
            {data.keeps ? <Buttons id={id} told={data} concluded={concluded} done={done} /> : null}
          </>
        )}
      </Read>
    </section>
  )
}

function standingOf({ archivedAt, erasedAt, held }: Told): string {
  const parts = [
    erasedAt !== null
      ? `Nội dung đã bị xóa ngày ${formatDay(erasedAt)}; chuỗi ghi, số và văn bản đã ban hành vẫn còn.`
      : archivedAt !== null
        ? `Đã đưa vào lưu trữ ngày ${formatDay(archivedAt)}.`
        : 'Chưa lưu trữ, chưa xóa gì.',
    held === true ? 'Đang có lệnh giữ: không lưu trữ, không xóa.' : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

interface PartProps {
  readonly told: Told
  readonly done: () => Promise<void>
}

function Erasures({ told, done }: PartProps) {
  const me = useMe()
  const { erasures, names, keeps } = told
  const [deciding, setDeciding] = useState<{ id: string; how: 'approve' | 'refuse' } | null>(null)
  if (erasures.length === 0) return null
  const nameOf = (person: string | null): string => (person === null ? '' : (names[person] ?? person))
  return (
    <>
      <ul className="lines" aria-label="Xóa nội dung">
        {erasures.map((one) => (
          <li key={one.id} className="line">
            <div className="grow">
              <span className={`tag ${ERASURE_TONES[one.status]}`}>{ERASURE_STATUSES[one.status]}</span>{' '}
              {one.reason}
              <div className="muted small">
                {nameOf(one.proposedBy)} đề nghị {formatMoment(one.proposedAt)}
                {one.decidedAt === null
                  ? ''
                  : `; ${nameOf(one.decidedBy)} quyết định ${formatMoment(one.decidedAt)}`}
              </div>
              {one.contents === null ? null : (
                <div className="muted small">
                  Đã xóa {formatNumber(one.contents)} nội dung, {formatNumber(one.documents ?? 0)} tệp,{' '}
                  {formatNumber(one.papers ?? 0)} văn bản không số. Dòng ghi việc xóa ở chuỗi{' '}
                  <span className="mono">{one.chainId}</span>, dòng {formatNumber(one.chainSeq ?? 0)}.
                </div>
              )}
            </div>
            {one.status === 'proposed' && keeps && one.proposedBy !== me.personId ? (
              <div className="row no-print">
                <Button danger onClick={() => setDeciding({ id: one.id, how: 'approve' })}>
                  Duyệt xóa
                </Button>
                <Button onClick={() => setDeciding({ id: one.id, how: 'refuse' })}>Không đồng ý</Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {deciding === null ? null : (
        <Decide erasureId={deciding.id} how={deciding.how} done={done} onClose={() => setDeciding(null)} />
      )}
    </>
  )
}

function Holds({ told, done }: PartProps) {
  const { holds, names, keeps } = told
  const [lifting, setLifting] = useState<string | null>(null)
  if (holds.length === 0) return null
  return (
    <>
      <ul className="lines" aria-label="Lệnh giữ">
        {holds.map((hold) => (
          <li key={hold.id} className="line">
            <div className="grow">
              <span className={`tag ${hold.liftedAt === null ? 'warn' : ''}`}>
                {hold.liftedAt === null ? 'Đang giữ' : 'Đã gỡ'}
              </span>{' '}
              {hold.reason}
              <div className="muted small">
                {names[hold.setBy] ?? hold.setBy}, {formatMoment(hold.setAt)}
                {hold.liftedAt === null
                  ? ''
                  : `; gỡ ${formatMoment(hold.liftedAt)}: ${hold.liftReason ?? ''}`}
              </div>
            </div>
            {hold.liftedAt === null && keeps ? (
              <Button className="no-print" onClick={() => setLifting(hold.id)}>
                Gỡ lệnh giữ
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {lifting === null ? null : <Lift holdId={lifting} done={done} onClose={() => setLifting(null)} />}
    </>
  )
}

function Buttons({ id, told, concluded, done }: Props & PartProps) {
  const [asked, setAsked] = useState<Asked>(null)
  const whyNot = refusalOf(told, concluded)
  return (
    <>
      <div className="row no-print">
        <Button onClick={() => setAsked('hold')}>Giữ hồ sơ này</Button>
        <Button danger disabled={whyNot !== null} onClick={() => setAsked('propose')}>
          Đề nghị xóa nội dung
        </Button>
        <Link to="/quan-tri/luu-giu">Quy tắc lưu giữ</Link>
      </div>
      {whyNot === null ? null : <p className="muted small no-print">{whyNot}</p>}
      {asked === 'hold' ? (
        <Hold scope="dossier" targetId={id} done={done} onClose={() => setAsked(null)} />
      ) : null}
      {asked === 'propose' ? <Propose dossierId={id} done={done} onClose={() => setAsked(null)} /> : null}
    </>
  )
}

/** Why nothing can be proposed; null where it can. */
function refusalOf({ erasedAt, held, erasures }: Told, concluded: boolean): string | null {
  if (erasedAt !== null) return 'Nội dung đã được xóa.'
  if (!concluded) return 'Chỉ xóa được nội dung của hồ sơ đã kết thúc.'
  if (held === true) return 'Hồ sơ đang có lệnh giữ nên chưa đề nghị xóa được.'
  return erasures.some(({ status }) => status === 'proposed') ? 'Đã có đề nghị đang chờ người thứ hai.' : null
}
