// Whether every subject has a way, every way can be taken, and each step finds on its way what it counts on.
import { isMatter, placesOf, returnTargets, stepById } from '../../steps.ts'
import type { Path, Procedure, StepRule } from '../../procedure.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import type { SubjectKind } from '../../vocabulary.ts'
import { aboutOf, takenAs } from '../about.ts'
import { canSit } from '../seats.ts'

/** Whether some subject of the kind is really sent down the path. */
function taken(procedure: Procedure, path: Path, kind: SubjectKind): boolean {
  return aboutOf(path).some((about) => about.kind === kind && takenAs(procedure, path, about) !== null)
}

function checkOwners(procedure: Procedure, path: Path): Finding[] {
  const types = Object.keys(procedure.types ?? {})
  const strange = (path.types ?? []).filter((type) => !types.includes(type))
  const unowned = path.owners === undefined && path.kinds.some(isMatter)
  return [
    ...(unowned
      ? [finding('ownersMissing', [path.id], 'is for matters, but names no kind of office that owns them')]
      : []),
    ...strange.map((type) =>
      finding('typeUnknown', [path.id], `type "${type}" has no name; known: ${types.join(', ') || 'none'}`),
    ),
  ]
}

function checkSubjects(procedure: Procedure): Finding[] {
  const { subjects, paths } = procedure
  const without = subjects.filter((kind) => !paths.some((path) => path.kinds.includes(kind)))
  return [
    ...without.map((kind) => finding('noPath', [kind], `subjects of kind "${kind}" have no path`)),
    ...paths.flatMap((path) => {
      const strange = path.kinds.filter((kind) => !subjects.includes(kind))
      // Without owners nothing could be sent down it: said already.
      const owned = path.kinds.filter((kind) => !isMatter(kind) || path.owners !== undefined)
      const never = owned.filter((kind) => !taken(procedure, path, kind))
      return [
        ...checkOwners(procedure, path),
        ...strange.map((kind) =>
          finding('noPath', [path.id], `the procedure has no subjects of kind "${kind}"`),
        ),
        ...never.map((kind) => finding('pathShadowed', [path.id], `an earlier path takes every "${kind}"`)),
      ]
    }),
  ]
}

function onTheWay(procedure: Procedure, path: Path, upTo: string): StepRule[] {
  return path.steps.slice(0, path.steps.indexOf(upTo) + 1).flatMap((id) => stepById(procedure, id) ?? [])
}

function checkNeeds(procedure: Procedure, path: Path, step: StepRule): Finding[] {
  const before = onTheWay(procedure, path, step.id)
  const inspected = before.some(({ inspection }) => inspection !== undefined)
  const assessed = before.some(({ assessment }) => assessment !== undefined)
  return step.needs.flatMap((need) => {
    const where = [path.id, step.id]
    const judged = need.kind === 'criteriaMet' || need.kind === 'scored'
    if (judged && need.by === 'inspection' && !inspected)
      return [
        finding('criteriaNeverInspected', where, 'counts on an inspection that no step up to here makes'),
      ]
    const counts = need.kind === 'assessed' || (judged && need.by === 'assessment')
    return counts && !assessed
      ? [finding('neverAssessed', where, 'counts on a self-assessment that no step up to here makes')]
      : []
  })
}

function checkSeats(path: Path, step: StepRule): Finding[] {
  const { parties, signing } = step
  const seated = parties.filter((party) =>
    [party.role, ...(party.deputies ?? [])].some((role) => canSit(role, party.level, path)),
  )
  const enough =
    signing.mode === 'any' || signing.mode === 'quorum' ? seated.length > 0 : seated.length === parties.length
  if (enough) return []
  const roles = parties.map(({ role, level }) => `${role}@${level}`).join(', ')
  return [finding('roleNotSeated', [path.id, step.id], `no office of this path has ${roles}`)]
}

function checkOnPath(procedure: Procedure, path: Path): Finding[] {
  return path.steps.flatMap((id, index) => {
    const step = stepById(procedure, id)
    if (step === null) return []
    const where = [path.id, id]
    const ways = [step.forward.to, ...(step.reject ? [step.reject.to] : [])]
    const past = ways.some((to) => to === 'next') && index === path.steps.length - 1
    const off = ways
      .flatMap((to) => placesOf(path, id, to))
      .flatMap((to) => ('step' in to && !path.steps.includes(to.step) ? [to.step] : []))
    const returns = step.returns !== undefined && returnTargets(path, step).length === 0
    return [
      ...(past ? [finding('leadsNowhere', where, 'leads to "next", but the path ends here')] : []),
      ...off.map((to) => finding('leadsNowhere', where, `leads to "${to}", which isn't on the path`)),
      ...(returns ? [finding('returnsNowhere', where, 'may be sent back, but to no step of this path')] : []),
      ...checkNeeds(procedure, path, step),
      ...checkSeats(path, step),
    ]
  })
}

/** Nothing is recorded but a draft until the first step is done, and a draft has no deadline: nobody may have to wait in it. */
function checkBeginning(procedure: Procedure, path: Path): Finding[] {
  const first = stepById(procedure, path.steps[0] ?? '')
  if (first === null || first.signing.mode === 'one' || first.signing.mode === 'any') return []
  const detail = `begins with several signatures ("${first.signing.mode}"): a draft until all are there, which nothing ends`
  return [finding('signingImpossible', [path.id, first.id], detail)]
}

function checkSheets(procedure: Procedure, path: Path): Finding[] {
  const filled = path.steps.some((id) => {
    const step = stepById(procedure, id)
    return step?.inspection !== undefined || step?.assessment !== undefined
  })
  const without = filled ? path.kinds.filter((kind) => procedure.sheets[kind] === undefined) : []
  return without.map((kind) =>
    finding('noSheet', [path.id], `"${kind}" is inspected but has no criteria sheet`),
  )
}

/** Findings about paths: subjects without one, steps that lead off it, needs that nothing on it can meet. */
export function checkPaths(procedure: Procedure): Finding[] {
  return [
    ...checkSubjects(procedure),
    ...procedure.paths.flatMap((path) =>
      path.steps.length === 0
        ? [finding('pathEmpty', [path.id], 'has no step')]
        : [
            ...checkBeginning(procedure, path),
            ...checkOnPath(procedure, path),
            ...checkSheets(procedure, path),
          ],
    ),
  ]
}
