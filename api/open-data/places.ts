// The territory of open data: provinces and communes by their official codes. What became part of another place counts there;
// what belongs to no commune, or to no province, has a row of its own.
import type { Queryable } from '../../activities/pool.ts'
import { COUNTRY } from './tables.ts'

interface OfficeRow {
  readonly id: string
  readonly kind: 'province' | 'commune'
  readonly code: string | null
  readonly name: string
  readonly province_id: string | null
  readonly merged_into: string | null
}

export interface Places {
  /** The keys of the places that a dossier counts in. */
  of(province: string | null, commune: string | null): { readonly province: string; readonly commune: string }
  /** Provinces that became part of another, with that one. */
  readonly merged: readonly (readonly [from: string, into: string])[]
  /** Level, the province's code and name, the commune's code and name. */
  columns(key: string): readonly [string, string, string, string, string]
}

const OWN = 'own'

/** Reads all provinces and communes. */
export async function readPlaces(db: Queryable): Promise<Places> {
  const { rows } = await db.query<OfficeRow>(
    "SELECT id, kind, code, name, province_id, merged_into FROM office WHERE kind IN ('province', 'commune')",
  )
  const offices = new Map(rows.map((row) => [row.id, row]))
  const lasting = (id: string | null): OfficeRow | null => {
    let office = offices.get(id ?? '')
    // Nothing becomes part of itself; the limit is for a record that says so all the same.
    for (let steps = 0; office?.merged_into != null && steps < 20; steps += 1)
      office = offices.get(office.merged_into)
    return office ?? null
  }
  const codeOf = (office: OfficeRow): string => office.code ?? office.id
  const merged = rows
    .filter(({ kind, merged_into: into }) => kind === 'province' && into !== null)
    .map(({ id }): [string, string] => [id, lasting(id)?.id ?? id])
  return {
    merged,
    of: (provinceId, communeId) => {
      const found = lasting(communeId)
      const commune = found?.kind === 'commune' ? found : null
      const province = lasting(commune?.province_id ?? provinceId)
      const key = province === null ? OWN : province.id
      return { province: key, commune: `${key}/${commune === null ? OWN : commune.id}` }
    },
    columns: (key) => {
      if (key === COUNTRY) return ['country', '', 'Cả nước', '', '']
      const [provinceId = '', communeId] = key.split('/')
      const province = offices.get(provinceId)
      const names =
        province === undefined
          ? (['', 'Cấp trung ương'] as const)
          : ([codeOf(province), province.name] as const)
      if (communeId === undefined) return ['province', ...names, '', '']
      const commune = offices.get(communeId)
      return commune === undefined
        ? ['commune', ...names, '', 'Không thuộc cấp xã']
        : ['commune', ...names, codeOf(commune), commune.name]
    },
  }
}
