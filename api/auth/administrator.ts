// The first administrator of a new instance: without one nobody could add people, roles or campaigns.
import { inTransaction } from '../../activities/pool.ts'
import type { Client, Pool } from '../../activities/pool.ts'
import { CLOCK_SQL } from '../../activities/record/base.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { ROOT_OFFICE_ID, newId, officeChain } from '../../activities/record/ids.ts'
import { fold } from '../../domain/text.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import { hashPassword } from './passwords.ts'
import { newPassword } from './secrets.ts'

export const FIRST_LOGIN = 'quantri'

// Any number will do, as long as every process takes the same: two that start at once make one administrator.
const LOCK_KEY = 7_220_133

/** Makes the first administrator where there is none; gives his password, shown once, or null when there is one. */
export async function ensureAdministrator(pool: Pool): Promise<string | null> {
  const password = newPassword()
  const passwordHash = await hashPassword(password)
  return inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY])
    const { rows } = await client.query<{ now: Date; some: boolean }>(
      `SELECT ${CLOCK_SQL} AS now, EXISTS (SELECT 1 FROM role_holding WHERE role = 'administrator') AS some`,
    )
    const [found] = rows
    if (found === undefined) throw new Error('ensureAdministrator: expected one row')
    if (found.some) return null
    await addAdministrator(client, passwordHash, found.now.toISOString())
    return password
  })
}

async function addAdministrator(client: Client, passwordHash: string, now: Instant): Promise<void> {
  await ensureRootOffice(client, now)
  const personId = newId()
  const holdingId = newId()
  const name = 'Quản trị hệ thống'
  await client.query('INSERT INTO person (id, name, search_key, created_at) VALUES ($1, $2, $3, $4)', [
    personId,
    name,
    fold(name),
    now,
  ])
  await client.query('INSERT INTO account (person_id, login, password_hash) VALUES ($1, $2, $3)', [
    personId,
    FIRST_LOGIN,
    passwordHash,
  ])
  await client.query(
    `INSERT INTO role_holding (id, person_id, office_id, role, valid_from, granted_by, created_at)
     VALUES ($1, $2, $3, 'administrator', $4, 'system', $4)`,
    [holdingId, personId, ROOT_OFFICE_ID, now],
  )
  const data = { holdingId, personId, officeId: ROOT_OFFICE_ID, role: 'administrator', from: now, to: null }
  await appendChainEvent(client, officeChain(ROOT_OFFICE_ID), 'roleGranted', data, 'system', now)
}

/** The root of the tree of offices; idempotent. */
export async function ensureRootOffice(client: Client, now: Instant): Promise<void> {
  await client.query(
    `INSERT INTO office (id, kind, code, name, short_name, search_key, valid_from, created_at)
     VALUES ($1, 'ministry', NULL, 'Bộ Công an', 'Bộ Công an', $2, $3, $4) ON CONFLICT DO NOTHING`,
    [ROOT_OFFICE_ID, fold('Bộ Công an'), civilDateOf(now), now],
  )
}
