// Entering a paper that was made outside: it takes the next number of its register.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { civilDateOf } from '../../../domain/time/civil.ts'
import { useMe } from '../../app/useSession.ts'
import { sendOnce } from '../../client/act.ts'
import type { Schemas } from '../../client/api.ts'
import { useDraft } from '../../client/useDraft.ts'
import { Choice } from '../../components/forms/fields.tsx'
import { sentAddress } from '../../components/papers/Changes.tsx'
import type { SentPaper } from '../../components/papers/words.ts'
import { say } from '../../components/toast.tsx'
import { AskDialog } from '../admin/common/AskDialog.tsx'
import { PAPER_NAMES, PaperFields, emptyPaper, isComplete, paperBody } from './PaperFields.tsx'
import { sentKeys } from './queries.ts'

interface Props {
  readonly office: string
  /** Those that the reader keeps. */
  readonly registers: readonly Schemas['Register'][]
  readonly onClose: () => void
}

export function EnterPaper({ office, registers, onClose }: Props) {
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [register, setRegister] = useState(registers[0]?.register ?? '')
  const draft = useDraft(`sent/${office}`, emptyPaper(civilDateOf(me.now)))
  const enter = async (): Promise<void> => {
    const line = await sendOnce<SentPaper>({
      name: `sent/${office}`,
      path: `/api/v1/offices/${encodeURIComponent(office)}/sent`,
      body: { register, ...paperBody(draft.value) },
    })
    draft.sent()
    await client.invalidateQueries({ queryKey: sentKeys.all })
    say(`Đã ghi vào sổ, số ${line.symbol}.`)
    await navigate(sentAddress(line))
  }
  return (
    <AskDialog
      title="Ghi văn bản vào sổ"
      open
      onClose={onClose}
      confirm="Ghi vào sổ và lấy số"
      ready={register !== '' && isComplete(draft.value)}
      names={PAPER_NAMES}
      send={enter}
    >
      {(errors) => (
        <>
          <p className="muted">
            Dành cho văn bản làm ngoài hệ thống. Văn bản lấy số tiếp theo của loại đã chọn; số đã cấp không bỏ
            được.
          </p>
          <Choice
            label="Loại văn bản"
            required
            value={register}
            error={errors['register']}
            options={registers.map((one) => ({ value: one.register, label: one.name }))}
            onChange={setRegister}
          />
          <PaperFields office={office} value={draft.value} onChange={draft.change} errors={errors} />
        </>
      )}
    </AskDialog>
  )
}
