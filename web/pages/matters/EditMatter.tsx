// Changing a matter over the version that was read: a draft freely, one that stands only in who is in charge and its dates.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { useDraft } from '../../client/useDraft.ts'
import { TextField } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { OwnDates, PersonChoice } from './MatterFields.tsx'
import { matterKeys } from './queries.ts'
import { SendForm } from '../../components/forms/SendForm.tsx'

interface Props {
  readonly matter: Schemas['MatterDetail']
  readonly onDone: () => void
}

const NAMES = { name: 'Tên', dates: 'Ngày hẹn riêng', personId: 'Người phụ trách' }

export function EditMatter({ matter, onDone }: Props) {
  const client = useQueryClient()
  const { id, version, officeId, kind } = matter
  const draft = useDraft(`change/${id}/${version}`, {
    name: matter.name,
    personId: matter.personId ?? '',
    dates: matter.dates,
  })
  const form = draft.value
  const named = matter.status === 'draft'
  const save = useMutation({
    mutationFn: async () => {
      const personId = form.personId === '' ? null : form.personId
      const body = { version, name: form.name.trim(), personId, dates: form.dates }
      await read(api.PUT('/api/v1/matters/{id}', { params: { path: { id } }, body }))
      draft.sent()
      await client.invalidateQueries({ queryKey: matterKeys.all })
      say('Đã lưu.')
      onDone()
    },
  })
  return (
    <SendForm sending={save} button="Lưu" wide names={NAMES} disabled={form.name.trim() === ''}>
      <TextField
        label="Tên"
        required
        maxLength={300}
        disabled={!named}
        {...(named ? {} : { hint: 'Đã có hiệu lực nên tên không sửa được nữa.' })}
        value={form.name}
        onChange={(name) => draft.change({ ...form, name })}
      />
      <PersonChoice
        officeId={officeId}
        value={form.personId}
        onChange={(personId) => draft.change({ ...form, personId })}
      />
      <OwnDates kind={kind} value={form.dates} onChange={(dates) => draft.change({ ...form, dates })} />
    </SendForm>
  )
}
