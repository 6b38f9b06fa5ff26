// The fields of a matter: what it is called, whose it is, who is in charge, and its own dates as its procedures name them.
import { useQuery } from '@tanstack/react-query'
import type { OfficeKind } from '../../../domain/vocabulary.ts'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { DateField } from '../../components/forms/DateField.tsx'
import { Choice, TextField } from '../../components/forms/fields.tsx'
import type { Option } from '../../components/forms/fields.tsx'
import { roleLabel } from '../../i18n/vi.ts'
import { useProceduresOf } from './queries.ts'
import type { MatterKind } from './queries.ts'
import { beginnersAbove, datesOfType, formatOwnDate, ownDates, workingOffices } from './words.ts'

const MOST_BELOW = '200'

interface OwnerOffice {
  readonly id: string
  readonly name: string
  readonly kind: OfficeKind
}

/** Offices that somebody enters matters for: his own and those right below. */
function useOwnerOffices(): readonly OwnerOffice[] {
  const me = useMe()
  const own = workingOffices(me)
  const ids = own.map(({ officeId }) => officeId)
  const below = useQuery({
    queryKey: ['offices', 'below', ...ids],
    enabled: ids.length > 0,
    queryFn: async () => {
      const pages = ids.map((parent) =>
        read(api.GET('/api/v1/offices', { params: { query: { parent, limit: MOST_BELOW } } })),
      )
      return (await Promise.all(pages)).flatMap(({ items }) => items)
    },
  })
  const offices = [
    ...own.map(({ officeId: id, officeName: name, officeKind: kind }) => ({ id, name, kind })),
    ...(below.data ?? []).map(({ id, name, kind }) => ({ id, name, kind })),
  ]
  return [...new Map(offices.map((office) => [office.id, office])).values()]
}

/** The same, to choose from. */
export function useOwners(): readonly Option[] {
  return useOwnerOffices().map(({ id, name }) => ({ value: id, label: name }))
}

/** Says whose the dossier is, where neither the owner's office nor the reader begins it. */
function BegunElsewhere({ form }: { readonly form: MatterForm }) {
  const me = useMe()
  const owner = useOwnerOffices().find(({ id }) => id === form.officeId)
  const procedures = useProceduresOf(form.kind)
  if (owner === undefined || form.type === '') return null
  const roles = beginnersAbove({ kind: form.kind, type: form.type, owner: owner.kind }, procedures)
  if (roles.length === 0 || me.posts.some(({ role }) => roles.includes(role))) return null
  return (
    <p className="note info">
      Hồ sơ của việc này do {roles.map(roleLabel).join(', ')} lập; {owner.name} không tự lập.
    </p>
  )
}

interface PersonProps {
  readonly officeId: string
  readonly value: string
  readonly onChange: (personId: string) => void
}

/** Who is in charge: somebody of the owner's office. */
export function PersonChoice({ officeId, value, onChange }: PersonProps) {
  const members = useQuery({
    queryKey: ['members', officeId],
    enabled: officeId !== '',
    queryFn: () => read(api.GET('/api/v1/offices/{id}/members', { params: { path: { id: officeId } } })),
  })
  return (
    <Choice
      label="Người phụ trách"
      none="Chưa phân công"
      value={value}
      options={(members.data?.items ?? []).map(({ personId, name, roles }) => ({
        value: personId,
        label: `${name} (${roles.map(roleLabel).join(', ')})`,
      }))}
      onChange={onChange}
    />
  )
}

interface DatesProps {
  readonly kind: MatterKind
  /** Only dates of its procedures; empty or absent: those of the whole kind. */
  readonly type?: string
  readonly value: Readonly<Record<string, string>>
  readonly onChange: (dates: Record<string, string>) => void
}

/** Dates of its own in place of the campaign's, each as its procedures call it; open where the thing has a day of its own. */
export function OwnDates({ kind, type = '', value, onChange }: DatesProps) {
  const procedures = useProceduresOf(kind)
  const due = type === '' ? null : datesOfType({ kind, type }, procedures)
  // A date that was given stays to be seen, whatever the type is now.
  const dates = ownDates(procedures).filter(
    ([key]) => due === null || due.has(key) || value[key] !== undefined,
  )
  const first = dates[0]?.[1]
  if (first === undefined) return null
  const hasDay = first.isDay === true
  return (
    <details open={hasDay}>
      <summary>
        {hasDay ? `${first.vi} và các hạn` : 'Ngày hẹn riêng'} (để trống: theo ngày chung của đợt)
      </summary>
      <div className="filters">
        {dates.map(([key, { vi }]) => {
          const date = value[key] ?? null
          const yearly = date !== null && date.length <= 5
          return (
            <DateField
              key={key}
              label={vi}
              value={yearly ? null : date}
              {...(yearly ? { hint: `Hằng năm vào ngày ${formatOwnDate(date)}` } : {})}
              onChange={(next) => {
                const { [key]: before, ...rest } = value
                if (next !== null) onChange({ ...rest, [key]: next })
                else if (before !== undefined && !yearly) onChange(rest)
              }}
            />
          )
        })}
      </div>
    </details>
  )
}

export interface MatterForm {
  readonly kind: MatterKind
  readonly type: string
  readonly name: string
  readonly code: string
  readonly officeId: string
  readonly personId: string
  readonly dates: Record<string, string>
}

export const FIELD_NAMES = {
  type: 'Phân loại',
  name: 'Tên',
  code: 'Số, ký hiệu',
  officeId: 'Cơ quan chủ trì',
  personId: 'Người phụ trách',
  'parts.0.type': 'Phân loại',
  'parts.0.name': 'Tên',
  'parts.0.code': 'Số, ký hiệu',
  'parts.0.officeId': 'Cơ quan chủ trì',
  'parts.0.personId': 'Người phụ trách',
} as const

/** As the API takes it: what is empty is left out. */
export function givenOf({ kind, type, name, code, officeId, personId, dates }: MatterForm) {
  return {
    kind,
    name: name.trim(),
    officeId,
    ...(type === '' ? {} : { type }),
    ...(code.trim() === '' ? {} : { code: code.trim() }),
    ...(personId === '' ? {} : { personId }),
    ...(Object.keys(dates).length === 0 ? {} : { dates }),
  }
}

interface FieldsProps {
  readonly form: MatterForm
  readonly onChange: (next: MatterForm) => void
}

/** Everything besides the kind. */
export function MatterFields({ form, onChange }: FieldsProps) {
  const owners = useOwners()
  const procedures = useProceduresOf(form.kind)
  const types = Object.entries(
    Object.assign({}, ...procedures.map((one) => one.types ?? {})) as Record<string, string>,
  )
  return (
    <>
      {types.length === 0 ? null : (
        <Choice
          label="Phân loại"
          required
          none="Chọn…"
          value={form.type}
          options={types.map(([value, label]) => ({ value, label }))}
          onChange={(type) => onChange({ ...form, type })}
        />
      )}
      <TextField
        label="Tên"
        required
        maxLength={300}
        value={form.name}
        onChange={(name) => onChange({ ...form, name })}
      />
      <TextField
        label="Số, ký hiệu"
        maxLength={60}
        value={form.code}
        onChange={(code) => onChange({ ...form, code })}
      />
      <Choice
        label="Cơ quan chủ trì"
        required
        none="Chọn cơ quan…"
        value={form.officeId}
        options={owners}
        onChange={(officeId) => onChange({ ...form, officeId, personId: '' })}
      />
      <BegunElsewhere form={form} />
      <PersonChoice
        officeId={form.officeId}
        value={form.personId}
        onChange={(personId) => onChange({ ...form, personId })}
      />
      <OwnDates
        kind={form.kind}
        type={form.type}
        value={form.dates}
        onChange={(dates) => onChange({ ...form, dates })}
      />
    </>
  )
}
