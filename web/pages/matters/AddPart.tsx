// One more part of a whole: a duty of a plan, a report that is asked for.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { sendOnce } from '../../client/act.ts'
import type { Schemas } from '../../client/api.ts'
import { useDraft } from '../../client/useDraft.ts'
import { Choice } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { subjectKindLabel } from '../../i18n/vi.ts'
import { FIELD_NAMES, MatterFields, givenOf } from './MatterFields.tsx'
import type { MatterForm } from './MatterFields.tsx'
import { matterKeys } from './queries.ts'
import type { MatterKind } from './queries.ts'
import { isMatterKind } from './words.ts'
import { SendForm } from '../../components/forms/SendForm.tsx'

interface Props {
  readonly whole: Schemas['MatterDetail']
  /** What it can be by the whole's procedures, the usual kind first. */
  readonly kinds: readonly MatterKind[]
  readonly onDone: () => void
}

export function AddPart({ whole, kinds, onDone }: Props) {
  const client = useQueryClient()
  const kind = kinds[0] ?? 'duty'
  const draft = useDraft<MatterForm>(`part/${whole.id}`, {
    kind,
    type: kind === 'duty' ? 'duty' : '',
    name: '',
    code: '',
    officeId: whole.officeId,
    personId: '',
    dates: {},
  })
  const form = draft.value
  const send = useMutation({
    mutationFn: async () => {
      const path = `/api/v1/matters/${encodeURIComponent(whole.id)}/parts`
      await sendOnce({ name: `part/${whole.id}`, path, body: { parts: [givenOf(form)] } })
      draft.sent()
      await client.invalidateQueries({ queryKey: matterKeys.all })
      say('Đã thêm.')
      onDone()
    },
  })
  return (
    <SendForm
      sending={send}
      button="Thêm"
      wide
      names={FIELD_NAMES}
      disabled={form.name.trim() === '' || form.officeId === ''}
    >
      {kinds.length < 2 ? null : (
        <Choice
          label="Loại"
          required
          value={form.kind}
          options={kinds.map((one) => ({ value: one, label: subjectKindLabel(one) }))}
          onChange={(next) => {
            if (isMatterKind(next)) draft.change({ ...form, kind: next, type: '', dates: {} })
          }}
        />
      )}
      <MatterFields form={form} onChange={draft.change} />
    </SendForm>
  )
}
