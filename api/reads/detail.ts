// One dossier as a reader may see it: its state without the verdicts of a half-finished blind inspection, its deadline
// with everything that led to it, and what he may do now with, for the rest, why not.
import { z } from 'zod'
import { readFacts } from '../../activities/record/commands.ts'
import type { Situation } from '../../activities/record/facts.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import type { Queryable } from '../../activities/pool.ts'
import { allowedActions } from '../../domain/allowed.ts'
import type { Command } from '../../domain/command.ts'
import { dueOf, isLate } from '../../domain/deadline.ts'
import type { DossierState } from '../../domain/dossier.ts'
import { nextStepOf } from '../../domain/needs.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { visibleState } from '../../domain/visibility.ts'
import { REFUSALS } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { action as anyAction, id, instant } from '../schemas.ts'
import { Values, readsDossier, readsFromOutside, scopeOf, seesOfOffices } from '../scope.ts'
import { dossierState } from './state.ts'

export const allowedAction = z
  .object({
    action: anyAction,
    allowed: z.boolean(),
    code: z.enum(REFUSALS).nullable(),
    detail: z.record(z.string(), z.unknown()).readonly(),
    /** The own task to be named in the basis. */
    taskId: z.string().nullable(),
    /** Steps that return, jump or reopen may name. */
    targets: z.array(z.string()).readonly(),
  })
  .meta({ id: 'AllowedAction' })

const dueView = z
  .object({
    dueAt: instant,
    late: z.boolean(),
    extended: z.boolean(),
    effect: z.enum(['mark', 'refuse', 'lapse']),
    correction: z.boolean(),
    /** Rule, source, days passed over, reading, notes: everything that led to the instant. */
    explanation: z.unknown(),
  })
  .meta({ id: 'Due' })

export const dossierDetail = z
  .object({
    state: dossierState,
    subjectName: z.string(),
    createdAt: instant,
    updatedAt: instant,
    due: dueView.nullable(),
    nextStep: z.string().nullable(),
    actions: z.array(allowedAction),
    /** Whether the reader may also read what was written. */
    readsContent: z.boolean(),
    names: z.record(z.string(), z.string()),
    now: instant,
  })
  .meta({ id: 'DossierDetail' })

/** A dossier that the reader may see. */
export interface SeenDossier {
  readonly state: DossierState
  readonly subjectName: string
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly readsContent: boolean
}

interface SeenRow {
  readonly state: DossierState
  readonly subject_name: string
  readonly created_at: Date
  readonly updated_at: Date
  readonly reads: boolean
}

/** The dossier's row where the actor may see it, else null. */
export async function lookAt(db: Queryable, actor: Actor, dossierId: string): Promise<SeenDossier | null> {
  const scope = scopeOf(actor)
  const values = new Values()
  const { rows } = await db.query<SeenRow>({
    name: 'dossier-seen',
    // OFFSET keeps the question whether he reads it from being asked twice.
    text: `SELECT d.state, d.subject_name, d.created_at, d.updated_at, d.reads FROM (
        SELECT d.*, ${readsDossier(scope, values)} AS reads FROM dossier d WHERE d.id = ${values.add(dossierId)} OFFSET 0) d
      WHERE d.reads OR ${seesOfOffices(scope, values)}`,
    values: values.list,
  })
  const row = rows[0]
  if (row === undefined) return null
  return {
    state: row.state,
    subjectName: row.subject_name,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    readsContent: row.reads,
  }
}

export interface Reading {
  readonly deps: Deps
  readonly actor: Actor
  readonly at: Instant
}

/**
 * The dossier for reading: `notFound` where the actor may not see it; a reader from outside its commune is written to
 * the access log before he gets it.
 */
export async function openForReading(
  reading: Reading,
  dossierId: string,
  route: string,
): Promise<SeenDossier> {
  const { deps, actor, at } = reading
  const seen = await lookAt(deps.pool, actor, dossierId)
  if (seen === null) throw new Problem('notFound')
  const { unit, commune } = seen.state.offices
  if (readsFromOutside(actor, { unitId: unit, communeId: commune })) {
    await deps.pool.query({
      name: 'access-log',
      text: 'INSERT INTO access_log (person_id, dossier_id, route, at) VALUES ($1, $2, $3, $4)',
      values: [actor.personId, dossierId, route, at],
    })
  }
  return seen
}

/** What a reader may see of a state under its own procedure version. */
export async function shownState(deps: Deps, actor: Actor, state: DossierState): Promise<DossierState> {
  const { id: procedureId, version } = state.procedure
  const published = await libraryOf(deps.pool).procedure(procedureId, version)
  if (published === null) throw new Error(`procedure ${procedureId} version ${version}: not published`)
  return visibleState(published.procedure, state, actor.personId)
}

/** The whole detail of a dossier that was opened for reading. */
export async function detailOf(reading: Reading, seen: SeenDossier): Promise<z.input<typeof dossierDetail>> {
  const { deps, actor, at } = reading
  const situation = await situationOf(reading, seen.state.id)
  const { procedure, facts } = situation
  // The row may have moved on since it was looked at: the detail shows one state, the newer one.
  const state = visibleState(procedure, situation.base.row?.state ?? seen.state, actor.personId)
  const due = dueOf(procedure, state, facts)
  return {
    state,
    subjectName: seen.subjectName,
    createdAt: seen.createdAt,
    updatedAt: situation.base.row?.recordedAt ?? seen.updatedAt,
    due: due === null ? null : { ...due, late: isLate(due, at) },
    nextStep: nextStepOf(procedure, state),
    actions: allowedActions(procedure, state, personOf(actor, facts), facts, at),
    readsContent: seen.readsContent,
    names: await namesOf(deps.pool, idsOf(state)),
    now: at,
  }
}

function personOf(actor: Actor, facts: Situation['facts']) {
  return { personId: actor.personId, capacities: facts.capacities }
}

/** Base and facts for the actor, as if he were about to act: what a step's needs count is read for 'submit'. */
export async function situationOf(
  { deps, actor, at }: Reading,
  dossierId: string,
  action: 'markRead' | 'submit' = 'markRead',
): Promise<Situation> {
  const probe: Command = {
    id: '',
    dossierId,
    action,
    actor: { kind: 'person', personId: actor.personId },
    receivedAt: at,
    basis: null,
    bodyHash: null,
    args: {},
  }
  const situation = await readFacts(deps.pool, probe)
  if (situation === null) throw new Problem('notFound')
  return situation
}

/** Every person and office that a state names. */
function idsOf(state: DossierState): string[] {
  const people = [
    ...state.tasks.flatMap((task) => [
      task.assignee.officeId,
      task.assignee.personId,
      task.claimedBy,
      task.by,
    ]),
    ...state.inspections.map(({ by }) => by),
    ...state.assessments.map(({ by }) => by),
    ...state.acted.flatMap((one) => [one.personId, one.onBehalfOf]),
    ...state.signatures.flatMap(({ by, onBehalfOf }) => [by, onBehalfOf]),
    ...state.questions.flatMap(({ by, to }) => [by, to]),
    ...state.copies.map(({ officeId }) => officeId),
    ...Object.values(state.offices),
    ...(state.basisChanged ?? []).map(({ subjectId }) => subjectId),
  ]
  return [...new Set(people.filter((one) => one !== null))]
}

/** Names of persons, offices and matters by id, for a screen: the record itself holds ids only. */
export async function namesOf(db: Queryable, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {}
  const { rows } = await db.query<{ id: string; name: string }>({
    name: 'names',
    text: `SELECT id, name FROM person WHERE id = ANY($1) UNION ALL SELECT id, name FROM office WHERE id = ANY($1)
      UNION ALL SELECT id, name FROM matter WHERE id = ANY($1)`,
    values: [ids],
  })
  return Object.fromEntries(rows.map(({ id: one, name }) => [one, name]))
}

export const namesSchema = z.record(id, z.string())
