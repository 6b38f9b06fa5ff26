// Asking for one decision, or one action, over the dossiers that were chosen in the list. Nothing is decided here: first each
// dossier is looked at, then the list is signed.
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { useQueryClient } from '@tanstack/react-query'
import type { Action } from '../../../domain/vocabulary.ts'
import { sendOnce } from '../../client/act.ts'
import type { Waiting } from '../../client/act.ts'
import type { Schemas } from '../../client/api.ts'
import { needsReason } from '../../components/act/parts.ts'
import { Page } from '../../components/Page.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Choice, TextField } from '../../components/forms/fields.tsx'
import { DateField } from '../../components/forms/DateField.tsx'
import { Empty } from '../../components/States.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { SHELL, actionLabel } from '../../i18n/vi.ts'

/** Actions that mean the same for every dossier and need nothing of each; the API knows some more. */
const ACTIONS = [
  'approve',
  'submit',
  'reject',
  'claim',
  'release',
  'urge',
  'extend',
  'acceptLate',
  'markRead',
] as const satisfies readonly Action[]

type Choosing = 'decideApprove' | 'decideReject' | (typeof ACTIONS)[number]

const DECISIONS = [
  { value: 'decideApprove', label: 'Một quyết định chung: đồng ý' },
  { value: 'decideReject', label: 'Một quyết định chung: không đồng ý' },
] as const

interface Written {
  readonly reason: string
  readonly until: string | null
}

function requestOf(choice: Choosing, dossierIds: readonly string[], { reason, until }: Written): object {
  const body = reason.trim() === '' ? {} : { body: { reason: reason.trim() } }
  if (choice === 'decideApprove' || choice === 'decideReject')
    return {
      kind: 'decision',
      verdict: choice === 'decideApprove' ? 'approve' : 'reject',
      dossierIds,
      ...body,
    }
  const args = until === null ? {} : { args: { until } }
  return { kind: 'action', action: choice, dryRun: true, dossierIds, ...args, ...body }
}

export default function NewBatch() {
  const { state } = useLocation() as { state: { dossierIds?: readonly string[] } | null }
  const dossierIds = state?.dossierIds ?? []
  return (
    <Page
      title="Quyết định chung, thao tác hàng loạt"
      note={dossierIds.length === 0 ? undefined : `${formatNumber(dossierIds.length)} hồ sơ đã chọn.`}
    >
      {dossierIds.length === 0 ? (
        <Empty title="Chưa chọn hồ sơ nào" action={<Link to="/ho-so?open=true">Chọn trong danh sách</Link>} />
      ) : (
        <Ask dossierIds={dossierIds} />
      )}
    </Page>
  )
}

function Ask({ dossierIds }: { readonly dossierIds: readonly string[] }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [choice, setChoice] = useState<Choosing>('decideApprove')
  const [written, setWritten] = useState<Written>({ reason: '', until: null })
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const [error, setError] = useState<unknown>(null)
  const dated = choice === 'extend' || choice === 'acceptLate'
  const reasoned = choice === 'decideReject' || (choice !== 'decideApprove' && needsReason(choice))
  const send = async (): Promise<void> => {
    setError(null)
    try {
      const made = await sendOnce<Schemas['Batch']>(
        { name: 'batch/new', path: '/api/v1/batches', body: requestOf(choice, dossierIds, written) },
        { onWaiting: setWaiting },
      )
      await client.invalidateQueries({ queryKey: ['batches'] })
      void navigate(`/quyet-dinh-chung/${encodeURIComponent(made.id)}`, { replace: true })
    } catch (failure) {
      setError(failure)
    } finally {
      setWaiting(null)
    }
  }
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Choice
        label="Làm gì với các hồ sơ này"
        value={choice}
        options={[
          ...DECISIONS,
          ...ACTIONS.map((value) => ({ value, label: `Từng hồ sơ: ${actionLabel(value).toLowerCase()}` })),
        ]}
        onChange={(next) =>
          setChoice(
            ACTIONS.find((one) => one === next) ??
              (next === 'decideReject' ? 'decideReject' : 'decideApprove'),
          )
        }
      />
      {dated ? (
        <DateField
          label="Đến hết ngày"
          required
          value={written.until}
          onChange={(until) => setWritten({ ...written, until })}
        />
      ) : null}
      <TextField
        label={reasoned ? 'Lý do' : 'Ghi chú (nếu có)'}
        required={reasoned}
        rows={2}
        value={written.reason}
        onChange={(reason) => setWritten({ ...written, reason })}
      />
      <p className="muted">
        Bước tiếp theo chỉ kiểm tra từng hồ sơ và cho biết hồ sơ nào thực hiện được. Chưa có gì được quyết
        định cho đến khi bạn ký.
      </p>
      <ProblemNote error={error} />
      {waiting === 'away' ? <p role="status">{SHELL.offline}</p> : null}
      <div>
        <Button type="primary" htmlType="submit" loading={waiting !== null}>
          Kiểm tra từng hồ sơ
        </Button>
      </div>
    </form>
  )
}
