// Identity providers for tests: a real one (oidc-provider) with accounts of its own and its sign-in form filled in as a
// person would; and one that misbehaves as it is told, with every answer under the test's control.
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'
import type { ProviderSettings } from '../../config-sign-in.ts'
import { leadsTo } from './browser.ts'
import type { Browser } from './browser.ts'

export const CLIENT_ID = 'trinh'
const CLIENT_SECRET = 'a-secret-of-the-test-only'

/** What an account of the provider says about its owner. */
export interface ProviderAccount {
  readonly email?: string
  readonly email_verified?: boolean
}

export interface RunningProvider {
  readonly settings: ProviderSettings
  close(): Promise<void>
}

const SETTINGS = {
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  scopes: 'openid email',
  subjectClaim: 'sub',
  firstLink: 'verifiedEmail',
  emailClaim: 'email',
  emailVerifiedClaim: 'email_verified',
  signingAlgorithm: undefined,
} as const satisfies Partial<ProviderSettings>

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

/** A real provider: its accounts are its logins. */
export async function startProvider(
  id: string,
  publicUrl: string,
  accounts: Readonly<Record<string, ProviderAccount>>,
  changes: Partial<ProviderSettings> = {},
): Promise<RunningProvider> {
  let handle: (req: IncomingMessage, res: ServerResponse) => void = (_req, res) => res.writeHead(503).end()
  const server = createServer((req, res) => handle(req, res))
  const issuer = await listen(server)
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [`${publicUrl}/api/v1/sign-in/${id}/callback`],
        post_logout_redirect_uris: [`${publicUrl}/`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a key of the test'] },
    pkce: { required: () => true },
    findAccount: (_ctx, sub) =>
      accounts[sub] === undefined
        ? undefined
        : { accountId: sub, claims: async () => ({ sub, ...accounts[sub] }) },
  })
  const callback = provider.callback()
  handle = (req, res) => void callback(req, res)
  return {
    settings: { ...SETTINGS, id, label: 'Danh tính thử', issuer, ...changes },
    close: () => close(server),
  }
}

/** Goes through the provider's pages as a person does; gives the address that it sends the browser back to. */
export async function signInThere(
  browser: Browser,
  start: string,
  login: string,
  publicUrl: string,
): Promise<string> {
  let at = start
  for (let step = 0; step < 12; step += 1) {
    if (at.startsWith(`${publicUrl}/`)) return at
    const reply = await browser.get(at)
    if (reply.status >= 300 && reply.status < 400) {
      at = leadsTo(reply, at)
      continue
    }
    const page = await reply.text()
    const action = /action="([^"]+)"/u.exec(page)?.[1]
    const prompt = /name="prompt" value="(\w+)"/u.exec(page)?.[1]
    if (action === undefined || prompt === undefined)
      throw new Error(`${at}: ${reply.status} ${page.slice(0, 400)}`)
    const target = new URL(action, at).href
    at = leadsTo(await browser.post(target, { prompt, login, password: 'bất kỳ' }), target)
  }
  throw new Error(`${start}: the provider never sends the browser back`)
}

/** What one that misbehaves does differently from a good one. */
export interface Lies {
  /** What its description says that it is. */
  issuer?: string
  /** Claims put over those of a good token; undefined takes one away. */
  claims?: Record<string, unknown>
  /** Signs with a key that it doesn't publish. */
  otherKey?: boolean
  unsigned?: boolean
  /** Never answers for a token, or answers with more than anybody wants. */
  token?: 'silent' | 'endless' | 'error' | 'html'
  /** Doesn't answer for its description. */
  discovery?: 'silent' | 'html' | 'error'
}

export interface LyingProvider extends RunningProvider {
  readonly issuer: string
  /** How it lies from now on. */
  lie(lies: Lies): void
  /** Takes the request for a sign-in and gives the address that it would send the browser to. */
  back(begun: string, changes?: Record<string, string>): string
  /** Requests that it got for tokens. */
  tokensAsked(): number
}

/** A provider that lies as it is told. */
export async function startLyingProvider(
  id: string,
  changes: Partial<ProviderSettings> = {},
): Promise<LyingProvider> {
  const [good, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const jwk = { ...(await exportJWK(good.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }
  let lies: Lies = {}
  let nonce = ''
  let asked = 0
  const idToken = async (issuer: string): Promise<string> => {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      ...{ iss: issuer, aud: CLIENT_ID, sub: 'kẻ nói dối', iat: now, exp: now + 300, nonce },
      ...{ email: 'canbo@trinh.test', email_verified: true },
      ...lies.claims,
    }
    if (lies.unsigned === true) {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
      return `${part({ alg: 'none' })}.${part(claims)}.`
    }
    const key = lies.otherKey === true ? other.privateKey : good.privateKey
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(key)
  }
  const json = (res: ServerResponse, body: object): void => {
    res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  }
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const path = req.url ?? ''
    const how = path.startsWith('/token')
      ? lies.token
      : path.startsWith('/.well-known')
        ? lies.discovery
        : undefined
    if (path.startsWith('/token')) asked += 1
    if (how === 'silent') return
    if (how === 'html') return void res.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>xin chào</p>')
    if (how === 'error') return void res.writeHead(500).end()
    if (how === 'endless') return endless(res)
    if (path.startsWith('/jwks')) return json(res, { keys: [jwk] })
    if (path.startsWith('/token'))
      return json(res, { access_token: 'x', token_type: 'Bearer', id_token: await idToken(issuer) })
    json(res, {
      issuer: lies.issuer ?? issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
    })
  }
  const server = createServer((req, res) => void answer(req, res))
  const issuer = await listen(server)
  return {
    issuer,
    settings: { ...SETTINGS, id, label: 'Kẻ nói dối', issuer, ...changes },
    lie: (next) => {
      lies = next
    },
    back: (begun, changes = {}) => {
      const sent = new URL(begun).searchParams
      nonce = sent.get('nonce') ?? ''
      const back = new URL(sent.get('redirect_uri') ?? '')
      const query = { code: 'mã', state: sent.get('state') ?? '', ...changes }
      for (const [name, value] of Object.entries(query)) back.searchParams.set(name, value)
      return back.href
    },
    tokensAsked: () => asked,
    close: () => close(server),
  }
}

/** Writes for as long as somebody reads. */
function endless(res: ServerResponse): void {
  res.writeHead(200, { 'Content-Type': 'application/json' })
  const more = (): void => {
    while (!res.destroyed && res.write('x'.repeat(64 * 1024)));
    if (!res.destroyed) res.once('drain', more)
  }
  more()
}
