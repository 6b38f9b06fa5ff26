// A form that is sent as one piece: its fields, what went wrong below them, and the button that sends it. It can't be sent
// twice while it is on its way.
import type { ReactNode } from 'react'
import { Button } from 'antd'
import { ProblemNote } from '../Problem.tsx'

/** What sends it, such as a mutation. */
export interface Sending {
  readonly mutate: () => void
  readonly isPending: boolean
  readonly error: unknown
}

interface SendFormProps {
  readonly sending: Sending
  /** What the button says. */
  readonly button: ReactNode
  /** Something that must be filled in is missing. */
  readonly disabled?: boolean
  /** The button as wide as the fields, where the form is all that there is to see. */
  readonly wide?: boolean
  /** On a page, in a frame of its own. */
  readonly card?: boolean
  /** Names of its fields, for problems that name them. */
  readonly names?: Readonly<Record<string, string>>
  readonly children: ReactNode
}

export function SendForm({
  sending,
  button,
  disabled = false,
  wide = false,
  card = false,
  names = {},
  children,
}: SendFormProps) {
  const submit = (
    <Button type="primary" htmlType="submit" block={wide} loading={sending.isPending} disabled={disabled}>
      {button}
    </Button>
  )
  return (
    <form
      className={card ? 'card stack' : 'stack'}
      onSubmit={(event) => {
        event.preventDefault()
        if (!disabled && !sending.isPending) sending.mutate()
      }}
    >
      {children}
      <ProblemNote error={sending.error} names={names} />
      {wide ? submit : <div>{submit}</div>}
    </form>
  )
}
