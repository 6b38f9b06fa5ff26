// The dossier changed while somebody was about to act: what it was, what it is now, and the choice to go on with the new one.
import { Button } from 'antd'
import type { Procedure } from '../../../domain/procedure.ts'
import { stepById } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { useContent } from '../../client/queries.ts'
import { statusLabel } from '../../i18n/vi.ts'
import { Differences } from '../Differences.tsx'
import { contentRows } from '../forms/changes.ts'
import type { Difference } from '../forms/changes.ts'

interface Props {
  readonly before: Schemas['DossierDetail']
  readonly now: Schemas['DossierDetail']
  readonly procedure: Procedure
  readonly onAccept: () => void
}

export function Stale({ before, now, procedure, onAccept }: Props) {
  const old = useContent(before.state.id, before.state.contentHash)
  const fresh = useContent(now.state.id, now.state.contentHash)
  const nameOf = (step: string): string => stepById(procedure, step)?.vi ?? step
  const rows: Difference[] = [
    ['Bước', nameOf(before.state.step), nameOf(now.state.step)],
    ['Lần', String(before.state.round), String(now.state.round)],
    ['Trạng thái', statusLabel(before.state.status), statusLabel(now.state.status)],
    ...contentRows(procedure, old.data ?? null, fresh.data ?? null),
  ]
  const changed = rows.filter(([, was, is]) => was !== is)
  return (
    <div className="note warn" role="alert">
      <p>
        <strong>Hồ sơ đã thay đổi sau khi bạn mở xem.</strong> Yêu cầu của bạn chưa được thực hiện; những gì
        bạn nhập vẫn còn.
      </p>
      {changed.length === 0 ? (
        <p>Phần việc của bạn đã được chuyển cho người khác hoặc đã có người thực hiện.</p>
      ) : (
        <Differences label="Hồ sơ thay đổi những gì" heads={['Lúc bạn xem', 'Bây giờ']} rows={changed} />
      )}
      <Button onClick={onAccept}>Tôi đã xem, tiếp tục trên bản mới</Button>
    </div>
  )
}
