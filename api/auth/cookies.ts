// The cookies, all out of reach of scripts and kept to this site: the session's random id, and for minutes the one of a
// sign-in that waits for its second factor, or for the answer of an identity provider.

export const SESSION_COOKIE = 'trinh_session'

/** The value of a cookie in a Cookie header; null when it isn't there. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}

/** The Set-Cookie header that begins a session. */
export function sessionCookie(secret: string, secure: boolean): string {
  return `${SESSION_COOKIE}=${secret}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** The Set-Cookie header that ends it. */
export function noSessionCookie(secure: boolean): string {
  return `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure ? '; Secure' : ''}`
}

/** A cookie of a sign-in under way, sent to the paths of signing in only. */
export interface PassingCookie {
  readonly name: string
  readonly path: string
  readonly maxAgeSeconds: number
}

/** Waits for the second factor. */
export const CHALLENGE_COOKIE: PassingCookie = {
  name: 'trinh_challenge',
  path: '/api/v1/session',
  maxAgeSeconds: 300,
}

/** Waits for an identity provider; sealed. */
export const PROVIDER_COOKIE: PassingCookie = {
  name: 'trinh_sign_in',
  path: '/api/v1/sign-in',
  maxAgeSeconds: 600,
}

/** The Set-Cookie header of a sign-in under way. */
export function passingCookie(cookie: PassingCookie, value: string, secure: boolean): string {
  const { name, path, maxAgeSeconds } = cookie
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure ? '; Secure' : ''}`
}

/** The Set-Cookie header that ends it. */
export function noPassingCookie(cookie: PassingCookie, secure: boolean): string {
  return passingCookie({ ...cookie, maxAgeSeconds: 0 }, '', secure)
}
