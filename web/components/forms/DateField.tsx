// A civil date as Vietnamese type it, dd/MM/yyyy, with the browser's own calendar behind a button.
import { CalendarOutlined } from '@ant-design/icons'
import { Button, Input, Space } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { isCivilDate } from '../../../domain/time/civil.ts'
import { formatDay } from '../../i18n/format.ts'
import { Field } from '../Field.tsx'
import { parseDay } from './parse.ts'

interface Props {
  readonly label: string
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly required?: boolean
  readonly disabled?: boolean
  readonly error?: string | undefined
  readonly hint?: string
}

const shown = (value: string | null): string => (isCivilDate(value) ? formatDay(value) : '')

export function DateField({ label, value, onChange, required, disabled, error, hint }: Props) {
  const [text, setText] = useState(shown(value))
  const picker = useRef<HTMLInputElement>(null)
  useEffect(() => setText((before) => (parseDay(before) === value ? before : shown(value))), [value])
  const wrong = text.trim() !== '' && parseDay(text) === null
  const message = wrong ? 'Hãy nhập ngày theo dạng ngày/tháng/năm, ví dụ 31/10/2026.' : error
  return (
    <Field
      label={label}
      required={required === true}
      error={message}
      hint={hint ?? 'ngày/tháng/năm, ví dụ 31/10/2026'}
    >
      {(control) => (
        <Space.Compact block>
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            value={text}
            disabled={disabled === true}
            onChange={(event) => {
              setText(event.target.value)
              onChange(parseDay(event.target.value))
            }}
          />
          <Button
            icon={<CalendarOutlined aria-hidden="true" />}
            aria-label={`Chọn ngày: ${label}`}
            disabled={disabled === true}
            onClick={() => picker.current?.showPicker()}
          />
          <input
            ref={picker}
            type="date"
            className="sr"
            tabIndex={-1}
            aria-hidden="true"
            value={value ?? ''}
            onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
          />
        </Space.Compact>
      )}
    </Field>
  )
}
