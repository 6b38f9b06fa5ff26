// Decides how each piece of news reaches its reader by mail, and which mail it goes with: whatever comes while a mail is
// still waiting joins it, so that a busy minute, or a night, makes one mail and not three hundred.
import { DEFAULT_QUIET, deliveryOf, heldUntil } from '../../domain/notice-kinds.ts'
import type { Delivery, NoticeKind, QuietHours } from '../../domain/notice-kinds.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Client } from '../pool.ts'
import type { MailboxRow } from './readers.ts'

/** What becomes of a piece of news by mail. */
export type MailFate = 'mail' | 'digest' | 'off' | 'noAddress' | 'badAddress'

/** The fate by what the reader chose and where mail reaches him. */
export function mailFate(
  kind: NoticeKind,
  chosen: Delivery | null,
  box: Pick<MailboxRow, 'email' | 'bounced'>,
): MailFate {
  const delivery = deliveryOf(kind, chosen)
  if (delivery === 'off') return 'off'
  if (box.email === null) return 'noAddress'
  if (box.bounced) return 'badAddress'
  return delivery === 'digest' ? 'digest' : 'mail'
}

/** The hours in which a person is left alone; null for none. */
export function quietOf(box: MailboxRow): QuietHours | null {
  if (!box.has_hours) return DEFAULT_QUIET
  return box.quiet_from === null || box.quiet_to === null ? null : { from: box.quiet_from, to: box.quiet_to }
}

/** A mail to be written down. */
export interface NewMail {
  readonly key: string
  readonly letter: 'notices' | 'digest'
  readonly personId: string
  readonly at: Instant
  readonly notBefore: Instant
}

/** Collects the mails of one transaction: at most one of news for a person. */
export class Post {
  readonly #boxes: ReadonlyMap<string, MailboxRow>
  readonly #news = new Map<string, NewMail>()
  readonly #letters = new Map<string, NewMail>()
  #ids = new Map<string, string>()

  constructor(boxes: ReadonlyMap<string, MailboxRow>) {
    this.#boxes = boxes
  }

  box(personId: string): MailboxRow {
    const box = this.#boxes.get(personId)
    if (box === undefined) throw new Error(`person ${personId}: told of news, but not read`)
    return box
  }

  /** The mail of news of a person gets this too; `source` makes its key if it is a new one. */
  news(personId: string, source: string, at: Instant): void {
    if (this.box(personId).open_mail !== null || this.#news.has(personId)) return
    const notBefore = heldUntil(at, quietOf(this.box(personId)))
    const key = `notices/${source}/${personId}`
    this.#news.set(personId, { key, letter: 'notices', personId, at, notBefore })
  }

  /** The letter of a day. */
  letter(personId: string, key: string, at: Instant): void {
    const notBefore = heldUntil(at, quietOf(this.box(personId)))
    this.#letters.set(key, { key, letter: 'digest', personId, at, notBefore })
  }

  /** Writes the new mails. */
  async write(client: Client): Promise<void> {
    const mails = [...this.#news.values(), ...this.#letters.values()]
    if (mails.length === 0) return
    const { rows } = await client.query<{ key: string; id: string }>({
      name: 'mail_insert',
      text: `WITH new AS (
          INSERT INTO mail (key, letter, person_id, created_at, not_before)
          SELECT key, letter, "personId", at, "notBefore"
          FROM jsonb_to_recordset($1::jsonb) AS m (key text, letter text, "personId" text, at timestamptz, "notBefore" timestamptz)
          ON CONFLICT (key) DO NOTHING RETURNING key, id)
        SELECT key, id::text FROM new
        UNION ALL SELECT key, id::text FROM mail WHERE key = ANY($2)`,
      values: [JSON.stringify(mails), mails.map(({ key }) => key)],
    })
    this.#ids = new Map(rows.map(({ key, id }) => [key, id]))
  }

  /** The mail that a person's news goes with; after `write`. */
  newsMail(personId: string): string {
    const open = this.box(personId).open_mail
    const id = open ?? this.#ids.get(this.#news.get(personId)?.key ?? '')
    if (id === undefined) throw new Error(`person ${personId}: news without a mail`)
    return id
  }

  letterMail(key: string): string {
    const id = this.#ids.get(key)
    if (id === undefined) throw new Error(`letter ${key}: not written`)
    return id
  }
}
