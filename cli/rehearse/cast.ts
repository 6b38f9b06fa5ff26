// Who plays: the officers of xã Vĩnh Thủy and tỉnh Quảng Trị, three dozen units, one head each. Made over HTTP by the
// administrator and by the commune's police, as in a real first year. Names of offices are invented beyond commune and province.
import { randomUUID } from 'node:crypto'
import { Person } from './client.ts'

export const COMMUNE = 'C19405'
export const PROVINCE = 'P44'
const ROOT = 'M01'

export type UnitKind = 'agency' | 'enterprise' | 'school'

export interface Unit {
  readonly officeId: string
  readonly name: string
  readonly kind: UnitKind | 'commune'
  readonly head: Person
}

export interface Cast {
  readonly admin: Person
  readonly police: Person
  readonly inspector: Person
  readonly chair: Person
  readonly viceChair: Person
  readonly office: Person
  readonly committee: readonly Person[]
  /** Takes in and appraises. */
  readonly staff: Person
  /** Screens communes, plans campaigns, enters results. */
  readonly guide: Person
  readonly provinceInspector: Person
  readonly director: Person
  readonly provinceChair: Person
  readonly records: Person
  readonly auditor: Person
  readonly units: readonly Unit[]
  /** The commune as a subject of its own. */
  readonly commune: Unit
}

const NAMES: Readonly<Record<UnitKind, readonly string[]>> = {
  agency: [
    'Văn phòng HĐND và UBND xã',
    'Phòng Kinh tế xã',
    'Phòng Văn hóa - Xã hội xã',
    'Trung tâm Phục vụ hành chính công xã',
    'Trung tâm Dịch vụ tổng hợp xã',
    'Trạm Y tế xã',
    'Ban Chỉ huy Quân sự xã',
    'Ủy ban Mặt trận Tổ quốc xã',
    'Trạm Khuyến nông Vĩnh Thủy',
    'Bưu điện văn hóa xã',
    'Trạm Bảo vệ rừng Vĩnh Thủy',
    'Đội Quản lý thủy nông số 2',
  ],
  enterprise: [
    'Hợp tác xã Nông nghiệp Thủy Ba',
    'Hợp tác xã Nông nghiệp Đức Xá',
    'Công ty TNHH Cao su Bảo Quang',
    'Công ty TNHH Chế biến gỗ Vĩnh Thủy',
    'Công ty CP Gạch ngói Vĩnh Lâm',
    'Công ty TNHH May Thủy Trung',
    'Hợp tác xã Dịch vụ Tiên Mỹ',
    'Công ty TNHH Thủy sản Vĩnh Sơn',
    'Công ty TNHH Vận tải Bến Quang',
    'Hợp tác xã Hồ tiêu Vĩnh Thủy',
    'Công ty CP Nước sạch Vĩnh Thủy',
    'Công ty TNHH Xây dựng Lâm Sơn',
  ],
  school: [
    'Trường THPT Vĩnh Thủy',
    'Trường THCS Vĩnh Thủy',
    'Trường THCS Vĩnh Lâm',
    'Trường THCS Vĩnh Sơn',
    'Trường THCS Thủy Ba',
    'Trường THCS Tiên Mỹ',
    'Trường TH và THCS Đức Xá',
    'Trường TH và THCS Lâm Sơn',
    'Trung tâm Giáo dục thường xuyên Vĩnh Thủy',
    'Trung tâm Học tập cộng đồng xã',
    'Trường Trung cấp nghề Vĩnh Thủy',
    'Trường PTDT nội trú Vĩnh Thủy',
  ],
}

/** Adds a person with an account and a role, and sits him at a browser of his own. */
async function person(
  url: string,
  admin: Person,
  name: string,
  officeId: string,
  role: string,
): Promise<Person> {
  const login = `u${randomUUID().slice(0, 8)}`
  const made = await admin.must('POST', '/people', {
    name,
    login,
    email: `${login}@vinhthuy.example.vn`,
    roles: [{ officeId, role }],
  })
  return Person.logIn(url, name, login, String(made['firstPassword']), true)
}

async function unit(url: string, admin: Person, police: Person, kind: UnitKind, name: string): Promise<Unit> {
  const made = await police.must('POST', '/offices', { kind, parentId: COMMUNE, name })
  const officeId = String(made['id'])
  return { officeId, name, kind, head: await person(url, admin, `Thủ trưởng ${name}`, officeId, 'unitHead') }
}

/** Everybody, with roles that hold from now on. */
export async function gather(url: string, admin: Person): Promise<Cast> {
  const at = (name: string, officeId: string, role: string) => person(url, admin, name, officeId, role)
  const police = await at('Trưởng Công an xã', COMMUNE, 'communePolice')
  const office = await at('Chánh Văn phòng', COMMUNE, 'communeOffice')
  const committee = [await at('Trưởng ban Chỉ đạo', COMMUNE, 'committeeHead')]
  for (let member = 1; member <= 4; member += 1)
    committee.push(await at(`Ủy viên Ban Chỉ đạo ${member}`, COMMUNE, 'committeeMember'))
  const units: Unit[] = []
  // All of a kind at once: each head's three passwords are costly to hash, and a server may use all of its processors.
  for (const kind of ['agency', 'enterprise', 'school'] as const)
    units.push(...(await Promise.all(NAMES[kind].map((name) => unit(url, admin, police, kind, name)))))
  return {
    admin,
    police,
    office,
    committee,
    units,
    inspector: await at('Cán bộ kiểm tra', COMMUNE, 'inspector'),
    chair: await at('Chủ tịch UBND xã', COMMUNE, 'communeChair'),
    viceChair: await at('Phó Chủ tịch UBND xã', COMMUNE, 'communeViceChair'),
    staff: await at('Cán bộ Phòng Tham mưu', PROVINCE, 'provinceStaff'),
    guide: await at('Cán bộ hướng dẫn Công an tỉnh', PROVINCE, 'provinceStaff'),
    provinceInspector: await at('Cán bộ kiểm tra Công an tỉnh', PROVINCE, 'inspector'),
    director: await at('Giám đốc Công an tỉnh', PROVINCE, 'policeDirector'),
    provinceChair: await at('Chủ tịch UBND tỉnh', PROVINCE, 'provinceChair'),
    records: await at('Văn thư UBND tỉnh', PROVINCE, 'recordsOfficer'),
    auditor: await at('Kiểm toán viên', ROOT, 'auditor'),
    commune: { officeId: COMMUNE, name: 'Xã Vĩnh Thủy', kind: 'commune', head: office },
  }
}
