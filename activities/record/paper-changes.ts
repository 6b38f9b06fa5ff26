// Writes what an act did to papers issued before: a row read from both ends, and the status of the paper where one was
// made. In the caller's transaction, with the act itself; the number that does it has been given before.
import { paperChanges } from '../../domain/paper-changes.ts'
import type { PaperChange, PaperChangeKind } from '../../domain/paper-changes.ts'
import type { Command } from '../../domain/command.ts'
import type { DossierState } from '../../domain/dossier.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import { idFrom } from './ids.ts'

/** Who changes a paper, why, and by which act. */
export interface ChangeAct {
  readonly id: string
  readonly dossierId: string | null
  readonly commandId: string | null
  /** Kept where no dossier's content holds it. */
  readonly reason: string | null
  readonly reasonHash: string
  readonly by: string
  readonly at: Instant
}

const STATUS_OF = {
  replace: 'replaced',
  correct: 'corrected',
  recall: 'recalled',
} as const satisfies Record<PaperChangeKind, string>

// A paper over many dossiers stays in force for the others: it is changed in part.
const CHANGE_SQL = `
WITH target AS (SELECT batch_id IS NOT NULL AND $10::text IS NOT NULL AS partial FROM number_given
  WHERE office_id = $3 AND register = $4 AND year = $5 AND number = $6)
INSERT INTO paper_change (id, kind, office_id, register, year, number, by_office, by_register, by_year, by_number, partial,
  dossier_id, command_id, reason, reason_hash, by_person, at)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $15::integer, $9::integer, target.partial, $10, $11, $12, $13, $14, $16 FROM target
RETURNING partial`

const MARK_SQL = `
UPDATE paper SET status = $5 WHERE office_id = $1 AND register = $2 AND year = $3 AND number = $4
  AND status <> $5 AND status <> 'recalled' AND NOT (status = 'replaced' AND $5 = 'corrected')
  AND (batch_id IS NULL OR $6::text IS NULL)`

/** Records one change and marks the paper; throws where no such number was given. */
export async function writePaperChange(
  client: Queryable,
  { kind, of, by }: PaperChange,
  act: ChangeAct,
): Promise<void> {
  const { rows } = await client.query<{ partial: boolean }>({
    name: 'paper_change',
    text: CHANGE_SQL,
    values: [
      act.id,
      kind,
      of.officeId,
      of.register,
      of.year,
      of.number,
      by?.officeId ?? null,
      by?.register ?? null,
      by?.number ?? null,
      act.dossierId,
      act.commandId,
      act.reason,
      act.reasonHash,
      act.by,
      by?.year ?? null,
      act.at,
    ],
  })
  if (rows.length === 0) throw new Error(`number ${of.number} of ${of.register}: changed, but never given`)
  await client.query({
    name: 'paper_change_mark',
    text: MARK_SQL,
    values: [of.officeId, of.register, of.year, of.number, STATUS_OF[kind], act.dossierId],
  })
}

/** Sends what a dossier's command changed of its papers; the caller holds the transaction. */
export function changePapers(client: Queryable, command: Command, next: DossierState): Promise<unknown>[] {
  const { id, dossierId, actor, bodyHash, receivedAt: at } = command
  return paperChanges(command, next).map((change, index) =>
    writePaperChange(client, change, {
      id: idFrom('paperChange', id, String(index)),
      dossierId,
      commandId: id,
      reason: null,
      reasonHash: bodyHash ?? '',
      by: actor.kind === 'person' ? actor.personId : 'system',
      at,
    }),
  )
}
