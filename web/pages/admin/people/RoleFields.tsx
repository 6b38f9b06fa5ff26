// A role as an administrator gives it: where, which, from a day to a day.
import { ROLES } from '../../../../domain/vocabulary.ts'
import type { Role } from '../../../../domain/vocabulary.ts'
import { DateField } from '../../../components/forms/DateField.tsx'
import { Choice } from '../../../components/forms/fields.tsx'
import { roleLabel } from '../../../i18n/vi.ts'
import { OfficePicker } from '../../../components/forms/OfficePicker.tsx'
import type { ChosenOffice } from '../../../components/forms/OfficePicker.tsx'

export interface RoleForm {
  readonly office: ChosenOffice | null
  readonly role: string
  readonly from: string | null
  readonly to: string | null
}

export const NO_ROLE: RoleForm = { office: null, role: '', from: null, to: null }

interface Given {
  readonly officeId: string
  readonly role: Role
  readonly from?: string
  readonly to?: string
}

/** What the API takes; null while office or role is missing. */
export function roleGiven({ office, role, from, to }: RoleForm): Given | null {
  const known = ROLES.find((one) => one === role)
  if (office === null || known === undefined) return null
  return {
    officeId: office.id,
    role: known,
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  }
}

interface Props {
  readonly value: RoleForm
  readonly onChange: (value: RoleForm) => void
  readonly errors: Readonly<Record<string, string>>
  /** Stands before the names of fields in the API's messages. */
  readonly place?: string
}

export function RoleFields({ value, onChange, errors, place = '' }: Props) {
  return (
    <>
      <OfficePicker
        label="Cơ quan, đơn vị"
        value={value.office}
        error={errors[`${place}officeId`]}
        onChange={(office) => onChange({ ...value, office })}
      />
      <Choice
        label="Vai trò"
        required
        none="Chọn vai trò…"
        value={value.role}
        error={errors[`${place}role`]}
        options={ROLES.map((role) => ({ value: role, label: roleLabel(role) }))}
        onChange={(role) => onChange({ ...value, role })}
      />
      <div className="filters">
        <DateField
          label="Từ ngày"
          hint="Để trống: từ bây giờ."
          value={value.from}
          error={errors[`${place}from`]}
          onChange={(from) => onChange({ ...value, from })}
        />
        <DateField
          label="Đến hết ngày"
          hint="Để trống: không có ngày kết thúc."
          value={value.to}
          error={errors[`${place}to`]}
          onChange={(to) => onChange({ ...value, to })}
        />
      </div>
    </>
  )
}
