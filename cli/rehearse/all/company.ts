// Who plays the year of all procedures: the offices of a commune, its province and the ministry, and one person or two for
// each role in each of them, made over HTTP.
import { randomUUID } from 'node:crypto'
import type { OfficeKind, Role } from '../../../domain/vocabulary.ts'
import { Person, RehearsalError } from '../client.ts'

export const COMMUNE = 'C19405'
export const PROVINCE = 'P44'
export const MINISTRY = 'M01'

export interface Place {
  readonly id: string
  readonly kind: OfficeKind
  readonly name: string
  readonly parentId: string | null
}

export interface Member {
  readonly person: Person
  readonly role: Role
  readonly officeId: string
}

const COMMUNE_ROLES: readonly (readonly [Role, string, number])[] = [
  ['communePolice', 'Công an xã', 2],
  ['communeOffice', 'Văn phòng HĐND và UBND xã', 2],
  ['communeChair', 'Chủ tịch UBND xã', 1],
  ['communeViceChair', 'Phó Chủ tịch UBND xã', 1],
  ['cultureSocial', 'Phòng Văn hóa - Xã hội', 1],
  ['finance', 'Phòng Kinh tế', 1],
  ['committeeHead', 'Trưởng Ban Chỉ đạo', 1],
  ['committeeMember', 'Ủy viên Ban Chỉ đạo', 2],
  ['fatherlandFront', 'Mặt trận Tổ quốc xã', 1],
  ['inspector', 'Cán bộ kiểm tra', 1],
]

const PROVINCE_ROLES: readonly (readonly [Role, string, number])[] = [
  ['provinceStaff', 'Phòng Tham mưu Công an tỉnh', 2],
  ['inspector', 'Cán bộ kiểm tra Công an tỉnh', 1],
  ['policeDirector', 'Giám đốc Công an tỉnh', 1],
  ['provinceChair', 'Chủ tịch UBND tỉnh', 1],
  ['provinceViceChair', 'Phó Chủ tịch UBND tỉnh', 1],
  ['recordsOfficer', 'Văn thư UBND tỉnh', 1],
  ['fatherlandFront', 'Mặt trận Tổ quốc tỉnh', 1],
]

const BELOW: readonly (readonly [OfficeKind, string, string])[] = [
  ['agency', 'Trạm Y tế xã', COMMUNE],
  ['agency', 'Trung tâm Dịch vụ tổng hợp xã', COMMUNE],
  ['enterprise', 'Hợp tác xã Nông nghiệp Thủy Ba', COMMUNE],
  ['enterprise', 'Công ty TNHH May Thủy Trung', COMMUNE],
  ['school', 'Trường THCS Vĩnh Thủy', COMMUNE],
  ['school', 'Trường TH và THCS Đức Xá', COMMUNE],
  ['residentialArea', 'Thôn Thủy Ba', COMMUNE],
  ['residentialArea', 'Thôn Tiên Mỹ', COMMUNE],
  ['residentialArea', 'Thôn Đức Xá', COMMUNE],
  ['residentialArea', 'Thôn Linh Hải', COMMUNE],
  ['department', 'Sở Giáo dục và Đào tạo', PROVINCE],
  ['enterprise', 'Công ty Điện lực Quảng Trị', PROVINCE],
  ['agency', 'Trung tâm Huấn luyện thuộc Bộ', MINISTRY],
]

export class Company {
  readonly admin: Person
  readonly places: readonly Place[]
  readonly #members: readonly Member[]

  private constructor(admin: Person, places: readonly Place[], members: readonly Member[]) {
    this.admin = admin
    this.places = places
    this.#members = members
  }

  /** Makes all offices and people; their roles hold from now on. */
  static async gather(url: string, admin: Person): Promise<Company> {
    const members: Member[] = []
    const sit = async (name: string, officeId: string, role: Role): Promise<void> => {
      const login = `u${randomUUID().slice(0, 8)}`
      const made = await admin.must('POST', '/people', { name, login, roles: [{ officeId, role }] })
      const person = await Person.logIn(url, name, login, String(made['firstPassword']), true)
      members.push({ person, role, officeId })
    }
    const seated = [
      ...COMMUNE_ROLES.map((one) => [COMMUNE, ...one] as const),
      ...PROVINCE_ROLES.map((one) => [PROVINCE, ...one] as const),
      [MINISTRY, 'ministry', 'Cán bộ Bộ Công an', 1] as const,
      [MINISTRY, 'auditor', 'Kiểm toán viên', 1] as const,
    ]
    for (const [officeId, role, name, count] of seated)
      for (let number = 1; number <= count; number += 1) await sit(`${name} ${number}`, officeId, role)
    const places: Place[] = [
      { id: MINISTRY, kind: 'ministry', name: 'Bộ Công an', parentId: null },
      { id: PROVINCE, kind: 'province', name: 'Tỉnh Quảng Trị', parentId: MINISTRY },
      { id: COMMUNE, kind: 'commune', name: 'Xã Vĩnh Thủy', parentId: PROVINCE },
    ]
    for (const [kind, name, parentId] of BELOW) {
      const made = await admin.must('POST', '/offices', { kind, parentId, name })
      const id = String(made['id'])
      places.push({ id, kind, name, parentId })
      const role: Role = kind === 'residentialArea' ? 'residentialHead' : 'unitHead'
      await sit(`Người đứng đầu ${name}`, id, role)
      if (role === 'unitHead') await sit(`Cán bộ ${name}`, id, 'unitOfficer')
      if (kind === 'department') await sit(`Chuyên viên ${name}`, id, 'department')
    }
    return new Company(admin, places, members)
  }

  of(kind: OfficeKind): readonly Place[] {
    return this.places.filter((place) => place.kind === kind)
  }

  /** Offices right below another, of these kinds. */
  below(parentId: string, ...kinds: readonly OfficeKind[]): readonly Place[] {
    return kinds.flatMap((kind) => this.of(kind).filter((place) => place.parentId === parentId))
  }

  place(id: string): Place {
    const found = this.places.find((place) => place.id === id)
    if (found === undefined) throw new RehearsalError(`no office ${id}`)
    return found
  }

  /** Who holds one of the roles in the office, in the order of the roles. */
  who(officeId: string | null, roles: readonly Role[]): readonly Member[] {
    return roles.flatMap((role) =>
      this.#members.filter((member) => member.officeId === officeId && member.role === role),
    )
  }

  one(officeId: string, role: Role): Person {
    const [found] = this.who(officeId, [role])
    if (found === undefined) throw new RehearsalError(`nobody is ${role} in ${officeId}`)
    return found.person
  }

  byId(personId: string): Member | undefined {
    return this.#members.find(({ person }) => person.personId === personId)
  }
}
