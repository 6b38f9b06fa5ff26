// Where a role can sit: in offices of which kind, and how many hold it there. The walk peoples its offices by this,
// so a party that nobody can fill shows as a step that nobody can leave.
import type { Path } from '../procedure.ts'
import { OFFICE_SUBJECTS } from '../vocabulary.ts'
import type { Level, OfficeKind, OfficeSubject, Role, SubjectKind } from '../vocabulary.ts'

/** Kinds of office in which a role exists. Administrators and auditors are never a party. */
export const ROLE_SEATS: Readonly<Record<Role, readonly OfficeKind[]>> = {
  unitHead: ['agency', 'enterprise', 'school', 'department'],
  unitOfficer: ['agency', 'enterprise', 'school', 'department'],
  residentialHead: ['residentialArea'],
  communePolice: ['commune'],
  communeChair: ['commune'],
  communeViceChair: ['commune'],
  communeOffice: ['commune'],
  cultureSocial: ['commune'],
  finance: ['commune'],
  committeeHead: ['commune', 'province'],
  committeeMember: ['commune', 'province'],
  fatherlandFront: ['commune', 'province'],
  inspector: ['commune', 'province'],
  provinceStaff: ['province'],
  policeDirector: ['province'],
  policeDeputyDirector: ['province'],
  provinceChair: ['province'],
  provinceViceChair: ['province'],
  recordsOfficer: ['commune', 'province', 'department'],
  department: ['department', 'province'],
  ministry: ['ministry'],
  partyCell: ['agency', 'enterprise', 'school', 'commune', 'province', 'residentialArea'],
  administrator: [],
  auditor: [],
}

/** Roles of which an office has one holder. */
export const SINGLE_SEAT: readonly Role[] = [
  'unitHead',
  'residentialHead',
  'communeChair',
  'committeeHead',
  'policeDirector',
  'provinceChair',
]

const isOffice = (kind: SubjectKind): kind is OfficeSubject =>
  (OFFICE_SUBJECTS as readonly string[]).includes(kind)

/** The kinds of office that the dossiers of a path sit in: those that own the matter, or the subjects themselves. */
export function ownersOf(path: Path): readonly OfficeKind[] {
  return path.owners ?? path.kinds.filter(isOffice)
}

/** Whether an office of this kind on the path has no commune above it. */
export function withoutCommune(path: Path, owner: OfficeKind): boolean {
  const traits = path.traits ?? []
  return (
    traits.includes('provincial') ||
    traits.includes('ministerial') ||
    owner === 'province' ||
    owner === 'department' ||
    owner === 'ministry'
  )
}

/** The kinds of office that a level may be on a path; empty where none of its offices has one. */
export function officeKindsOf(level: Level, path: Path): readonly OfficeKind[] {
  switch (level) {
    case 'unit':
      return ownersOf(path)
    case 'commune':
      return ownersOf(path).every((owner) => withoutCommune(path, owner)) ? [] : ['commune']
    case 'ministry':
      return ['ministry']
    case 'province':
      return ['province']
  }
}

/** Whether a role can be held at a level of a path. */
export function canSit(role: Role, level: Level, path: Path): boolean {
  const kinds = officeKindsOf(level, path)
  const policed = role !== 'communePolice' || level === 'unit' || !(path.traits ?? []).includes('noPolice')
  return policed && ROLE_SEATS[role].some((kind) => kinds.includes(kind))
}
