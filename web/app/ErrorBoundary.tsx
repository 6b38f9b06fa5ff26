// What a page does that breaks while it is drawn: the frame stays, and says so. A part that can't be loaded mostly means
// that a newer release is there: the page is loaded again, once.
import { Component } from 'react'
import type { ReactNode } from 'react'
import { NoAnswer } from '../client/problem.ts'
import { Failed } from '../components/States.tsx'

interface Props {
  /** Another value forgets the error: the address. */
  readonly at: string
  readonly children: ReactNode
}

interface State {
  readonly error: Error | null
  readonly at: string
}

const RELOADED = 'trinh/reloaded'

function isMissingPart(error: Error): boolean {
  return /dynamically imported module|module script failed|Unable to preload/iu.test(error.message)
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, at: this.props.at }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  static getDerivedStateFromProps({ at }: Props, state: State): Partial<State> | null {
    return at === state.at ? null : { at, error: null }
  }

  override componentDidCatch(error: Error): void {
    if (!isMissingPart(error) || !navigator.onLine || sessionStorage.getItem(RELOADED) === location.pathname)
      return
    sessionStorage.setItem(RELOADED, location.pathname)
    location.reload()
  }

  override componentDidMount(): void {
    window.addEventListener('online', this.back)
  }

  override componentWillUnmount(): void {
    window.removeEventListener('online', this.back)
  }

  /** A part that couldn't be fetched is asked for as soon as there is a network again. */
  private readonly back = (): void => {
    const { error } = this.state
    if (error !== null && isMissingPart(error)) location.reload()
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    // Without a network the part isn't old, it can't be fetched.
    const shown =
      isMissingPart(error) && !navigator.onLine ? new NoAnswer('offline', { cause: error }) : error
    return <Failed error={shown} again={() => location.reload()} />
  }
}
