// What the dossiers of a path can be about: each kind of subject, in each kind of office that it is or that owns it.
import type { SubjectFacts } from '../command.ts'
import type { Path, Procedure } from '../procedure.ts'
import { isMatter, pathFor } from '../steps.ts'
import type { Routed } from '../steps.ts'
import type { OfficeKind, SubjectKind } from '../vocabulary.ts'
import { ownersOf, withoutCommune } from './seats.ts'

export interface About {
  readonly kind: SubjectKind
  readonly owner: OfficeKind
}

/** Each kind of a path with each kind of office that it can belong to. */
export function aboutOf(path: Path): About[] {
  return path.kinds.flatMap((kind): About[] =>
    isMatter(kind) ? ownersOf(path).map((owner) => ({ kind, owner })) : [{ kind, owner: kind }],
  )
}

/** Settings under which a path is open, the others closed. */
function settingsFor(procedure: Procedure, path: Path): Record<string, boolean> {
  const switches = procedure.paths.flatMap(({ setting }) => (setting === undefined ? [] : [setting]))
  return Object.fromEntries(switches.map((id) => [id, id === path.setting]))
}

/** The subject, as its facts would route it, of the first type that is really sent down the path; null when none is. */
export function takenAs(
  procedure: Procedure,
  path: Path,
  { kind, owner }: About,
): (Routed & Pick<SubjectFacts, 'type'>) | null {
  const traits = path.traits ?? []
  const subjects = (path.types ?? [null]).map((type) => ({
    kind,
    owner,
    type,
    // What has no commune above it belongs to the province itself.
    provincial: withoutCommune(path, owner),
    ministerial: traits.includes('ministerial'),
    communeHasPolice: !traits.includes('noPolice'),
  }))
  const settings = settingsFor(procedure, path)
  return subjects.find((subject) => pathFor(procedure, subject, settings)?.id === path.id) ?? null
}
