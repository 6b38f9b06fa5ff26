// One run per open dossier, for every procedure: it puts actions in order, lets the record decide each in one
// transaction, takes the position that comes back, and is the clock that asks for a lapse. It computes no state.
import {
  ApplicationFailure,
  CancellationScope,
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import type { Command } from '../domain/command.ts'
import { ACTION_RULES } from '../domain/table.ts'
import { addMs } from '../domain/time/civil.ts'
import { LAPSE_GRACE_MS } from '../domain/time/receipt.ts'
import { OPEN_STATUSES } from '../domain/vocabulary.ts'
import type { Refusal } from '../domain/vocabulary.ts'
import { Alarm } from './alarm.ts'
import { incidentOf } from './incident.ts'
import { Lock } from './lock.ts'
import {
  INCIDENT,
  VALIDATOR_REFUSED,
  actUpdate,
  clockCommandId,
  hasAction,
  lookSignal,
  positionQuery,
} from './messages.ts'
import type {
  ActAnswer,
  ActRequest,
  ActResult,
  DossierActivities,
  DossierInput,
  Position,
} from './messages.ts'

/** Lapses of many dossiers at one instant are spread over this long, so that they don't crowd out people's actions. */
const LAPSE_SPREAD_MS = 120_000
/** After a lapse that the record didn't take (something received in time is undecided, or a bug): one minute, doubled up to an hour. */
const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 3_600_000

// Inside one workflow task and without a round trip to the server; three short tries ride out a dropped connection. The
// limit is for all of them together, longer than any time-out of the record's and shorter than a workflow task's 10 s.
// Cancelling the run doesn't end a transaction that has begun: it is waited for.
const soon = proxyLocalActivities<DossierActivities>({
  scheduleToCloseTimeout: '6s',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: {
    maximumAttempts: 3,
    initialInterval: '50ms',
    maximumInterval: '500ms',
    nonRetryableErrorTypes: [INCIDENT],
  },
})
// An outage: what was accepted waits as long as it lasts, and completes.
const lasting = proxyActivities<DossierActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '15s', nonRetryableErrorTypes: [INCIDENT] },
})

/** The workflow of a dossier. Its result is nothing: all that counts is in the record. */
export async function dossier(input: DossierInput): Promise<void> {
  const run = new DossierRun(input)
  // Before the first await: an update that starts the run is delivered together with the start.
  setHandler(actUpdate, (request) => run.act(request), {
    validator: (request: ActRequest) => run.filter(request),
  })
  setHandler(lookSignal, () => run.look())
  setHandler(positionQuery, () => run.position)
  await run.live()
}

class DossierRun {
  /** The record's last answer; null before the first one, and where no such dossier exists. */
  position: Position | null
  private readonly input: DossierInput
  private readonly lock = new Lock()
  private readonly alarm = new Alarm()
  private known: boolean
  private looked = false
  private tries = 0
  private notBefore = 0

  constructor(input: DossierInput) {
    this.input = input
    this.position = input.position
    this.known = input.position !== null
  }

  /** A cheap filter outside the history. It may refuse too much: the API then asks the rule itself and marks the request checked. */
  filter(request: ActRequest): void {
    const { position } = this
    const { command, checked } = request
    if (position === null || checked || command.actor.kind !== 'person') return
    if (!hasAction(position.open, command.action))
      throw filtered(isOpen(position) ? 'notAtStep' : 'notInStatus')
    const { basis } = command
    if (basis === null || !ACTION_RULES[command.action].basis) return
    if (basis.step !== position.step || basis.round !== position.round) throw filtered('basisChanged')
  }

  /** One action, after all that came before it. Throws INCIDENT with the incident's id where a bug rolled it back. */
  async act(request: ActRequest): Promise<ActAnswer> {
    if (!this.lock.take()) await this.lock.turn()
    try {
      return answerOf(await this.commit(request))
    } catch (error) {
      throw incidentOf(error) ?? error
    } finally {
      this.lock.giveBack()
    }
  }

  /** Loads the row again, in its turn. */
  async look(): Promise<void> {
    try {
      await this.lock.run(() => this.load())
      this.looked = true
    } catch (error) {
      if (incidentOf(error) === null) throw error
      // The activity has raised the alarm. The run goes on with what it knew; the next action or look brings the row.
      log.warn('the row could not be read', { dossierId: this.input.dossierId })
    }
  }

  async live(): Promise<void> {
    try {
      // An action that came with the start is before this in the lock, and its answer has brought the row along.
      await this.lock
        .run(async () => {
          if (!this.known) await this.load()
        })
        .catch((error: unknown) => {
          if (incidentOf(error) === null) throw error
        })
      while (!this.mayEnd()) {
        this.alarm.arm(this.wakesAt())
        await condition(
          () => this.mayEnd() || this.looked || this.alarm.ringing || this.alarm.wants(this.wakesAt()),
        )
        if (this.alarm.takeRing() || this.looked) await this.tick()
      }
    } catch (error) {
      if (!isCancellation(error)) throw error
      // Cancelled by an operator: what is under way is finished first. The next action or look opens a run again.
      await CancellationScope.nonCancellable(() => condition(() => this.lock.free && allHandlersFinished()))
      throw error
    }
    if (!this.over()) await continueAsNew<typeof dossier>({ ...this.input, position: this.position })
  }

  private async commit(request: ActRequest): Promise<ActResult> {
    const ask = (record: DossierActivities) => record.commit(request)
    const result = await ask(soon).catch((error: unknown) => steadily(error, ask))
    // A refusal carries the row's position too. None means that there is no such dossier, now known for certain.
    this.take(result.position)
    return result
  }

  private async load(): Promise<void> {
    const ask = (record: DossierActivities) => record.load(this.input.dossierId)
    this.take(await ask(soon).catch((error: unknown) => steadily(error, ask)))
  }

  private take(position: Position | null): void {
    if (position?.wakeAt !== this.position?.wakeAt || position?.status !== this.position?.status) {
      this.tries = 0
      this.notBefore = 0
    }
    this.position = position
    this.known = true
    if (position !== null) setCurrentDetails(`${position.status} · ${position.step} · ${position.round}`)
  }

  /** The clock's turn: asks for the lapse, or for the end of the reservation, if that is due by what the row says now. */
  private async tick(): Promise<void> {
    const looked = this.looked
    this.looked = false
    await this.lock.run(async () => {
      const { position } = this
      if (position === null || position.wakeAt === null || !this.isDue(looked)) return
      this.tries += 1
      this.notBefore = Date.now() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.tries - 1))
      try {
        await this.commit(clockRequest(this.input.dossierId, position, position.wakeAt))
      } catch (error) {
        if (incidentOf(error) === null) throw error
        log.warn('the clock could not act', { dossierId: this.input.dossierId, wakeAt: position.wakeAt })
      }
    })
  }

  // By the stepped clock only the record knows; it refuses what is not due, and nothing is lost by asking.
  private isDue(looked: boolean): boolean {
    if (this.input.clock === 'stepped') return looked
    const dueAt = this.dueAt()
    return dueAt !== null && Date.now() >= (looked ? dueAt : Math.max(dueAt, this.notBefore))
  }

  private dueAt(): number | null {
    const wakeAt = this.position?.wakeAt ?? null
    return wakeAt === null ? null : Date.parse(wakeAt) + LAPSE_GRACE_MS + spreadOf(this.input.dossierId)
  }

  private wakesAt(): number | null {
    if (this.input.clock === 'stepped') return null
    const dueAt = this.dueAt()
    return dueAt === null ? null : Math.max(dueAt, this.notBefore)
  }

  private over(): boolean {
    return this.known && (this.position === null || !isOpen(this.position))
  }

  private mayEnd(): boolean {
    const { continueAsNewSuggested } = workflowInfo()
    return (
      this.lock.free && allHandlersFinished() && (this.over() || (continueAsNewSuggested && !this.looked))
    )
  }
}

function isOpen(position: Position): boolean {
  return (OPEN_STATUSES as readonly string[]).includes(position.status)
}

function answerOf({ position, ...rest }: ActResult): ActAnswer {
  if (position === null) return { ...rest, position }
  const { status, step, round, version, contentHash } = position
  return { ...rest, position: { status, step, round, version, contentHash } }
}

function filtered(code: Refusal): ApplicationFailure {
  return ApplicationFailure.nonRetryable(code, VALIDATOR_REFUSED, code)
}

/** After a first try that failed: a bug ends it; an outage, or a run that was cancelled meanwhile, doesn't. */
async function steadily<T>(error: unknown, ask: (record: DossierActivities) => Promise<T>): Promise<T> {
  if (incidentOf(error) !== null) throw error
  return CancellationScope.nonCancellable(() => ask(lasting))
}

/** What the clock asks for: received in the first instant after the one that was waited for. */
function clockRequest(dossierId: string, position: Position, dueAt: string): ActRequest {
  const { step, round, contentHash } = position
  const action = position.status === 'reserved' ? 'unreserve' : 'lapse'
  const id = clockCommandId(action, dossierId, step, round, dueAt)
  const command: Command = {
    id,
    dossierId,
    action,
    actor: { kind: 'clock' },
    receivedAt: addMs(dueAt, 1),
    basis: { step, round, contentHash },
    bodyHash: null,
    args: { dueAt },
  }
  // The id names the whole request, so it stands for its hash.
  return { command, requestHash: id, checked: true, attempt: 1 }
}

/** A delay between zero and the spread that is always the same for one dossier. */
function spreadOf(dossierId: string): number {
  let hash = 0
  for (const char of dossierId) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % LAPSE_SPREAD_MS
  return hash
}
