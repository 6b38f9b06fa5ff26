// The lists of a full record that are measured, and whose plans are kept: who asks, what, over HTTP and as the functions
// that the server itself calls. The search words are there in some names and not in others.
import type { Queryable } from '../../activities/pool.ts'
import { idFrom } from '../../activities/record/ids.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { countDossiers, listDossiers } from '../../api/reads/dossiers.ts'
import type { Filters } from '../../api/reads/filters.ts'
import type { Scope } from '../../api/scope.ts'
import { COMMUNE, PROVINCE } from './people.ts'
import type { Population } from './people.ts'

export type Kind = 'page' | 'counts' | 'search'

export interface Question {
  readonly name: string
  readonly kind: Kind
  readonly filters: Filters
}

/** Milliseconds that the 95th percentile of each kind may take in the server. */
export const AIMS: Readonly<Record<Kind, number>> = { page: 10, counts: 15, search: 30 }
export const PAGE = 50

export const QUESTIONS: readonly Question[] = [
  { name: 'page, open at a step', kind: 'page', filters: { step: 'plan', open: true } },
  { name: 'page, overdue of a kind', kind: 'page', filters: { kind: 'school', overdue: true } },
  { name: 'page, a status of a year', kind: 'page', filters: { status: 'returned', year: 2026 } },
  { name: 'counts by step', kind: 'counts', filters: {} },
  { name: 'search, two words', kind: 'search', filters: { text: 'truong duc xa' } },
  { name: 'search, a rare word', kind: 'search', filters: { text: '1234' } },
]

export interface Asker {
  readonly name: string
  readonly token: string
  readonly scope: Scope
}

/** A commune's police and a province's staff, as their tokens and as what they may see. */
export function askers({ police, provinceStaff }: Population): readonly Asker[] {
  return [
    {
      name: 'commune police',
      token: police,
      scope: scope('police', 'communePolice', COMMUNE, { communes: [COMMUNE] }),
    },
    {
      name: 'province staff',
      token: provinceStaff,
      scope: scope('staff', 'provinceStaff', PROVINCE, { provinces: [PROVINCE] }),
    },
  ]
}

function scope(name: string, role: Role, officeId: string, own: Partial<Scope['sees']>): Scope {
  const personId = idFrom('person', name)
  const sees = { everything: false, provinces: [], communes: [], units: [], ...own }
  return { personId, reads: sees, sees, queues: [{ officeId, roles: [role] }], persons: [personId] }
}

/** The question over HTTP. */
export function pathOf({ kind, filters }: Question): string {
  const given = Object.entries(filters).map(([name, value]): [string, string] => [name, String(value)])
  const query = new URLSearchParams(given)
  if (kind === 'counts') return `/api/v1/dossiers/counts?${query.toString()}`
  query.set('limit', String(PAGE))
  return `/api/v1/dossiers?${query.toString()}`
}

/** The question as the server asks it of the database; gives how many items came. */
export async function ask(
  db: Queryable,
  { scope }: Asker,
  { kind, filters }: Question,
  at: Instant,
): Promise<number> {
  if (kind === 'counts') return (await countDossiers(db, { scope, filters, at })).length
  const request = { scope, filters, at, sort: 'newest', cursor: null, limit: PAGE } as const
  return (await listDossiers(db, request)).length
}
