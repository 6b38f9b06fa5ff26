// A problem beside the form that it is about: the API's own sentence, the fields at fault by their Vietnamese names, and
// the number of an incident. Said aloud as soon as it appears.
import type { ReactNode } from 'react'
import { ApiProblem, NoAnswer } from '../client/problem.ts'
import type { ProblemBody } from '../client/problem.ts'
import { SHELL } from '../i18n/vi.ts'

/** The text of any error, for places that have room for a sentence only. */
export function problemText(error: unknown): string {
  if (error instanceof ApiProblem) return error.message
  if (error instanceof NoAnswer) return SHELL.offline
  return 'Có lỗi ngoài dự kiến. Hãy tải lại trang rồi thử lại.'
}

/** Messages by field path, of a problem that names fields. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {}
  const { errors = [], field, title } = error.body
  const named = Object.fromEntries(errors.map((one) => [one.field, one.message]))
  return field === undefined || field in named ? named : { ...named, [field]: title }
}

interface ProblemProps {
  readonly error: unknown
  /** Names of fields on this form, so that the text names them as the labels do. */
  readonly names?: Readonly<Record<string, string>>
  readonly children?: ReactNode
}

export function ProblemNote({ error, names = {}, children }: ProblemProps) {
  if (error === null || error === undefined) return null
  const body = error instanceof ApiProblem ? error.body : null
  return (
    <div className="note bad" role="alert">
      <p>{problemText(error)}</p>
      {body === null ? null : <Fields body={body} names={names} />}
      {children}
      {body?.incident === undefined ? null : (
        <p className="small">
          Mã sự cố: <span className="mono">{body.incident}</span>
        </p>
      )}
    </div>
  )
}

function Fields({
  body,
  names,
}: {
  readonly body: ProblemBody
  readonly names: Readonly<Record<string, string>>
}) {
  const errors = (body.errors ?? []).filter(({ field }) => names[field] !== undefined)
  const single = body.field === undefined ? undefined : names[body.field]
  if (errors.length === 0) return single === undefined ? null : <p>Mục: {single}</p>
  return (
    <ul>
      {errors.map(({ field, message }) => (
        <li key={`${field}/${message}`}>
          {names[field]}: {message}
        </li>
      ))}
    </ul>
  )
}
