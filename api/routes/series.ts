// What an administrator says of an office's registers: the number with which a series goes on from paper, and the short
// forms that stand in its symbols.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { civilDateOf, yearOf } from '../../domain/time/civil.ts'
import { registerId, registerItem } from '../registers/lines.ts'
import { administeredOffice, registersOf } from '../registers/office.ts'
import { newShortForm, newStart, setShortForm, startSeries } from '../registers/writing.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { id } from '../schemas.ts'

const tag = 'registers'
const byRegister = z.strictObject({ id, register: z.union([registerId, z.literal('*')]) })

export const seriesRoutes: readonly Route[] = [
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
