// Every id, update, signal, query and queue name that crosses between API, worker and workflows, with its payload type.
// Payloads are plain JSON and small: ids, position and hashes, never content, criteria or labels.
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow'
import type { Command } from '../domain/command.ts'
import type { Instant } from '../domain/time/civil.ts'
import { ACTIONS } from '../domain/vocabulary.ts'
import type { Action, Refusal, Status } from '../domain/vocabulary.ts'

export const TASK_QUEUE = 'trinh'

/** The workflow type of a dossier: callers name it, for they don't import workflow code. */
export const DOSSIER_WORKFLOW = 'dossier'

export const dossierWorkflowId = (dossierId: string): string => `dossier/${dossierId}`
export const campaignWorkflowId = (campaignId: string): string => `campaign/${campaignId}`
export const batchWorkflowId = (batchId: string): string => `batch/${batchId}`
export const DIGEST_WORKFLOW_ID = 'system/digest'

/** The command id of what the clock asks for: one per dossier, step, round and due instant, however often it is sent. */
export function clockCommandId(
  action: Action,
  dossierId: string,
  step: string,
  round: number,
  dueAt: Instant,
): string {
  return `clock/${dossierId}/${step}/${round}/${dueAt}/${action}`
}

export type ClockMode = 'real' | 'stepped'

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
  /** Actions that anyone at all may ask for now, packed. */
  readonly open: ActionSet
}

/** A set of actions as a short text: a bit for each in the order of ACTIONS, in hexadecimal. Every position carries one, and the history is to stay small. */
export type ActionSet = string

/** Packs actions into a set. */
export function packActions(actions: readonly Action[]): ActionSet {
  return ACTIONS.reduce(
    (bits, action, at) => (actions.includes(action) ? bits | (1n << BigInt(at)) : bits),
    0n,
  ).toString(16)
}

/** Whether an action is in a packed set. A set packed before ACTIONS changed may err; the filter that asks may err too. */
export function hasAction(set: ActionSet, action: Action): boolean {
  return ((BigInt(`0x${set}`) >> BigInt(ACTIONS.indexOf(action))) & 1n) === 1n
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
  /**
   * Which clock the instance lives by. 'real': the run arms a timer for its wake instant. 'stepped': it arms none, and
   * at each `look` asks the record whether its wake instant has come (docs/adr/0002-timers.md).
   */
  readonly clock: ClockMode
}

/** What the dossier workflow asks of the record; activities/index.ts provides it under these names. */
export interface DossierActivities {
  /** The row's position; null when there is no such dossier. */
  readonly load: (dossierId: string) => Promise<Position | null>
  /**
   * The commit point: one transaction. Throws ApplicationFailure of type INCIDENT (not retryable, details [incidentId])
   * on a bug; every other error is an outage and may be tried again with the same request.
   */
  readonly commit: (request: ActRequest) => Promise<ActResult>
}

/** What the caller of an action is told: the result without what only the run needs, for it stands in the history twice. */
export interface ActAnswer extends Omit<ActResult, 'position'> {
  readonly position: Omit<Position, 'stateHash' | 'wakeAt' | 'open'> | null
}

export const actUpdate = defineUpdate<ActAnswer, [ActRequest]>('act')
/** Asks the run to load its row again; sent when record and run may have parted. */
export const lookSignal = defineSignal('look')
export const positionQuery = defineQuery<Position | null>('position')

/** ApplicationFailure type with which the validator refuses outside the history; details: [Refusal]. */
export const VALIDATOR_REFUSED = 'ValidatorRefused'
/** ApplicationFailure type of a bug inside the transaction; details: [incidentId]. The lock is free again. */
export const INCIDENT = 'Incident'

// ── Campaigns and the digest ──

export const CAMPAIGN_WORKFLOW = 'campaign'
export const DIGEST_WORKFLOW = 'digest'

export interface CampaignInput {
  readonly campaignId: string
  readonly clock: ClockMode
}

/** How a waking left the campaign. */
export interface CampaignTick {
  /** Null when there is no such campaign. */
  readonly status: 'planned' | 'open' | 'closed' | null
  /** When there is something to do again, by the clock; null after the end. */
  readonly nextWakeAt: Instant | null
}

/** How many dossiers a change of dates or holidays moved, and how many of them were sent a `look`. */
export interface DueRefreshed {
  readonly seen: number
  readonly changed: number
  readonly looked: number
}

/** What the campaign workflow asks for; each may be repeated without harm. */
export interface CampaignActivities {
  /** Opens, sweeps and closes, as far as that is due by the instance's clock. */
  readonly tickCampaign: (campaignId: string) => Promise<CampaignTick>
  /** Computes the due instants of all open dossiers anew. */
  readonly refreshDue: (campaignId: string) => Promise<DueRefreshed>
}

/**
 * Sent to a campaign whose dates, overrides or holiday table changed, with a word that names the change; answers when
 * every due instant follows it.
 */
export const refreshUpdate = defineUpdate<DueRefreshed, [string]>('refresh')

// ── Duties of the whole system ──

export const ANCHOR_WORKFLOW = 'anchor'
export const ANCHOR_WORKFLOW_ID = 'system/anchor'

export const UPKEEP_WORKFLOW = 'upkeep'
export const UPKEEP_WORKFLOW_ID = 'system/upkeep'

export interface DutyInput {
  readonly clock: ClockMode
}

/** When the duty is to be looked at again; null where nothing tells. */
export interface DutyAnswer {
  readonly nextWakeAt: Instant | null
}

export interface DigestActivities {
  /** Builds the day's letters if that is due by the instance's clock. */
  readonly buildDigest: () => Promise<DutyAnswer>
}

export interface AnchorActivities {
  /** Anchors yesterday unless it is anchored. */
  readonly anchorDay: () => Promise<DutyAnswer>
}

export interface UpkeepActivities {
  /** Gives runs to campaigns that nobody looks after; once a day removes what has served its purpose. */
  readonly keepUp: () => Promise<DutyAnswer>
}

// ── Batches ──

export const BATCH_WORKFLOW = 'batch'

export interface BatchInput {
  readonly batchId: string
  readonly clock: ClockMode
}

/** What the batch's row says, as far as its run has to know. */
export interface BatchView {
  readonly kind: 'action' | 'decision'
  readonly status: 'collecting' | 'frozen' | 'signed' | 'cancelled' | 'expired'
  readonly expiresAt: Instant | null
  /** All that follows from the status is done. */
  readonly finished: boolean
}

/** What a person asked of a batch; the id is that of actor and Idempotency-Key. */
export interface BatchCommand {
  readonly id: string
  readonly personId: string
  readonly receivedAt: Instant
  /** The list that the person saw; null for a cancel. */
  readonly listHash: string | null
}

export interface BatchAnswer {
  readonly ok: boolean
  readonly code: Refusal | null
  /** Ids and codes only; of items that stand in the way, the first few. */
  readonly detail: Readonly<Record<string, unknown>>
}

/** Which part of a batch's work: each item is asked once a phase, under an id that names both. */
export type BatchPhase = 'check' | 'reserve' | 'act' | 'apply' | 'release'

/** What the batch workflow asks for; each may be repeated without harm. */
export interface BatchActivities {
  /** The row; null when there is none. */
  readonly loadBatch: (batchId: string) => Promise<BatchView | null>
  /** Works through every item that the phase has still to ask; gives how many it could not settle. */
  readonly runPhase: (batchId: string, phase: BatchPhase, pass: number) => Promise<{ readonly left: number }>
  /** Ends the collecting: the list stands, with its hash. */
  readonly freezeBatch: (batchId: string) => Promise<BatchView | null>
  /** Ends a batch that nobody signed in time, by the instance's clock. */
  readonly expireBatch: (batchId: string) => Promise<BatchView | null>
  /** Marks the batch as done when no item is left. */
  readonly finishBatch: (batchId: string) => Promise<BatchView | null>
  /** The legal act, in one transaction. */
  readonly signBatch: (batchId: string, command: BatchCommand) => Promise<BatchAnswer>
  readonly cancelBatch: (batchId: string, command: BatchCommand) => Promise<BatchAnswer>
}

export const signUpdate = defineUpdate<BatchAnswer, [BatchCommand]>('sign')
export const cancelUpdate = defineUpdate<BatchAnswer, [BatchCommand]>('cancel')

// ── Sheets that people bring in ──

export const IMPORT_WORKFLOW = 'importSheet'
export const importWorkflowId = (importId: string): string => `import/${importId}`

export interface ImportInput {
  readonly importId: string
}

/** What is to be done about an import: read it, write what was confirmed, or nothing at present. */
export type ImportDue = 'read' | 'write' | 'nothing'

/** What the import workflow asks for; each may be repeated without harm. */
export interface ImportActivities {
  readonly dueOfImport: (importId: string) => Promise<ImportDue>
  /** Reads the file and says of every row what it would become. */
  readonly readImport: (importId: string) => Promise<void>
  /** Writes the rows that are left, some at a time. */
  readonly writeImport: (importId: string) => Promise<void>
  /** Gives up reading a file on which the program itself failed. */
  readonly giveUpImport: (importId: string) => Promise<void>
}
