// Dossiers that this person could inspect: those that stand at a step whose inspection is one of his roles' work. Whether he
// may is the API's word, said when the dossier is put on the device.
import { useQueries, useQuery } from '@tanstack/react-query'
import type { InspectionRule } from '../../../domain/procedure.ts'
import { rolesOf } from '../../../domain/people.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { procedureQuery } from '../../client/queries.ts'
import type { Me } from '../../client/session.ts'

export type Item = Schemas['DossierItem']

const MOST = '50'

const inspects = ({ by }: InspectionRule, { posts }: Me): boolean =>
  posts.some(({ role }) => by.some((party) => rolesOf(party).includes(role)))

interface Place {
  readonly procedure: string
  readonly step: string
}

/** Steps at which the person could inspect and dossiers stand now. */
function usePlaces(me: Me) {
  const open = useQuery({
    queryKey: ['procedures'],
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
  const counts = useQuery({
    queryKey: ['counts', { open: 'true' }],
    queryFn: () => read(api.GET('/api/v1/dossiers/counts', { params: { query: { open: 'true' } } })),
  })
  const standing = new Set((counts.data?.counts ?? []).map(({ procedureId }) => procedureId))
  const wanted = (open.data?.items ?? []).filter(({ id }) => standing.has(id))
  // A step that only an older version inspects at is found through its dossiers' own pages.
  const procedures = useQueries({
    queries: wanted.flatMap(({ id, versions: [newest] }) =>
      newest === undefined ? [] : [procedureQuery(id, newest.version)],
    ),
  })
  const places = procedures.flatMap(({ data: procedure }): Place[] =>
    (procedure?.steps ?? []).flatMap(({ id, inspection }) => {
      if (procedure === undefined || inspection === undefined || !inspects(inspection, me)) return []
      const here = counts.data?.counts.some((one) => one.procedureId === procedure.id && one.step === id)
      return here === true ? [{ procedure: procedure.id, step: id }] : []
    }),
  )
  return { error: open.error ?? counts.error, reading: open.isPending || counts.isPending, places }
}

/** The first of them, each step's most urgent first. */
export function useNearby(me: Me) {
  const { error, reading, places } = usePlaces(me)
  const lists = useQueries({
    queries: places.map((place) => ({
      queryKey: ['dossiers', 'at', place],
      queryFn: () =>
        read(
          api.GET('/api/v1/dossiers', {
            params: { query: { ...place, open: 'true', sort: 'due', limit: MOST } },
          }),
        ),
    })),
  })
  const failed = lists.find((list) => list.isError)
  return {
    error: error ?? failed?.error ?? null,
    reading: reading || lists.some(({ isPending }) => isPending),
    items: lists.flatMap(({ data }) => data?.items ?? []),
    more: lists.some(({ data }) => typeof data?.nextCursor === 'string'),
  }
}
