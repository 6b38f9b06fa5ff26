// In whose name a signature stands (NĐ 30/2020 Đ.13): one rule for the record's lines, the registers and the papers.
import type { Capacity } from './command.ts'
import { bodyOf } from './papers.ts'
import type { PaperBody } from './papers.ts'
import type { Role, SigningForm } from './vocabulary.ts'

/** Whose deputies or staff sign for him. */
export const HEAD_OF: Partial<Record<Role, Role>> = {
  provinceViceChair: 'provinceChair',
  communeViceChair: 'communeChair',
  policeDeputyDirector: 'policeDirector',
  provinceStaff: 'policeDirector',
  communeOffice: 'communeChair',
  cultureSocial: 'communeChair',
  finance: 'communeChair',
  recordsOfficer: 'provinceChair',
  unitOfficer: 'unitHead',
}
/** Staff who sign by order of the head, never in their own name and not as his deputies. */
const BY_ORDER: readonly Role[] = [
  'provinceStaff',
  'communeOffice',
  'cultureSocial',
  'finance',
  'recordsOfficer',
  'unitOfficer',
]

/**
 * The form of a signature, by the capacity and the role that signed: TM. for a collective only, none for
 * whoever heads an office by himself, TL. for staff (NĐ 30/2020 Đ.13). Told of what it gave, it gives the same.
 */
export function formOnPaper(
  form: SigningForm | null,
  role: Role,
  body: PaperBody = bodyOf(role, 'province'),
): SigningForm | null {
  if (form === 'TUQ') return form
  if (form === 'TL' || BY_ORDER.includes(role)) return 'TL'
  if (form === 'KT' && HEAD_OF[role] !== undefined) return form
  return body === 'people' || body === 'committee' ? 'TM' : null
}

/** TUQ. under a written delegation, KT. for a deputy; for the role itself TM. where it speaks for a collective, else none. */
export function signingForm(roles: readonly Role[], { delegation, role }: Capacity): SigningForm | null {
  if (delegation !== null) return 'TUQ'
  return formOnPaper(role === roles[0] ? null : 'KT', role)
}
