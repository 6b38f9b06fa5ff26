// What comes of an action that isn't simply taken back, said before it is done.
import type { Procedure, StepRule } from '../../../domain/procedure.ts'
import { outcomeById, stepById } from '../../../domain/steps.ts'
import type { Action } from '../../../domain/vocabulary.ts'

const WORDS: Readonly<Partial<Record<Action, string>>> = {
  revoke:
    'Kết quả thôi có hiệu lực từ lúc ghi, không mở lại được; giấy công nhận, nếu có, được báo là đã thu hồi ở trang kiểm tra công khai.',
  terminate: 'Hồ sơ dừng lại, không có kết quả. Sau đó chỉ người có thẩm quyền mới mở lại được.',
  withdraw: 'Hồ sơ dừng lại, không có kết quả. Sau đó chỉ người có thẩm quyền mới mở lại được.',
  jump: 'Các bước ở giữa không được thực hiện.',
}

interface Props {
  readonly action: Action
  readonly procedure: Procedure
  readonly step: StepRule | null
}

export function Consequence({ action, procedure, step }: Props) {
  const words = action === 'reject' ? refusalWords(procedure, step) : WORDS[action]
  return words === undefined ? null : <p className="note warn">{words}</p>
}

/** Where one no leads; nothing where it is one of several voices. */
function refusalWords(procedure: Procedure, step: StepRule | null): string | undefined {
  const to = step?.reject?.to
  if (step === null || to === undefined || to === 'next' || !['one', 'any'].includes(step.signing.mode))
    return undefined
  if ('outcome' in to) return `Hồ sơ kết thúc với kết quả “${outcomeById(procedure, to.outcome)?.vi ?? ''}”.`
  if ('step' in to) return `Hồ sơ chuyển sang bước “${stepById(procedure, to.step)?.vi ?? ''}”.`
  return undefined
}
