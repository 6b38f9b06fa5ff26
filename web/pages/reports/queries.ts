// What the pages of reports and money read: the figures of a procedure for an office, and a campaign from above.
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'

export type Child = Schemas['CampaignChild']

const PAGE = '200'

/** The figures of a procedure as they are counted now for an office and a year. */
export function useFigures(procedure: string, officeId: string, year: string) {
  return useQuery({
    queryKey: ['counts', 'figures', procedure, officeId, year],
    enabled: procedure !== '' && officeId !== '',
    queryFn: () =>
      read(
        api.GET('/api/v1/offices/{id}/figures', {
          params: { path: { id: officeId }, query: { procedure, year } },
        }),
      ),
  })
}

/** Every office right below one with its dossier in the campaign, however many pages that takes. */
export function useChildren(campaignId: string, officeId: string) {
  return useQuery({
    queryKey: ['counts', 'children', campaignId, officeId],
    enabled: campaignId !== '' && officeId !== '',
    queryFn: async (): Promise<Child[]> => {
      const children: Child[] = []
      let cursor: string | undefined
      do {
        const query = { office: officeId, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }
        const params = { path: { id: campaignId }, query }
        const page = await read(api.GET('/api/v1/campaigns/{id}/children', { params }))
        children.push(...page.items)
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      return children
    },
  })
}

export function useCampaigns(year: string) {
  return useQuery({
    queryKey: ['campaigns', 'year', year],
    queryFn: () => read(api.GET('/api/v1/campaigns', { params: { query: { year, limit: '200' } } })),
  })
}
