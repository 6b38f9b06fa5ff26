// Which kinds of lines a system is told of: all, or some of them.
import { EVENT_TYPES } from '../../../domain/vocabulary.ts'
import { Many } from '../../components/forms/fields.tsx'
import { eventLabel } from '../../i18n/vi.ts'

export type Topic = (typeof EVENT_TYPES)[number]

interface Props {
  readonly value: readonly Topic[]
  readonly onChange: (topics: readonly Topic[]) => void
}

export function Topics({ value, onChange }: Props) {
  return (
    <details className="fold">
      <summary>Loại việc: {value.length === 0 ? 'mọi loại' : `${value.length} loại đã chọn`}</summary>
      <Many
        label="Chỉ báo các loại sau; không chọn: báo mọi loại"
        value={value}
        options={EVENT_TYPES.map((type) => ({ value: type, label: eventLabel(type) }))}
        onChange={(chosen) => onChange(EVENT_TYPES.filter((type) => chosen.includes(type)))}
      />
    </details>
  )
}
