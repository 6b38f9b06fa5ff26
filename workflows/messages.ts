// Every id, update, signal, query and queue name that crosses between API, worker and workflows, with its payload type.
// Payloads are plain JSON and small: ids, position and hashes, never content, criteria or labels.
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow'
import type { Command } from '../domain/command.ts'
import type { Instant } from '../domain/time/civil.ts'
import type { Action, Refusal, Status } from '../domain/vocabulary.ts'

export const TASK_QUEUE = 'trinh'

export const dossierWorkflowId = (dossierId: string): string => `dossier/${dossierId}`
export const campaignWorkflowId = (campaignId: string): string => `campaign/${campaignId}`
export const batchWorkflowId = (batchId: string): string => `batch/${batchId}`
export const DIGEST_WORKFLOW_ID = 'system/digest'

/** What a run knows of its dossier: exactly what the record's last answer named. */
export interface Position {
  readonly status: Status
  readonly step: string
  readonly round: number
  readonly version: number
  readonly contentHash: string | null
  /** SHA-256 of the canonical JSON of the recorded state. */
  readonly stateHash: string
  /** When lateness would change the state (lapse), or a reservation would expire; null where nothing is waited for. */
  readonly wakeAt: Instant | null
  /** Actions that anyone at all may ask for now. */
  readonly open: readonly Action[]
}

export interface ActRequest {
  readonly command: Command
  /** SHA-256 of the request as received: the same command id with another one is refused as `keyReused`. */
  readonly requestHash: string
  /** The API asked `decide` on the row itself: the validator lets it through. */
  readonly checked: boolean
  /** 1, then up to 3 after a passing refusal. */
  readonly attempt: number
}

export interface ActResult {
  readonly ok: boolean
  readonly code: Refusal | null
  readonly detail: Readonly<Record<string, unknown>>
  /** True when the command id was already recorded and this is its stored result. */
  readonly repeated: boolean
  /** The row's present position; null only when no such dossier exists. */
  readonly position: Position | null
  readonly recordedAt: Instant | null
}

export interface DossierInput {
  readonly dossierId: string
  readonly procedure: { readonly id: string; readonly version: number; readonly hash: string }
  /** Null at a first run: loaded from the record. */
  readonly position: Position | null
}

export const actUpdate = defineUpdate<ActResult, [ActRequest]>('act')
/** Asks the run to load its row again; sent when record and run may have parted. */
export const lookSignal = defineSignal('look')
export const positionQuery = defineQuery<Position | null>('position')

/** ApplicationFailure type with which the validator refuses outside the history; details: [Refusal]. */
export const VALIDATOR_REFUSED = 'ValidatorRefused'
/** ApplicationFailure type of a bug inside the transaction; details: [incidentId]. The lock is free again. */
export const INCIDENT = 'Incident'
