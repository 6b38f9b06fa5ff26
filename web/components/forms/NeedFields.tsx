// The form of a step, drawn from what the procedure says that it needs: fields and documents to fill in, and the conditions
// that are counted. Under a correction everything that wasn't named to be mended is locked.
import type { Need, RowsNeed } from '../../../domain/procedure.ts'
import { wordsOf } from '../../../domain/reference.ts'
import { isFilled } from '../../../domain/requirements.ts'
import type { Schemas } from '../../client/api.ts'
import { formatMoney, formatNumber } from '../../i18n/format.ts'
import { FIELD_HINTS } from '../../i18n/vi.ts'
import { Choice, NumberField, TextField, YesNo } from './fields.tsx'
import { DateField } from './DateField.tsx'
import { ReferenceField } from './ReferenceField.tsx'
import { RowsField } from './RowsField.tsx'
import { Uploads } from './Uploads.tsx'
import { derivedOf } from './rows.ts'
import type { Filled } from './rows.ts'

export type { Filled } from './rows.ts'
type FieldNeed = Extract<Need, { kind: 'field' }>
type DocumentNeed = Extract<Need, { kind: 'document' }>

/** Whether a step has anything to fill in. */
export function hasForm(needs: readonly Need[]): boolean {
  return needs.some(isFilled)
}

/** Vietnamese names of a step's fields, tables and documents, for messages. */
export function needNames(needs: readonly Need[]): Record<string, string> {
  return Object.fromEntries(needs.flatMap((need) => (isFilled(need) ? [[need.id, need.vi]] : [])))
}

interface Props {
  readonly dossierId: string
  readonly needs: readonly Need[]
  readonly value: Filled
  readonly onChange: (value: Filled) => void
  /** Ids that may be changed; absent: all. */
  readonly open?: readonly string[] | undefined
  /** Messages by field, table or document; of a cell by table, row and column: `mileage.2.km`. */
  readonly errors?: Readonly<Record<string, string>>
  readonly figures?: Schemas['Figures'] | undefined
}

export function NeedFields({ dossierId, needs, value, onChange, open, errors = {}, figures }: Props) {
  const isLocked = (id: string): boolean => open !== undefined && open.length > 0 && !open.includes(id)
  return (
    <div className="stack">
      {needs.map((need) => {
        if (need.kind === 'rows') {
          return (
            <TableOf
              key={need.id}
              need={need}
              value={value}
              locked={isLocked(need.id)}
              errors={errors}
              onChange={onChange}
            />
          )
        }
        if (need.kind === 'field' && need.sumOf !== undefined) {
          const shown = { ...need, required: false }
          return <Derived key={need.id} need={shown} value={derivedOf(need, value)} error={errors[need.id]} />
        }
        if (need.kind === 'field') {
          const counted = figures?.fields.find(({ id }) => id === need.id)?.counted
          return (
            <FieldOf
              key={need.id}
              need={need}
              value={value.fields?.[need.id] ?? null}
              locked={isLocked(need.id)}
              error={errors[need.id]}
              counted={counted}
              onChange={(next) => onChange({ ...value, fields: { ...value.fields, [need.id]: next } })}
            />
          )
        }
        if (need.kind === 'document') {
          return (
            <DocumentsOf
              key={need.id}
              dossierId={dossierId}
              need={need}
              value={value}
              locked={isLocked(need.id)}
              error={errors[need.id]}
              onChange={onChange}
            />
          )
        }
        return null
      })}
    </div>
  )
}

interface FieldProps {
  readonly need: FieldNeed
  readonly value: string | number | boolean | null
  readonly locked: boolean
  readonly error: string | undefined
  readonly counted: number | undefined
  readonly onChange: (value: string | number | boolean | null) => void
}

const LOCKED = 'Không thuộc mục cần sửa nên được giữ nguyên.'

function FieldOf({ need, value, locked, error, counted, onChange }: FieldProps) {
  const hints = [
    locked ? LOCKED : FIELD_HINTS[need.type],
    counted === undefined
      ? ''
      : `Hệ thống đếm được ${formatNumber(counted)}; ghi khác thì số khác được lưu lại.`,
  ].filter((one) => one !== '')
  const shared = {
    label: need.vi,
    required: need.required,
    disabled: locked,
    error,
    ...(hints.length === 0 ? {} : { hint: hints.join(' ') }),
  }
  const text = typeof value === 'string' ? value : ''
  const orNull = (next: string): string | null => (next === '' ? null : next)
  switch (need.type) {
    case 'text':
    case 'longText': {
      const size = {
        ...(need.type === 'longText' ? { rows: 3 } : {}),
        ...(need.maxLength === undefined ? {} : { maxLength: need.maxLength }),
      }
      return <TextField {...shared} {...size} value={text} onChange={(next) => onChange(orNull(next))} />
    }
    case 'date':
      return <DateField {...shared} value={text === '' ? null : text} onChange={onChange} />
    case 'integer':
    case 'money':
      return (
        <NumberField
          {...shared}
          {...(need.type === 'money' ? { unit: 'đồng' } : {})}
          value={typeof value === 'number' ? value : null}
          onChange={onChange}
        />
      )
    case 'office':
    case 'person':
      return (
        <ReferenceField
          {...shared}
          kind={need.type}
          byHand={need.byHand === true}
          {...(need.maxLength === undefined ? {} : { maxLength: need.maxLength })}
          value={text}
          onChange={(next) => onChange(orNull(next))}
        />
      )
    case 'boolean':
      return <YesNo {...shared} value={value === true} onChange={onChange} />
    case 'choice': {
      const options = (need.choices ?? []).map(({ id, vi }) => ({ value: id, label: vi }))
      return (
        <Choice
          {...shared}
          none="Chọn…"
          options={options}
          value={text}
          onChange={(next) => onChange(orNull(next))}
        />
      )
    }
  }
}

interface DerivedProps {
  readonly need: FieldNeed
  readonly value: number | null
  readonly error: string | undefined
}

/** What rows come to: it can't be typed. */
function Derived({ need, value, error }: DerivedProps) {
  return (
    <NumberField
      label={need.vi}
      disabled
      error={error}
      hint="Tự tính từ bảng trong biểu mẫu này."
      {...(need.type === 'money' ? { unit: 'đồng' } : {})}
      value={value}
      onChange={() => undefined}
    />
  )
}

interface TableProps {
  readonly need: RowsNeed
  readonly value: Filled
  readonly locked: boolean
  readonly errors: Readonly<Record<string, string>>
  readonly onChange: (value: Filled) => void
}

function TableOf({ need, value, locked, errors, onChange }: TableProps) {
  const place = `${need.id}.`
  const cells = Object.entries(errors).flatMap(([key, text]) =>
    key.startsWith(place) ? [[key.slice(place.length), text] as const] : [],
  )
  return (
    <RowsField
      need={need}
      rows={value.rows?.[need.id] ?? []}
      locked={locked}
      error={errors[need.id]}
      cellErrors={Object.fromEntries(cells)}
      hint={locked ? LOCKED : ''}
      onChange={(rows) => onChange({ ...value, rows: { ...value.rows, [need.id]: rows } })}
    />
  )
}

interface DocumentProps {
  readonly dossierId: string
  readonly need: DocumentNeed
  readonly value: Filled
  readonly locked: boolean
  readonly error: string | undefined
  readonly onChange: (value: Filled) => void
}

function DocumentsOf({ dossierId, need, value, locked, error, onChange }: DocumentProps) {
  const all = value.documents ?? []
  const own = all.filter(({ kind }) => kind === need.id)
  return (
    <Uploads
      label={need.vi}
      dossierId={dossierId}
      files={own}
      required={need.required}
      disabled={locked}
      error={error ?? (locked ? LOCKED : undefined)}
      onChange={(files) => {
        const others = all.filter(({ kind }) => kind !== need.id)
        onChange({ ...value, documents: [...others, ...files.map((file) => ({ kind: need.id, ...file }))] })
      }}
    />
  )
}

/** What somebody filled in, as words. */
export function shownValue(need: FieldNeed, value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'Có' : 'Không'
  if (typeof value === 'number') return need.type === 'money' ? formatMoney(value) : formatNumber(value)
  if (need.type === 'date') return value.split('-').reverse().join('/')
  if (need.type === 'choice') return need.choices?.find(({ id }) => id === value)?.vi ?? value
  return wordsOf(value)
}
