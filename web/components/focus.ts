// Where the focus goes when what had it is gone: whoever works by keyboard or hears the page stays in it.

/** Back to where the focus was; to the page's heading where that has gone or can't be pressed any more. */
export function giveFocusBack(before: Element | null): void {
  if (before instanceof HTMLElement && before.isConnected) before.focus()
  if (document.activeElement !== null && document.activeElement !== document.body) return
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
}
