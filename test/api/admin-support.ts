// What the tests of administration begin with: an API without a worker, the root office with an administrator, a commune
// of a province, and another one elsewhere.
import type { Test } from 'supertest'
import { inTransaction } from '../../activities/pool.ts'
import { ROOT_OFFICE_ID, newId } from '../../activities/record/ids.ts'
import { ensureRootOffice } from '../../api/auth/administrator.ts'
import { LONG_AGO, aCommune } from '../support/builders.ts'
import { aVisitor, startApi } from './support.ts'
import type { ApiOptions, ApiUnderTest, Visitor } from './support.ts'

export interface AdminScene extends ApiUnderTest {
  /** Administers everything. */
  readonly root: Visitor
  readonly province: string
  readonly commune: string
  readonly elsewhere: string
  /** The lines of a chain, oldest first. */
  chain(chainId: string): Promise<{ type: string; actor: string; data: Record<string, unknown> }[]>
}

export async function anAdminScene(options: ApiOptions = {}): Promise<AdminScene> {
  const api = await startApi(options)
  const { pool } = api.at
  await inTransaction(pool, (client) => ensureRootOffice(client, LONG_AGO))
  const commune = await aCommune(pool)
  const elsewhere = await aCommune(pool, { code: '26734', name: 'Phường Sài Gòn', provinceCode: '79' })
  return {
    ...api,
    root: await aVisitor(api, 'administrator', ROOT_OFFICE_ID),
    province: 'P44',
    commune,
    elsewhere,
    chain: async (chainId) => {
      const { rows } = await pool.query<{ type: string; actor: string; data: Record<string, unknown> }>(
        'SELECT type, actor, data FROM chain_event WHERE chain_id = $1 ORDER BY seq',
        [chainId],
      )
      return rows
    },
  }
}

/** A creating request under a fresh key, or under the one given. */
export function create(visitor: Visitor, path: string, body?: object, key = newId()): Test {
  return visitor.post(path, body).set('Idempotency-Key', key)
}

/** What the tests read of replies. */
export interface Seen {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly login: string
  readonly firstPassword: string
  readonly version: number
  readonly validTo: string | null
  readonly nextCursor: string | null
  readonly code: string
  readonly items: readonly Seen[]
  readonly posts: readonly { readonly role: string }[]
  readonly role: string
  readonly roles: readonly { readonly holdingId: string }[]
}

/** The body of a reply, once its status is what the test expects. */
export async function seen<T = Seen>(test: Test): Promise<T> {
  const { body } = await test
  return body as T
}
