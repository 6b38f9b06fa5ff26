// A small procedure of a test's own, published with an open campaign of the province, and dossiers registered in it: for
// what no shipped procedure shows, or where the units of the year's recognition are all taken.
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { inTransaction } from '../../../activities/pool.ts'
import { createCampaign, publishProcedure } from '../../../activities/record/publish.ts'
import type { Procedure } from '../../../domain/procedure.ts'
import { PROVINCE_ID } from '../../../prisma/demo-data.ts'
import type { Person } from './browser.ts'
import { onDatabase } from './database.ts'
import { SITE_START } from './site.ts'

/** Publishes the procedure and opens a campaign of it; gives the campaign's id. */
export async function aSmallCampaign(procedure: Procedure): Promise<string> {
  return onDatabase((pool) =>
    inTransaction(pool, async (client) => {
      await publishProcedure(client, procedure, 'system', SITE_START)
      const open = { procedure, officeId: PROVINCE_ID, year: 2026, status: 'open' } as const
      return createCampaign(client, open, 'system', SITE_START)
    }),
  )
}

/** Registers the person's own unit in a campaign of the small procedure; gives the dossier's id. */
export async function register({ context }: Person, campaign: string): Promise<string> {
  const me = (await (await context.request.get('/api/v1/me')).json()) as {
    csrf: string
    posts: { officeId: string }[]
  }
  const answer = await context.request.post(`/api/v1/campaigns/${campaign}/registrations`, {
    headers: { 'X-CSRF-Token': me.csrf, 'Idempotency-Key': randomUUID() },
    data: { subjectId: me.posts[0]?.officeId ?? '', fields: { grounds: 'Kết quả tốt năm trước' } },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  return ((await answer.json()) as { dossierId: string }).dossierId
}
