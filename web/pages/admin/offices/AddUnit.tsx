// A unit added to a commune, or to a province itself.
import { useNavigate } from 'react-router'
import { useMe } from '../../../app/useSession.ts'
import type { Schemas } from '../../../client/api.ts'
import { OfficePicker } from '../../../components/forms/OfficePicker.tsx'
import type { ChosenOffice } from '../../../components/forms/OfficePicker.tsx'
import { Choice, TextField } from '../../../components/forms/fields.tsx'
import { say } from '../../../components/toast.tsx'
import { officeKindLabel } from '../../../i18n/vi.ts'
import { AddDialog, given } from '../common/AddDialog.tsx'
import type { AddProps } from '../common/AddDialog.tsx'
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

export function AddUnit(dialog: AddProps) {
  const navigate = useNavigate()
  const post = useMe().posts.find(({ role }) => UNIT_KEEPERS.includes(role))
  const own = post === undefined || post.officeKind === 'ministry' ? null : post
  const parent = own === null ? null : { id: own.officeId, name: own.officeName }
  return (
    <AddDialog<Form, Schemas['Office']>
      {...dialog}
      name="add-unit"
      title="Thêm đơn vị"
      path="/api/v1/offices"
      empty={{ kind: 'agency', parent, name: '', shortName: '' }}
      names={NAMES}
      isReady={(form) => form.name.trim() !== '' && form.parent !== null}
      bodyOf={(form) => ({
        kind: form.kind,
        parentId: form.parent?.id,
        name: form.name.trim(),
        ...given('shortName', form.shortName),
      })}
      list="offices"
      onMade={(made) => {
        say('Đã thêm đơn vị.')
        void navigate(`/quan-tri/co-quan/${encodeURIComponent(made.id)}`)
      }}
    >
      {(form, set, errors) => (
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
    </AddDialog>
  )
}
