// Who and what the demonstration holds: xã Vĩnh Thủy of Quảng Trị with its units, and one account for each role. Names of
// people are invented; offices that aren't in the registry are, too.
import type { Role } from '../domain/vocabulary.ts'
import type { UnitKind } from '../api/admin/units.ts'

export const PROVINCE_ID = 'P44'
export const COMMUNE_ID = 'C19405'

export interface DemoUnit {
  /** Names the unit in logins and in ids. */
  readonly key: string
  readonly kind: UnitKind
  readonly name: string
  readonly parentId: typeof PROVINCE_ID | typeof COMMUNE_ID
  /** Results of the year before: what the commune's police finds when it screens. */
  readonly safety: 'achieved' | 'notAchieved'
  readonly movement: 'excellent' | 'good' | 'average'
}

const inCommune = (
  kind: UnitKind,
  names: readonly string[],
  key: string,
  movement: DemoUnit['movement'],
): DemoUnit[] =>
  names.map((name, index) => ({
    key: `${key}${index + 1}`,
    kind,
    name,
    parentId: COMMUNE_ID,
    safety: 'achieved',
    movement,
  }))

export const DEMO_UNITS: readonly DemoUnit[] = [
  ...inCommune(
    'agency',
    [
      'Trạm Y tế xã Vĩnh Thủy',
      'Trung tâm Dịch vụ tổng hợp xã Vĩnh Thủy',
      'Hội Nông dân xã Vĩnh Thủy',
      'Ban Chỉ huy Quân sự xã Vĩnh Thủy',
    ],
    'coquan',
    'good',
  ),
  ...inCommune(
    'enterprise',
    [
      'Hợp tác xã Nông nghiệp Thủy Ba',
      'Công ty TNHH Chế biến gỗ Vĩnh Thủy',
      'Công ty Cổ phần Cao su Bến Hải',
      'Quỹ tín dụng nhân dân Vĩnh Thủy',
    ],
    'doanhnghiep',
    'excellent',
  ),
  ...inCommune(
    'school',
    [
      'Trường Mầm non Vĩnh Thủy',
      'Trường Tiểu học Vĩnh Thủy',
      'Trường Trung học cơ sở Vĩnh Thủy',
      'Trường Trung học phổ thông Vĩnh Linh 2',
    ],
    'truong',
    'good',
  ),
  {
    key: 'thon1',
    kind: 'residentialArea',
    name: 'Thôn Thủy Ba Đông',
    parentId: COMMUNE_ID,
    safety: 'achieved',
    movement: 'average',
  },
  {
    key: 'so1',
    kind: 'department',
    name: 'Sở Nội vụ tỉnh Quảng Trị',
    parentId: PROVINCE_ID,
    safety: 'achieved',
    movement: 'good',
  },
  {
    key: 'tinh1',
    kind: 'agency',
    name: 'Trung tâm Lưu trữ lịch sử tỉnh Quảng Trị',
    parentId: PROVINCE_ID,
    safety: 'achieved',
    movement: 'good',
  },
]

export interface DemoAccount {
  readonly login: string
  readonly name: string
  readonly role: Role
  /** An office's id, or a unit's key. */
  readonly office: string
}

const at = (office: string, people: readonly (readonly [Role, string, string])[]): DemoAccount[] =>
  people.map(([role, login, name]) => ({ role, login, name, office }))

/** The head of every unit, beside the accounts of single roles. */
const heads: readonly DemoAccount[] = DEMO_UNITS.filter(({ kind }) => kind !== 'residentialArea').map(
  ({ key, name }) => ({ role: 'unitHead', login: `${key}.truong`, name: `Thủ trưởng ${name}`, office: key }),
)

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  ...heads,
  ...at('truong1', [['unitOfficer', 'truong1.canbo', 'Lê Thị Mai Hương']]),
  ...at('thon1', [['residentialHead', 'thon1.truong', 'Nguyễn Văn Thủy']]),
  ...at('so1', [['department', 'so1.canbo', 'Hoàng Thị Ngọc Lan']]),
  ...at(COMMUNE_ID, [
    ['communePolice', 'xa.congan', 'Trần Quốc Bảo'],
    ['communeChair', 'xa.chutich', 'Phan Văn Hải'],
    ['communeViceChair', 'xa.phochutich', 'Lê Thị Thu Hà'],
    ['communeOffice', 'xa.vanphong', 'Hồ Thị Minh'],
    ['cultureSocial', 'xa.vanhoa', 'Nguyễn Thị Kim Oanh'],
    ['finance', 'xa.kinhte', 'Trương Đình Phúc'],
    ['committeeHead', 'xa.truongban', 'Võ Thành Nhân'],
    ['committeeMember', 'xa.thanhvien', 'Bùi Xuân Trường'],
    ['committeeMember', 'xa.thanhvien2', 'Đỗ Thị Hiền'],
    ['fatherlandFront', 'xa.mattran', 'Nguyễn Hữu Lộc'],
    ['inspector', 'xa.kiemtra', 'Lê Quang Vinh'],
    ['partyCell', 'xa.capuy', 'Trần Thị Thanh Tâm'],
  ]),
  ...at(PROVINCE_ID, [
    ['provinceStaff', 'tinh.thammuu', 'Nguyễn Đức Anh'],
    ['inspector', 'tinh.kiemtra', 'Hoàng Văn Sơn'],
    ['policeDirector', 'tinh.giamdoc', 'Lê Văn Thắng'],
    ['policeDeputyDirector', 'tinh.phogiamdoc', 'Phạm Minh Đức'],
    ['provinceChair', 'tinh.chutich', 'Trần Văn Hùng'],
    ['provinceViceChair', 'tinh.phochutich', 'Nguyễn Thị Bích Thủy'],
    ['recordsOfficer', 'tinh.vanthu', 'Lê Thị Thúy Nga'],
    ['administrator', 'tinh.quantri', 'Đặng Tuấn Kiệt'],
  ]),
  ...at('M01', [
    ['ministry', 'bo.canbo', 'Vũ Hoàng Long'],
    ['auditor', 'bo.kiemsoat', 'Ngô Thị Phương'],
  ]),
]
