// One's own queue.
import { z } from 'zod'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { listTasks, taskItem, taskItemOf, taskKey } from '../reads/tasks.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, instant, pageOf, pageQuery } from '../schemas.ts'
import { scopeOf } from '../scope.ts'

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
]
