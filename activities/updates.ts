// Carries an Update to a run and says what became of it. It knows how Temporal fails; it knows no rule and reads no
// record. An outcome that nobody knows is called pending, never a failure.
import {
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  isGrpcServiceError,
} from '@temporalio/client'
import type { Client, ConnectionOptions } from '@temporalio/client'
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common'
import type { UpdateDefinition } from '@temporalio/common'
import type { Refusal } from '../domain/vocabulary.ts'
import { INCIDENT, TASK_QUEUE, VALIDATOR_REFUSED } from '../workflows/messages.ts'

export type Delivered<T> =
  /** The record decided: accepted, refused, or the stored result of an earlier sending. */
  | { readonly kind: 'result'; readonly result: T }
  /** The run's cheap filter refused: look for the command id, then ask `decide` on the row and send again as checked. */
  | { readonly kind: 'validatorRefused'; readonly code: Refusal }
  /** Under way, or nobody knows: send the same request again until it is decided. */
  | { readonly kind: 'pending' }
  /** It certainly didn't get through: nothing was done. */
  | { readonly kind: 'unavailable' }
  /** A bug in the transaction; it was rolled back and the alarm is raised. */
  | { readonly kind: 'incident'; readonly id: string }

export interface SendOptions {
  /** How long to wait for the outcome, in real milliseconds. */
  readonly deadlineMs: number
  /** Whether a run should be open. False starts one with the update, in one round trip. */
  readonly running?: boolean
}

/** An Update, and the run that it is for. */
export interface UpdateCall<T, R> {
  readonly workflowType: string
  readonly workflowId: string
  /** What a run that has to be opened is started with. */
  readonly input: object
  readonly update: UpdateDefinition<T, [R]>
  readonly request: R
  /** The same one sent again finds the first outcome. */
  readonly updateId: string
}

/**
 * Options for the client's connection: no blind retries, for only this file can tell a call that never left from one
 * that failed in flight; and a connection that is away is noticed within two seconds.
 */
export const CONNECTION_OPTIONS: Pick<ConnectionOptions, 'interceptors' | 'connectTimeout'> = {
  interceptors: [],
  connectTimeout: '2s',
}

const FIRST_PAUSE_MS = 40
const LONGEST_PAUSE_MS = 800

/** What a failed sending means: done with this answer, or to be sent again. */
type Verdict<T> =
  | { readonly done: Delivered<T> }
  | { readonly again: 'lost' | 'busy' | 'notSent' | 'withStart' }

// gRPC status codes (grpc.io/docs/guides/status-codes) and what each leaves open. One that isn't here is a bug.
const AGAIN: Readonly<Record<number, 'lost' | 'busy' | 'withStart'>> = {
  1: 'lost', // CANCELLED
  2: 'lost', // UNKNOWN
  4: 'lost', // DEADLINE_EXCEEDED
  5: 'withStart', // NOT_FOUND
  8: 'busy', // RESOURCE_EXHAUSTED: refused before it was taken in
  9: 'withStart', // FAILED_PRECONDITION: the run has closed
  10: 'withStart', // ABORTED: the run closed under it
  13: 'lost', // INTERNAL
  14: 'lost', // UNAVAILABLE
  15: 'lost', // DATA_LOSS
}

/** Sends an Update and waits for its outcome. Repeating it with the same id and request is always safe. */
export async function sendUpdate<T, R>(
  client: Client,
  call: UpdateCall<T, R>,
  options: SendOptions,
): Promise<Delivered<T>> {
  const endsAt = Date.now() + options.deadlineMs
  let running = options.running ?? true
  let inDoubt = false
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
    const verdict = await sendOnce(client, call, running, endsAt)
    if ('done' in verdict) return verdict.done
    if (verdict.again === 'notSent' && !inDoubt) return { kind: 'unavailable' }
    if (verdict.again === 'lost') inDoubt = true
    // No run, or one that is just closing: the next sending opens one, or finds the one that others have opened.
    if (verdict.again === 'withStart' && running) {
      running = false
      continue
    }
    const wait = pause * (0.5 + Math.random())
    if (Date.now() + wait >= endsAt) return { kind: inDoubt ? 'pending' : 'unavailable' }
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

/** How a run is opened that others may have opened already. */
export function startOptions(workflowId: string, input: object) {
  return {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  } as const
}

async function sendOnce<T, R>(
  client: Client,
  { workflowType, workflowId, input, update, request, updateId }: UpdateCall<T, R>,
  running: boolean,
  endsAt: number,
): Promise<Verdict<T>> {
  const options = { args: [request] as [R], updateId }
  try {
    const result = await client.withDeadline(endsAt, async () => {
      if (running) {
        return client.workflow.getHandle(workflowId).executeUpdate(update, options)
      }
      const start = startOptions(workflowId, input)
      const startWorkflowOperation = new WithStartWorkflowOperation(workflowType, start)
      return client.workflow.executeUpdateWithStart(update, { ...options, startWorkflowOperation })
    })
    return { done: { kind: 'result', result } }
  } catch (error) {
    return verdictOn(error)
  }
}

function verdictOn(error: unknown): Verdict<never> {
  if (error instanceof WorkflowUpdateFailedError) return verdictOnUpdate(error)
  if (error instanceof WorkflowNotFoundError) return { again: 'withStart' }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { done: { kind: 'pending' } }
  const cause = error instanceof ServiceError ? error.cause : error
  if (!isGrpcServiceError(cause)) {
    if (cause instanceof Error && /Failed to connect before the deadline/.test(cause.message))
      return { again: 'notSent' }
    throw error
  }
  const again = AGAIN[cause.code]
  if (again === undefined) throw error
  return { again: again === 'lost' && /No connection established/.test(cause.details) ? 'notSent' : again }
}

function verdictOnUpdate(error: WorkflowUpdateFailedError): Verdict<never> {
  const { cause } = error
  if (!(cause instanceof ApplicationFailure)) throw error
  const [first] = cause.details ?? []
  switch (cause.type) {
    case VALIDATOR_REFUSED:
      return { done: { kind: 'validatorRefused', code: first as Refusal } }
    case INCIDENT:
      return { done: { kind: 'incident', id: String(first) } }
    // The server's own words for a run that took no notice of the update, or was ended under it.
    case 'UnprocessedUpdate':
    case 'AcceptedUpdateCompletedWorkflow':
      return { again: 'lost' }
    default:
      throw error
  }
}
