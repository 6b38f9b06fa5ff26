// The columns that say where something is, and what they come to: a commune by its present or former name, the province
// itself, or the reader's only one where the row says nothing; and the offices that are there, by name.
import type { Queryable } from '../../../activities/pool.ts'
import { fold } from '../../../domain/text.ts'
import { civilDateOf } from '../../../domain/time/civil.ts'
import type { OfficeKind, Role } from '../../../domain/vocabulary.ts'
import { heldAs } from '../../territory.ts'
import { textOf } from '../cells.ts'
import type { Session, Taking } from '../kind.ts'
import type { ColumnSpec } from '../layout.ts'
import type { Commune } from '../places.ts'

export const PLACE_COLUMNS: readonly ColumnSpec[] = [
  {
    id: 'commune',
    vi: 'Xã, phường, đặc khu',
    aliases: [
      'Xã',
      'Phường',
      'Xã/phường',
      'Xã, phường',
      'Tên xã',
      'Đơn vị hành chính',
      'Địa bàn',
      'Cấp xã',
      'Xã, phường, thị trấn',
      'Địa chỉ',
    ],
    required: false,
    note: 'Tên hiện nay hoặc tên trước khi sáp nhập. Bỏ trống nếu bạn chỉ phụ trách một xã. Ghi “Cấp tỉnh” cho đơn vị trực thuộc tỉnh.',
    example: 'Xã Vĩnh Thủy',
  },
  {
    id: 'district',
    vi: 'Huyện cũ',
    aliases: ['Huyện', 'Quận', 'Quận/huyện', 'Quận, huyện', 'Huyện, thị xã, thành phố', 'Huyện/thị xã'],
    required: false,
    note: 'Chỉ cần khi ghi tên xã trước sáp nhập mà nhiều nơi trùng tên.',
    example: '',
  },
  {
    id: 'province',
    vi: 'Tỉnh, thành phố',
    aliases: ['Tỉnh', 'Tỉnh/thành phố', 'Tỉnh, thành', 'Thành phố'],
    required: false,
    note: 'Tên hiện nay hoặc tên trước khi sáp nhập. Chỉ cần khi nhiều tỉnh có xã trùng tên.',
    example: 'Tỉnh Quảng Trị',
  },
]

/** How a row says that something belongs to the province itself. */
const PROVINCIAL = new Set(['cap tinh', 'truc thuoc tinh', 'thuoc tinh', 'tinh', 'cap thanh pho'])

/** Where the reader works in these roles. */
export function placesOf({ actor }: Session, roles: readonly Role[]) {
  const { offices, everything } = heldAs(actor, roles)
  const held = new Set(offices)
  const near = (commune: Commune): boolean =>
    everything || held.has(commune.id) || held.has(commune.provinceId)
  const communes = offices.filter((id) => /^C\d+$/u.test(id))
  const provinces = offices.filter((id) => /^P\d+$/u.test(id))
  return { near, communes, provinces }
}

/** The office that the row's place columns name; null where they are wrong, with the mistake kept. */
export function placeOf(taking: Taking, session: Session, roles: readonly Role[]): string | null {
  const mine = placesOf(session, roles)
  const before = taking.mistakes.length
  const read = (column: string): string => taking.take(column, (cell) => textOf(cell, 300)) ?? ''
  const [commune, district, province] = [read('commune'), read('district'), read('province')]
  if (taking.mistakes.length > before) return null
  if (PROVINCIAL.has(fold(commune))) return provinceOf(taking, session, province, mine.provinces)
  if (commune === '') {
    if (mine.communes.length === 1 && mine.provinces.length === 0) return mine.communes[0] ?? null
    return taking.fault('commune', 'missing', 'Thiếu tên xã, phường, đặc khu.')
  }
  const found = session.places.find({ commune, district, province }, mine.near)
  if (!found.ok) return taking.fault('commune', 'place', found.vi)
  if (found.formerly !== null)
    taking.notes.push(`${found.formerly} nay là ${found.commune.name}, ${found.commune.provinceName}.`)
  return found.commune.id
}

function provinceOf(
  taking: Taking,
  { places }: Session,
  province: string,
  mine: readonly string[],
): string | null {
  if (province !== '')
    return (
      places.province(province) ?? taking.fault('province', 'place', `Không có tỉnh nào tên “${province}”.`)
    )
  return mine.length === 1
    ? (mine[0] ?? null)
    : taking.fault('province', 'missing', 'Thiếu tên tỉnh, thành phố.')
}

/** An office under a place, as sheets name it. */
export interface Named {
  readonly id: string
  readonly name: string
  readonly shortName: string
  readonly kind: OfficeKind
  readonly marks: readonly string[]
  readonly version: number
  readonly parentId: string
}

const nameKey = (placeId: string, name: string): string => `${placeId} ${fold(name)}`

/** The offices that stand right under places on the day, by place and name. */
export class OfficesThere {
  private readonly byName = new Map<string, Named>()

  static async read(db: Queryable, session: Session, places: readonly string[]): Promise<OfficesThere> {
    const there = new OfficesThere()
    const { rows } = await db.query<Named>(
      `SELECT id, name, short_name AS "shortName", kind, marks, version, parent_id AS "parentId" FROM office
       WHERE parent_id = ANY($1) AND merged_into IS NULL AND valid_from <= $2::date AND (valid_to IS NULL OR valid_to > $2::date)
         AND kind <> 'commune'`,
      [[...new Set(places)], civilDateOf(session.at)],
    )
    for (const row of rows) there.byName.set(nameKey(row.parentId, row.name), row)
    return there
  }

  find(placeId: string, name: string): Named | undefined {
    return this.byName.get(nameKey(placeId, name))
  }
}
