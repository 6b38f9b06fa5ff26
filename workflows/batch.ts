// One run per batch: it has every item asked, phase by phase, and waits for the signature between. What was asked and
// answered stands in the record, item by item, so a run that begins anew goes on where the one before stopped.
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import { incidentOf, orIncident } from './incident.ts'
import { INCIDENT, cancelUpdate, lookSignal, signUpdate } from './messages.ts'
import type { BatchActivities, BatchInput, BatchPhase, BatchView } from './messages.ts'

/** Before items that could not be settled (a bug, by its nature) are asked again; doubled up to an hour. */
const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 3_600_000

const retry = { initialInterval: '1s', maximumInterval: '1 minute', nonRetryableErrorTypes: [INCIDENT] }
const record = proxyActivities<BatchActivities>({ startToCloseTimeout: '1 minute', retry })
// A killed worker is noticed by its silence; another then goes on with the items that are left.
const { runPhase } = proxyActivities<BatchActivities>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '10s',
  retry,
})

/** The workflow of a batch, from its list to the last item. */
export async function batch(input: BatchInput): Promise<void> {
  const run = new BatchRun(input)
  setHandler(lookSignal, () => run.wake())
  setHandler(signUpdate, (command) =>
    orIncident(async () => {
      const answer = await record.signBatch(input.batchId, command)
      if (answer.ok) run.wake()
      return answer
    }),
  )
  setHandler(cancelUpdate, (command) =>
    orIncident(async () => {
      const answer = await record.cancelBatch(input.batchId, command)
      if (answer.ok) run.wake()
      return answer
    }),
  )
  await run.live()
}

class BatchRun {
  private readonly input: BatchInput
  private woken = false
  /** How often items were asked again because they could not be settled. */
  private pass = 1

  constructor(input: BatchInput) {
    this.input = input
  }

  wake(): void {
    this.woken = true
  }

  async live(): Promise<void> {
    for (;;) {
      this.woken = false
      const view = await record.loadBatch(this.input.batchId)
      if (view === null || view.finished) break
      setCurrentDetails(`${view.kind} · ${view.status}`)
      await this.advance(view)
      if (workflowInfo().continueAsNewSuggested) {
        await condition(allHandlersFinished)
        await continueAsNew<typeof batch>(this.input)
      }
    }
    await condition(allHandlersFinished)
  }

  private async advance(view: BatchView): Promise<void> {
    const { batchId } = this.input
    switch (view.status) {
      case 'collecting':
        if (await this.ask(view.kind === 'decision' ? 'reserve' : 'check')) await record.freezeBatch(batchId)
        return
      case 'frozen':
        return this.waitForSignature(view)
      case 'signed':
        if (await this.ask(view.kind === 'decision' ? 'apply' : 'act')) await record.finishBatch(batchId)
        return
      case 'cancelled':
      case 'expired':
        if (await this.ask('release')) await record.finishBatch(batchId)
        return
    }
  }

  /** Has all items of the phase asked; when some could not be settled, waits before they are asked again. */
  private async ask(phase: BatchPhase): Promise<boolean> {
    const left = await this.leftAfter(phase)
    if (left === 0) {
      this.pass = 1
      return true
    }
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.pass - 1))
    this.pass += 1
    await condition(() => this.woken, pause)
    return false
  }

  private async leftAfter(phase: BatchPhase): Promise<number | null> {
    try {
      return (await runPhase(this.input.batchId, phase, this.pass)).left
    } catch (error) {
      if (incidentOf(error) === null) throw error
      // A bug; the activity has raised the alarm.
      return null
    }
  }

  private async waitForSignature({ expiresAt }: BatchView): Promise<void> {
    if (this.input.clock === 'stepped' || expiresAt === null) await condition(() => this.woken)
    else await condition(() => this.woken, Math.max(1, Date.parse(expiresAt) + 1 - Date.now()))
    // Expires only what nobody signed in time, by the record's clock.
    await record.expireBatch(this.input.batchId)
  }
}
