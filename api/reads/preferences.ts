// How a person is told: his choices over the defaults, and his quiet hours.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { DEFAULT_QUIET, DELIVERIES, NOTICE_KINDS, deliveryOf, kindRule } from '../../domain/notice-kinds.ts'
import type { Delivery, NoticeKind, QuietHours } from '../../domain/notice-kinds.ts'

export const preferences = z
  .object({
    kinds: z.array(
      z.object({
        kind: z.enum(NOTICE_KINDS),
        /** @vi What stands beside the choice. */
        text: z.string(),
        delivery: z.enum(DELIVERIES),
        byDefault: z.boolean(),
        /** It can't be switched off. */
        must: z.boolean(),
      }),
    ),
    quiet: z.object({ from: z.string(), to: z.string() }).nullable(),
    /** Mail goes here; null: nowhere. */
    address: z.string().nullable(),
    /** Mail to it came back, so that nothing more is sent there. */
    addressBounced: z.boolean(),
  })
  .meta({ id: 'NoticePreferences' })

export async function preferencesOf(db: Queryable, personId: string): Promise<z.input<typeof preferences>> {
  const { rows: chosen } = await db.query<{ kind: string; delivery: Delivery }>(
    'SELECT kind, delivery FROM notice_preference WHERE person_id = $1',
    [personId],
  )
  const { rows } = await db.query<{
    email: string | null
    bounced: boolean
    own: boolean
    quiet_from: string | null
    quiet_to: string | null
  }>(
    `SELECT p.email, b.person_id IS NOT NULL AS bounced, q.person_id IS NOT NULL AS own, q.quiet_from, q.quiet_to
     FROM person p LEFT JOIN address_bounce b ON b.person_id = p.id AND lower(b.address) = lower(p.email)
     LEFT JOIN quiet_hours q ON q.person_id = p.id WHERE p.id = $1`,
    [personId],
  )
  const row = rows[0]
  if (row === undefined) throw new Error(`person ${personId}: asks, but isn't there`)
  const { quiet_from: from, quiet_to: to } = row
  const own = from === null || to === null ? null : { from, to }
  return {
    kinds: NOTICE_KINDS.map((kind) => {
      const choice = chosen.find((one) => one.kind === kind)?.delivery ?? null
      const rule = kindRule(kind)
      return {
        kind,
        text: rule.vi,
        delivery: deliveryOf(kind, choice),
        byDefault: choice === null,
        must: rule.must !== undefined,
      }
    }),
    quiet: row.own ? own : DEFAULT_QUIET,
    address: row.email,
    addressBounced: row.bounced,
  }
}

export interface PreferenceChange {
  readonly kinds?: Readonly<Partial<Record<NoticeKind, Delivery | null>>> | undefined
  readonly quiet?: QuietHours | null | undefined
}

/** Writes what is named; the rest stays. */
export async function writePreferences(
  client: Client,
  personId: string,
  { kinds = {}, quiet }: PreferenceChange,
): Promise<void> {
  for (const kind of NOTICE_KINDS) {
    const delivery = kinds[kind]
    if (delivery === undefined) continue
    if (delivery === null)
      await client.query('DELETE FROM notice_preference WHERE person_id = $1 AND kind = $2', [personId, kind])
    else
      await client.query(
        `INSERT INTO notice_preference (person_id, kind, delivery) VALUES ($1, $2, $3)
         ON CONFLICT (person_id, kind) DO UPDATE SET delivery = excluded.delivery`,
        [personId, kind, delivery],
      )
  }
  if (quiet === undefined) return
  await client.query(
    `INSERT INTO quiet_hours (person_id, quiet_from, quiet_to) VALUES ($1, $2, $3)
     ON CONFLICT (person_id) DO UPDATE SET quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to`,
    [personId, quiet?.from ?? null, quiet?.to ?? null],
  )
}
