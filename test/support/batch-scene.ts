// Batches over dossiers of the watched procedure, asked at the record's own commit point instead of through their runs.
import { randomUUID } from 'node:crypto'
import { createBatch } from '../../activities/batch/create.ts'
import type { NewActionBatch, NewDecisionBatch } from '../../activities/batch/create.ts'
import { freezeBatch } from '../../activities/batch/life.ts'
import { runPhase } from '../../activities/batch/phase.ts'
import type { PhaseDeps } from '../../activities/batch/phase.ts'
import { readBatch } from '../../activities/batch/row.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { ActRequest, BatchCommand, BatchPhase } from '../../workflows/messages.ts'
import { MONDAY, aCampaign, aCommune, aPerson, aRecord } from './builders.ts'
import type { TestRecord } from './builders.ts'
import { WATCHED_PROCEDURE, aDossierAt } from './watched-procedure.ts'

/** The Monday on which batches are made, signed and run out. */
export const NOON = '2026-03-02T05:00:00.000Z'
export const SIGNING = '2026-03-02T06:00:00.000Z'
export const EVENING = '2026-03-02T10:00:00.000Z'

type Send = PhaseDeps['send']

interface Given {
  readonly at: TestRecord
  readonly commune: string
  readonly procedure: Procedure
}

export class BatchScene {
  readonly at: TestRecord
  readonly commune: string
  readonly police: string
  readonly chair: string
  readonly campaign: string
  /** What was asked of dossiers, in order. */
  sent: ActRequest[] = []
  private made = 0

  private constructor(at: TestRecord, names: Pick<BatchScene, 'commune' | 'police' | 'chair' | 'campaign'>) {
    this.at = at
    this.commune = names.commune
    this.police = names.police
    this.chair = names.chair
    this.campaign = names.campaign
  }

  /** In a record and commune of its own, under the watched procedure, unless others are given. */
  static async make(given: Partial<Given> = {}): Promise<BatchScene> {
    const at = given.at ?? (await aRecord())
    const commune = given.commune ?? (await aCommune(at.pool))
    return new BatchScene(at, {
      commune,
      police: await aPerson(at.pool, 'communePolice', commune),
      chair: await aPerson(at.pool, 'provinceChair', 'P44'),
      campaign: await aCampaign(at.pool, {
        officeId: 'P44',
        procedure: given.procedure ?? WATCHED_PROCEDURE,
        calendarVersion: 1,
      }),
    })
  }

  /** Commits at once, without a run. */
  readonly direct: Send = async (request) => {
    this.sent.push(request)
    return { kind: 'result', result: await this.at.record.commit(request) }
  }

  phase(id: string, what: BatchPhase, send: Send = this.direct, pass = 1) {
    return runPhase({ pool: this.at.pool, send }, id, what, pass)
  }

  /** Dossiers that stand at `decide`, or at `look`. */
  async dossiers(count: number, step: 'look' | 'decide' = 'decide'): Promise<string[]> {
    const { at, campaign, commune } = this
    const ids: string[] = []
    for (let n = 0; n < count; n += 1) {
      this.made += 1
      const where = { campaign, commune, name: `Trạm ${this.made}`, when: MONDAY }
      ids.push(await aDossierAt(at, step === 'look' ? where : { ...where, police: this.police }))
    }
    return ids
  }

  decisionOver(ids: readonly string[], more: Partial<NewDecisionBatch> = {}): NewDecisionBatch {
    return {
      kind: 'decision',
      id: randomUUID(),
      requestHash: 'h',
      requestedBy: this.chair,
      officeId: 'P44',
      receivedAt: NOON,
      items: listed(ids),
      body: null,
      campaignId: this.campaign,
      step: 'decide',
      level: 'province',
      signerId: this.chair,
      verdict: 'approve',
      expiresAt: EVENING,
      ...more,
    }
  }

  actionOver(ids: readonly string[], more: Partial<NewActionBatch> = {}): NewActionBatch {
    return {
      kind: 'action',
      id: randomUUID(),
      requestHash: 'h',
      requestedBy: this.police,
      officeId: this.commune,
      receivedAt: NOON,
      items: listed(ids),
      body: null,
      action: 'approve',
      args: {},
      dryRun: false,
      expiresAt: EVENING,
      ...more,
    }
  }

  /** A decision with its list frozen; gives its id. */
  async frozen(ids: readonly string[], more: Partial<NewDecisionBatch> = {}): Promise<string> {
    const batch = this.decisionOver(ids, more)
    await createBatch(this.at.pool, batch)
    await this.phase(batch.id, 'reserve')
    await freezeBatch(this.at.pool, batch.id)
    return batch.id
  }

  /** The chair's signature under the list as it stands. */
  async signature(id: string, more: Partial<BatchCommand> = {}): Promise<BatchCommand> {
    const listHash = (await readBatch(this.at.pool, id))?.listHash ?? null
    return { id: randomUUID(), personId: this.chair, receivedAt: SIGNING, listHash, ...more }
  }

  /** Status and code of each item, in order. */
  async items(id: string): Promise<string[]> {
    const { rows } = await this.at.pool.query<{ status: string; code: string | null }>(
      'SELECT status, code FROM batch_item WHERE batch_id = $1 ORDER BY ord',
      [id],
    )
    return rows.map(({ status, code }) => (code === null ? status : `${status} ${code}`))
  }

  /** Status and step of each dossier, in order. */
  async statuses(ids: readonly string[]): Promise<string[]> {
    const { rows } = await this.at.pool.query<{ status: string; step: string }>(
      'SELECT status, step FROM dossier JOIN unnest($1::text[]) WITH ORDINALITY AS i (id, ord) USING (id) ORDER BY ord',
      [ids],
    )
    return rows.map(({ status, step }) => `${status} ${step}`)
  }

  async events(dossierId: string, type: string): Promise<{ data: Record<string, unknown> }[]> {
    const { rows } = await this.at.pool.query<{ data: Record<string, unknown> }>(
      'SELECT data FROM event WHERE dossier_id = $1 AND type = $2',
      [dossierId, type],
    )
    return rows
  }
}

/** Items as the list showed them, all within sight. */
export const listed = (ids: readonly string[]) =>
  ids.map((dossierId) => ({ dossierId, basis: null, visible: true }))
