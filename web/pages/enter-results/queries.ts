// The units right below an office with their results of one year, and which results people enter by hand.
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import type { paths } from '../../client/generated/api.ts'

export type Result = Schemas['Result']
type Kind = paths['/api/v1/results/{subjectId}/{year}/{kind}']['put']['parameters']['path']['kind']
type Value = NonNullable<
  paths['/api/v1/results']['put']['requestBody']
>['content']['application/json']['results'][number]['value']

/** What procedures count of a unit and no dossier here gives, each with its values, best first. */
export const ENTERED = {
  safety: ['achieved', 'notAchieved'],
  movement: ['excellent', 'good', 'average', 'weak'],
} as const satisfies Partial<Record<Kind, readonly Value[]>>
export type EnteredKind = keyof typeof ENTERED
export const ENTERED_KINDS = Object.keys(ENTERED) as EnteredKind[]
export type EnteredValue = (typeof ENTERED)[EnteredKind][number]

const SUBJECTS: readonly Schemas['Office']['kind'][] = [
  'commune',
  'agency',
  'enterprise',
  'school',
  'residentialArea',
]
const PAGE = '200'

export interface Standing {
  readonly units: readonly Schemas['Office'][]
  /** By `unit/kind`. */
  readonly results: ReadonlyMap<string, Result>
}

export const resultKeys = {
  place: (placeId: string, year: string) => ['results', placeId, year] as const,
} as const

/** The units right below an office that procedures are about, with what stands for a year. */
export function useStanding(placeId: string, year: string) {
  return useQuery({
    queryKey: resultKeys.place(placeId, year),
    queryFn: async (): Promise<Standing> => {
      const [units, results] = await Promise.all([unitsOf(placeId), resultsOf(placeId, year)])
      return {
        units: units.filter(({ kind }) => SUBJECTS.includes(kind)),
        results: new Map(results.map((one) => [`${one.subjectId}/${one.kind}`, one])),
      }
    },
  })
}

async function unitsOf(parent: string): Promise<Schemas['Office'][]> {
  const items: Schemas['Office'][] = []
  let cursor: string | null = null
  do {
    const more: { cursor?: string } = cursor === null ? {} : { cursor }
    const page: { items: Schemas['Office'][]; nextCursor: string | null } = await read(
      api.GET('/api/v1/offices', { params: { query: { parent, limit: PAGE, ...more } } }),
    )
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}

async function resultsOf(parent: string, year: string): Promise<Result[]> {
  const items: Result[] = []
  let cursor: string | null = null
  do {
    const more: { cursor?: string } = cursor === null ? {} : { cursor }
    const page: { items: Result[]; nextCursor: string | null } = await read(
      api.GET('/api/v1/results', { params: { query: { parent, year, limit: PAGE, ...more } } }),
    )
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}
