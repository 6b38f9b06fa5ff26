// How the pages are served: a policy under which no inline script runs, hashed files for ever, and little of them at first.
import { describe, expect, inject, it } from 'vitest'
import { aPerson, aVisitor } from './support/browser.ts'

const FIRST_LOAD_MAX = 300 * 1024

async function get(path: string, accept: string): Promise<Response> {
  return fetch(new URL(path, inject('siteUrl')), { headers: { accept } })
}

describe('the served application', () => {
  it('forbids inline scripts, and gives styles a nonce that is new each time', async () => {
    const policies = await Promise.all(
      [0, 1].map(async () => (await get('/', 'text/html')).headers.get('content-security-policy') ?? ''),
    )
    for (const policy of policies) {
      const scripts = /script-src ([^;]*)/u.exec(policy)?.[1]
      expect(scripts).toBe("'self'")
      expect(policy).toMatch(/style-src 'self' 'nonce-[\w+/=]{20,}'/u)
      expect(policy).toContain("object-src 'none'")
    }
    expect(policies[0]).not.toBe(policies[1])
    const visitor = await aVisitor()
    await visitor.page.goto('/dang-nhap')
    await visitor.page.evaluate(`(() => {
      const script = document.createElement('script')
      script.textContent = 'window.ranInline = true'
      document.head.append(script)
    })()`)
    expect(await visitor.page.evaluate('window.ranInline ?? false')).toBe(false)
    await visitor.leave()
  })

  it('gives the page for addresses of pages only', async () => {
    expect((await get('/ho-so/abc', 'text/html')).headers.get('content-type')).toContain('text/html')
    for (const path of ['/api/v1/nope', '/assets/nope.js', '/robots.txt'])
      expect((await get(path, 'text/html')).status).toBe(404)
    expect((await get('/ho-so', 'application/json')).status).toBe(404)
  })

  it('is the build for people, without what libraries add for developers', async () => {
    const scripts = [...(await (await get('/', 'text/html')).text()).matchAll(/"(\/assets\/[^"]+\.js)"/gu)]
    expect(scripts.length).toBeGreaterThan(0)
    for (const [, path = ''] of scripts) expect(await (await get(path, '*/*')).text()).not.toContain('jsxDEV')
  })

  it('keeps hashed files for ever, and the page never', async () => {
    const page = await get('/', 'text/html')
    expect(page.headers.get('cache-control')).toBe('no-store')
    const script = /src="(\/assets\/[^"]+\.js)"/u.exec(await page.text())?.[1] ?? ''
    const file = await fetch(new URL(script, inject('siteUrl')), { headers: { 'accept-encoding': 'br' } })
    expect(file.headers.get('cache-control')).toContain('immutable')
    expect(file.headers.get('content-encoding')).toBe('br')
  })

  it('needs at most 300 KiB of compressed scripts for signing in and the queue', async () => {
    const person = await aPerson('xa.capuy')
    let bytes = 0
    const sizes: Promise<void>[] = []
    person.page.on('requestfinished', (request) => {
      if (!/\.js$/u.test(new URL(request.url()).pathname)) return
      sizes.push(
        request.sizes().then(({ responseBodySize }) => {
          bytes += responseBodySize
        }),
      )
    })
    await person.open('/', 'Việc của tôi')
    await Promise.all(sizes)
    expect(bytes).toBeGreaterThan(50 * 1024)
    expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_MAX)
    await person.leave()
  })
})
