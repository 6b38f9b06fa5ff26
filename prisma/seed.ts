// Puts the national registry into the database: offices of the provinces and communes, and the old names that lead to
// them. Only adds what is missing, in one transaction, so that every start may run it and no change by an
// administrator (a new name, a đặc khu without police) is ever undone.
import type { Pool } from 'pg'
import { fold } from '../domain/text.ts'
import { REGISTRY_SIZE, loadRegistry } from './registry/load.ts'
import type { Registry, RegistryCommune, RegistryMapping, RegistryProvince } from './registry/load.ts'

/** The civil date from which the 34 provinces and their communes exist (Resolution 202/2025/QH15). */
export const REGISTRY_VALID_FROM = '2025-07-01'
/** The same day's first instant in Vietnam: when the registry's rows count as created, whatever the instance's clock. */
const REGISTRY_CREATED_AT = '2025-06-30T17:00:00.000Z'

/** How many rows of each kind the database holds. */
export interface RegistryCounts {
  readonly provinces: number
  readonly communes: number
  readonly aliases: number
}

/** The office id of a province, by its official two-digit code. */
export function provinceOfficeId(code: string): string {
  return `P${code}`
}

/** The office id of a commune, by its official five-digit code. */
export function communeOfficeId(code: string): string {
  return `C${code}`
}

/** Counts what is there; communes added later by an administrator are counted too. */
export async function registryCounts(pool: Pool): Promise<RegistryCounts> {
  const { rows } = await pool.query<RegistryCounts>(`
    SELECT (SELECT count(*) FROM office WHERE kind = 'province')::int AS provinces,
           (SELECT count(*) FROM office WHERE kind = 'commune')::int AS communes,
           (SELECT count(*) FROM office_alias)::int AS aliases`)
  const counts = rows[0]
  if (counts === undefined) throw new Error('registryCounts: no row, expected one')
  return counts
}

/** Whether the whole registry has been seeded. */
export function isRegistryComplete(counts: RegistryCounts): boolean {
  return (
    counts.provinces >= REGISTRY_SIZE.provinces &&
    counts.communes >= REGISTRY_SIZE.communes &&
    counts.aliases >= REGISTRY_SIZE.mappings
  )
}

/** Adds what is missing of the registry and returns the counts afterwards. Idempotent; a complete one is left unread. */
export async function seedRegistry(pool: Pool): Promise<RegistryCounts> {
  const counts = await registryCounts(pool)
  if (isRegistryComplete(counts)) return counts
  const registry = loadRegistry()
  const client = await pool.connect()
  let unfinished = true
  try {
    await client.query('BEGIN')
    for (const { text, values } of [
      insertProvinces(registry.provinces),
      insertCommunes(registry),
      insertAliases(registry.mappings),
    ]) {
      await client.query(text, values)
    }
    await client.query('COMMIT')
    unfinished = false
  } finally {
    // Closing the connection rolls back, also where a ROLLBACK could no longer be sent.
    client.release(unfinished)
  }
  return registryCounts(pool)
}

interface Statement {
  readonly text: string
  readonly values: unknown[]
}

function insertProvinces(provinces: readonly RegistryProvince[]): Statement {
  return {
    text: `
      INSERT INTO office (id, kind, code, name, short_name, search_key, valid_from, created_at)
      SELECT id, 'province', code, name, short_name, search_key, $6::date, $7::timestamptz
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS row (id, code, name, short_name, search_key)
      ON CONFLICT DO NOTHING`,
    values: [
      provinces.map((province) => provinceOfficeId(province.code)),
      provinces.map((province) => province.code),
      provinces.map((province) => province.name),
      provinces.map((province) => province.shortName),
      provinces.map((province) => fold(province.name)),
      REGISTRY_VALID_FROM,
      REGISTRY_CREATED_AT,
    ],
  }
}

function insertCommunes({ provinces, communes }: Registry): Statement {
  const provinceNames = new Map(provinces.map((province) => [province.code, province.name]))
  const searchKey = (commune: RegistryCommune): string => {
    const provinceName = provinceNames.get(commune.provinceCode)
    if (provinceName === undefined)
      throw new Error(`commune ${commune.code}: no province ${commune.provinceCode}`)
    return fold(`${commune.name} ${provinceName}`)
  }
  return {
    text: `
      INSERT INTO office (id, kind, code, name, short_name, commune_kind, parent_id, province_id, search_key, valid_from, created_at)
      SELECT id, 'commune', code, name, short_name, commune_kind, province_id, province_id, search_key, $8::date, $9::timestamptz
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
        AS row (id, code, name, short_name, commune_kind, province_id, search_key)
      ON CONFLICT DO NOTHING`,
    values: [
      communes.map((commune) => communeOfficeId(commune.code)),
      communes.map((commune) => commune.code),
      communes.map((commune) => commune.name),
      communes.map((commune) => commune.shortName),
      communes.map((commune) => commune.kind),
      communes.map((commune) => provinceOfficeId(commune.provinceCode)),
      communes.map(searchKey),
      REGISTRY_VALID_FROM,
      REGISTRY_CREATED_AT,
    ],
  }
}

function insertAliases(mappings: readonly RegistryMapping[]): Statement {
  return {
    text: `
      INSERT INTO office_alias (id, old_code, old_name, old_district, old_province, office_id, search_key)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
      ON CONFLICT DO NOTHING`,
    values: [
      mappings.map((mapping) => `A${mapping.number}`),
      mappings.map((mapping) => mapping.oldCode),
      mappings.map((mapping) => mapping.oldName),
      mappings.map((mapping) => mapping.oldDistrict),
      mappings.map((mapping) => mapping.oldProvince),
      mappings.map((mapping) => communeOfficeId(mapping.communeCode)),
      mappings.map((mapping) =>
        fold([mapping.oldName, mapping.oldDistrict ?? '', mapping.oldProvince].join(' ')),
      ),
    ],
  }
}
