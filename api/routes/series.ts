// What an administrator says of an office's papers: the number with which a series goes on from paper, the short forms that
// stand in its symbols, and where a visible signature stands.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { FRAME_PURPOSES } from '../../domain/signature-frame.ts'
import { civilDateOf, yearOf } from '../../domain/time/civil.ts'
import { registerId, registerItem } from '../registers/lines.ts'
import { administeredOffice, registersOf } from '../registers/office.ts'
import { newShortForm, newStart, setShortForm, shortFormsOf, startSeries } from '../registers/writing.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, officeKind } from '../schemas.ts'
import { frameItem, framesOf, newFrame, setFrame } from '../signatures/frames.ts'

const tag = 'registers'
const byRegister = z.strictObject({ id, register: z.union([registerId, z.literal('*')]) })

const papersOf = z
  .object({
    office: z.object({
      id,
      name: z.string(),
      shortName: z.string(),
      kind: officeKind,
      communeKind: z.string().nullable(),
    }),
    registers: z.array(registerItem),
    /** Short forms that were set; of all registers that the office itself issues under '*'. */
    shortForms: z.array(
      z.object({
        register: z.string(),
        kindCode: z.string().nullable(),
        issuerCode: z.string().nullable(),
        version: z.int(),
      }),
    ),
    frames: z.array(frameItem),
  })
  .meta({ id: 'OfficePapers' })

export const seriesRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/offices/{id}/paper-settings',
    id: 'readPaperSettings',
    summary: "An office's short forms in symbols and its frames of visible signatures, set or not",
    tag,
    access: ['administrator'],
    params: z.strictObject({ id }),
    reply: papersOf,
    handle: async ({ deps, actor, at, params }) => {
      const office = await administeredOffice(deps.pool, actor, params.id)
      const [registers, shortForms, frames] = await Promise.all([
        registersOf(deps.pool, office, yearOf(civilDateOf(at))),
        shortFormsOf(deps.pool, office.id),
        framesOf(deps.pool, office.id),
      ])
      return { office, registers, shortForms, frames }
    },
  }),
  route({
    method: 'put',
    path: '/offices/{id}/signature-frames/{purpose}',
    id: 'setSignatureFrame',
    summary:
      'Say where a visible signature stands in the PDFs that the office has prepared for signing, or that none does',
    tag,
    access: ['administrator'],
    params: z.strictObject({ id, purpose: z.enum(FRAME_PURPOSES) }),
    body: newFrame,
    reply: z.object({ items: z.array(frameItem) }),
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const office = await administeredOffice(client, actor, params.id)
        await setFrame(client, office.id, params.purpose, body, { by: actor.personId, at })
        return { items: await framesOf(client, office.id) }
      }),
  }),
  route({
    method: 'put',
    path: '/offices/{id}/registers/{register}/start',
    id: 'startSeries',
    summary: 'Say the first number of a series that goes on from paper: once, above all that was given',
    tag,
    access: ['administrator'],
    params: z.strictObject({ id, register: registerId }),
    body: newStart,
    reply: z.object({ items: z.array(registerItem) }),
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const office = await administeredOffice(client, actor, params.id)
        await startSeries(client, office.id, params.register, body, { by: actor.personId, at })
        return { items: await registersOf(client, office, body.year) }
      }),
  }),
  route({
    method: 'put',
    path: '/offices/{id}/registers/{register}/short-form',
    id: 'setShortForm',
    summary: "Set an office's short forms in symbols, for one register or for all (*)",
    tag,
    access: ['administrator'],
    params: byRegister,
    body: newShortForm,
    reply: z.object({ items: z.array(registerItem) }),
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const office = await administeredOffice(client, actor, params.id)
        await setShortForm(client, office, params.register, body, { by: actor.personId, at })
        return { items: await registersOf(client, office, yearOf(civilDateOf(at))) }
      }),
  }),
]
