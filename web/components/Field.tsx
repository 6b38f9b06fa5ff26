// One labelled field: label above, hint and error below, tied together for screen readers. All forms use it, so that they
// look and read alike; the control itself is antd's or the browser's.
import { useId } from 'react'
import type { ReactNode } from 'react'

/** What the control has to take over. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: boolean
  readonly 'aria-required'?: boolean
}

interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly required?: boolean
  readonly children: (control: ControlProps) => ReactNode
}

export function Field({ label, hint, error, required = false, children }: FieldProps) {
  const id = useId()
  const described = [hint !== undefined && hint !== '' ? `${id}-hint` : '', error ? `${id}-error` : '']
    .filter((one) => one !== '')
    .join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {required ? (
          <span className="required" title="bắt buộc">
            {' *'}
          </span>
        ) : null}
      </label>
      {children({
        id,
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(error ? { 'aria-invalid': true } : {}),
        ...(required ? { 'aria-required': true } : {}),
      })}
      {hint === undefined || hint === '' ? null : (
        <div id={`${id}-hint`} className="muted small">
          {hint}
        </div>
      )}
      {error ? (
        <div id={`${id}-error`} className="field-error">
          {error}
        </div>
      ) : null}
    </div>
  )
}
