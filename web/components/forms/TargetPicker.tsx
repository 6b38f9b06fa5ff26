// Whom something goes to: an office found by its name (with or without diacritics), there a role, and perhaps one person.
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { roleLabel } from '../../i18n/vi.ts'
import { OfficePicker } from './OfficePicker.tsx'
import { Choice } from './fields.tsx'

export interface Target {
  readonly officeId?: string
  readonly officeName?: string
  readonly role?: Schemas['Post']['role']
  readonly personId?: string
}

interface Props {
  readonly value: Target
  readonly onChange: (value: Target) => void
  /** A person has to be named. */
  readonly personRequired?: boolean
  /** Only a role can be named, no person. */
  readonly rolesOnly?: boolean
}

export function TargetPicker({ value, onChange, personRequired, rolesOnly }: Props) {
  const { officeId, officeName } = value
  return (
    <div className="stack">
      <OfficePicker
        label="Cơ quan, đơn vị"
        value={officeId === undefined ? null : { id: officeId, name: officeName ?? '' }}
        onChange={({ id, name }) => onChange({ officeId: id, officeName: name })}
      />
      {officeId === undefined ? null : (
        <InOffice
          officeId={officeId}
          value={value}
          onChange={onChange}
          personRequired={personRequired === true}
          rolesOnly={rolesOnly === true}
        />
      )}
    </div>
  )
}

function InOffice({
  officeId,
  value,
  onChange,
  personRequired,
  rolesOnly,
}: {
  readonly officeId: string
  readonly value: Target
  readonly onChange: (value: Target) => void
  readonly personRequired: boolean
  readonly rolesOnly: boolean
}) {
  const members = useQuery({
    queryKey: ['members', officeId],
    queryFn: () => read(api.GET('/api/v1/offices/{id}/members', { params: { path: { id: officeId } } })),
  })
  const people = members.data?.items ?? []
  const roles = [...new Set(people.flatMap((person) => person.roles))]
  const inRole = people.filter((person) => value.role === undefined || person.roles.includes(value.role))
  if (members.data !== undefined && people.length === 0)
    return <p className="note warn">Nơi này chưa có ai giữ vai trò nào.</p>
  return (
    <>
      <Choice
        label="Vai trò"
        required
        none="Chọn vai trò…"
        options={roles.map((role) => ({ value: role, label: roleLabel(role) }))}
        value={value.role ?? ''}
        onChange={(role) => {
          const { role: _, personId: __, ...rest } = value
          const known = roles.find((one) => one === role)
          onChange(known === undefined ? rest : { ...rest, role: known })
        }}
      />
      {rolesOnly ? null : (
        <Choice
          label="Người"
          required={personRequired}
          none={personRequired ? 'Chọn người…' : 'Bất kỳ ai giữ vai trò này'}
          options={inRole.map((person) => ({ value: person.personId, label: person.name }))}
          value={value.personId ?? ''}
          onChange={(personId) => {
            const { personId: _, ...rest } = value
            onChange(personId === '' ? rest : { ...rest, personId })
          }}
        />
      )}
    </>
  )
}
