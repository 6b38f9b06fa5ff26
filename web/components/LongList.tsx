// A list of many thousand rows of one height: only those in the window are in the page, the next ones are asked for before
// they are reached. Screen readers hear how long it is and where they are.
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'

interface Props<T> {
  readonly label: string
  readonly items: readonly T[]
  readonly keyOf: (item: T) => string
  /** Of each row, in pixels. */
  readonly rowHeight: number
  /** How many there are in all, where that is known. */
  readonly total?: number | undefined
  readonly onEnd?: () => void
  readonly children: (item: T, index: number) => ReactNode
}

/** Rows kept ready above and below the window. */
const OVERSCAN = 8
/** How many rows before the end the next page is asked for. */
const AHEAD = 60

export function LongList<T>({ label, items, keyOf, rowHeight, total, onEnd, children }: Props<T>) {
  const element = useRef<HTMLUListElement>(null)
  const [[first, last], setShown] = useState<readonly [number, number]>([0, 30])
  useEffect(() => {
    let asked = 0
    const look = (): void => {
      asked = 0
      const top = element.current?.getBoundingClientRect().top ?? 0
      const from = Math.max(0, Math.floor(-top / rowHeight) - OVERSCAN)
      const to = Math.ceil((window.innerHeight - top) / rowHeight) + OVERSCAN
      setShown((before) => (before[0] === from && before[1] === to ? before : [from, to]))
    }
    const later = (): void => {
      if (asked === 0) asked = requestAnimationFrame(look)
    }
    look()
    window.addEventListener('scroll', later, { passive: true })
    window.addEventListener('resize', later)
    return () => {
      cancelAnimationFrame(asked)
      window.removeEventListener('scroll', later)
      window.removeEventListener('resize', later)
    }
  }, [rowHeight, items.length])
  const nearEnd = last >= items.length - AHEAD
  useEffect(() => {
    if (nearEnd) onEnd?.()
  }, [nearEnd, items.length])
  const shown = items.slice(first, last)
  return (
    <ul ref={element} className="long-list" aria-label={label} style={{ height: items.length * rowHeight }}>
      {shown.map((item, offset) => {
        const index = first + offset
        return (
          <li
            key={keyOf(item)}
            aria-setsize={total ?? items.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${index * rowHeight}px)`, height: rowHeight }}
          >
            {children(item, index)}
          </li>
        )
      })}
    </ul>
  )
}
