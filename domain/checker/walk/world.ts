// The little world in which a path is walked: a subject, its offices, one person for each role that can sit there
// (more only where duties kept apart or blind inspections need it), and results as good or bad as the world says.
import { holdersKey } from '../../command.ts'
import type { Capacity, CriteriaSheet, Facts } from '../../command.ts'
import type { Id } from '../../dossier.ts'
import { stepById } from '../../steps.ts'
import type { Party, Path, Procedure, StepRule } from '../../procedure.ts'
import { addMs } from '../../time/civil.ts'
import type { Instant } from '../../time/civil.ts'
import type { Level, Role, SubjectKind } from '../../vocabulary.ts'
import type { CheckContext } from '../finding.ts'
import { SINGLE_SEAT, canSit } from '../seats.ts'
import type { Life } from '../structure/dates.ts'

/** Which earlier results the subject has: all that any step asks for, none of last year's, none of this year's. */
export const WORLDS = ['good', 'lastYearBad', 'thisYearBad'] as const
export type WorldKind = (typeof WORLDS)[number]

export interface Person {
  readonly id: Id
  /** Which of the role's people it is: where duties are kept apart, one shift acts at one step, another at the other. */
  readonly shift: number
  readonly role: Role
  readonly capacity: Capacity
}

export interface World {
  readonly procedure: Procedure
  readonly path: Path
  readonly kind: WorldKind
  readonly persons: readonly Person[]
  /** Facts without the actor's capacities and body, which each command brings. */
  readonly facts: Facts
  /** The instant at which everything in the walk is received: an hour after the campaign opens. */
  readonly at: Instant
}

export const HASH = 'checked'
const HOUR_MS = 3_600_000

const SHEET: CriteriaSheet = {
  id: 'checked',
  version: 1,
  vi: 'Phiếu kiểm thử',
  sample: true,
  source: 'checker',
  criteria: [{ id: 'c1', vi: 'Tiêu chí', group: 'Nhóm', mustMeet: true, allowsNotApplicable: false }],
}

function officesOf(path: Path, kind: SubjectKind): Record<Level, Id | null> {
  const provincial = (path.traits ?? []).includes('provincial')
  const commune = provincial ? null : 'commune'
  return { unit: kind === 'commune' ? 'commune' : 'unit', commune, province: 'province' }
}

function stepsOf(procedure: Procedure, path: Path): StepRule[] {
  return path.steps.flatMap((id) => stepById(procedure, id) ?? [])
}

/** Every party that the path's steps, and what may follow its end, name. */
function partiesOf(procedure: Procedure, path: Path): Party[] {
  const { after } = procedure
  return [
    ...stepsOf(procedure, path).flatMap(actorsOf),
    ...[
      after.maintain?.by,
      after.revoke?.by,
      after.correct?.by,
      after.reopen?.by,
      procedure.extendBy,
    ].flatMap((by) => by ?? []),
  ]
}

/** Everybody who may act at a step, in whatever part. */
export function actorsOf(step: StepRule): Party[] {
  const { parties, inspection, assessment, late, signing } = step
  return [
    ...parties,
    ...(inspection === undefined ? [] : inspection.by),
    ...(inspection?.settledBy === undefined ? [] : [inspection.settledBy]),
    ...(assessment === undefined ? [] : [assessment.by, ...(assessment.also ?? [])]),
    ...(late.effect === 'refuse' ? [late.acceptedBy] : []),
    ...(signing.mode === 'quorum' ? [signing.recordedBy] : []),
  ]
}

const acts = (step: StepRule, role: Role, level: Level): boolean =>
  actorsOf(step).some(
    (party) => party.level === level && [party.role, ...(party.deputies ?? [])].includes(role),
  )

/**
 * Which shift of a role acts at each step of the path, so that steps kept apart never share one. A role that an
 * office has one holder of has one shift, however much is asked of it.
 */
export function shiftsOf(
  procedure: Procedure,
  path: Path,
  role: Role,
  level: Level,
): Readonly<Record<string, number>> {
  const shifts: Record<string, number> = {}
  const steps = stepsOf(procedure, path).filter((step) => acts(step, role, level))
  for (const step of steps) {
    const apart = steps.filter(
      (other) => (step.apart ?? []).includes(other.id) || (other.apart ?? []).includes(step.id),
    )
    const taken = apart.map(({ id }) => shifts[id])
    let shift = 1
    while (!SINGLE_SEAT.includes(role) && taken.includes(shift)) shift += 1
    shifts[step.id] = shift
  }
  return shifts
}

/** One person for each shift of a role; three, where inspections are blind and a third may have to settle them. */
function holdersOf(
  procedure: Procedure,
  path: Path,
  role: Role,
  level: Level,
): { readonly n: number; readonly shift: number }[] {
  const last = Math.max(1, ...Object.values(shiftsOf(procedure, path, role, level)))
  const blind = stepsOf(procedure, path).some(
    (step) => step.inspection?.blind === 'double' && acts(step, role, level),
  )
  const each = blind && !SINGLE_SEAT.includes(role) ? 3 : 1
  return Array.from({ length: last * each }, (_, index) => ({ n: index + 1, shift: (index % last) + 1 }))
}

function peopleOf(procedure: Procedure, path: Path, kind: SubjectKind): Person[] {
  const offices = officesOf(path, kind)
  const own: Path = { ...path, kinds: [kind] }
  const persons = new Map<Id, Person>()
  for (const party of partiesOf(procedure, path)) {
    const officeId = offices[party.level]
    if (officeId === null) continue
    for (const role of [party.role, ...(party.deputies ?? [])].filter((one) =>
      canSit(one, party.level, own),
    )) {
      const holders = holdersOf(procedure, path, role, party.level)
      for (const { n, shift } of holders) {
        const id = `${role}${holders.length > 1 ? n : ''}@${officeId}`
        persons.set(id, { id, shift, role, capacity: { role, officeId, holdingId: id, delegation: null } })
      }
    }
  }
  return [...persons.values()]
}

/** Kinds of subject of a path that differ in who sits where; the others would only be walked twice. */
export function differingKinds(procedure: Procedure, path: Path): SubjectKind[] {
  const seen = new Map<string, SubjectKind>()
  for (const kind of path.kinds) {
    const key = JSON.stringify(peopleOf(procedure, path, kind).map(({ id }) => id))
    if (!seen.has(key)) seen.set(key, kind)
  }
  return [...seen.values()]
}

function resultsIn(kind: WorldKind, procedure: Procedure, year: number): Facts['results'] {
  const results: Record<string, Record<number, string>> = {}
  for (const need of procedure.steps.flatMap((step) => step.needs)) {
    if (need.kind !== 'priorResult') continue
    const missing = need.yearOffset === -1 ? kind === 'lastYearBad' : kind === 'thisYearBad'
    const [best] = need.accepted
    if (!missing && best !== undefined)
      results[need.result] = { ...results[need.result], [year + need.yearOffset]: best }
  }
  return results
}

/** Builds the world of one kind of subject on a path. */
export function buildWorld(
  procedure: Procedure,
  path: Path,
  subjectKind: SubjectKind,
  kind: WorldKind,
  context: CheckContext,
  life: Life,
): World {
  const persons = peopleOf(procedure, path, subjectKind)
  const holders: Record<string, Id[]> = {}
  for (const { id, capacity } of persons) {
    const key = holdersKey(capacity.officeId, capacity.role)
    holders[key] = [...(holders[key] ?? []), id]
  }
  const sheet = { id: SHEET.id, version: SHEET.version }
  const switches = procedure.paths.flatMap(({ setting }) =>
    setting === undefined ? [] : [[setting, setting === path.setting]],
  )
  const traits = path.traits ?? []
  return {
    procedure,
    path,
    kind,
    persons,
    at: addMs(life.opensAt, HOUR_MS),
    facts: {
      campaign: {
        id: 'campaign',
        procedureHash: HASH,
        year: context.year,
        status: 'open',
        opensAt: life.opensAt,
        closesAt: life.closesAt,
        dates: {},
        reading: 'strict',
        settings: Object.fromEntries(switches) as Readonly<Record<string, boolean>>,
        sheets: Object.fromEntries(procedure.subjects.map((one) => [one, sheet])),
      },
      calendar: context.calendar,
      subject: {
        id: 'subject',
        kind: subjectKind,
        offices: officesOf(path, subjectKind),
        provincial: traits.includes('provincial'),
        communeHasPolice: !traits.includes('noPolice'),
        valid: true,
      },
      capacities: [],
      holders,
      results: resultsIn(kind, procedure, context.year),
      sheet: SHEET,
      body: null,
      previous: null,
      stored: [HASH],
      targetOffice: null,
      batch: null,
      newer: null,
      newerHash: null,
    },
  }
}
