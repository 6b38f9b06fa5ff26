// Who keeps units, which kinds there are, and their marks: as the API has them, for buttons and lists to choose from.
import type { Role } from '../../../../domain/vocabulary.ts'
import type { Schemas } from '../../../client/api.ts'

/** Roles that add, rename and end units of their place. */
export const UNIT_KEEPERS: readonly Role[] = [
  'administrator',
  'communePolice',
  'communeOffice',
  'communeChair',
  'communeViceChair',
  'provinceStaff',
]

export const UNIT_KINDS = ['agency', 'enterprise', 'school', 'residentialArea', 'department'] as const
export type UnitKind = (typeof UNIT_KINDS)[number]

/** Whether an office is a unit that its place keeps: provinces, communes and the ministry come from the registry. */
export function isUnit(kind: Schemas['Office']['kind']): boolean {
  return UNIT_KINDS.some((one) => one === kind)
}

export const MARKS = {
  smallEnterprise: 'Doanh nghiệp nhỏ, không thuộc diện xét',
  preSecondary: 'Trường mầm non, tiểu học',
} as const satisfies Record<Schemas['Office']['marks'][number], string>
