// Carries one action to the dossier's run and says what became of it: for the API, batches and whoever moves the clock.
import type { Client } from '@temporalio/client'
import { createHash } from 'node:crypto'
import type { Command } from '../domain/command.ts'
import { DOSSIER_WORKFLOW, actUpdate, dossierWorkflowId, lookSignal } from '../workflows/messages.ts'
import type { ActAnswer, ActRequest, DossierInput } from '../workflows/messages.ts'
import { sendUpdate, startOptions } from './updates.ts'
import type { Delivered, SendOptions } from './updates.ts'

export { CONNECTION_OPTIONS } from './updates.ts'
export type { SendOptions } from './updates.ts'

export type Sent = Delivered<ActAnswer>

/**
 * Sends one action and waits for its outcome. Repeating it with the same request is always safe. `running` says whether
 * the row says that a run should be open; false starts one with the action.
 */
export function sendAct(
  client: Client,
  request: ActRequest,
  input: DossierInput,
  options: SendOptions,
): Promise<Sent> {
  const call = {
    workflowType: DOSSIER_WORKFLOW,
    workflowId: dossierWorkflowId(input.dossierId),
    input,
    update: actUpdate,
    request,
    updateId: updateIdOf(request),
  }
  return sendUpdate(client, call, options)
}

/** Opens a run where none is and has it load its row again: for the stepper, the sweep, and `rebuild`. */
export async function sendLook(client: Client, input: DossierInput): Promise<void> {
  await client.workflow.signalWithStart(DOSSIER_WORKFLOW, {
    ...startOptions(dossierWorkflowId(input.dossierId), input),
    signal: lookSignal,
    signalArgs: [],
  })
}

/**
 * The update id of a request: the same request sent again finds its first outcome, while another one under the same
 * command id reaches the record and is refused there as `keyReused`. Short (96 bits), for the history holds it four times.
 */
export function updateIdOf({
  command,
  requestHash,
  attempt,
}: Pick<ActRequest, 'requestHash' | 'attempt'> & { readonly command: Pick<Command, 'id'> }): string {
  const whole = `${command.id} ${requestHash} ${attempt}`
  return createHash('sha256').update(whole).digest().subarray(0, 12).toString('base64url')
}
