// The letter of the day on real PostgreSQL: one a reader over all campaigns, once a day, for whoever holds the role then.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildDigest } from '../../activities/campaign/digest.ts'
import { tickCampaign } from '../../activities/campaign/tick.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { aCampaign, aCommune, aPerson, aRecord, mustAct, theClockStandsAt } from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { WATCHED_PROCEDURE, aDossierAt } from '../support/watched-procedure.ts'

const sweepOn = (date: string): Instant => `${date}T00:30:00.000Z`
const digestOn = (date: string): Instant => `${date}T00:45:00.000Z`

let at: TestRecord
let commune: string
let police: string
let campaigns: string[]
let round = 0

beforeAll(async () => {
  at = await aRecord()
})
afterAll(() => at.drop())
beforeEach(async () => {
  await at.pool.query("UPDATE campaign SET status = 'closed'")
  await at.pool.query('UPDATE announcement SET sent_at = at WHERE sent_at IS NULL')
  await at.pool.query('UPDATE agenda SET last_at = NULL, next_at = NULL')
  await at.pool.query('DELETE FROM outbox')
  round += 1
  commune = await aCommune(at.pool, { code: `1000${round}`, name: `Xã ${round}` })
  police = await aPerson(at.pool, 'communePolice', commune)
  campaigns = []
  for (const name of ['a', 'b']) {
    const procedure = { ...WATCHED_PROCEDURE, id: `digest-${name}-${round}` }
    campaigns.push(await aCampaign(at.pool, { officeId: 'P44', procedure, calendarVersion: 1 }))
  }
})

async function sweep(date: string): Promise<void> {
  await theClockStandsAt(at.pool, sweepOn(date))
  for (const id of campaigns) await tickCampaign({ pool: at.pool, look: async () => undefined }, id)
}

async function digest(date: string): Promise<number | null> {
  await theClockStandsAt(at.pool, digestOn(date))
  return (await buildDigest(at.pool)).letters
}

async function letters() {
  const { rows } = await at.pool.query<{ key: string; payload: Record<string, unknown> }>(
    "SELECT key, payload FROM outbox WHERE topic = 'mail' ORDER BY key",
  )
  return rows
}

const unsent = async (): Promise<number> => {
  const { rows } = await at.pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM announcement WHERE sent_at IS NULL',
  )
  return rows[0]?.n ?? 0
}

const dossier = (campaign: number, name: string): Promise<string> =>
  aDossierAt(at, { campaign: campaigns[campaign] ?? '', commune, name: `${name} ${round}` })

describe('the digest', () => {
  it('builds one letter a reader over two campaigns, under a key that is the mail’s Message-ID', async () => {
    const ids = [await dossier(0, 'một'), await dossier(0, 'hai'), await dossier(1, 'ba')]
    await sweep('2026-06-23')
    expect(await digest('2026-06-23')).toBe(1)
    const [letter, ...others] = await letters()
    expect(others).toEqual([])
    expect(letter).toMatchObject({
      key: `digest/${police}/2026-06-23`,
      payload: {
        letter: 'digest',
        messageId: `digest/${police}/2026-06-23`,
        personId: police,
        day: '2026-06-23',
        total: 3,
        counts: { reminder: 3 },
      },
    })
    const lines = letter?.payload['lines'] as { dossierId: string; campaignId: string }[]
    expect(lines.map(({ dossierId }) => dossierId).sort()).toEqual([...ids].sort())
    expect(new Set(lines.map(({ campaignId }) => campaignId))).toEqual(new Set(campaigns))
    expect(await unsent()).toBe(0)
  })

  it('is built once a day, however often it is asked for, and keeps the ledger of it', async () => {
    await dossier(0, 'một')
    await sweep('2026-06-23')
    expect(await digest('2026-06-23')).toBe(1)
    expect(await digest('2026-06-23')).toBeNull()
    await at.pool.query("UPDATE agenda SET last_at = '2026-06-22T00:45:00Z' WHERE name = 'digest'")
    expect(await digest('2026-06-23')).toBe(0)
    expect(await letters()).toHaveLength(1)
    const { rows } = await at.pool.query(
      "SELECT kind, person_id, payload FROM announcement WHERE kind = 'digest' AND day = '2026-06-23' AND at = $1",
      [digestOn('2026-06-23')],
    )
    expect(rows).toContainEqual({
      kind: 'digest',
      person_id: police,
      payload: { total: 1, counts: { reminder: 1 } },
    })
  })

  it('leaves what comes after it for the next working morning', async () => {
    await dossier(0, 'một')
    await digest('2026-06-23')
    await sweep('2026-06-23')
    expect(await unsent()).toBe(1)
    expect(await digest('2026-06-24')).toBe(1)
    expect(await unsent()).toBe(0)
  })

  it('goes to whoever holds the role that day, and waits for somebody to hold it', async () => {
    const elsewhere = await aCommune(at.pool, {
      code: `2${round.toString().padStart(4, '0')}`,
      name: `Xã mới ${round}`,
    })
    const first = await aPerson(at.pool, 'communePolice', elsewhere, {
      name: `trước ${round}`,
      to: '2026-06-22T17:00:00.000Z',
    })
    await aDossierAt(at, { campaign: campaigns[0] ?? '', commune: elsewhere, name: `trạm ${round}` })
    await sweep('2026-06-23')
    expect(await digest('2026-06-23')).toBe(0)
    expect(await unsent()).toBe(1)
    const next = await aPerson(at.pool, 'communePolice', elsewhere, {
      name: `sau ${round}`,
      from: '2026-06-24T00:00:00.000Z',
    })
    expect(await digest('2026-06-24')).toBe(1)
    const readers = (await letters()).map(({ payload }) => payload['personId'])
    expect(readers).toEqual([next])
    expect(readers).not.toContain(first)
  })

  it('names first what is reported upwards, then what is overdue, and counts what it doesn’t show', async () => {
    const name = `chủ tịch kiêm công an ${round}`
    const chair = await aPerson(at.pool, 'communeChair', commune, { name })
    await aPerson(at.pool, 'communePolice', commune, { name })
    await dossier(0, 'một')
    const gone = await dossier(1, 'hai')
    await sweep('2026-07-01')
    // What was announced stays announced, though one of them has been done meanwhile.
    await mustAct(at, { dossierId: gone, action: 'approve', by: police })
    expect(await digest('2026-07-01')).toBe(2)
    const letter = (await letters()).find(({ payload }) => payload['personId'] === chair)
    expect(letter?.payload).toMatchObject({ total: 4, counts: { escalation: 2, overdue: 2 } })
    const lines = letter?.payload['lines'] as { kind: string }[]
    expect(lines.map(({ kind }) => kind)).toEqual(['escalation', 'escalation', 'overdue', 'overdue'])
  })

  it('is built whole or not at all', async () => {
    await dossier(0, 'một')
    await sweep('2026-06-23')
    // Something else took the letter's key: the whole morning is rolled back, and nothing counts as sent.
    await at.pool.query(
      "INSERT INTO outbox (topic, key, payload, created_at, next_at) VALUES ('mail', $1, '{}', $2, $2)",
      [`digest/${police}/2026-06-23`, digestOn('2026-06-23')],
    )
    await expect(digest('2026-06-23')).rejects.toThrow(/outbox_key/)
    expect(await unsent()).toBe(1)
    await at.pool.query('DELETE FROM outbox')
    expect(await digest('2026-06-23')).toBe(1)
  })

  it('is not built on days off, nor before its time', async () => {
    await dossier(0, 'một')
    await sweep('2026-06-23')
    await theClockStandsAt(at.pool, '2026-06-23T00:44:59.999Z')
    expect(await buildDigest(at.pool)).toEqual({ letters: null, nextWakeAt: digestOn('2026-06-23') })
    expect(await digest('2026-06-27')).toBeNull()
    expect(await digest('2026-06-29')).toBe(1)
  })
})
