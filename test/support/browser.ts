// A browser as far as signing in needs one: it keeps cookies by site, and follows redirects one by one.
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>()

  /** The cookies that it would send to an address. */
  cookies(url: string): string {
    return [...this.#jar(url)].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Takes cookies from another browser of the same person, as somebody who stole them would. */
  take(url: string, name: string, value: string): void {
    this.#jar(url).set(name, value)
  }

  async get(url: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(url, { headers })
  }

  async post(url: string, form: Record<string, string>): Promise<Response> {
    return this.send(url, { method: 'POST', body: new URLSearchParams(form) })
  }

  async send(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('Cookie', this.cookies(url))
    const reply = await fetch(url, { ...init, headers, redirect: 'manual' })
    const jar = this.#jar(url)
    for (const line of reply.headers.getSetCookie()) {
      const [pair = '', ...rest] = line.split(';')
      const at = pair.indexOf('=')
      const gone = rest.some(
        (part) => /^\s*max-age=0$/iu.test(part) || /expires=Thu, 01 Jan 1970/iu.test(part),
      )
      if (gone) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return reply
  }

  #jar(url: string): Map<string, string> {
    const { origin } = new URL(url)
    const jar = this.#jars.get(origin) ?? new Map<string, string>()
    this.#jars.set(origin, jar)
    return jar
  }
}

/** Where a reply leads, as a whole address. */
export function leadsTo(reply: Response, from: string): string {
  const location = reply.headers.get('location')
  if (location === null) throw new Error(`${from}: answered ${reply.status} and leads nowhere`)
  return new URL(location, from).href
}
