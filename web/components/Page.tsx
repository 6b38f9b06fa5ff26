// The head of a page: its one heading, which gets the focus when the page is opened, and what can be done with the page.
import { createContext, useContext, useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { SHELL } from '../i18n/vi.ts'

/** Tells the frame that a page has drawn its own heading: until then, and in states without one, the frame has it. */
export const HeadingContext = createContext<(present: boolean) => void>(() => undefined)

/** To be called by whatever draws the one heading of a page. */
export function useHeading(): void {
  const tell = useContext(HeadingContext)
  useEffect(() => {
    tell(true)
    return () => tell(false)
  }, [tell])
}

interface PageProps {
  readonly title: string
  /** A line under the heading. */
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Page({ title, note, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useHeading()
  useEffect(() => {
    document.title = `${title} · ${SHELL.product}`
  }, [title])
  useEffect(() => {
    // The first page of a visit leaves the focus where the browser has it.
    if (document.activeElement !== document.body) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      <div className="page-head">
        <div className="grow">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {note === undefined ? null : <div className="muted">{note}</div>}
        </div>
        {actions === undefined ? null : <div className="row no-print">{actions}</div>}
      </div>
      <div className="stack">{children}</div>
    </>
  )
}
