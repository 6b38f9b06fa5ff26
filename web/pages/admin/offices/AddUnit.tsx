// A unit added to a commune, or to a province itself.
import { useNavigate } from 'react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../../app/useSession.ts'
import { sendOnce } from '../../../client/act.ts'
import type { Schemas } from '../../../client/api.ts'
import { useDraft } from '../../../client/useDraft.ts'
import { Choice, TextField } from '../../../components/forms/fields.tsx'
import { say } from '../../../components/toast.tsx'
import { officeKindLabel } from '../../../i18n/vi.ts'
import { AskDialog } from '../common/AskDialog.tsx'
import { OfficePicker } from '../common/OfficePicker.tsx'
import type { ChosenOffice } from '../common/OfficePicker.tsx'
import { UNIT_KEEPERS, UNIT_KINDS } from './units.ts'

interface Form {
  readonly kind: string
  readonly parent: ChosenOffice | null
  readonly name: string
  readonly shortName: string
}

const NAMES = {
  kind: 'Loại đơn vị',
  parentId: 'Thuộc',
  name: 'Tên đầy đủ',
  shortName: 'Tên ngắn',
} as const

interface Props {
  readonly open: boolean
  readonly onClose: () => void
}

export function AddUnit({ open, onClose }: Props) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const post = useMe().posts.find(({ role }) => UNIT_KEEPERS.includes(role))
  const own = post === undefined || post.officeKind === 'ministry' ? null : post
  const parent = own === null ? null : { id: own.officeId, name: own.officeName }
  const empty: Form = { kind: 'agency', parent, name: '', shortName: '' }
  const draft = useDraft<Form>('add-unit', empty)
  const form = draft.value
  const set = (part: Partial<Form>): void => draft.change({ ...form, ...part })
  const send = async (): Promise<void> => {
    const short = form.shortName.trim()
    const body = {
      kind: form.kind,
      parentId: form.parent?.id,
      name: form.name.trim(),
      ...(short === '' ? {} : { shortName: short }),
    }
    const made = await sendOnce<Schemas['Office']>({ name: 'add-unit', path: '/api/v1/offices', body })
    draft.change(empty)
    draft.sent()
    await client.invalidateQueries({ queryKey: ['offices'] })
    say('Đã thêm đơn vị.')
    void navigate(`/quan-tri/co-quan/${encodeURIComponent(made.id)}`)
  }
  return (
    <AskDialog
      title="Thêm đơn vị"
      open={open}
      onClose={onClose}
      confirm="Thêm đơn vị"
      names={NAMES}
      ready={form.name.trim() !== '' && form.parent !== null}
      send={send}
    >
      {(errors) => (
        <>
          <Choice
            label={NAMES.kind}
            required
            value={form.kind}
            error={errors['kind']}
            options={UNIT_KINDS.map((kind) => ({ value: kind, label: officeKindLabel(kind) }))}
            onChange={(kind) => set({ kind })}
          />
          <OfficePicker
            label={NAMES.parentId}
            value={form.parent}
            error={errors['parentId']}
            onChange={(chosen) => set({ parent: chosen })}
          />
          <TextField
            label={NAMES.name}
            required
            value={form.name}
            error={errors['name']}
            onChange={(name) => set({ name })}
          />
          <TextField
            label={NAMES.shortName}
            hint="Để trống: dùng tên đầy đủ."
            value={form.shortName}
            error={errors['shortName']}
            onChange={(shortName) => set({ shortName })}
          />
        </>
      )}
    </AskDialog>
  )
}
