// News: one's own list and how one wants to be told; the ledger for administrators; the proof for one dossier of who was
// told what, when and how; and the door through which a mail server says that a mail came back.
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { recordBounce } from '../../activities/mail/bounces.ts'
import { REPORT_MAX_BYTES, readBounce } from '../../activities/mail/dsn.ts'
import { NOTICE_KINDS, areQuietHours, kindRule } from '../../domain/notice-kinds.ts'
import { requireRoot } from '../admin/root.ts'
import { openForReading } from '../reads/detail.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import type { Cursor } from '../reads/cursor.ts'
import {
  MAIL_RESULTS,
  UNREAD_SHOWN,
  countUnread,
  hasResult,
  ledgerItem,
  ledgerItemOf,
  listLedger,
  listNotices,
  noticeCursor,
  noticeItem,
  noticeItemOf,
} from '../reads/notices.ts'
import { preferences, preferencesOf, writePreferences } from '../reads/preferences.ts'
import { deliveriesOfDossier, dossierDelivery } from '../reads/webhooks.ts'
import { Problem } from '../problems.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, flag, id, instant, pageOf, pageQuery } from '../schemas.ts'
import { Values } from '../scope.ts'
import { administered, overseen, personWithin } from '../territory.ts'

const tag = 'notices'
const noticeId = z.string().regex(/^[1-9]\d{0,17}$/u)
const delivery = z.enum(['atOnce', 'digest', 'off'])
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u)

/** A cursor of these lists: the number of the last line. */
function lineCursor(packed: string | undefined): Cursor | null {
  const cursor = unpackCursor(packed, 'text')
  if (cursor !== null && !noticeId.safeParse(cursor[0]).success)
    throw new Problem('invalidRequest', { field: 'cursor' })
  return cursor
}

export const noticeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/me/notices',
    id: 'listMyNotices',
    summary: 'What the reader was told, the newest first, and how much of it he hasn’t read',
    tag,
    access: 'person',
    query: z.strictObject({ ...pageQuery, unread: flag.optional() }),
    reply: pageOf(noticeItem).extend({
      /** Counted up to a thousand. */
      unread: z.int(),
      unreadMore: z.boolean(),
    }),
    handle: async ({ deps, actor, query }) => {
      const { limit = PAGE_SIZE, unread: only = false } = query
      const rows = await listNotices(deps.pool, actor.personId, only, lineCursor(query.cursor), limit)
      const unread = await countUnread(deps.pool, actor.personId)
      const page = pageOfRows(rows, limit, noticeCursor, noticeItemOf)
      return { ...page, unread: Math.min(unread, UNREAD_SHOWN), unreadMore: unread > UNREAD_SHOWN }
    },
  }),
  route({
    method: 'post',
    path: '/me/notices/read',
    id: 'markNoticesRead',
    summary: 'Mark news as read: some, or everything up to one',
    tag,
    access: 'person',
    body: z.union([
      z.strictObject({ ids: z.array(noticeId).min(1).max(200) }),
      z.strictObject({ upTo: noticeId }),
    ]),
    reply: z.object({ unread: z.int(), unreadMore: z.boolean() }),
    handle: async ({ deps, actor, at, body }) => {
      const [condition, value] =
        'ids' in body ? ['id = ANY($3::bigint[])', body.ids] : ['id <= $3::bigint', body.upTo]
      await deps.pool.query(
        `UPDATE notice SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL AND ${condition}`,
        [actor.personId, at, value],
      )
      const unread = await countUnread(deps.pool, actor.personId)
      return { unread: Math.min(unread, UNREAD_SHOWN), unreadMore: unread > UNREAD_SHOWN }
    },
  }),
  route({
    method: 'get',
    path: '/me/notices/preferences',
    id: 'getNoticePreferences',
    summary: 'How the reader is told of each kind of news, what can’t be switched off, and his quiet hours',
    tag,
    access: 'person',
    reply: preferences,
    handle: ({ deps, actor }) => preferencesOf(deps.pool, actor.personId),
  }),
  route({
    method: 'put',
    path: '/me/notices/preferences',
    id: 'changeNoticePreferences',
    summary: 'Choose for some kinds: at once, in the letter of the day, or not by mail; and the quiet hours',
    tag,
    access: 'person',
    body: z.strictObject({
      /** Null: back to the default. */
      kinds: z.partialRecord(z.enum(NOTICE_KINDS), delivery.nullable()).optional(),
      /** Null: none. */
      quiet: z.strictObject({ from: localTime, to: localTime }).nullable().optional(),
    }),
    reply: preferences,
    handle: ({ deps, actor, body }) => {
      for (const kind of NOTICE_KINDS) {
        if (body.kinds?.[kind] === 'off' && kindRule(kind).must !== undefined)
          throw new Problem('mustBeTold', { field: `kinds.${kind}` })
      }
      if (body.quiet !== null && body.quiet !== undefined && !areQuietHours(body.quiet))
        throw new Problem('invalidRequest', { field: 'quiet.to' })
      return inTransaction(deps.pool, async (client) => {
        await writePreferences(client, actor.personId, body)
        return preferencesOf(client, actor.personId)
      })
    },
  }),
  route({
    method: 'get',
    path: '/notices',
    id: 'listNoticeLedger',
    summary: 'The ledger: which person was told what, when, and with what result; of the reader’s people',
    tag,
    access: ['administrator', 'auditor'],
    query: z.strictObject({
      ...pageQuery,
      person: id.optional(),
      dossier: id.optional(),
      kind: z.enum(NOTICE_KINDS).optional(),
      result: z.enum(MAIL_RESULTS).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    reply: pageOf(ledgerItem),
    handle: async ({ deps, actor, query }) => {
      const { limit = PAGE_SIZE, person, dossier, kind, result, from, to } = query
      const values = new Values()
      const territory = overseen(actor)
      const conditions = [
        territory.everything ? 'true' : personWithin(territory, values),
        ...(person === undefined ? [] : [`n.person_id = ${values.add(person)}`]),
        ...(dossier === undefined ? [] : [`n.dossier_id = ${values.add(dossier)}`]),
        ...(kind === undefined ? [] : [`n.kind = ${values.add(kind)}`]),
        ...(result === undefined ? [] : [hasResult([result], values)]),
        ...(from === undefined ? [] : [`n.at >= ${values.add(from)}`]),
        ...(to === undefined ? [] : [`n.at < ${values.add(to)}`]),
      ]
      const rows = await listLedger(deps.pool, conditions, values, lineCursor(query.cursor), limit)
      return pageOfRows(rows, limit, noticeCursor, (row) => ledgerItemOf(row, deps.settings.mailFrom, false))
    },
  }),
  route({
    method: 'post',
    path: '/notices/{id}/resend',
    id: 'resendNotice',
    summary:
      'Send the mail of a line again that was given up or came back: once the address or the mail server is mended',
    tag,
    access: ['administrator'],
    params: z.strictObject({ id: noticeId }),
    reply: ledgerItem,
    handle: async ({ deps, actor, params }) => {
      const values = new Values()
      const line = `n.id = ${values.add(params.id)}::bigint AND ${personWithin(administered(actor), values)}`
      // Counted as tried: what is new doesn't join an old mail. The Message-ID stays.
      // Whoever sends it again says that the address is good now: its mark goes, or the mail would be given up at once.
      const { rowCount } = await deps.pool.query(
        `WITH again AS (UPDATE mail m SET status = 'waiting', attempts = 1, next_at = clock_timestamp(), claimed_until = NULL
         FROM notice n JOIN person p ON p.id = n.person_id
         WHERE m.id = n.mail_id AND m.status IN ('failed', 'bounced') AND ${line} RETURNING m.person_id),
         good AS (DELETE FROM address_bounce b USING again WHERE b.person_id = again.person_id)
         SELECT 1 FROM again`,
        values.list,
      )
      if (rowCount === 0) throw new Problem('notFound')
      const again = new Values()
      const [row] = await listLedger(deps.pool, [`n.id = ${again.add(params.id)}::bigint`], again, null, 1)
      if (row === undefined) throw new Error(`notice ${params.id}: sent again, then not there`)
      return ledgerItemOf(row, deps.settings.mailFrom, false)
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/dispatches',
    id: 'proveDispatch',
    summary:
      'Who was told of this dossier, of what, when, and what the mail server answered; on the first page also which systems were',
    tag,
    access: 'person',
    params: z.strictObject({ id }),
    query: z.strictObject(pageQuery),
    reply: pageOf(ledgerItem).extend({ webhooks: z.array(dossierDelivery) }),
    handle: async ({ deps, actor, at, params, query }) => {
      const { limit = PAGE_SIZE, cursor } = query
      await openForReading({ deps, actor, at }, params.id, 'proveDispatch')
      const values = new Values()
      const conditions = [`n.dossier_id = ${values.add(params.id)}`]
      const rows = await listLedger(deps.pool, conditions, values, lineCursor(cursor), limit)
      const page = pageOfRows(rows, limit, noticeCursor, (row) =>
        ledgerItemOf(row, deps.settings.mailFrom, true),
      )
      return {
        ...page,
        webhooks: cursor === undefined ? await deliveriesOfDossier(deps.pool, params.id) : [],
      }
    },
  }),
  route({
    method: 'post',
    path: '/mail/bounces',
    id: 'reportBounce',
    summary: 'For the mail server: a delivery status notification (RFC 3464) that came back, as it is',
    tag,
    access: ['administrator'],
    rawBody: { contentType: 'message/rfc822', fields: [] },
    reply: z.object({ recorded: z.int() }),
    handle: async ({ deps, actor, req }) => {
      requireRoot(actor)
      if (!req.is('message/rfc822')) throw new Problem('unsupportedType', { field: 'body' })
      if (Number(req.headers['content-length'] ?? Infinity) > REPORT_MAX_BYTES)
        throw new Problem('payloadTooLarge', { field: 'body' })
      const bounce = readBounce(await text(req))
      if (bounce === null) throw new Problem('invalidRequest', { field: 'body' })
      return { recorded: await recordBounce(deps.pool, bounce, deps.settings.mailFrom) }
    },
  }),
]
