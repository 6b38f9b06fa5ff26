// The small controls of forms: text, several lines, a number, one of a list, yes or no. Each with its label, hint and error.
import { Checkbox, Input } from 'antd'
import { useEffect, useState } from 'react'
import { Field } from '../Field.tsx'
import { parseNumber } from './parse.ts'
import { formatNumber } from '../../i18n/format.ts'

interface Common {
  readonly label: string
  readonly required?: boolean
  readonly disabled?: boolean
  readonly error?: string | undefined
  readonly hint?: string
}

interface TextProps extends Common {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly maxLength?: number
  readonly rows?: number
}

/** One line of text; several where `rows` says so. */
export function TextField({
  label,
  required,
  disabled,
  error,
  hint,
  value,
  onChange,
  maxLength,
  rows,
}: TextProps) {
  return (
    <Field label={label} required={required === true} error={error} {...(hint === undefined ? {} : { hint })}>
      {(control) => {
        const shared = {
          ...control,
          value,
          disabled: disabled === true,
          ...(maxLength === undefined ? {} : { maxLength }),
        }
        return rows === undefined ? (
          <Input {...shared} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <Input.TextArea
            {...shared}
            autoSize={{ minRows: rows, maxRows: 14 }}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }}
    </Field>
  )
}

interface NumberProps extends Common {
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly unit?: string
}

export function NumberField({ label, required, disabled, error, hint, value, onChange, unit }: NumberProps) {
  const [text, setText] = useState(value === null ? '' : formatNumber(value))
  useEffect(() => {
    setText((before) => (parseNumber(before) === value ? before : value === null ? '' : formatNumber(value)))
  }, [value])
  const wrong = text.trim() !== '' && parseNumber(text) === null
  return (
    <Field
      label={label}
      required={required === true}
      error={wrong ? 'Hãy nhập một số, ví dụ 1.250.000.' : error}
      {...(hint === undefined ? {} : { hint })}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          disabled={disabled === true}
          suffix={unit}
          onChange={(event) => {
            setText(event.target.value)
            onChange(parseNumber(event.target.value))
          }}
          onBlur={() => {
            if (value !== null) setText(formatNumber(value))
          }}
        />
      )}
    </Field>
  )
}

export interface Option {
  readonly value: string
  readonly label: string
}

interface ChoiceProps extends Common {
  readonly value: string
  readonly options: readonly Option[]
  readonly onChange: (value: string) => void
  /** What stands where nothing is chosen; absent: something always is. */
  readonly none?: string
}

/** One of a list, by the browser's own control. */
export function Choice({
  label,
  required,
  disabled,
  error,
  hint,
  value,
  options,
  onChange,
  none,
}: ChoiceProps) {
  return (
    <Field label={label} required={required === true} error={error} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <select
          {...control}
          className="select"
          value={value}
          disabled={disabled === true}
          onChange={(event) => onChange(event.target.value)}
        >
          {none === undefined ? null : <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface YesNoProps extends Common {
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}

export function YesNo({ label, disabled, error, hint, value, onChange }: YesNoProps) {
  return (
    <div className="field">
      <Checkbox
        checked={value}
        disabled={disabled === true}
        onChange={(event) => onChange(event.target.checked)}
      >
        {label}
      </Checkbox>
      {hint === undefined ? null : <div className="muted small">{hint}</div>}
      {error ? <div className="field-error">{error}</div> : null}
    </div>
  )
}

interface ManyProps {
  readonly label: string
  readonly value: readonly string[]
  readonly options: readonly Option[]
  readonly onChange: (value: string[]) => void
}

/** Any of a list. */
export function Many({ label, value, options, onChange }: ManyProps) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {options.map((option) => (
        <div key={option.value}>
          <Checkbox
            checked={value.includes(option.value)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...value, option.value] : value.filter((one) => one !== option.value),
              )
            }
          >
            {option.label}
          </Checkbox>
        </div>
      ))}
    </fieldset>
  )
}
