// The dossiers that were chosen in a list, on their way to the page that does something with all of them: kept on the
// device, so that they survive a reload and an ended session.
import { keep, kept } from '../../client/keys.ts'

/** The API takes no more in one batch. */
export const MOST_CHOSEN = 5000
const PLACE = 'chosen-dossiers'

export function keepChosen(ids: readonly string[]): void {
  keep(PLACE, ids.length === 0 ? null : ids)
}

export function chosenDossiers(): readonly string[] {
  const found = kept(PLACE)
  return Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : []
}
