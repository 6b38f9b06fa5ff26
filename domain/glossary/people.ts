// The words for what a person is in an office, and in whose name a signature stands.
import type { Role, SigningForm } from '../vocabulary.ts'
import { chosen, cited } from './word.ts'
import type { Word } from './word.ts'

export const ROLE_WORDS = {
  unitHead: cited('Người đứng đầu đơn vị', 'Head of an agency, enterprise or school.', 'S2-01'),
  unitOfficer: chosen('Cán bộ phụ trách của đơn vị', "Prepares the unit's papers."),
  residentialHead: cited('Trưởng thôn, Tổ trưởng tổ dân phố', 'Head of a residential area.', 'S0-01'),
  communePolice: cited('Công an xã', 'Police of the commune: screens, inspects, guides.', 'S2-06'),
  communeChair: cited('Chủ tịch UBND xã', "Chair of the commune's People's Committee.", 'S2-01'),
  communeViceChair: chosen('Phó Chủ tịch UBND xã', "Deputy of the commune's chair; signs KT."),
  communeOffice: cited('Văn phòng HĐND và UBND xã', 'Clerk of the commune: numbers and issues.', 'S2-13'),
  cultureSocial: cited('Phòng Văn hóa - Xã hội', 'Awards file, asks for the certificate.', 'S2-17'),
  finance: cited('Phòng Kinh tế', 'Estimates and settlement.', 'S2-21'),
  committeeHead: cited('Trưởng Ban Chỉ đạo', 'Head of the steering committee.', 'S0-02'),
  committeeMember: cited('Thành viên Ban Chỉ đạo', 'Member of the steering committee; votes.', 'S0-05'),
  fatherlandFront: cited('Ủy ban Mặt trận Tổ quốc', 'Consulted; propaganda.', 'S2-24'),
  inspector: cited('Cán bộ kiểm tra', 'Inspects against the criteria sheet.', 'S2-10'),
  provinceStaff: cited('Phòng Tham mưu Công an tỉnh', 'Intake, appraisal, tracking.', 'S2-14'),
  policeDirector: chosen('Giám đốc Công an tỉnh', "Proposes to the province's People's Committee."),
  policeDeputyDirector: chosen('Phó Giám đốc Công an tỉnh', 'Deputy of the police director; signs KT.'),
  provinceChair: cited('Chủ tịch UBND tỉnh', 'Decides the recognition.', 'S2-13'),
  provinceViceChair: chosen('Phó Chủ tịch UBND tỉnh', "Deputy of the province's chair; signs KT."),
  recordsOfficer: cited('Văn thư', 'Issues documents, keeps the registers.', 'NĐ 30/2020/NĐ-CP Đ.15'),
  department: cited('Sở, ban, ngành cấp tỉnh', 'A department of the province.', 'S4-01'),
  ministry: cited('Bộ Công an', 'The ministry; receives consolidated reports.', 'S2-01'),
  partyCell: cited('Cấp ủy, chi bộ', 'Party body whose resolution is evidence.', 'S0-02'),
  administrator: chosen('Quản trị viên', 'Runs accounts, calendars, sheets; never decides.'),
  auditor: chosen('Người kiểm soát', 'Reads the whole record.', 'cán bộ kiểm tra: inspects units'),
} as const satisfies Record<Role, Word>

export const SIGNING_FORM_WORDS = {
  TM: cited('TM. (thay mặt)', 'In the name of the collective.', 'NĐ 30/2020/NĐ-CP Đ.13'),
  KT: cited(
    'KT. (ký thay)',
    'As deputy for the head.',
    'NĐ 30/2020/NĐ-CP Đ.13',
    'TUQ.: by a written delegation',
  ),
  TUQ: cited(
    'TUQ. (thừa ủy quyền)',
    'Under a written, dated delegation, never passed on.',
    'NĐ 30/2020/NĐ-CP Đ.13',
  ),
  TL: cited('TL. (thừa lệnh)', 'By order of the head.', 'NĐ 30/2020/NĐ-CP Đ.13'),
} as const satisfies Record<SigningForm, Word>
