// The facts that a command counts beside its dossier, all asked for in one breath; which statement reads each, and in which
// order they lock, is written in the files that it calls and in facts.ts.
import type { Command, FactNeeds, Facts } from '../../domain/command.ts'
import { referencesIn } from '../../domain/pointing.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { pathFor, stepById } from '../../domain/steps.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import type { Base } from './base.ts'
import { readCounts } from './counts.ts'
import type { Parent } from './counts.ts'
import { readFigures } from './figures.ts'
import {
  documentHashes,
  readBatch,
  readContent,
  readDocuments,
  readEarlier,
  readHolders,
  readNewest,
  readTargetOffice,
} from './outside.ts'
import type { ReadOptions } from './outside.ts'
import { readParts } from './parts.ts'
import { knownReferences } from './references.ts'
import { readResults } from './results.ts'

type Found = Pick<
  Facts,
  | 'holders'
  | 'results'
  | 'stored'
  | 'known'
  | 'targetOffice'
  | 'batch'
  | 'previous'
  | 'newer'
  | 'newerHash'
  | 'counts'
  | 'figures'
  | 'earlier'
  | 'parts'
>

/** What is asked for, and by which command. */
export interface Asked {
  readonly command: Command
  readonly procedure: Procedure
  readonly needs: FactNeeds
  readonly base: Base
  readonly options: ReadOptions
  readonly on: CivilDate
}

/** Everything in one breath: each statement is sent without waiting for the one before, in the order of the locks. */
export async function readNeeds(client: Queryable, asked: Asked): Promise<Found> {
  const { command, needs, base, options, on } = asked
  const { dossierId } = command
  const hashes = documentHashes(base.body)
  const subject = { subjectId: base.subject?.id ?? '', ownerId: base.subject?.offices.unit ?? '' }
  const pointedAt = referencesIn(base.body)
  const [holders, results, counts, stored, known, targetOffice, batch, previous, newer, ...rest] =
    await Promise.all([
      readHolders(client, needs.holders, command.receivedAt, options),
      readResults(client, subject, needs.results, options),
      needs.counts.length === 0 ? {} : readCounts(client, needs.counts, parentOf(asked), options),
      hashes.length === 0 ? [] : readDocuments(client, dossierId, hashes, options),
      pointedAt.length === 0 ? [] : knownReferences(client, dossierId, pointedAt),
      needs.targetOfficeId === null ? null : readTargetOffice(client, needs.targetOfficeId, on, options),
      needs.batchId === null ? null : readBatch(client, needs.batchId, options),
      needs.previousHash === null ? null : readContent(client, dossierId, needs.previousHash),
      needs.newerVersion === null ? null : readNewest(client, base, needs.newerVersion),
      needs.parts ? readPartsOf(client, asked) : [],
      needs.figures.length === 0 ? {} : readFiguresOf(client, asked),
      needs.earlier.length === 0 ? {} : readEarlier(client, dossierId, needs.earlier),
    ])
  const [parts, figures, earlier] = rest
  const newerFacts = { newer: newer?.procedure ?? null, newerHash: newer?.hash ?? null }
  return {
    holders,
    results,
    counts,
    stored,
    known,
    targetOffice,
    batch,
    previous,
    parts,
    figures,
    earlier,
    ...newerFacts,
  }
}

function parentOf({ base, on }: Asked): Parent {
  return { subjectId: base.subject?.id ?? '', officeId: base.subject?.offices.unit ?? '', on }
}

const yearOf = ({ base }: Asked): number => base.row?.state.year ?? base.campaign?.year ?? 0

function readPartsOf(client: Queryable, asked: Asked): Promise<NonNullable<Facts['parts']>> {
  const { procedure, base, options } = asked
  const { subject, campaign, row } = base
  const path = subject === null ? null : pathFor(procedure, subject, campaign?.settings)
  const assigns = stepById(procedure, row?.state.step ?? path?.steps[0] ?? '')?.assigns ?? []
  return readParts(client, subject?.id ?? '', assigns, yearOf(asked), options)
}

function readFiguresOf(client: Queryable, asked: Asked): Promise<NonNullable<Facts['figures']>> {
  const { procedure, needs, base, options } = asked
  const officeKind = base.subject?.owner
  if (officeKind === undefined) throw new Error(`dossier ${asked.command.dossierId}: its office is not there`)
  const counting = { ...parentOf(asked), officeKind, year: yearOf(asked) }
  return readFigures(client, procedure, needs.figures, counting, needs.figuresLocked && options.lock)
}
