// Which commune a text in a sheet means: today's name, or one from before the mergers of 2025 with its district and
// province, in full or shortened. One commune, or words that say what is missing; never a guess among several.
import type { Queryable } from '../../activities/pool.ts'
import { fold } from '../../domain/text.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import { plainText, wordingOf } from './cells.ts'

/** A commune as the registry has it today. */
export interface Commune {
  readonly id: string
  readonly name: string
  readonly provinceId: string
  readonly provinceName: string
}

/** What a sheet says of a place, cell by cell; empty texts where it says nothing. */
export interface PlaceText {
  readonly commune: string
  readonly district: string
  readonly province: string
}

export type PlaceFound =
  | { readonly ok: true; readonly commune: Commune; readonly formerly: string | null }
  | { readonly ok: false; readonly vi: string }

interface Alias {
  readonly name: string
  readonly district: string
  readonly province: string
  readonly shown: string
  readonly commune: Commune
}

const COMMUNE_WORD = /^(?:(xa|x)|(phuong|p)|(thi tran|tt)|(dac khu)) (?=.)/u
const DISTRICT_WORD = /^(?:huyen|quan|thi xa|thanh pho|tp|tx|h|q) (?=.)/u
const PROVINCE_WORD = /^(?:tinh|thanh pho|tp|t) (?=.)/u
const CITY = new Map([
  ['hcm', 'ho chi minh'],
  ['tphcm', 'ho chi minh'],
  ['sai gon', 'ho chi minh'],
  ['hn', 'ha noi'],
])

/** The word for the kind of a commune in full where there is one, and the name without it. */
function communeKey(text: string): { readonly word: string; readonly bare: string } {
  const folded = fold(text)
  const match = COMMUNE_WORD.exec(folded)
  if (match === null) return { word: '', bare: folded }
  const words = ['xa', 'phuong', 'thi tran', 'dac khu']
  const word = words.find((_, index) => match[index + 1] !== undefined) ?? ''
  return { word, bare: folded.slice(match[0].length) }
}

const districtKey = (text: string): string => fold(text).replace(DISTRICT_WORD, '')

function provinceKey(text: string): string {
  const bare = fold(text).replace(PROVINCE_WORD, '')
  return CITY.get(bare) ?? bare
}

/** A place whose parts stand in one cell: "xã A, huyện B, tỉnh C". */
function inParts({ commune, district, province }: PlaceText): PlaceText {
  const [first = '', ...rest] = plainText(commune)
    .split(/[,;]| [-–] /u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return {
    commune: first,
    district: district === '' ? (rest.length > 1 ? (rest[0] ?? '') : '') : district,
    province: province === '' ? (rest.at(-1) ?? '') : province,
  }
}

export class Places {
  private readonly communes = new Map<string, Commune>()
  private readonly byName = new Map<string, Commune[]>()
  private readonly byOldName = new Map<string, Alias[]>()
  /** Today's provinces that an old or present name of a province leads to. */
  private readonly provinces = new Map<string, Set<string>>()

  /** Reads the registry as it stands on a day. */
  static async read(db: Queryable, today: CivilDate): Promise<Places> {
    const places = new Places()
    const { rows } = await db.query<Commune>(
      `SELECT o.id, o.name, o.province_id AS "provinceId", p.name AS "provinceName" FROM office o
       JOIN office p ON p.id = o.province_id WHERE o.kind = 'commune' AND o.merged_into IS NULL
         AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date)`,
      [today],
    )
    for (const commune of rows) places.addCommune(commune)
    const aliases = await db.query<{
      name: string
      district: string | null
      province: string
      officeId: string
    }>(
      'SELECT old_name AS name, old_district AS district, old_province AS province, office_id AS "officeId" FROM office_alias',
    )
    for (const alias of aliases.rows) places.addAlias(alias)
    return places
  }

  get(id: string): Commune | undefined {
    return this.communes.get(id)
  }

  /** The province of a name, old or new; null where there is none or more than one. */
  province(text: string): string | null {
    const found = this.provinces.get(provinceKey(text))
    const [only] = found ?? []
    return found?.size === 1 && only !== undefined ? only : null
  }

  /** Finds the commune; among several of one name, `near` says which are the reader's own. */
  find(text: PlaceText, near: (commune: Commune) => boolean): PlaceFound {
    const asked = inParts(text)
    const { word, bare } = communeKey(asked.commune)
    const present = (this.byName.get(bare) ?? []).filter((one) => this.inProvince(one, asked.province))
    const former = (this.byOldName.get(bare) ?? []).filter(
      (one) => districtFits(one, asked.district) && this.aliasInProvince(one, asked.province),
    )
    // Districts are gone since 2025: whoever writes one writes an old name.
    const oldFirst = asked.district !== '' && former.length > 0
    const communes = present.map((commune) => ({ commune, name: commune.name, formerly: null }))
    const olds = former.map((one) => ({ commune: one.commune, name: one.name, formerly: one.shown }))
    for (const group of oldFirst ? [olds, communes] : [communes, olds]) {
      const [best, ...others] = narrowed(group, asked.commune, word, near)
      if (best === undefined) continue
      if (others.length === 0) return { ok: true, commune: best.commune, formerly: best.formerly }
      return { ok: false, vi: severalText([best, ...others], asked) }
    }
    return { ok: false, vi: `Không có xã, phường, đặc khu nào tên “${asked.commune}”, kể cả tên cũ.` }
  }

  private addCommune(commune: Commune): void {
    this.communes.set(commune.id, commune)
    push(this.byName, communeKey(commune.name).bare, commune)
    this.addProvince(commune.provinceName, commune.provinceId)
  }

  private addAlias(row: { name: string; district: string | null; province: string; officeId: string }): void {
    const commune = this.communes.get(row.officeId)
    if (commune === undefined) return
    const { name, district, province } = row
    const shown = [name, district ?? '', province].filter((part) => part !== '').join(', ')
    const alias = { name, district: district ?? '', province, shown, commune }
    push(this.byOldName, communeKey(name).bare, alias)
    this.addProvince(province, commune.provinceId)
  }

  private addProvince(name: string, id: string): void {
    const key = provinceKey(name)
    this.provinces.set(key, (this.provinces.get(key) ?? new Set()).add(id))
  }

  private inProvince(commune: Commune, province: string): boolean {
    return province === '' || this.provinces.get(provinceKey(province))?.has(commune.provinceId) === true
  }

  private aliasInProvince(alias: Alias, province: string): boolean {
    const key = provinceKey(province)
    return (
      key === '' || provinceKey(alias.province) === key || provinceKey(alias.commune.provinceName) === key
    )
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

function districtFits(alias: Alias, district: string): boolean {
  return district === '' || districtKey(alias.district) === districtKey(district)
}

interface Candidate {
  readonly commune: Commune
  readonly name: string
  readonly formerly: string | null
}

/** Step by step only those that fit better: the reader's own, the same kind of commune, the same letters. */
function narrowed(
  all: readonly Candidate[],
  text: string,
  word: string,
  near: (commune: Commune) => boolean,
): readonly Candidate[] {
  const spelled = wordingOf(text)
  const tests: ((one: Candidate) => boolean)[] = [
    ({ commune }) => near(commune),
    ({ name }) => word === '' || communeKey(name).word === word,
    ({ name }) => wordingOf(name).endsWith(spelled.replace(/^[^ ]{1,2}\.? /u, '')),
  ]
  let left = all
  for (const test of tests) {
    if (new Set(left.map(({ commune }) => commune.id)).size <= 1) break
    const fitting = left.filter(test)
    if (fitting.length > 0) left = fitting
  }
  const seen = new Set<string>()
  return left.filter(({ commune: { id } }) => !seen.has(id) && seen.add(id))
}

function severalText(all: readonly Candidate[], asked: PlaceText): string {
  const shown = all.slice(0, 4).map(({ commune, formerly }) => {
    const now = `${commune.name}, ${commune.provinceName}`
    return formerly === null ? now : `${now} (trước là ${formerly})`
  })
  const more = all.length > 4 ? '…' : ''
  return `“${asked.commune}” có thể là: ${shown.join('; ')}${more}. Hãy ghi rõ tên hiện nay và tỉnh, hoặc thêm huyện cũ.`
}
