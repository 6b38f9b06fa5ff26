// The criteria sheets that ship. Those of Thông tư 124 carry its articles; all others are samples, because their texts
// were not found in public: an administrator replaces them by publishing a new version.
import type { CriteriaSheet } from '../domain/command.ts'
import { COMMUNE_SHEET } from './sheets/commune.ts'
import { ORGANISATION_SHEET } from './sheets/organisation.ts'
import { QD510_AREA, QD510_COMMUNE, QD510_ORGANISATION } from './sheets/qd510.ts'
import { RESIDENTIAL_AREA_SHEET } from './sheets/residential-area.ts'
import { SCHOOL_SHEET } from './sheets/school.ts'
import { EMULATION, MODEL_POLICE, NO_DRUGS, RURAL_SECURITY } from './sheets/titles.ts'
import { TT124_AREA } from './sheets/tt124-area.ts'
import { TT124_COMMUNE } from './sheets/tt124-commune.ts'
import { TT124_ORGANISATION } from './sheets/tt124-organisation.ts'
import { TT124_SCHOOL } from './sheets/tt124-school.ts'

/** Every sheet that a new instance starts with, each in its first version. */
export const SHEETS: readonly CriteriaSheet[] = [
  COMMUNE_SHEET,
  ORGANISATION_SHEET,
  SCHOOL_SHEET,
  RESIDENTIAL_AREA_SHEET,
  TT124_AREA,
  TT124_COMMUNE,
  TT124_ORGANISATION,
  TT124_SCHOOL,
  QD510_ORGANISATION,
  QD510_AREA,
  QD510_COMMUNE,
  NO_DRUGS,
  MODEL_POLICE,
  RURAL_SECURITY,
  EMULATION,
]

/** The shipped sheet of an id; null when there is none. */
export function sheetById(id: string): CriteriaSheet | null {
  return SHEETS.find((sheet) => sheet.id === id) ?? null
}
