// One batch: how far it is, what can't be and why, signing or confirming the list that was seen, and afterwards what became
// of each dossier. It goes on while nobody looks; whoever comes back sees where it is.
import { Button } from 'antd'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { sendOnce } from '../../client/act.ts'
import type { Waiting } from '../../client/act.ts'
import { queryKeys } from '../../client/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { Page } from '../../components/Page.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Read } from '../../components/States.tsx'
import { say } from '../../components/toast.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { BATCH_STATUSES, SHELL } from '../../i18n/vi.ts'
import { api, read } from '../../client/api.ts'
import { keepChosen } from './chosen.ts'
import { Items } from './Items.tsx'
import { Papers } from './Papers.tsx'
import { Progress } from './Progress.tsx'
import { useBatch } from './useBatch.ts'
import { TONES, batchNumber, batchState, batchTitle } from './words.ts'
import type { Batch as BatchData } from './words.ts'

export default function Batch() {
  const { id = '' } = useParams()
  return <Read query={useBatch(id)}>{(batch) => <Opened batch={batch} />}</Read>
}

function Opened({ batch }: { readonly batch: BatchData }) {
  const { status, names, requestedBy, signerId, officeId, createdAt, expiresAt, signedAt } = batch
  const number = batchNumber(batch)
  return (
    <Page
      title={batchTitle(batch)}
      note={`${formatNumber(batch.total)} hồ sơ · ${names[officeId] ?? ''}`}
      actions={<span className={`tag ${TONES[status]}`}>{batchState(batch, BATCH_STATUSES)}</span>}
    >
      <section className="card stack" aria-label="Tiến độ">
        <Progress batch={batch} />
        <dl className="facts">
          {number === null ? null : (
            <>
              <dt>Số quyết định</dt>
              <dd>{number}</dd>
            </>
          )}
          <dt>Người lập</dt>
          <dd>
            {names[requestedBy] ?? '–'}, {formatMoment(createdAt)}
          </dd>
          {signerId === null ? null : (
            <>
              <dt>Người ký</dt>
              <dd>
                {names[signerId] ?? '–'}
                {signedAt === null ? '' : `, ký lúc ${formatMoment(signedAt)}`}
              </dd>
            </>
          )}
          {status === 'frozen' && expiresAt !== null ? (
            <>
              <dt>Hạn ký</dt>
              <dd>{formatMoment(expiresAt)}</dd>
            </>
          ) : null}
        </dl>
        <Decide batch={batch} />
        <Again batch={batch} />
      </section>
      {batch.kind === 'decision' ? <Papers batch={batch} /> : null}
      <Items batch={batch} />
      <p className="no-print">
        <Link to="/quyet-dinh">Về các danh sách xử lý chung</Link>
      </p>
    </Page>
  )
}

/** Signing the list that stands, or giving it up. */
function Decide({ batch }: { readonly batch: BatchData }) {
  const me = useMe()
  const client = useQueryClient()
  const [asking, setAsking] = useState<'sign' | 'cancel' | null>(null)
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { id, kind, status, counts, listHash, names } = batch
  const signer = batch.signerId ?? batch.requestedBy
  const ready = counts.ready + counts.reserved
  const canSign = status === 'frozen' && listHash !== null && ready > 0
  const send = async (what: 'sign' | 'cancel'): Promise<void> => {
    setError(null)
    setAsking(null)
    setWaiting('sending')
    try {
      const next = await sendOnce<BatchData>(
        {
          name: `batch/${id}/${what}`,
          path: `/api/v1/batches/${encodeURIComponent(id)}/${what}`,
          body: what === 'sign' ? { listHash } : {},
        },
        { onWaiting: setWaiting },
      )
      client.setQueryData(['batches', id], next)
      say(
        what === 'cancel' ? 'Đã hủy danh sách.' : kind === 'decision' ? 'Đã ký quyết định.' : 'Đã xác nhận.',
      )
    } catch (failure) {
      setError(failure)
    } finally {
      for (const list of queryKeys.lists) void client.invalidateQueries({ queryKey: list })
      setWaiting(null)
    }
  }
  if (status !== 'frozen' && status !== 'collecting') return <ProblemNote error={error} />
  const doing = kind === 'decision' ? 'Ký quyết định' : 'Thực hiện'
  return (
    <div className="stack no-print">
      {status === 'frozen' && ready === 0 ? (
        <p className="note warn">Không có hồ sơ nào thực hiện được. Xem lý do của từng hồ sơ bên dưới.</p>
      ) : null}
      {canSign && signer !== me.personId ? (
        <p className="note info">Danh sách đang chờ {names[signer] ?? 'người ký'} ký.</p>
      ) : null}
      <div className="row">
        {canSign && signer === me.personId ? (
          <Button type="primary" loading={waiting !== null} onClick={() => setAsking('sign')}>
            {doing} cho {formatNumber(ready)} hồ sơ
          </Button>
        ) : null}
        <Button disabled={waiting !== null} onClick={() => setAsking('cancel')}>
          Hủy danh sách
        </Button>
      </div>
      {waiting === 'pending' ? <p role="status">{SHELL.pending}</p> : null}
      {waiting === 'away' ? (
        <p role="status" className="note warn">
          Chưa liên lạc được với hệ thống. Yêu cầu sẽ tự gửi lại; nếu đã được ghi thì không ghi lần thứ hai.
        </p>
      ) : null}
      <ProblemNote error={error} />
      <Dialog
        open={asking !== null}
        title={asking === 'cancel' ? 'Hủy danh sách này?' : `${doing} cho ${formatNumber(ready)} hồ sơ?`}
        onClose={() => setAsking(null)}
      >
        <p>
          {asking === 'cancel'
            ? 'Các hồ sơ đã giữ chỗ được trả lại như trước; không hồ sơ nào bị thay đổi.'
            : `${formatNumber(ready)} hồ sơ trong danh sách được thực hiện bằng một lần ${kind === 'decision' ? 'ký' : 'xác nhận'} này. ${
                counts.refused === 0
                  ? ''
                  : `${formatNumber(counts.refused)} hồ sơ không thực hiện được được để lại nguyên trạng.`
              }`}
        </p>
        <div className="dialog-foot">
          <Button onClick={() => setAsking(null)}>Quay lại</Button>
          <Button type="primary" danger={asking === 'cancel'} onClick={() => void send(asking ?? 'sign')}>
            {asking === 'cancel' ? 'Hủy danh sách' : doing}
          </Button>
        </div>
      </Dialog>
    </div>
  )
}

/** What came to nothing can be tried once more, as a new list. */
function Again({ batch }: { readonly batch: BatchData }) {
  const navigate = useNavigate()
  const [error, setError] = useState<unknown>(null)
  const { id, finished, counts, status } = batch
  const left = counts.refused + counts.failed
  if (left === 0 || (!finished && status === 'signed') || status === 'collecting') return null
  const take = async (): Promise<void> => {
    setError(null)
    try {
      const ids = [...(await idsOf(id, 'refused')), ...(await idsOf(id, 'failed'))]
      keepChosen(ids)
      void navigate('/quyet-dinh/moi')
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <div className="no-print">
      <Button className="wraps" onClick={() => void take()}>
        Lập lại với {formatNumber(left)} hồ sơ chưa được
      </Button>
      <ProblemNote error={error} />
    </div>
  )
}

async function idsOf(id: string, status: 'refused' | 'failed'): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const query = { status, limit: '200', ...(cursor === undefined ? {} : { cursor }) }
    const page = await read(api.GET('/api/v1/batches/{id}/items', { params: { path: { id }, query } }))
    ids.push(...page.items.map(({ dossierId }) => dossierId))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return ids
}
