// Who takes part in the year's procedures. `unit` is the office that the dossier is about or that owns its matter;
// a commune that owns a matter is both its unit and its commune.
import type { Party } from '../../domain/procedure.ts'

/** Any one of a unit's people: its head, its officer, or the head of a residential area. */
export const UNIT: readonly Party[] = [
  { role: 'unitHead', level: 'unit' },
  { role: 'unitOfficer', level: 'unit' },
  { role: 'residentialHead', level: 'unit' },
]
/** The commune's own people where it is the subject or the owner. */
export const COMMUNE_ITSELF: readonly Party[] = [
  { role: 'communeOffice', level: 'unit' },
  { role: 'communePolice', level: 'unit' },
  { role: 'communeChair', level: 'unit', deputies: ['communeViceChair'] },
]
/** Whoever owns a matter below a commune, or the commune itself. */
export const OWNER: readonly Party[] = [...UNIT, ...COMMUNE_ITSELF]
/** Whoever owns a matter right below the province, or the province itself. */
export const PROVINCE_OWNER: readonly Party[] = [
  { role: 'unitHead', level: 'unit' },
  { role: 'unitOfficer', level: 'unit' },
  { role: 'department', level: 'unit' },
  { role: 'provinceStaff', level: 'unit' },
]

/** The police of the commune. */
export const COMMUNE_POLICE: Party = { role: 'communePolice', level: 'commune' }
/** The office of the commune. */
export const COMMUNE_OFFICE: Party = { role: 'communeOffice', level: 'commune' }
/** The standing body of the commune's committee: its police; where there is none, the office stands in. */
export const STANDING_BODY: readonly Party[] = [COMMUNE_POLICE, COMMUNE_OFFICE]
/** The chair of the commune; a deputy signs KT. */
export const COMMUNE_CHAIR: Party = { role: 'communeChair', level: 'commune', deputies: ['communeViceChair'] }
/** The chair of the commune that is itself the subject or the owner. */
export const OWN_CHAIR: Party = { role: 'communeChair', level: 'unit', deputies: ['communeViceChair'] }
/** The culture and social office. */
export const CULTURE_SOCIAL: Party = { role: 'cultureSocial', level: 'commune' }
/** The economic office. */
export const FINANCE: Party = { role: 'finance', level: 'commune' }
/** An inspector of the commune. */
export const COMMUNE_INSPECTOR: Party = { role: 'inspector', level: 'commune' }

/** The staff office of the provincial police. */
export const PROVINCE_STAFF: Party = { role: 'provinceStaff', level: 'province' }
/** An inspector of the province. */
export const PROVINCE_INSPECTOR: Party = { role: 'inspector', level: 'province' }
/** The director of the provincial police; a deputy signs KT. */
export const POLICE_DIRECTOR: Party = {
  role: 'policeDirector',
  level: 'province',
  deputies: ['policeDeputyDirector'],
}
/** The chair of the province; a deputy signs KT. */
export const PROVINCE_CHAIR: Party = {
  role: 'provinceChair',
  level: 'province',
  deputies: ['provinceViceChair'],
}
/** The clerk of the province. */
export const RECORDS_OFFICER: Party = { role: 'recordsOfficer', level: 'province' }
/** The ministry. */
export const MINISTRY: Party = { role: 'ministry', level: 'ministry' }

/** Offices that can own a matter under a commune. */
export const COMMUNE_OWNERS = ['commune', 'agency', 'enterprise', 'school', 'residentialArea'] as const
/** Offices that can own a matter under the province without a commune between. */
export const PROVINCE_OWNERS = ['agency', 'enterprise', 'school', 'department', 'province'] as const
