// Who has lists to bring in.
import type { Role } from '../../../domain/vocabulary.ts'

export const UNIT_LISTS = ['administrator', 'communePolice', 'communeOffice', 'provinceStaff'] as const
export const SCORE_LISTS = ['inspector', 'committeeHead', 'cultureSocial', 'unitHead', 'unitOfficer'] as const

/** Who has such lists to bring in. */
export const IMPORTERS: readonly Role[] = [...UNIT_LISTS, ...SCORE_LISTS]
