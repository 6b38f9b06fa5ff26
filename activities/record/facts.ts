// Reads everything that a decision counts, for the commit point with locks, for the API without them.
//
// Locks are always taken in this order, and inside a group by the primary key, so that two commits can't wait for each
// other: the dossier (an advisory lock) · draft, matter and office of a first act · the actor's role holdings · delegations
// to him · role holdings of others · results (own, the owner's, the children's) · documents · target office · batch · parts
// to be handed out · figures of an office (an advisory lock) · and last, in numbers.ts, counters.
// Whoever changes one of these rows waits for the commits that counted it, and they see what was changed before them.
import type { Capacity, Command, Facts } from '../../domain/command.ts'
import type { Id } from '../../domain/dossier.ts'
import { factNeeds } from '../../domain/needs.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { settingsOn } from '../../domain/settings.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import { readBase } from './base.ts'
import type { Base } from './base.ts'
import type { Library } from './cache.ts'
import { readNeeds } from './needs.ts'
import { readCapacities } from './outside.ts'
import type { ReadOptions } from './outside.ts'

/** What `decide` is asked with. */
export interface Situation {
  readonly base: Base
  readonly procedure: Procedure
  readonly procedureHash: string
  readonly facts: Facts
}

/** The base alone, where there is nothing to decide about: no row and no draft, or the command id is recorded. */
export type Opened =
  | { readonly base: Base; readonly situation: null }
  | { readonly base: Base; readonly situation: Situation }

/** A calendar that knows nothing, where none is published: weekends only, and everyone who counts is told. */
export const NO_CALENDAR: HolidayCalendar = { version: 0, years: [], days: [] }

/** Whose capacities count: the actor's; for a batch those of the person who signs it. */
function personOf({ actor, args }: Command): Id | null {
  if (actor.kind === 'person') return actor.personId
  return actor.kind === 'batch' ? (args.toPersonId ?? null) : null
}

/** Actions that may be the first act on a draft. */
const FIRST_ACTS: readonly string[] = ['submit', 'acceptLate']

/**
 * Reads base and facts for a command. `before` statements are sent ahead in the same breath (the commit point opens its
 * transaction and locks the dossier with them).
 */
export async function readSituation(
  client: Queryable,
  library: Library,
  command: Command,
  options: ReadOptions,
  before: readonly Promise<unknown>[] = [],
): Promise<Opened> {
  const on = civilDateOf(command.receivedAt)
  const query = { dossierId: command.dossierId, commandId: command.id, bodyHash: command.bodyHash, on }
  const first =
    options.lock && FIRST_ACTS.includes(command.action) ? [lockFirstAct(client, command.dossierId)] : []
  const personId = personOf(command)
  const [base, capacities] = await Promise.all([
    readBase(client, query),
    personId === null ? [] : readCapacities(client, personId, command.receivedAt, options),
    ...first,
    ...before,
  ])
  const known = base.row !== null || base.drafted
  if (!known || base.stored !== null) return { base, situation: null }
  return { base, situation: await completeSituation(client, library, command, options, base, capacities, on) }
}

async function completeSituation(
  client: Queryable,
  library: Library,
  command: Command,
  options: ReadOptions,
  base: Base,
  capacities: readonly Capacity[],
  on: CivilDate,
): Promise<Situation> {
  const { campaign, subject, row, campaignProcedure } = base
  if (campaign === null || subject === null || campaignProcedure === null) {
    throw new Error(`dossier ${command.dossierId}: its campaign or subject is not there`)
  }
  const { id, version } = row?.state.procedure ?? campaignProcedure
  const [published, calendar] = await Promise.all([
    library.procedure(id, version),
    base.calendarVersion === null ? null : library.calendar(base.calendarVersion),
  ])
  if (published === null) throw new Error(`procedure ${id} version ${version}: not published`)
  const { procedure, hash } = published
  const settings = settingsOn(procedure, campaign, on)
  const needs = factNeeds(procedure, row?.state ?? null, command, subject, { ...campaign, settings })
  const [found, sheet] = await Promise.all([
    readNeeds(client, { command, procedure, needs, base, options, on }),
    needs.sheet === null ? null : library.sheet(needs.sheet.id, needs.sheet.version),
  ])
  const facts: Facts = {
    campaign: { ...campaign, settings },
    calendar: calendar ?? NO_CALENDAR,
    subject,
    capacities: capacities.filter(({ delegation }) => holdsFor(delegation?.procedureId ?? null, id)),
    sheet,
    body: base.body,
    ...found,
  }
  return { base, procedure, procedureHash: hash, facts }
}

/** Whether a delegation limited to one procedure (null: to none) counts in this one. */
export function holdsFor(limitedTo: string | null, procedureId: string): boolean {
  return limitedTo === null || limitedTo === procedureId
}

/** The draft against a writer of it, and the subject (a matter with its owner) against being moved, merged or ended meanwhile. */
function lockFirstAct(client: Queryable, dossierId: Id): Promise<unknown> {
  return client.query({
    name: 'record_first_act',
    // A matter can't be locked where it may be missing from the join: it has an expression of its own.
    text: `WITH thing AS (
        SELECT s.office_id FROM draft f JOIN matter s ON s.id = f.subject_id WHERE f.dossier_id = $1
          AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = $1) FOR SHARE OF s)
      SELECT 1 FROM draft f JOIN office o ON o.id = coalesce((SELECT office_id FROM thing), f.subject_id)
      WHERE f.dossier_id = $1 AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = $1)
      FOR UPDATE OF f FOR SHARE OF o`,
    values: [dossierId],
  })
}
