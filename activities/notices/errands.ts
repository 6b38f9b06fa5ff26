// The errands of news: out of the outbox into the ledger, and mails out of the house. Whoever listens is told whose list grew.
import type { Errand } from '../courier.ts'
import { noteBug, pause } from '../courier.ts'
import { claimMails, sendMail } from '../mail/send.ts'
import type { SendDeps } from '../mail/send.ts'
import { putAside } from '../outbox.ts'
import type { Topic } from '../outbox.ts'
import { isOutage } from '../pool.ts'
import type { Pool, Queryable } from '../pool.ts'
import { Slots } from '../slots.ts'
import { NOTICED_CHANNEL } from './channel.ts'
import { fanOutNotices } from './fan-out.ts'
import type { FannedOut } from './fan-out.ts'
import { fanOutLetters } from './letters.ts'

/** Lines in one transaction. */
const PAGE = 200
/** Mails under way at once in one process. */
const MAILS_AT_ONCE = 4
/** While nobody can be talked to at all: from so long to so long between two tries, in milliseconds. */
const FIRST_REST_MS = 5_000
const LONGEST_REST_MS = 60_000
/** How soon to look for further mails while some are under way, in milliseconds. */
const LOOK_MS = 500
/** How long a stopping process waits for mails under way; what is left goes again when its lease ends. */
const STOP_LIMIT_MS = 8_000

/** Ids in one message; PostgreSQL takes less than 8,000 bytes. */
const IDS_AT_ONCE = 100

async function tellListeners(db: Queryable, personIds: readonly string[]): Promise<void> {
  for (let at = 0; at < personIds.length; at += IDS_AT_ONCE) {
    const ids = personIds.slice(at, at + IDS_AT_ONCE)
    await db.query('SELECT pg_notify($1, $2)', [NOTICED_CHANNEL, ids.join(',')])
  }
}

/**
 * Takes lines page by page. A page that fails is taken line by line, and the line that fails then is put aside, so that
 * one that can't be dealt with holds up no other.
 */
export function takingErrand(
  name: string,
  topic: Topic,
  pool: Pool,
  take: (limit: number) => Promise<FannedOut>,
): Errand {
  let singly = 0
  return {
    name,
    run: async () => {
      try {
        const limit = singly > 0 ? 1 : PAGE
        const { lines, personIds } = await take(limit)
        singly = Math.max(0, singly - 1)
        await tellListeners(pool, personIds)
        // What came meanwhile waits a moment, to be taken together: a transaction for each line would cost as much as the acts.
        return lines >= limit
      } catch (error) {
        if (isOutage(error)) throw error
        if (singly > 0) {
          await putAside(pool, topic, error)
          await noteBug(pool, name, error)
        } else singly = PAGE
        return true
      }
    },
  }
}

/** The errand that sends mails. */
export function mailErrand(deps: SendDeps): Errand {
  const slots = new Slots(MAILS_AT_ONCE)
  let rest = 0
  const one = async (mail: Awaited<ReturnType<typeof claimMails>>[number]): Promise<void> => {
    try {
      const outcome = await sendMail(deps, mail)
      const away = outcome.kind === 'later' && outcome.away
      rest = away ? Math.min(LONGEST_REST_MS, Math.max(FIRST_REST_MS, rest * 2)) : 0
    } catch (error) {
      await noteBug(deps.pool, 'mail', error)
    }
  }
  return {
    name: 'mail',
    run: async (stopping) => {
      const mails = slots.free > 0 ? await claimMails(deps.pool, slots.free) : []
      for (const mail of mails) slots.start(() => one(mail))
      if (slots.busy > 0) await slots.oneFree(LOOK_MS, stopping)
      if (stopping.aborted) await slots.drained(STOP_LIMIT_MS)
      else if (rest > 0 && slots.busy === 0) await pause(rest, stopping)
      return mails.length > 0 || slots.busy > 0
    },
  }
}

/** All errands of news. */
export function noticeErrands(deps: SendDeps): Errand[] {
  const { pool } = deps
  return [
    takingErrand('notices', 'notice', pool, (limit) => fanOutNotices(pool, limit)),
    takingErrand('letters', 'mail', pool, (limit) => fanOutLetters(pool, limit)),
    mailErrand(deps),
  ]
}
