// The registry of procedures that ship with this version. A campaign freezes one of them; from then on its dossiers
// follow the frozen copy, never this file.
import type { Procedure } from '../domain/procedure.ts'
import { DIEN_HINH } from './dien-hinh.ts'

/** Every procedure, in the order in which screens list them. */
export const PROCEDURES: readonly Procedure[] = [DIEN_HINH]

/** The shipped procedure of an id, in its newest version; null when there is none. */
export function procedureById(id: string): Procedure | null {
  return PROCEDURES.find((procedure) => procedure.id === id) ?? null
}
