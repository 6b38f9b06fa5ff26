// A record in memory for tests of the workflows, typed as the real one: it decides by a toy rule, remembers in which
// order it was asked, and can be made to wait, fail like an outage or fail like a bug. And a worker around it.
import { ApplicationFailure } from '@temporalio/common'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { Worker } from '@temporalio/worker'
import type { WorkerOptions } from '@temporalio/worker'
import { fileURLToPath } from 'node:url'
import { createHash, randomUUID } from 'node:crypto'
import { bundleOnce } from '../../activities/workflow-bundle.ts'
import type { BundleFile } from '../../activities/workflow-bundle.ts'
import type { Command } from '../../domain/command.ts'
import { OPEN_STATUSES } from '../../domain/vocabulary.ts'
import type { Action, Refusal } from '../../domain/vocabulary.ts'
import { INCIDENT, TASK_QUEUE, hasAction, packActions } from '../../workflows/messages.ts'
import type {
  ActRequest,
  ActResult,
  DossierActivities,
  DossierInput,
  Position,
} from '../../workflows/messages.ts'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

const WHILE_OPEN: readonly Action[] = [
  ...([
    'submit',
    'approve',
    'return',
    'open',
    'claim',
    'transfer',
    'entrust',
    'takeBack',
    'copy',
    'urge',
  ] as const),
  ...(['withdraw', 'extend', 'lapse', 'terminate', 'reserve'] as const),
]
const WHEN_CLOSED: readonly Action[] = ['reopen', 'revoke', 'maintain', 'correct', 'copy']

/** A position that a record could have answered with. */
export function aPosition(overrides: Partial<Position> = {}): Position {
  const status = overrides.status ?? 'active'
  const open = (OPEN_STATUSES as readonly string[]).includes(status)
  return {
    status,
    step: 'prepareDossier',
    round: 1,
    version: 1,
    contentHash: hash('content'),
    stateHash: hash('state/1'),
    wakeAt: null,
    open: packActions(open ? WHILE_OPEN : WHEN_CLOSED),
    ...overrides,
  }
}

/** A command of a person, sized like a real one. */
export function aCommand(dossierId: string, action: Action, overrides: Partial<Command> = {}): Command {
  return {
    id: randomUUID(),
    dossierId,
    action,
    actor: { kind: 'person', personId: randomUUID() },
    receivedAt: '2026-03-02T01:00:00.000Z',
    basis: { step: 'prepareDossier', round: 1, contentHash: hash('content'), taskId: 'prepareDossier.1.1' },
    bodyHash: hash('body'),
    args: {},
    ...overrides,
  }
}

/** A request for a command, as the API would send it. */
export function aRequest(command: Command, overrides: Partial<ActRequest> = {}): ActRequest {
  return { command, requestHash: hash(JSON.stringify(command)), checked: false, attempt: 1, ...overrides }
}

/** The input of a run by the real clock. */
export function anInput(dossierId: string, overrides: Partial<DossierInput> = {}): DossierInput {
  return {
    dossierId,
    procedure: { id: 'dien-hinh', version: 1, hash: hash('procedure') },
    position: null,
    clock: 'real',
    ...overrides,
  }
}

/** How the fake decides: the next position, or a refusal. Throwing stands for an outage. */
export type Rule = (row: Position | null, command: Command) => Position | Refusal

/** Every action that is open succeeds and leaves the step; what ends a dossier ends it. */
export const simpleRule: Rule = (row, command) => {
  if (row === null) return command.action === 'submit' ? aPosition({ step: 'screen' }) : 'notInStatus'
  if (!hasAction(row.open, command.action)) return 'notInStatus'
  const ends: Partial<Record<Action, Position['status']>> = {
    withdraw: 'withdrawn',
    terminate: 'terminated',
    lapse: 'lapsed',
    revoke: 'revoked',
    reopen: 'active',
  }
  const status = ends[command.action] ?? row.status
  const version = row.version + 1
  const closes = !(OPEN_STATUSES as readonly string[]).includes(status)
  return aPosition({
    ...row,
    status,
    version,
    stateHash: hash(`state/${version}`),
    wakeAt: closes ? null : row.wakeAt,
    open: packActions(closes ? WHEN_CLOSED : WHILE_OPEN),
  })
}

/** The record in memory. */
export class FakeRecord implements DossierActivities {
  readonly rows = new Map<string, Position>()
  /** Command ids in the order in which they were decided for the first time. */
  readonly decided: string[] = []
  readonly commits: ActRequest[] = []
  loads = 0
  rule: Rule = simpleRule
  /** Waited for before each commit. */
  gate: (request: ActRequest) => Promise<void> | void = () => undefined
  /** Waited for before each load. */
  loadGate: () => Promise<void> | void = () => undefined
  private readonly stored = new Map<string, { readonly requestHash: string; readonly result: ActResult }>()

  readonly load = async (dossierId: string): Promise<Position | null> => {
    this.loads += 1
    await this.loadGate()
    return this.rows.get(dossierId) ?? null
  }

  readonly commit = async (request: ActRequest): Promise<ActResult> => {
    this.commits.push(request)
    await this.gate(request)
    const { command } = request
    const before = this.rows.get(command.dossierId) ?? null
    const stored = this.stored.get(command.id)
    if (stored !== undefined) {
      if (stored.requestHash !== request.requestHash) return refusal('keyReused', before)
      return { ...stored.result, repeated: true, position: before }
    }
    const next = this.rule(before, command)
    const refused = typeof next === 'string'
    const result: ActResult = refused
      ? refusal(next, before)
      : { ok: true, code: null, detail: {}, repeated: false, position: next, recordedAt: command.receivedAt }
    // What the clock is refused may be right a minute later, so it is not remembered.
    if (!refused || command.actor.kind !== 'clock')
      this.stored.set(command.id, { requestHash: request.requestHash, result })
    if (!refused) {
      this.rows.set(command.dossierId, next)
      this.decided.push(command.id)
    }
    return result
  }
}

function refusal(code: Refusal, position: Position | null): ActResult {
  return { ok: false, code, detail: {}, repeated: false, position, recordedAt: null }
}

/** The failure with which the record reports a bug in its transaction. */
export function incident(id: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable('a bug in the transaction', INCIDENT, id)
}

/** A place where something waits until it is let through, and where a test can wait for its arrival. */
export class Gate {
  readonly reached: Promise<void>
  private readonly opened: Promise<void>
  private arrive: () => void = () => undefined
  private letThrough: () => void = () => undefined

  constructor() {
    this.reached = new Promise((resolve) => (this.arrive = resolve))
    this.opened = new Promise((resolve) => (this.letThrough = resolve))
  }

  async pass(): Promise<void> {
    this.arrive()
    await this.opened
  }

  open(): void {
    this.letThrough()
  }
}

/** The workflows as the worker bundles them, made once for all test files and runs. */
export function workflowBundle(): Promise<BundleFile> {
  return bundleOnce(fileURLToPath(new URL('../../node_modules/.cache/workflow-bundles', import.meta.url)))
}

/** Runs a worker with these activities while the work lasts, and ends it whatever happens. */
export async function withWorker<T>(
  env: TestWorkflowEnvironment,
  activities: DossierActivities,
  work: () => Promise<T>,
  options: Partial<WorkerOptions> = {},
): Promise<T> {
  const worker = await Worker.create({
    connection: env.nativeConnection,
    ...(env.namespace === undefined ? {} : { namespace: env.namespace }),
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: { load: activities.load, commit: activities.commit },
    buildId: 'trinh-test',
    ...options,
  })
  return worker.runUntil(work)
}
