// Small forms of retention, used on the page of retention and on a dossier's record: a hold set and lifted, an erasure proposed
// by one officer and decided by another. Each needs its reason; what can't be undone is confirmed twice.
import { useState } from 'react'
import { sendOnce } from '../../client/act.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { TextField, YesNo } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { AskDialog } from '../admin/common/AskDialog.tsx'

const MOST_REASON = 500
const NAMES = { reason: 'Lý do', targetId: 'Đối tượng', scope: 'Phạm vi' }

interface Common {
  /** Reads again what the page shows. */
  readonly done: () => Promise<void>
  readonly onClose: () => void
}

interface ReasonProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | undefined
  readonly hint?: string
}

function Reason({ value, onChange, error, hint = 'Được ghi lại cùng tên bạn.' }: ReasonProps) {
  return (
    <TextField
      label="Lý do"
      required
      hint={hint}
      maxLength={MOST_REASON}
      value={value}
      error={error}
      onChange={onChange}
    />
  )
}

interface HoldProps extends Common {
  readonly scope: Schemas['LegalHold']['scope']
  /** Null as long as nothing is chosen. */
  readonly targetId: string | null
  /** What chooses the target, where the page doesn't say it. */
  readonly children?: React.ReactNode
}

export function Hold({ scope, targetId, done, onClose, children }: HoldProps) {
  const [reason, setReason] = useState('')
  const send = async (): Promise<void> => {
    const body = { scope, targetId, reason: reason.trim() }
    await sendOnce({ name: `hold/${scope}/${targetId ?? ''}`, path: '/api/v1/retention/holds', body })
    await done()
    say('Đã đặt lệnh giữ.')
  }
  return (
    <AskDialog
      title="Đặt lệnh giữ"
      open
      onClose={onClose}
      confirm="Đặt lệnh giữ"
      ready={targetId !== null && reason.trim() !== ''}
      names={NAMES}
      send={send}
    >
      {(errors) => (
        <>
          <p>Khi có lệnh giữ, không hồ sơ nào trong phạm vi bị đưa vào lưu trữ hay bị xóa nội dung.</p>
          {children}
          <Reason value={reason} error={errors['reason']} onChange={setReason} />
        </>
      )}
    </AskDialog>
  )
}

export function Lift({ holdId, done, onClose }: Common & { readonly holdId: string }) {
  const [reason, setReason] = useState('')
  const send = async (): Promise<void> => {
    const params = { path: { id: holdId } }
    await read(api.POST('/api/v1/retention/holds/{id}/lift', { params, body: { reason: reason.trim() } }))
    await done()
    say('Đã gỡ lệnh giữ.')
  }
  return (
    <AskDialog
      title="Gỡ lệnh giữ"
      open
      onClose={onClose}
      confirm="Gỡ lệnh giữ"
      ready={reason.trim() !== ''}
      names={NAMES}
      send={send}
    >
      {(errors) => (
        <>
          <p>Sau khi gỡ, hồ sơ lại theo quy tắc lưu giữ; việc đến hạn được làm ngay đêm tới.</p>
          <Reason value={reason} error={errors['reason']} onChange={setReason} />
        </>
      )}
    </AskDialog>
  )
}

export function Propose({ dossierId, done, onClose }: Common & { readonly dossierId: string }) {
  const [reason, setReason] = useState('')
  const send = async (): Promise<void> => {
    const body = { dossierId, reason: reason.trim() }
    await sendOnce({ name: `erase/${dossierId}`, path: '/api/v1/retention/erasures', body })
    await done()
    say('Đã gửi đề nghị xóa; chờ người thứ hai quyết định.')
  }
  return (
    <AskDialog
      title="Đề nghị xóa nội dung"
      open
      onClose={onClose}
      confirm="Gửi đề nghị"
      danger
      ready={reason.trim() !== ''}
      names={NAMES}
      send={send}
    >
      {(errors) => (
        <>
          <p>
            Chưa xóa gì ngay: một người khác giữ hồ sơ của cơ quan phải duyệt. Khi đó biểu mẫu, lý do, ý kiến,
            kết quả kiểm tra và tệp tải lên mất hẳn; chuỗi ghi, số và văn bản đã ban hành vẫn còn.
          </p>
          <Reason
            value={reason}
            error={errors['reason']}
            hint="Lưu vĩnh viễn ở dòng ghi việc xóa của hồ sơ."
            onChange={setReason}
          />
        </>
      )}
    </AskDialog>
  )
}

interface DecideProps extends Common {
  readonly erasureId: string
  readonly how: 'approve' | 'refuse'
}

export function Decide({ erasureId, how, done, onClose }: DecideProps) {
  const [sure, setSure] = useState(false)
  const approves = how === 'approve'
  const send = async (): Promise<void> => {
    const params = { path: { id: erasureId } }
    await read(
      approves
        ? api.POST('/api/v1/retention/erasures/{id}/approve', { params })
        : api.POST('/api/v1/retention/erasures/{id}/refuse', { params }),
    )
    await done()
    say(approves ? 'Đã xóa nội dung.' : 'Đã ghi nhận không đồng ý xóa.')
  }
  return (
    <AskDialog
      title={approves ? 'Duyệt xóa nội dung' : 'Không đồng ý xóa'}
      open
      onClose={onClose}
      confirm={approves ? 'Xóa vĩnh viễn' : 'Không đồng ý'}
      danger={approves}
      ready={!approves || sure}
      send={send}
    >
      {approves ? (
        <>
          <p className="note bad">
            Nội dung và tệp mất ngay và không lấy lại được, kể cả bởi quản trị viên. Bản sao lưu cũ vẫn còn
            cho đến khi bị hủy.
          </p>
          <YesNo
            label="Tôi đã xem hồ sơ và hiểu việc này không hoàn tác được"
            value={sure}
            onChange={setSure}
          />
        </>
      ) : (
        <p>Đề nghị được đóng lại; nội dung giữ nguyên.</p>
      )}
    </AskDialog>
  )
}
