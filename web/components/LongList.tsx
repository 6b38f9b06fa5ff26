// A list of many thousand rows of one height: only those in the window are in the page, the next ones are asked for before
// they are reached. Screen readers hear how long it is and where they are; paper gets the rows one below the other.
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { formatNumber } from '../i18n/format.ts'

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
/** More than so many rows belong into a file, not onto paper. */
const MOST_PRINTED = 500

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
  const printing = usePrinting()
  const nearEnd = last >= items.length - AHEAD
  useEffect(() => {
    if (nearEnd) onEnd?.()
  }, [nearEnd, items.length])
  const from = printing ? 0 : first
  const shown = items.slice(from, printing ? MOST_PRINTED : last)
  return (
    <>
      <ul ref={element} className="long-list" aria-label={label} style={{ height: items.length * rowHeight }}>
        {shown.map((item, offset) => {
          const index = from + offset
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
      {printing && shown.length < (total ?? items.length) ? (
        <p className="small">
          Bản in có {formatNumber(shown.length)} dòng đầu
          {total === undefined ? '' : ` trong ${formatNumber(total)} dòng`}; danh sách đủ: tải tệp về.
        </p>
      ) : null}
    </>
  )
}

const paper = window.matchMedia('print')

/** Whether the page is being drawn for paper: everything then has to be in it. */
function usePrinting(): boolean {
  return useSyncExternalStore(
    (tell) => {
      paper.addEventListener('change', tell)
      return () => paper.removeEventListener('change', tell)
    },
    () => paper.matches,
  )
}
