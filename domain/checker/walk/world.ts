// The little world in which a path is walked: a subject, its offices and people, an open campaign, and earlier
// results as good or bad as the world says.
import { holdersKey, resultsKey } from '../../command.ts'
import type { Facts } from '../../command.ts'
import type { Id } from '../../dossier.ts'
import type { Path, Procedure } from '../../procedure.ts'
import { REFERENCE_KINDS, referenceValue } from '../../reference.ts'
import type { ReferenceKind } from '../../reference.ts'
import { isMatter, stepById } from '../../steps.ts'
import { resultRules, resultYears } from '../../results.ts'
import { addMs } from '../../time/civil.ts'
import type { Instant } from '../../time/civil.ts'
import type { CheckContext } from '../finding.ts'
import { takenAs } from '../about.ts'
import type { About } from '../about.ts'
import { withoutCommune } from '../seats.ts'
import type { Life } from '../structure/dates.ts'
import { officesOf, peopleOf } from './people.ts'
import type { Person } from './people.ts'
import { SHEET, countsIn, figuresIn, sheetFor } from './outside.ts'
import type { WorldKind } from './outside.ts'

export { WORLDS } from './outside.ts'
export type { WorldKind } from './outside.ts'

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
/** Whom a form of the walk points at. */
export const pointingAt = (kind: ReferenceKind): string => referenceValue({ kind, id: HASH, name: HASH })
const HOUR_MS = 3_600_000

/** What every rule asks for; in a bad year nothing of what also looks back, or of what is this year's alone. */
function resultsIn(kind: WorldKind, procedure: Procedure, year: number): Facts['results'] {
  const results: Record<string, Record<number, string>> = {}
  const needs = procedure.steps.flatMap((step) => step.needs)
  for (const rule of needs.flatMap((need) => (need.kind === 'priorResult' ? resultRules(need) : []))) {
    const years = resultYears(rule, year)
    const missing = years.some((one) => one < year) ? kind === 'lastYearBad' : kind === 'thisYearBad'
    const [best] = rule.accepted
    if (missing || best === undefined) continue
    const key = resultsKey(rule.result, rule.of)
    results[key] = { ...results[key], ...Object.fromEntries(years.map((one) => [one, best])) }
  }
  return results
}

function campaignIn(procedure: Procedure, path: Path, year: number, life: Life): Facts['campaign'] {
  const sheet = { id: SHEET.id, version: SHEET.version }
  const switches = procedure.paths.flatMap(({ setting }) => (setting === undefined ? [] : [setting]))
  return {
    id: 'campaign',
    procedureHash: HASH,
    year,
    status: 'open',
    opensAt: life.opensAt,
    closesAt: life.closesAt,
    dates: {},
    reading: 'strict',
    // Only the setting that opens this very path is on.
    settings: Object.fromEntries(switches.map((id) => [id, id === path.setting])),
    sheets: Object.fromEntries(procedure.subjects.map((kind) => [kind, sheet])),
  }
}

function subjectIn(procedure: Procedure, path: Path, about: About): Facts['subject'] {
  const { kind, owner } = about
  const traits = path.traits ?? []
  return {
    id: 'subject',
    kind,
    owner,
    type: takenAs(procedure, path, about)?.type ?? null,
    ...(isMatter(kind) ? { status: procedure.begins ?? 'draft' } : {}),
    offices: officesOf(path, owner),
    // What has no commune above it belongs to the province itself.
    provincial: withoutCommune(path, owner),
    ministerial: traits.includes('ministerial'),
    communeHasPolice: !traits.includes('noPolice'),
    valid: true,
  }
}

/** Builds the world of one kind of subject on a path. */
export function buildWorld(
  procedure: Procedure,
  path: Path,
  about: About,
  kind: WorldKind,
  context: CheckContext,
  life: Life,
): World {
  const persons = peopleOf(procedure, path, about)
  const holders: Record<string, Id[]> = {}
  for (const { id, capacity } of persons) {
    const key = holdersKey(capacity.officeId, capacity.role)
    holders[key] = [...(holders[key] ?? []), id]
  }
  const needs = path.steps.flatMap((id) => stepById(procedure, id)?.needs ?? [])
  const facts: Facts = {
    campaign: campaignIn(procedure, path, context.year, life),
    calendar: context.calendar,
    subject: subjectIn(procedure, path, about),
    capacities: [],
    holders,
    results: resultsIn(kind, procedure, context.year),
    counts: countsIn(kind, needs),
    figures: figuresIn(kind, procedure, needs),
    parts: [],
    sheet: sheetFor(needs),
    body: null,
    previous: null,
    stored: [HASH],
    known: REFERENCE_KINDS.map(pointingAt),
    targetOffice: null,
    batch: null,
    newer: null,
    newerHash: null,
  }
  return { procedure, path, kind, persons, facts, at: addMs(life.opensAt, HOUR_MS) }
}
