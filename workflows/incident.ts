// What a bug in an activity looks like to a workflow: the record rolled back, wrote it down and gave it a number.
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow'
import { INCIDENT } from './messages.ts'

/** The failure to hand to the caller when the cause is a bug that the record reported; null for anything else. */
export function incidentOf(error: unknown): ApplicationFailure | null {
  const cause = error instanceof ActivityFailure ? error.cause : error
  if (!(cause instanceof ApplicationFailure) || cause.type !== INCIDENT) return null
  return ApplicationFailure.nonRetryable('incident', INCIDENT, ...(cause.details ?? []))
}

/** Does the work; when it ends in a bug, its caller gets the incident. */
export async function orIncident<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw incidentOf(error) ?? error
  }
}
