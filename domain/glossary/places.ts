// The words for levels, for what a dossier is about, and for the offices of the tree.
import type { Level, OfficeKind, SubjectKind } from '../vocabulary.ts'
import { cited } from './word.ts'
import type { Word } from './word.ts'

export const LEVEL_WORDS = {
  unit: cited('Đơn vị', "The dossier's own unit; for a commune, the commune itself.", 'S2-06'),
  commune: cited('Cấp xã', 'The commune, ward or special zone that the unit lies in.', 'S2-01'),
  province: cited('Cấp tỉnh', 'The province or city.', 'S2-01'),
  ministry: cited('Bộ', 'The ministry, above all provinces.', 'S2-01'),
} as const satisfies Record<Level, Word>

export const SUBJECT_KIND_WORDS = {
  commune: cited('Xã, phường, đặc khu', 'A commune-level administrative unit.', 'S2-02'),
  agency: cited('Cơ quan', 'A public agency or organisation.', 'S2-06'),
  enterprise: cited('Doanh nghiệp', 'An enterprise, not small or micro.', 'S2-06'),
  school: cited('Cơ sở giáo dục', 'A place of education.', 'S2-06'),
  residentialArea: cited('Khu dân cư', 'A hamlet or neighbourhood; by setting only.', 'S1-22'),
  department: cited('Sở, ban, ngành', 'A department of a province.', 'S4-01'),
  province: cited('Tỉnh, thành phố trực thuộc trung ương', 'A province or centrally run city.', 'S2-13'),
  model: cited('Mô hình', 'A model of the movement, registered and reviewed.', 'S0-07'),
  commitment: cited('Bản cam kết', 'A commitment signed for a year or longer.', 'S3-08'),
  coordination: cited('Quy chế phối hợp', 'Rules by which bodies work together.', 'S0-13'),
  committee: cited('Ban Chỉ đạo, tổ công tác', 'A committee or group that was set up.', 'S3-06'),
  feedback: cited(
    'Phản ánh, kiến nghị',
    'What a citizen or body brought up, known by a neutral title.',
    'S4-08',
  ),
  dispute: cited('Vụ việc hòa giải', 'A dispute in conciliation, known by a neutral title.', 'S3-14'),
  award: cited('Đề nghị khen thưởng', 'A proposal of an award.', 'S0-04'),
  plan: cited('Kế hoạch', 'A plan with its duties.', 'S0-02'),
  duty: cited('Nhiệm vụ', 'One duty of a plan, given to an office or a person.', 'S0-02'),
  report: cited(
    'Báo cáo theo yêu cầu',
    'A report asked for outside the calendar.',
    'S0-22',
    'báo cáo: what a body hands in by the calendar',
  ),
  event: cited('Hoạt động', 'A festival, a campaign of work, an inspection, a meeting.', 'S1-15'),
  expense: cited('Khoản chi', 'One expense within an estimate, or over it.', 'S0-19'),
} as const satisfies Record<SubjectKind, Word>

export const OFFICE_KIND_WORDS = {
  ministry: cited('Bộ', 'The top of the tree.', 'S2-01'),
  province: cited('Tỉnh, thành phố trực thuộc trung ương', 'A province or centrally run city.', 'S2-13'),
  department: cited('Sở, ban, ngành', 'A department of a province.', 'S4-01'),
  commune: cited('Xã, phường, đặc khu', 'A commune-level administrative unit.', 'S2-02'),
  agency: cited('Cơ quan', 'A public agency or organisation.', 'S2-06'),
  enterprise: cited('Doanh nghiệp', 'An enterprise.', 'S2-06'),
  school: cited('Cơ sở giáo dục', 'A place of education.', 'S2-06'),
  residentialArea: cited('Khu dân cư', 'A hamlet or neighbourhood.', 'S1-22'),
} as const satisfies Record<OfficeKind, Word>
