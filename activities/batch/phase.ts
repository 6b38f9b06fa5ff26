// Works through one phase of a batch: every item is asked by a command of its own, under an id that names batch, phase and
// dossier, some dozens at a time. Killed and begun again it repeats nothing: an item that was decided gives its stored
// answer. A reservation is committed from here; all that moves a dossier goes through the dossier's own run.
import type { Args, Command } from '../../domain/command.ts'
import { isPassing } from '../../domain/decide/index.ts'
import { civilDateOf, yearOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Action } from '../../domain/vocabulary.ts'
import type { ActRequest, BatchPhase, ClockMode, DossierInput } from '../../workflows/messages.ts'
import type { Sent } from '../dossier-updates.ts'
import type { Pool } from '../pool.ts'
import { readClock } from '../record/clock.ts'
import { checkCommand } from '../record/commands.ts'
import { countLeft, readItems, settleItems } from './items.ts'
import type { Item, Settled } from './items.ts'
import { itemCommandId, readBatch } from './row.ts'
import { verdictOf } from './row.ts'
import type { BatchRow } from './row.ts'

export interface PhaseDeps {
  readonly pool: Pool
  /** Brings a request to where it is committed; `running` as the row says. */
  readonly send: (request: ActRequest, input: DossierInput, running: boolean) => Promise<Sent>
}

/** Items asked at once: as many as people at work at the same time, so that a batch never starves them. */
const IN_FLIGHT = 56
/** Checks and reservations ask PostgreSQL alone. */
const AT_POSTGRES_IN_FLIGHT = 8
const AT_POSTGRES: readonly BatchPhase[] = ['check', 'reserve']
/** Results written back at once. */
const HEAP = 100
const MOST_ATTEMPTS = 3

/** The phase can't go on at present: nothing is wrong with its items, and it is to be tried again. */
export class PhaseInterrupted extends Error {
  override readonly name = 'PhaseInterrupted'
}

const RUNS_WHILE: Readonly<Record<BatchPhase, readonly BatchRow['status'][]>> = {
  check: ['collecting'],
  reserve: ['collecting'],
  act: ['signed'],
  apply: ['signed'],
  release: ['cancelled', 'expired'],
}

/** See the file's header. `pass` is one more whenever items that could not be settled are asked again. */
export async function runPhase(
  deps: PhaseDeps,
  batchId: string,
  phase: BatchPhase,
  pass: number,
): Promise<{ readonly left: number }> {
  const { pool } = deps
  const batch = await readBatch(pool, batchId)
  if (batch === null || !RUNS_WHILE[phase].includes(batch.status)) return { left: 0 }
  const { mode, now } = await readClock(pool)
  if (phase === 'release') await releaseUnheld(pool, batch, now)
  const run = new PhaseRun(deps, batch, phase, pass, mode, now)
  for (let after = 0; !run.over; ) {
    const items = await readItems(pool, batchId, phase, after)
    const last = items.at(-1)
    if (last === undefined) break
    after = last.ord
    await run.work(items)
  }
  return { left: run.over ? 0 : await countLeft(pool, batchId, phase) }
}

/** Whatever this batch doesn't hold needs no asking: no reservation of it can come any more. */
async function releaseUnheld(pool: Pool, batch: BatchRow, now: Instant): Promise<void> {
  await pool.query(
    `WITH freed AS (
       UPDATE batch_item i SET status = 'released', at = $2 FROM dossier d
       WHERE i.batch_id = $1 AND i.status IN ('pending', 'ready', 'reserved') AND d.id = i.dossier_id
         AND (d.status <> 'reserved' OR d.state->'reservation'->>'batchId' IS DISTINCT FROM $1) RETURNING 1)
     UPDATE batch SET done = done + (SELECT count(*) FROM freed), version = version + 1 WHERE id = $1`,
    [batch.id, now],
  )
}

class PhaseRun {
  /** The batch's status changed under way: the rest of the phase is no longer wanted. */
  over = false
  private readonly deps: PhaseDeps
  private readonly batch: BatchRow
  private readonly phase: BatchPhase
  private readonly pass: number
  private readonly clock: ClockMode
  private readonly now: Instant
  private settled: Settled[] = []
  private writing: Promise<void> = Promise.resolve()

  constructor(
    deps: PhaseDeps,
    batch: BatchRow,
    phase: BatchPhase,
    pass: number,
    clock: ClockMode,
    now: Instant,
  ) {
    this.deps = deps
    this.batch = batch
    this.phase = phase
    this.pass = pass
    this.clock = clock
    this.now = now
  }

  async work(items: readonly Item[]): Promise<void> {
    const waiting = [...items].reverse()
    const lane = async (): Promise<void> => {
      for (let item = waiting.pop(); item !== undefined && !this.over; item = waiting.pop()) {
        // First the answer, then the heap: another lane may have written the heap away meanwhile.
        const settled = await this.ask(item)
        this.settled.push(settled)
        if (this.settled.length >= HEAP) await this.write()
      }
    }
    const lanes = AT_POSTGRES.includes(this.phase) ? AT_POSTGRES_IN_FLIGHT : IN_FLIGHT
    const ended = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, lane))
    await this.write()
    const failed = ended.find((one) => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  private async ask(item: Item): Promise<Settled> {
    const command = commandFor(this.batch, this.phase, item, this.now)
    let request: ActRequest = { command, requestHash: command.id, checked: true, attempt: this.pass }
    if (this.phase === 'check') return this.check(item, request)
    const { dossierId, procedure, open } = item
    const input: DossierInput = { dossierId, procedure, position: null, clock: this.clock }
    for (let attempt = 1; ; attempt += 1) {
      const sent = await this.deps.send(request, input, open)
      if (sent.kind === 'pending' || sent.kind === 'unavailable')
        throw new PhaseInterrupted(`${command.id}: ${sent.kind}`)
      if (sent.kind === 'incident') return this.unsettled(item, 'incident', { incident: sent.id })
      if (sent.kind === 'validatorRefused') throw new Error(`${command.id}: the run refused what was checked`)
      const { ok, code, detail, recordedAt } = sent.result
      if (ok) return this.accepted(item, recordedAt)
      if (code !== null && isPassing(code) && attempt < MOST_ATTEMPTS) {
        request = { ...request, attempt: request.attempt + 1 }
        continue
      }
      return this.refused(item, code, detail)
    }
  }

  private async check(item: Item, request: ActRequest): Promise<Settled> {
    const { decision } = await checkCommand(this.deps.pool, request)
    if (decision === null) return this.refused(item, 'notFound', {})
    return decision.ok ? this.accepted(item, null) : this.refused(item, decision.code, decision.detail)
  }

  private accepted({ dossierId }: Item, at: Instant | null): Settled {
    const status = (
      { check: 'ready', reserve: 'reserved', act: 'applied', apply: 'applied', release: 'released' } as const
    )[this.phase]
    return { dossierId, status, code: null, detail: {}, at: at ?? this.now }
  }

  private refused({ dossierId }: Item, code: string | null, detail: Settled['detail']): Settled {
    // Signed is signed: a decision that can't be applied at present stays to be applied, and is shown with why.
    if (this.phase === 'apply') return { dossierId, status: 'reserved', code, detail, at: null }
    // What need not be given back, or was taken back by the clock, is free.
    if (this.phase === 'release')
      return { dossierId, status: 'released', code: null, detail: {}, at: this.now }
    return { dossierId, status: 'refused', code, detail, at: this.now }
  }

  /** A bug stood in the way. Before the signature the item is left out; after it, or to give it back, it is asked again. */
  private unsettled({ dossierId }: Item, code: string, detail: Settled['detail']): Settled {
    const again = this.phase === 'apply' || this.phase === 'release'
    return { dossierId, status: again ? 'reserved' : 'failed', code, detail, at: again ? null : this.now }
  }

  /** Writes what is settled, heap after heap. */
  private async write(): Promise<void> {
    const heap = this.settled
    this.settled = []
    this.writing = this.writing.then(async () => {
      if (heap.length === 0) return
      const status = await settleItems(this.deps.pool, this.batch.id, this.phase, heap)
      if (status !== this.batch.status) this.over = true
    })
    await this.writing
  }
}

/** What one item is asked in a phase; always the same for the same batch, phase and dossier. */
export function commandFor(batch: BatchRow, phase: BatchPhase, item: Item, now: Instant): Command {
  const { dossierId, step, round, contentHash } = item
  const { action, args, receivedAt } = askedIn(batch, phase, now)
  const byPerson = batch.kind === 'action'
  return {
    id: itemCommandId(batch.id, phase, dossierId),
    dossierId,
    action,
    actor: byPerson ? { kind: 'person', personId: batch.requestedBy } : { kind: 'batch', batchId: batch.id },
    receivedAt,
    basis: { step, round, contentHash },
    bodyHash: phase === 'release' || phase === 'reserve' ? null : batch.args.bodyHash,
    args,
  }
}

interface Asked {
  readonly action: Action
  readonly args: Args
  readonly receivedAt: Instant
}

function askedIn(batch: BatchRow, phase: BatchPhase, now: Instant): Asked {
  const { id, createdAt, signedAt, signerId, expiresAt } = batch
  switch (phase) {
    case 'check':
    case 'act': {
      const { action, args } = batch.args
      if (action === undefined) throw new Error(`batch ${id}: asks for no action`)
      return { action, args: args ?? {}, receivedAt: signedAt ?? createdAt }
    }
    case 'reserve': {
      if (signerId === null || expiresAt === null) throw new Error(`batch ${id}: nobody signs it`)
      return {
        action: 'reserve',
        args: { batchId: id, expiresAt, toPersonId: signerId, ...verdictOf(batch) },
        receivedAt: createdAt,
      }
    }
    case 'apply':
      return { action: 'applyDecision', args: decisionArgs(batch), receivedAt: signedAt ?? now }
    case 'release':
      return { action: 'unreserve', args: { batchId: id }, receivedAt: now }
  }
}

function decisionArgs({ id, args, decisionNumber, signedAt, signerId }: BatchRow): Args {
  if (signedAt === null || signerId === null || args.verdict === undefined)
    throw new Error(`batch ${id}: is not signed`)
  const given = decisionNumber === null ? {} : { decisionNumber, year: yearOf(civilDateOf(signedAt)) }
  return { batchId: id, toPersonId: signerId, verdict: args.verdict, ...given }
}
