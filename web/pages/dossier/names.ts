// Names out of a procedure and of who holds a dossier, for texts.
import type { Procedure } from '../../../domain/procedure.ts'
import { stepById } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { sourceName } from '../../i18n/sources.ts'
import { roleLabel } from '../../i18n/vi.ts'

export function stepName(procedure: Procedure, step: string): string {
  return stepById(procedure, step)?.vi ?? step
}

/** Who has a task: the person, or the role whose turn it is, each as people know them. */
export function holderName(
  { assignee, claimedBy }: Schemas['Task'],
  names: Readonly<Record<string, string>>,
): string {
  const { personId, roles } = assignee
  const person = personId ?? claimedBy
  const role = roles[0] === undefined ? '' : roleLabel(roles[0])
  return person === null ? role : (names[person] ?? role)
}

/** Whose turn it is now; empty when nobody's. */
export function holdersNow({ state, names }: Schemas['DossierDetail']): string[] {
  const open = state.tasks.filter((task) => task.state === 'open' && task.parent === null)
  return [...new Set(open.map((task) => holderName(task, names)))]
}

/** Where a rule comes from: the text's own sign, or what the setting that stands in for one is called. */
export function sourceText({ settings }: Procedure, source: string): string {
  const setting = settings.find(({ id }) => id === source)
  return setting === undefined ? sourceName(source) : `thiết lập “${setting.vi}”`
}
