// Who is signed in, for the whole page: a small store outside of React, because the client needs it too. When the session
// ends in the middle of something, requests wait here until the same person has signed in again; nothing typed is lost.
import type { components } from './generated/api.ts'

export type Me = components['schemas']['Me']

export type Session =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  | { readonly kind: 'in'; readonly me: Me; readonly offline?: true }
  /** It ended while the person worked: the page stays, a dialog asks for the password. */
  | { readonly kind: 'expired'; readonly me: Me }

/** Why waiting requests are given up: somebody else has signed in, or the person left. */
export class SessionLeft extends Error {
  override readonly name = 'SessionLeft'
}

let session: Session = { kind: 'unknown' }
const listeners = new Set<() => void>()
let waiting: { readonly go: () => void; readonly giveUp: (why: Error) => void }[] = []

/** The session as it is now. */
export function currentSession(): Session {
  return session
}

/** Calls back at each change; gives what ends that. */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

function set(next: Session): void {
  session = next
  for (const listener of [...listeners]) listener()
}

/** The device knows who works on it, the API couldn't be asked: pages open, nothing that changes something goes out. */
export function workingOffline(me: Me): void {
  set({ kind: 'in', me, offline: true })
}

/** The person is signed in; requests that waited for it go on, unless another person came. */
export function signedIn(me: Me): void {
  const before = session
  const held = waiting
  waiting = []
  set({ kind: 'in', me })
  const same = before.kind !== 'expired' || before.me.personId === me.personId
  for (const { go, giveUp } of held) {
    if (same) go()
    else giveUp(new SessionLeft('another person has signed in'))
  }
}

/** Nobody is signed in, and nothing is kept. */
export function signedOut(): void {
  const held = waiting
  waiting = []
  set({ kind: 'none' })
  for (const { giveUp } of held) giveUp(new SessionLeft('signed out'))
}

/** The API no longer knows the session; resolves when the same person is back. */
export function sessionEnded(): Promise<void> {
  if (session.kind === 'unknown' || session.kind === 'none') {
    set({ kind: 'none' })
    return Promise.reject(new SessionLeft('not signed in'))
  }
  if (session.kind === 'in') set({ kind: 'expired', me: session.me })
  return new Promise((go, giveUp) => {
    waiting.push({ go, giveUp })
  })
}

/** Whether the API has yet to say who is signed in: until then nothing is sent that would change something. */
export function isUnproven(): boolean {
  return session.kind === 'in' && session.offline === true
}

/** What a changing request sends back, so that no other site's page can send it. */
export function csrfToken(): string | null {
  return session.kind === 'in' ? session.me.csrf : null
}
