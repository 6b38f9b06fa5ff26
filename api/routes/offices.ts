// Offices: found by present and former names, and units that a commune adds, renames and ends.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { newId } from '../../activities/record/ids.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import { keyHeaders, once } from '../admin/once.ts'
import {
  UNIT_KEEPERS,
  endOffice,
  keepsUnits,
  markOffice,
  officeToChange,
  renameOffice,
  setPolice,
} from '../admin/offices.ts'
import { UNIT_KINDS, addUnit } from '../admin/units.ts'
import {
  officeCursor,
  officeItem,
  officeItemOf,
  officeMark,
  officeQuery,
  readOffice,
  searchOffices,
} from '../admin/office-search.ts'
import type { OfficeItem } from '../admin/office-search.ts'
import { officeMember, readMembers } from '../admin/members.ts'
import { mergeOffice } from '../admin/mergers.ts'
import { byId, day, version } from '../admin/schemas.ts'
import type { Queryable } from '../../activities/pool.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, id, line, pageOf, pageQuery } from '../schemas.ts'
import type { Values } from '../scope.ts'
import { administered, officeWhere, within } from '../territory.ts'

const name = line(300)

async function seenOffice(db: Queryable, actor: Actor, officeId: string): Promise<OfficeItem> {
  const office = await readOffice(db, actor, officeId)
  if (office === null) throw new Problem('notFound')
  return office
}

export const officeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/offices',
    id: 'listOffices',
    summary: 'Offices by words of a present or former name, with or without diacritics, by kind and place',
    tag: 'offices',
    access: 'person',
    query: z.strictObject({ ...officeQuery, ...pageQuery }),
    reply: pageOf(officeItem),
    handle: async ({ deps, actor, at, query }) => {
      const { limit = PAGE_SIZE, cursor, ...filters } = query
      const today = civilDateOf(at)
      const search = { filters, actor, today, cursor: unpackCursor(cursor, 'text'), limit }
      return pageOfRows(await searchOffices(deps.pool, search), limit, officeCursor, officeItemOf)
    },
  }),
  route({
    method: 'get',
    path: '/offices/{id}',
    id: 'getOffice',
    summary: 'One office with its place in the tree and its former names',
    tag: 'offices',
    access: 'person',
    params: byId,
    reply: officeItem,
    handle: ({ deps, actor, params }) => seenOffice(deps.pool, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/offices/{id}/members',
    id: 'listOfficeMembers',
    summary: 'Who holds which role in the office now, for whoever works in it, above it or with its dossiers',
    tag: 'offices',
    access: 'person',
    params: byId,
    reply: z.object({ items: z.array(officeMember) }),
    handle: async ({ deps, actor, at, params }) => ({
      items: await readMembers(deps.pool, actor, params.id, at),
    }),
  }),
  route({
    method: 'post',
    path: '/offices',
    id: 'addOffice',
    summary: 'Add a unit to a commune, or to a province itself',
    tag: 'offices',
    access: UNIT_KEEPERS,
    headers: keyHeaders,
    body: z.strictObject({ kind: z.enum(UNIT_KINDS), parentId: id, name, shortName: line(200).optional() }),
    status: 201,
    reply: officeItem,
    handle: (call) =>
      once(call, 'addOffice', async (client) => {
        const { actor, at, body } = call
        const { parentId, ...unit } = body
        const mine = await officeWhere(
          client,
          parentId,
          civilDateOf(at),
          (values) => keepsUnits(actor, values),
          'FOR NO KEY UPDATE OF o',
        )
        if (mine === null) throw new Problem('notFound', { field: 'parentId' })
        const officeId = newId()
        await addUnit(client, { ...unit, id: officeId }, mine, { by: actor.personId, at })
        return seenOffice(client, actor, officeId)
      }),
  }),
  route({
    method: 'put',
    path: '/offices/{id}',
    id: 'renameOffice',
    summary: 'Rename a unit; an administrator of the whole instance also a commune or province',
    tag: 'offices',
    access: UNIT_KEEPERS,
    params: byId,
    body: z.strictObject({ name, shortName: line(200).optional(), version }),
    reply: officeItem,
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const office = await officeToChange(client, params.id, at, (values) => keepsUnits(actor, values))
        refuseRegistry(office.kind, administered(actor).everything)
        await renameOffice(client, office, body, { by: actor.personId, at })
        return seenOffice(client, actor, office.id)
      }),
  }),
  route({
    method: 'post',
    path: '/offices/{id}/end',
    id: 'endOffice',
    summary: 'End a unit now or after a day; refused while a dossier of it is open',
    tag: 'offices',
    access: UNIT_KEEPERS,
    params: byId,
    body: z.strictObject({ lastDay: day.optional() }),
    reply: officeItem,
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const office = await officeToChange(client, params.id, at, (values) => keepsUnits(actor, values))
        refuseRegistry(office.kind, false)
        if (office.valid) await endOffice(client, office, body.lastDay, { by: actor.personId, at })
        return seenOffice(client, actor, office.id)
      }),
  }),
  route({
    method: 'put',
    path: '/offices/{id}/merger',
    id: 'mergeOffice',
    summary:
      'Say that an office became part of another of its kind: its name, its units and its closed dossiers lead there; refused while a dossier of it is open',
    tag: 'offices',
    access: UNIT_KEEPERS,
    params: byId,
    body: z.strictObject({ into: id, on: day, version }),
    reply: officeItem,
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const keeps = (values: Values): string => keepsUnits(actor, values)
        // In one order, so that two mergers never wait for each other.
        for (const one of [params.id, body.into].sort())
          await client.query('SELECT 1 FROM office WHERE id = $1 FOR NO KEY UPDATE', [one])
        const office = await officeToChange(client, params.id, at, keeps)
        refuseRegistry(office.kind, administered(actor).everything)
        const into = await officeWhere(client, body.into, civilDateOf(at), keeps)
        if (into === null) throw new Problem('notFound', { field: 'into' })
        await mergeOffice(client, office, { ...body, into }, { by: actor.personId, at })
        return seenOffice(client, actor, office.id)
      }),
  }),
  route({
    method: 'put',
    path: '/offices/{id}/police',
    id: 'setOfficePolice',
    summary: 'Say whether a commune has police of its own; where not, the province stands in for it',
    tag: 'offices',
    access: ['administrator'],
    params: byId,
    body: z.strictObject({ hasPolice: z.boolean(), version }),
    reply: officeItem,
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const mine = await officeToChange(client, params.id, at, (values) =>
          within(administered(actor), values),
        )
        await setPolice(client, mine, body, { by: actor.personId, at })
        return seenOffice(client, actor, mine.id)
      }),
  }),
  route({
    method: 'put',
    path: '/offices/{id}/marks',
    id: 'markOffice',
    summary:
      'Say all that a unit is besides its kind, where procedures leave such units out or count without them',
    tag: 'offices',
    access: ['administrator'],
    params: byId,
    body: z.strictObject({ marks: z.array(officeMark).max(10), version }),
    reply: officeItem,
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const mine = await officeToChange(client, params.id, at, (values) =>
          within(administered(actor), values),
        )
        await markOffice(client, mine, body, { by: actor.personId, at })
        return seenOffice(client, actor, mine.id)
      }),
  }),
]

/** The registry is changed by law: by nobody here but, in its names, whoever administers everything. */
function refuseRegistry(kind: OfficeItem['kind'], allowed: boolean): void {
  if (!allowed && ['ministry', 'province', 'commune'].includes(kind)) throw new Problem('forbidden')
}
