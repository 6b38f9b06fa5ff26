// A dialog with a small form that changes something: sends once, shows what the API objects to, closes when it is done.
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Dialog } from '../../../components/Dialog.tsx'
import { ProblemNote, fieldErrors } from '../../../components/Problem.tsx'
import { SHELL } from '../../../i18n/vi.ts'

interface Props {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  /** What follows once it was sent; absent: it closes. */
  readonly onDone?: () => void
  /** The word on the button. */
  readonly confirm: string
  readonly danger?: boolean
  readonly wide?: boolean
  /** Whether everything that is needed is filled in. */
  readonly ready?: boolean
  readonly send: () => Promise<void>
  /** Names of fields, as the labels have them. */
  readonly names?: Readonly<Record<string, string>>
  /** The form; gets the messages by field. */
  readonly children: ReactNode | ((errors: Readonly<Record<string, string>>) => ReactNode)
}

export function AskDialog({ open, title, wide = false, onClose, ...rest }: Props) {
  return (
    <Dialog title={title} open={open} onClose={onClose} wide={wide}>
      <Asked onClose={onClose} {...rest} />
    </Dialog>
  )
}

function Asked({
  onClose,
  onDone = onClose,
  confirm,
  danger = false,
  ready = true,
  send,
  names = {},
  children,
}: Omit<Props, 'open' | 'title' | 'wide'>) {
  const sending = useMutation({ mutationFn: send, onSuccess: onDone })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !sending.isPending) sending.mutate()
      }}
    >
      {typeof children === 'function' ? children(fieldErrors(sending.error)) : children}
      <ProblemNote error={sending.error} names={names} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{SHELL.cancel}</Button>
        <Button
          type="primary"
          htmlType="submit"
          danger={danger}
          loading={sending.isPending}
          disabled={!ready}
        >
          {confirm}
        </Button>
      </div>
    </form>
  )
}
