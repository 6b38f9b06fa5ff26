// How tall a row of a long list is, by the window's width: all rows are alike, so that the list knows where each one is.
import { useSyncExternalStore } from 'react'

const WIDE = window.matchMedia('(width >= 1100px)')
const NARROW = window.matchMedia('(width < 480px)')

function subscribe(listener: () => void): () => void {
  for (const media of [WIDE, NARROW]) media.addEventListener('change', listener)
  return () => {
    for (const media of [WIDE, NARROW]) media.removeEventListener('change', listener)
  }
}

/** In pixels; the style sheet lays the cells of `.list-row` out for the same widths. */
export function useRowHeight(): number {
  return useSyncExternalStore(subscribe, () => (WIDE.matches ? 68 : NARROW.matches ? 116 : 96))
}
