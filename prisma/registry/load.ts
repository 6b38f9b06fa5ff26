// The national registry of offices as shipped: three small text files beside this one (origin: NOTICE.md).
// Reads and checks them; what goes into the database is prisma/seed.ts, what made the files tools/build-registry.ts.
import { readFileSync } from 'node:fs'

/** The three kinds of a commune-level unit since 2025-07-01, by the word that opens their official names. */
export const COMMUNE_KINDS = { Xã: 'ruralCommune', Phường: 'ward', 'Đặc khu': 'specialZone' } as const
export type CommuneKind = (typeof COMMUNE_KINDS)[keyof typeof COMMUNE_KINDS]

/** How many rows each file holds; anything else means that a file was cut or edited by hand. */
export const REGISTRY_SIZE = { provinces: 34, communes: 3321, mappings: 10977 } as const

/** A province or centrally-run city; `code` has two digits, `name` is the full form ("Tỉnh Quảng Trị"). */
export interface RegistryProvince {
  readonly code: string
  readonly name: string
  readonly shortName: string
}

/** A commune-level unit; `code` has five digits, `name` is the full form ("Xã Vĩnh Thủy"). */
export interface RegistryCommune {
  readonly code: string
  readonly provinceCode: string
  readonly kind: CommuneKind
  readonly name: string
  readonly shortName: string
}

/** An old unit (or a part of one) and the commune that it belongs to today; `number` is the row of the origin. */
export interface RegistryMapping {
  readonly number: string
  readonly oldCode: string | null
  readonly oldName: string
  readonly oldDistrict: string | null
  readonly oldProvince: string
  readonly communeCode: string
}

export interface Registry {
  readonly provinces: readonly RegistryProvince[]
  readonly communes: readonly RegistryCommune[]
  readonly mappings: readonly RegistryMapping[]
}

/** Column names, the first line of each file; tools/build-registry.ts writes by the same lists. */
export const COLUMNS = {
  provinces: ['code', 'name'],
  communes: ['code', 'province_code', 'name'],
  mappings: ['number', 'old_code', 'old_name', 'old_district', 'old_province', 'commune_code'],
} as const
export type RegistryFile = keyof typeof COLUMNS

/** Where a file of the registry stands. */
export function registryFile(file: RegistryFile): URL {
  return new URL(`./${file}.tsv`, import.meta.url)
}

/** The whole registry, read from the files; throws when a file isn't what it was when it was built. */
export function loadRegistry(): Registry {
  const registry: Registry = {
    provinces: rows('provinces').map(([code, name]) => ({ code, name, shortName: provinceShortName(name) })),
    communes: rows('communes').map(([code, provinceCode, name]) => ({
      code,
      provinceCode,
      name,
      ...communeName(name),
    })),
    mappings: rows('mappings').map(([number, oldCode, oldName, oldDistrict, oldProvince, communeCode]) => ({
      number,
      oldCode: oldCode === '' ? null : oldCode,
      oldName,
      oldDistrict: oldDistrict === '' ? null : oldDistrict,
      oldProvince,
      communeCode,
    })),
  }
  for (const file of ['provinces', 'communes', 'mappings'] as const) {
    const seen = registry[file].length
    if (seen !== REGISTRY_SIZE[file])
      throw new Error(`${file}.tsv: ${seen} rows, expected ${REGISTRY_SIZE[file]}`)
  }
  return registry
}

/** The name without the word for its kind: "Tỉnh Quảng Trị" → "Quảng Trị". */
export function provinceShortName(name: string): string {
  const shortName = /^(?:Tỉnh|Thành phố) (.+)$/u.exec(name)?.[1]
  if (shortName === undefined) throw new Error(`province "${name}": expected to begin with Tỉnh or Thành phố`)
  return shortName
}

/** Kind and short name that a commune's full name says: "Đặc khu Côn Đảo" → specialZone, "Côn Đảo". */
export function communeName(name: string): { readonly kind: CommuneKind; readonly shortName: string } {
  for (const [word, kind] of Object.entries(COMMUNE_KINDS)) {
    if (name.startsWith(`${word} `)) return { kind, shortName: name.slice(word.length + 1) }
  }
  throw new Error(`commune "${name}": expected to begin with ${Object.keys(COMMUNE_KINDS).join(', ')}`)
}

/** One cell per column, as a tuple, so that destructuring is typed. */
type Cells<Columns extends readonly string[]> = { readonly [Column in keyof Columns]: string }

function rows<File extends RegistryFile>(file: File): readonly Cells<(typeof COLUMNS)[File]>[] {
  const columns: readonly string[] = COLUMNS[file]
  const [header, ...lines] = readFileSync(registryFile(file), 'utf8').trimEnd().split('\n')
  if (header !== columns.join('\t'))
    throw new Error(`${file}.tsv: header "${header}", expected "${columns.join(' ')}"`)
  return lines.map((line, index) => {
    const cells = line.split('\t')
    if (!hasCells<(typeof COLUMNS)[File]>(cells, columns.length)) {
      throw new Error(`${file}.tsv line ${index + 2}: ${cells.length} cells, expected ${columns.length}`)
    }
    return cells
  })
}

function hasCells<Columns extends readonly string[]>(
  cells: readonly string[],
  count: number,
): cells is Cells<Columns> & readonly string[] {
  return cells.length === count
}
