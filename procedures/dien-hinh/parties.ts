// Who takes part in the điển hình year, and the small pieces that several of its steps share.
import type { Need, Party, Reminder, ReturnRule } from '../../domain/procedure.ts'
import { correctionDue } from './settings.ts'

/** Any one of a unit's people: its head, its officer, or the head of a residential area. */
export const UNIT: readonly Party[] = [
  { role: 'unitHead', level: 'unit' },
  { role: 'unitOfficer', level: 'unit' },
  { role: 'residentialHead', level: 'unit' },
]

/** The commune as a subject: its own office is what `unit` means there. */
export const COMMUNE_AS_SUBJECT: readonly Party[] = [
  { role: 'communeOffice', level: 'unit' },
  { role: 'communePolice', level: 'unit' },
  { role: 'communeChair', level: 'unit', deputies: ['communeViceChair'] },
]

export const COMMUNE_POLICE: Party = { role: 'communePolice', level: 'commune' }
export const COMMUNE_CHAIR: Party = { role: 'communeChair', level: 'commune', deputies: ['communeViceChair'] }
export const PROVINCE_STAFF: Party = { role: 'provinceStaff', level: 'province' }
/** Who inspects for the province also closes the inspection, so that its staff stay free to appraise. */
export const PROVINCE_INSPECTOR: Party = { role: 'inspector', level: 'province' }
export const POLICE_DIRECTOR: Party = {
  role: 'policeDirector',
  level: 'province',
  deputies: ['policeDeputyDirector'],
}
export const PROVINCE_CHAIR: Party = {
  role: 'provinceChair',
  level: 'province',
  deputies: ['provinceViceChair'],
}

/** Every step at which somebody inspects: who acted there takes no part in the province's judgement. */
export const INSPECTION_STEPS = ['build', 'buildByProvince', 'buildCommune'] as const

/** Working days before a deadline on which the holder is reminded. */
export const workingDays = (...days: readonly number[]): readonly Reminder[] =>
  days.map((count) => ({ days: count, working: true }))

export const document = (id: string, vi: string, required: boolean): Need => ({
  kind: 'document',
  id,
  vi,
  required,
})

/** Back for correction, and then straight to whoever asked for it. */
export const backTo = (...to: ReturnRule['to']): ReturnRule => ({
  to,
  resume: 'returner',
  due: correctionDue,
})
