// A new person: name, login, contact and the first role; the first password is shown once, to be handed over.
import { useState } from 'react'
import type { Schemas } from '../../../client/api.ts'
import { TextField } from '../../../components/forms/fields.tsx'
import { AddDialog, given } from '../common/AddDialog.tsx'
import type { AddProps } from '../common/AddDialog.tsx'
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
const TEXTS = ['name', 'login', 'email', 'phone'] as const
const HINTS: Partial<Record<(typeof TEXTS)[number], string>> = {
  login: 'Chữ, số, dấu chấm, gạch ngang; ví dụ xa.vanphong.',
  email: 'Để nhận thông báo.',
}

function bodyOf({ name, login, email, phone, role }: Form) {
  const first = roleGiven(role)
  return {
    name: name.trim(),
    login: login.trim(),
    ...given('email', email),
    ...given('phone', phone),
    ...(first === null ? {} : { roles: [first] }),
  }
}

export function AddPerson(dialog: AddProps) {
  const [made, setMade] = useState<Schemas['PersonWithPassword'] | null>(null)
  return (
    <>
      <AddDialog<Form, Schemas['PersonWithPassword']>
        {...dialog}
        name="add-person"
        title="Thêm người"
        path="/api/v1/people"
        empty={EMPTY}
        names={NAMES}
        isReady={({ name, login }) => name.trim() !== '' && login.trim() !== ''}
        bodyOf={bodyOf}
        list="people"
        onMade={setMade}
      >
        {(form, set, errors) => (
          <>
            {TEXTS.map((text) => (
              <TextField
                key={text}
                label={NAMES[text]}
                required={text === 'name' || text === 'login'}
                {...(HINTS[text] === undefined ? {} : { hint: HINTS[text] })}
                value={form[text]}
                error={errors[text]}
                onChange={(value) => set({ [text]: value })}
              />
            ))}
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
      </AddDialog>
      <FirstPassword
        password={made?.firstPassword ?? null}
        login={made?.login ?? ''}
        open={made !== null}
        onClose={() => setMade(null)}
      />
    </>
  )
}
