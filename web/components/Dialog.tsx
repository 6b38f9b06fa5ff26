// A dialog over the page: the browser's own modal element, which keeps the focus inside, closes with Escape and gives the
// focus back. Its content is there only while it is open.
import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { CloseOutlined } from '@ant-design/icons'
import { SHELL } from '../i18n/vi.ts'
import { giveFocusBack } from './focus.ts'

interface DialogProps {
  readonly title: string
  readonly open: boolean
  /** Absent: it can't be closed but by what it asks for. */
  readonly onClose?: () => void
  readonly wide?: boolean
  readonly children: ReactNode
}

export function Dialog({ open, ...rest }: DialogProps) {
  return open ? <OpenDialog {...rest} /> : null
}

function OpenDialog({ title, onClose, wide = false, children }: Omit<DialogProps, 'open'>) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    dialog?.showModal()
    return () => {
      dialog?.close()
      giveFocusBack(before)
    }
  }, [])
  return (
    <dialog
      ref={element}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
    >
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        {onClose === undefined ? null : (
          <button type="button" className="plain-button" aria-label={SHELL.close} onClick={onClose}>
            <CloseOutlined aria-hidden="true" />
          </button>
        )}
      </div>
      <div className="dialog-body stack">{children}</div>
    </dialog>
  )
}
