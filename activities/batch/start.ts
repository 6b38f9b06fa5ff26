// How others reach the run of a batch: opened where none is, signed, cancelled.
import type { Client } from '@temporalio/client'
import {
  BATCH_WORKFLOW,
  batchWorkflowId,
  cancelUpdate,
  lookSignal,
  signUpdate,
} from '../../workflows/messages.ts'
import type { BatchAnswer, BatchCommand, BatchInput } from '../../workflows/messages.ts'
import { sendUpdate, startOptions } from '../updates.ts'
import type { Delivered, SendOptions } from '../updates.ts'

/** Opens the batch's run where none is, and has it look at its row: after it was made, and in a rebuild. */
export async function wakeBatch(client: Client, input: BatchInput): Promise<void> {
  await client.workflow.signalWithStart(BATCH_WORKFLOW, {
    ...startOptions(batchWorkflowId(input.batchId), input),
    signal: lookSignal,
    signalArgs: [],
  })
}

/** Brings a signature or a cancel to the batch's run. Repeating it with the same command is always safe. */
export function sendToBatch(
  client: Client,
  input: BatchInput,
  what: 'sign' | 'cancel',
  command: BatchCommand,
  options: SendOptions,
): Promise<Delivered<BatchAnswer>> {
  const call = {
    workflowType: BATCH_WORKFLOW,
    workflowId: batchWorkflowId(input.batchId),
    input,
    update: what === 'sign' ? signUpdate : cancelUpdate,
    request: command,
    updateId: `${what}/${command.id}/${command.listHash ?? ''}`,
  }
  return sendUpdate(client, call, options)
}
