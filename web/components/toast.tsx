// Short words about what was just done, said aloud to screen readers and gone after a while; errors stay beside their form
// instead, where they can be read twice.
import { useEffect, useState } from 'react'

interface Toast {
  readonly id: number
  readonly text: string
}

const SHOWN_MS = 6_000
let last = 0
let show: ((toast: Toast) => void) | null = null

/** Says a sentence at the foot of the page. */
export function say(text: string): void {
  last += 1
  show?.({ id: last, text })
}

export function Toasts() {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  useEffect(() => {
    show = (toast) => {
      setToasts((before) => [...before, toast])
      setTimeout(() => setToasts((before) => before.filter(({ id }) => id !== toast.id)), SHOWN_MS)
    }
    return () => {
      show = null
    }
  }, [])
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, text }) => (
        <div key={id} className="note good">
          {text}
        </div>
      ))}
    </div>
  )
}
