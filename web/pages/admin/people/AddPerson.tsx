// A new person: name, login, contact and the first role; the first password is shown once, to be handed over.
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { sendOnce } from '../../../client/act.ts'
import type { Schemas } from '../../../client/api.ts'
import { useDraft } from '../../../client/useDraft.ts'
import { TextField } from '../../../components/forms/fields.tsx'
import { AskDialog } from '../common/AskDialog.tsx'
import { FirstPassword } from './FirstPassword.tsx'
import { NO_ROLE, RoleFields, roleGiven } from './RoleFields.tsx'
import type { RoleForm } from './RoleFields.tsx'

interface Form {
  readonly name: string
  readonly login: string
  readonly email: string
  readonly phone: string
  readonly role: RoleForm
}

const EMPTY: Form = { name: '', login: '', email: '', phone: '', role: NO_ROLE }
const NAMES = {
  name: 'Họ và tên',
  login: 'Tên đăng nhập',
  email: 'Thư điện tử',
  phone: 'Điện thoại',
  roles: 'Vai trò đầu tiên',
  'roles.0.officeId': 'Cơ quan, đơn vị',
  'roles.0.role': 'Vai trò',
  'roles.0.from': 'Từ ngày',
  'roles.0.to': 'Đến hết ngày',
} as const

interface Props {
  readonly open: boolean
  readonly onClose: () => void
}

export function AddPerson({ open, onClose }: Props) {
  const client = useQueryClient()
  const draft = useDraft<Form>('add-person', EMPTY)
  const [made, setMade] = useState<Schemas['PersonWithPassword'] | null>(null)
  const form = draft.value
  const set = (part: Partial<Form>): void => draft.change({ ...form, ...part })
  const send = async (): Promise<void> => {
    const role = roleGiven(form.role)
    const body = {
      name: form.name.trim(),
      login: form.login.trim(),
      ...(form.email.trim() === '' ? {} : { email: form.email.trim() }),
      ...(form.phone.trim() === '' ? {} : { phone: form.phone.trim() }),
      ...(role === null ? {} : { roles: [role] }),
    }
    const person = await sendOnce<Schemas['PersonWithPassword']>({
      name: 'add-person',
      path: '/api/v1/people',
      body,
    })
    draft.change(EMPTY)
    draft.sent()
    await client.invalidateQueries({ queryKey: ['people'] })
    setMade(person)
  }
  return (
    <>
      <AskDialog
        title="Thêm người"
        open={open}
        onClose={onClose}
        confirm="Thêm người"
        names={NAMES}
        ready={form.name.trim() !== '' && form.login.trim() !== ''}
        send={send}
      >
        {(errors) => (
          <>
            <TextField
              label={NAMES.name}
              required
              value={form.name}
              error={errors['name']}
              onChange={(name) => set({ name })}
            />
            <TextField
              label={NAMES.login}
              required
              hint="Chữ, số, dấu chấm, gạch ngang; ví dụ xa.vanphong."
              value={form.login}
              error={errors['login']}
              onChange={(login) => set({ login })}
            />
            <TextField
              label={NAMES.email}
              hint="Để nhận thông báo."
              value={form.email}
              error={errors['email']}
              onChange={(email) => set({ email })}
            />
            <TextField
              label={NAMES.phone}
              value={form.phone}
              error={errors['phone']}
              onChange={(phone) => set({ phone })}
            />
            <fieldset className="stack">
              <legend>Vai trò đầu tiên</legend>
              <RoleFields
                value={form.role}
                onChange={(role) => set({ role })}
                errors={errors}
                place="roles.0."
              />
            </fieldset>
          </>
        )}
      </AskDialog>
      <FirstPassword
        password={made?.firstPassword ?? null}
        login={made?.login ?? ''}
        open={made !== null}
        onClose={() => setMade(null)}
      />
    </>
  )
}
