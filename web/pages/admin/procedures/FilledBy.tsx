// How a text of a form is filled in, in a field or a column: typed, or chosen among the offices or account holders that the
// system knows, with or without words by hand for the others.
import type { Column, FieldNeed } from '../../../../domain/procedure.ts'
import { isReferenceType } from '../../../../domain/reference.ts'
import { Choice, YesNo } from '../../../components/forms/fields.tsx'

const OPTIONS = [
  { value: 'text', label: 'Gõ chữ' },
  { value: 'office', label: 'Chọn đơn vị trong danh bạ' },
  { value: 'person', label: 'Chọn người có tài khoản' },
] as const

interface Props<T> {
  /** Read out with the controls, for several stand on a page. */
  readonly of: string
  readonly value: T
  readonly onChange: (value: T) => void
}

export function FilledBy<T extends FieldNeed | Column>({ of, value, onChange }: Props<T>) {
  const kind = OPTIONS.find((one) => one.value === value.type)?.value
  if (kind === undefined) return null
  const { byHand, ...rest } = value
  return (
    <>
      <Choice
        label={`Cách điền “${of}”`}
        value={kind}
        options={OPTIONS}
        onChange={(next) => {
          const type = OPTIONS.find((one) => one.value === next)?.value ?? kind
          const hand = isReferenceType(type) && byHand !== undefined ? { byHand } : {}
          onChange({ ...rest, ...hand, type } as T)
        }}
      />
      {isReferenceType(kind) ? (
        <YesNo
          label={`Không có trong danh bạ thì được ghi tay: “${of}”`}
          value={byHand === true}
          onChange={(next) => onChange({ ...rest, ...(next ? { byHand: next } : {}) } as T)}
        />
      ) : null}
    </>
  )
}
