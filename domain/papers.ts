// Papers that acts issue (văn bản): the closed list of their kinds, what of NĐ 30/2020 belongs to each, in whose name they
// stand. Which of them an act gives is in papers-given.ts; layout is data elsewhere, and nothing here knows a file.
import type { OfficeKind, Role } from './vocabulary.ts'

/** Every kind of paper that can be made. */
export const PAPER_KINDS = [
  'proposal',
  'decision',
  'notice',
  'certificate',
  'registration',
  'selfAssessment',
  'inspectionMinutes',
  'meetingMinutes',
  'assignmentMinutes',
  'report',
  'plan',
  'returnLetter',
  'invitation',
  'estimate',
  'settlement',
  'schedule',
  'commendation',
] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

/** Kinds that are made out to one, on the ground of a decision that names him. */
export const PAPERS_TO_ONE = ['certificate', 'commendation'] as const satisfies readonly PaperKind[]

/** The acts of a step that can give a paper; 'draft': none, it is only offered to be filled, signed and brought back. */
export const PAPER_ACTS = ['forward', 'return', 'assess', 'inspect', 'meet', 'draft'] as const
export type PaperAct = (typeof PAPER_ACTS)[number]

/** In whose name a paper stands: the body of an office that its signer speaks for. */
export const PAPER_BODIES = ['ministry', 'people', 'police', 'committee', 'unit'] as const
export type PaperBody = (typeof PAPER_BODIES)[number]

/** The register of a number that somebody of the role is given. */
export function registerFor(
  { register, byPolice }: { readonly register: string; readonly byPolice?: string },
  role: Role | undefined,
): string {
  return byPolice !== undefined && role !== undefined && POLICE.includes(role) ? byPolice : register
}

const PEOPLE: readonly Role[] = [
  'provinceChair',
  'provinceViceChair',
  'communeChair',
  'communeViceChair',
  'communeOffice',
  'cultureSocial',
  'finance',
  'recordsOfficer',
]
const POLICE: readonly Role[] = [
  'policeDirector',
  'policeDeputyDirector',
  'provinceStaff',
  'communePolice',
  'inspector',
]

/** The body of an office for which a role speaks. */
export function bodyOf(role: Role, office: OfficeKind): PaperBody {
  if (office === 'ministry') return 'ministry'
  if (office !== 'province' && office !== 'commune') return 'unit'
  if (role === 'committeeHead' || role === 'committeeMember') return 'committee'
  if (POLICE.includes(role)) return 'police'
  return PEOPLE.includes(role) ? 'people' : 'unit'
}
