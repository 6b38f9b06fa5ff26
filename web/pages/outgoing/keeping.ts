// Who keeps which register of an office: papers made outside are entered and changed by them. The API decides; this only
// says which buttons make sense.
import { registerRule } from '../../../domain/symbols.ts'
import type { Role } from '../../../domain/vocabulary.ts'
import type { Me } from '../../client/session.ts'

const OFFICE: readonly Role[] = [
  'recordsOfficer',
  'communeOffice',
  'unitOfficer',
  'unitHead',
  'residentialHead',
]
const POLICE: readonly Role[] = ['recordsOfficer', 'communePolice', 'provinceStaff']

/** Whether somebody keeps this register of this office. */
export function keepsRegister(me: Me, officeId: string, register: string): boolean {
  const roles = registerRule(register).issuer === 'police' ? POLICE : OFFICE
  return me.posts.some((post) => post.officeId === officeId && roles.includes(post.role))
}

/** Whether somebody keeps any register: then papers may wait for his office's seal. */
export const keepsAny = (me: Me): boolean =>
  me.posts.some(({ role }) => OFFICE.includes(role) || POLICE.includes(role))
