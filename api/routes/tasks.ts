// One's own queue.
import { z } from 'zod'
import { addDays, civilDateOf, endOfDay } from '../../domain/time/civil.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { countTasks, listTasks, taskCounts, taskItem, taskItemOf, taskKey } from '../reads/tasks.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, instant, pageOf, pageQuery, queryNumber } from '../schemas.ts'
import { scopeOf } from '../scope.ts'

const SOON_DAYS = 7

export const taskRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/me/tasks',
    id: 'listMyTasks',
    summary:
      'What waits for the reader: by name, by delegation or in his offices’ queues, the first due first',
    tag: 'dossiers',
    access: 'person',
    query: z.strictObject(pageQuery),
    reply: pageOf(taskItem).extend({ now: instant }),
    handle: async ({ deps, actor, at, query }) => {
      const { limit = PAGE_SIZE, cursor } = query
      const rows = await listTasks(deps.pool, scopeOf(actor), unpackCursor(cursor), limit)
      return { ...pageOfRows(rows, limit, taskKey, (row) => taskItemOf(row, at)), now: at }
    },
  }),
  route({
    method: 'get',
    path: '/me/tasks/counts',
    id: 'countMyTasks',
    summary: 'How many tasks wait for the reader, how many are late, and how many are due within some days',
    tag: 'dossiers',
    access: 'person',
    query: z.strictObject({ days: queryNumber(0, 365).optional() }),
    reply: taskCounts,
    handle: async ({ deps, actor, at, query }) => {
      const until = endOfDay(addDays(civilDateOf(at), query.days ?? SOON_DAYS))
      return countTasks(deps.pool, scopeOf(actor), at, until)
    },
  }),
]
