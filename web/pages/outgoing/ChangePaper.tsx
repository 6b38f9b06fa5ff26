// Replacing, correcting or recalling a paper made outside, with the reason and the paper that does it.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { PAPER_CHANGES } from '../../../domain/paper-changes.ts'
import { civilDateOf } from '../../../domain/time/civil.ts'
import { useMe } from '../../app/useSession.ts'
import { sendOnce } from '../../client/act.ts'
import { useDraft } from '../../client/useDraft.ts'
import { Choice, TextField } from '../../components/forms/fields.tsx'
import { CHANGE_KINDS } from '../../components/papers/words.ts'
import type { PaperLink, SentPaper } from '../../components/papers/words.ts'
import { say } from '../../components/toast.tsx'
import { AskDialog } from '../admin/common/AskDialog.tsx'
import { PAPER_NAMES, PaperFields, emptyPaper, isComplete, paperBody } from './PaperFields.tsx'
import { sentKeys } from './queries.ts'

interface Props {
  readonly line: SentPaper
  readonly onClose: () => void
}

const ABOUT = {
  replace: 'Nội dung sai: ban hành văn bản mới cùng loại, lấy số tiếp theo của loại đó.',
  correct: 'Thể thức sai: đính chính bằng công văn, lấy số tiếp theo của sổ công văn.',
  recall: 'Thu hồi cả văn bản. Không cần văn bản kèm theo.',
} as const satisfies Record<PaperLink['kind'], string>

export function ChangePaper({ line, onClose }: Props) {
  const me = useMe()
  const client = useQueryClient()
  const { officeId, register, year, number, symbol } = line
  const at = `${officeId}/${register}/${year}/${number}`
  const [kind, setKind] = useState<PaperLink['kind']>('replace')
  const draft = useDraft(`paper-change/${at}`, { ...emptyPaper(civilDateOf(me.now)), reason: '' })
  const { value } = draft
  const send = async (): Promise<void> => {
    await sendOnce<SentPaper>({
      name: `paper-change/${at}`,
      path: `/api/v1/offices/${encodeURIComponent(officeId)}/sent/${encodeURIComponent(register)}/${year}/${number}/changes`,
      body: { kind, reason: value.reason, ...(kind === 'recall' ? {} : { paper: paperBody(value) }) },
    })
    draft.sent()
    await client.invalidateQueries({ queryKey: sentKeys.all })
    say(`Đã ghi: ${CHANGE_KINDS[kind].toLocaleLowerCase('vi')} ${symbol}.`)
  }
  const complete = value.reason.trim() !== '' && (kind === 'recall' || isComplete(value))
  return (
    <AskDialog
      title={`Thay thế, đính chính, thu hồi ${symbol}`}
      open
      onClose={onClose}
      confirm={CHANGE_KINDS[kind]}
      danger={kind === 'recall'}
      ready={complete}
      names={{ ...PAPER_NAMES, reason: 'Lý do', paper: 'Văn bản kèm theo' }}
      send={send}
    >
      {(errors) => (
        <>
          <Choice
            label="Việc cần làm"
            value={kind}
            options={PAPER_CHANGES.map((one) => ({ value: one, label: CHANGE_KINDS[one] }))}
            onChange={(next) => setKind(PAPER_CHANGES.find((one) => one === next) ?? 'replace')}
            hint={ABOUT[kind]}
          />
          <TextField
            label="Lý do"
            required
            rows={2}
            maxLength={4000}
            value={value.reason}
            error={errors['reason']}
            onChange={(reason) => draft.change({ ...value, reason })}
          />
          {kind === 'recall' ? null : (
            <PaperFields
              office={officeId}
              value={value}
              onChange={(next) => draft.change({ ...value, ...next })}
              errors={errors}
            />
          )}
        </>
      )}
    </AskDialog>
  )
}
