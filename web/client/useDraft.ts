// What somebody types into a form, kept on the device until it is sent: a page that is closed, a session that ends or a
// machine that goes off loses nothing. Every form that sends something has one, under a name of its own.
import { useCallback, useState } from 'react'
import { keep, kept } from './keys.ts'

export interface Draft<T> {
  readonly value: T
  readonly change: (next: T) => void
  /** To be called once what it holds was sent. */
  readonly sent: () => void
  /** Whether something typed earlier was found. */
  readonly restored: boolean
}

/** A form's values; `initial` where nothing was kept. `name` is the same as long as it is the same form: include ids. */
export function useDraft<T extends object>(name: string, initial: T): Draft<T> {
  const place = `draft/${name}`
  const [first] = useState(() => kept(place) as T | null)
  const [value, setValue] = useState<T>(first === null ? initial : { ...initial, ...first })
  const change = useCallback(
    (next: T) => {
      setValue(next)
      keep(place, next)
    },
    [place],
  )
  const sent = useCallback(() => keep(place, null), [place])
  return { value, change, sent, restored: first !== null }
}
