// The criteria sheets that ship. All are samples: the Bộ tiêu chí of Quyết định 3554/QĐ-BCA-V05 was not found in
// public, so an administrator replaces them by publishing a new version.
import type { CriteriaSheet } from '../domain/command.ts'
import { COMMUNE_SHEET } from './sheets/commune.ts'
import { ORGANISATION_SHEET } from './sheets/organisation.ts'
import { RESIDENTIAL_AREA_SHEET } from './sheets/residential-area.ts'
import { SCHOOL_SHEET } from './sheets/school.ts'

/** Every sheet that a new instance starts with, each in its first version. */
export const SHEETS: readonly CriteriaSheet[] = [
  COMMUNE_SHEET,
  ORGANISATION_SHEET,
  SCHOOL_SHEET,
  RESIDENTIAL_AREA_SHEET,
]

/** The shipped sheet of an id; null when there is none. */
export function sheetById(id: string): CriteriaSheet | null {
  return SHEETS.find((sheet) => sheet.id === id) ?? null
}
