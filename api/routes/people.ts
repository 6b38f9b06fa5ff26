// People and their accounts: created with a random first password that is shown once, listed in scope, disabled.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import type { Client } from '../../activities/pool.ts'
import { newId } from '../../activities/record/ids.ts'
import { colleague, colleagueCursor, colleagueOf, listColleagues } from '../admin/colleagues.ts'
import { keyHeaders, once } from '../admin/once.ts'
import {
  addPerson,
  changePerson,
  disableAccount,
  enableAccount,
  makePassword,
  personToChange,
  resetPassword,
} from '../admin/people.ts'
import {
  listPeople,
  peopleQuery,
  personCursor,
  personItem,
  personItemOf,
  readPerson,
} from '../admin/people-list.ts'
import type { PersonItem } from '../admin/people-list.ts'
import { refuseLastAdministrator } from '../admin/roles.ts'
import { byId, email, login, phone, searchText, version } from '../admin/schemas.ts'
import { realNow } from '../auth/authenticate.ts'
import type { Doing } from '../admin/doing.ts'
import { Problem } from '../problems.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { PAGE_SIZE, line, pageOf, pageQuery } from '../schemas.ts'
import { administered, overseen } from '../territory.ts'
import { grantGiven, roleGiven } from '../admin/grants.ts'

const tag = 'people'

/** The password is shown by the first answer only: a repeat of the same request, and everything later, shows null. */
const withPassword = personItem
  .extend({ firstPassword: z.string().nullable() })
  .meta({ id: 'PersonWithPassword' })

type PersonCall = Call<readonly ['administrator'], { id: string }, unknown, unknown>

/** Changes an account of the actor's territory and gives its person as he is then. */
function changed(
  { deps, actor, at, params }: PersonCall,
  change: (client: Client, doing: Doing) => Promise<void>,
): Promise<PersonItem> {
  return inTransaction(deps.pool, async (client) => {
    await personToChange(client, actor, params.id, at)
    await change(client, { by: actor.personId, at })
    const person = await readPerson(client, administered(actor), params.id, at)
    if (person === null) throw new Error(`person ${params.id}: changed, then not there`)
    return person
  })
}

export const peopleRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/colleagues',
    id: 'listColleagues',
    summary: 'Account holders by words of their name, in the offices that one works in, under or above them',
    tag,
    access: 'person',
    query: z.strictObject({ text: searchText, ...pageQuery }),
    reply: pageOf(colleague),
    handle: async ({ deps, actor, at, query }) => {
      const { limit = PAGE_SIZE, cursor, text } = query
      const search = { actor, text, at, cursor: unpackCursor(cursor, 'text'), limit }
      return pageOfRows(await listColleagues(deps.pool, search), limit, colleagueCursor, colleagueOf)
    },
  }),
  route({
    method: 'get',
    path: '/people',
    id: 'listPeople',
    summary: 'People of the reader’s offices with their roles: administrators, and auditors everybody',
    tag,
    access: ['administrator', 'auditor'],
    query: z.strictObject({ ...peopleQuery, ...pageQuery }),
    reply: pageOf(personItem),
    handle: async ({ deps, actor, at, query }) => {
      const { limit = PAGE_SIZE, cursor, ...filters } = query
      const request = { territory: overseen(actor), filters, at, cursor: unpackCursor(cursor, 'text'), limit }
      return pageOfRows(await listPeople(deps.pool, request), limit, personCursor, personItemOf)
    },
  }),
  route({
    method: 'get',
    path: '/people/{id}',
    id: 'getPerson',
    summary: 'One person with account and roles',
    tag,
    access: ['administrator', 'auditor'],
    params: byId,
    reply: personItem,
    handle: async ({ deps, actor, at, params }) => {
      const person = await readPerson(deps.pool, overseen(actor), params.id, at)
      if (person === null) throw new Problem('notFound')
      return person
    },
  }),
  route({
    method: 'post',
    path: '/people',
    id: 'addPerson',
    summary: 'Add a person with an account and first roles; his first password is shown by this answer only',
    tag,
    access: ['administrator'],
    headers: keyHeaders,
    body: z.strictObject({
      name: line(120),
      login,
      email: email.optional(),
      phone: phone.optional(),
      /** Whoever doesn't administer everything has to give one: a person belongs to his offices by it. */
      roles: z.array(roleGiven).max(10).optional(),
    }),
    status: 201,
    reply: withPassword,
    handle: async (call) => {
      const { actor, at, body } = call
      const { roles = [], ...given } = body
      if (roles.length === 0 && !administered(actor).everything)
        throw new Problem('forbidden', { field: 'roles' })
      const { password, hash } = await makePassword()
      return once(
        call,
        'addPerson',
        async (client) => {
          const personId = newId()
          const doing = { by: actor.personId, at }
          await addPerson(client, { ...given, id: personId, passwordHash: hash, mustChange: true }, doing)
          for (const [index, role] of roles.entries()) {
            await grantGiven(client, actor, { ...role, personId }, at, `roles.${index}.`)
          }
          const person = await readPerson(client, administered(actor), personId, at)
          if (person === null) throw new Error(`person ${personId}: added, then not there`)
          return { ...person, firstPassword: password }
        },
        (reply) => ({ ...reply, firstPassword: null }),
      )
    },
  }),
  route({
    method: 'put',
    path: '/people/{id}',
    id: 'changePerson',
    summary: 'Change a person’s name and contact over the version that was read; what is null is taken away',
    tag,
    access: ['administrator'],
    params: byId,
    body: z.strictObject({ name: line(120), email: email.nullable(), phone: phone.nullable(), version }),
    reply: personItem,
    handle: (call) =>
      changed(call, (client, doing) => changePerson(client, call.params.id, call.body, doing)),
  }),
  route({
    method: 'post',
    path: '/people/{id}/disable',
    id: 'disablePerson',
    summary: 'Lock an account: its sessions and tokens end at once',
    tag,
    access: ['administrator'],
    params: byId,
    reply: personItem,
    handle: (call) =>
      changed(call, async (client, doing) => {
        await refuseLastAdministrator(client, call.params.id, doing.at)
        await disableAccount(client, call.params.id, realNow(), doing)
      }),
  }),
  route({
    method: 'post',
    path: '/people/{id}/enable',
    id: 'enablePerson',
    summary: 'Unlock an account, also one locked by wrong passwords',
    tag,
    access: ['administrator'],
    params: byId,
    reply: personItem,
    handle: (call) => changed(call, (client, doing) => enableAccount(client, call.params.id, doing)),
  }),
  route({
    method: 'post',
    path: '/people/{id}/password',
    id: 'resetPassword',
    summary: 'Give an account a new first password, shown by this answer only; its sessions and tokens end',
    tag,
    access: ['administrator'],
    params: byId,
    headers: keyHeaders,
    status: 201,
    reply: z.object({ firstPassword: z.string().nullable() }),
    handle: async (call) => {
      const { actor, at, params } = call
      if (params.id === actor.personId) throw new Problem('forbidden')
      const { password, hash } = await makePassword()
      return once(
        call,
        'resetPassword',
        async (client) => {
          await personToChange(client, actor, params.id, at)
          await resetPassword(client, params.id, hash, realNow(), { by: actor.personId, at })
          return { firstPassword: password }
        },
        () => ({ firstPassword: null }),
      )
    },
  }),
]
