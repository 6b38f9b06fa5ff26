// The words for levels, for what a dossier is about, and for the offices of the tree.
import type { Level, OfficeKind, SubjectKind } from '../vocabulary.ts'
import { cited } from './word.ts'
import type { Word } from './word.ts'

export const LEVEL_WORDS = {
  unit: cited('Đơn vị', "The dossier's own unit; for a commune, the commune itself.", 'S2-06'),
  commune: cited('Cấp xã', 'The commune, ward or special zone that the unit lies in.', 'S2-01'),
  province: cited('Cấp tỉnh', 'The province or city.', 'S2-01'),
} as const satisfies Record<Level, Word>

export const SUBJECT_KIND_WORDS = {
  commune: cited('Xã, phường, đặc khu', 'A commune-level administrative unit.', 'S2-02'),
  agency: cited('Cơ quan', 'A public agency or organisation.', 'S2-06'),
  enterprise: cited('Doanh nghiệp', 'An enterprise, not small or micro.', 'S2-06'),
  school: cited('Cơ sở giáo dục', 'A place of education.', 'S2-06'),
  residentialArea: cited('Khu dân cư', 'A hamlet or neighbourhood; by setting only.', 'S1-22'),
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
