// Daily anchors of the chains, for anybody to compare with what was published elsewhere. Public: they hold identifiers and
// hashes, nothing that names a person, an office or a matter.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { anchorLines } from '../../activities/record/anchor-file.ts'
import { readAnchors } from '../../activities/record/anchors.ts'
import { Problem } from '../problems.ts'
import { WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { civilDate, instant, queryNumber, sha256 } from '../schemas.ts'

const tag = 'anchors'
const byDay = z.strictObject({ day: civilDate })

/** What is signed is the anchor without its signature, in canonical JSON (RFC 8785). */
const anchor = z
  .object({
    day: civilDate,
    root: sha256,
    prevRoot: sha256,
    heads: z.int(),
    at: instant,
    keyId: z.string(),
    /** Ed25519, base64. */
    signature: z.string(),
  })
  .meta({ id: 'Anchor' })

/** The instance's public key (SPKI, PEM) of today; an older anchor may be signed by an older one, as `keyId` says. */
const publicKey = z.string()

export const anchorRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/anchors',
    id: 'listAnchors',
    summary: 'Signed roots over all chains, the latest day first',
    tag,
    access: 'public',
    query: z.strictObject({ limit: queryNumber(1, 1000).optional() }),
    reply: z.object({ publicKey, items: z.array(anchor) }),
    handle: async ({ deps, query }) => ({
      publicKey: deps.keys.publicPem,
      items: await readAnchors(deps.pool, { last: query.limit ?? 50 }),
    }),
  }),
  route({
    method: 'get',
    path: '/anchors/{day}',
    id: 'getAnchor',
    summary: 'The signed root of one day',
    tag,
    access: 'public',
    params: byDay,
    reply: z.object({ publicKey, anchor }),
    handle: async ({ deps, params }) => {
      const [found] = await readAnchors(deps.pool, { day: params.day })
      if (found === undefined) throw new Problem('notFound')
      return { publicKey: deps.keys.publicPem, anchor: found }
    },
  }),
  route({
    method: 'get',
    path: '/anchors/{day}/file',
    id: 'getAnchorFile',
    summary: 'One day as a file for the verifier: the signed root and the heads that moved, in lines of JSON',
    tag,
    access: ['auditor', 'administrator'],
    params: byDay,
    replyType: 'application/x-ndjson',
    handle: async ({ deps, res, params }) => {
      const [found] = await readAnchors(deps.pool, { day: params.day })
      if (found === undefined) throw new Problem('notFound')
      res.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8')
      res.setHeader('Content-Disposition', `attachment; filename="${params.day}.jsonl"`)
      res.setHeader('Cache-Control', 'no-store')
      await pipeline(Readable.from(anchorLines(deps.pool, params.day, deps.keys.publicPem)), res)
      return WRITTEN
    },
  }),
]
