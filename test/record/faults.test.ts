// What happens in the record when something goes wrong inside a transaction, and under what locks it waits.
import { ApplicationFailure } from '@temporalio/common'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, isOutage } from '../../activities/pool.ts'
import { createRecordActivities } from '../../activities/record/index.ts'
import type { Need } from '../../domain/procedure.ts'
import { INCIDENT } from '../../workflows/messages.ts'
import { recordResult } from '../../activities/record/results.ts'
import {
  MONDAY,
  aCampaign,
  aDelegation,
  aDocument,
  aDraft,
  aPerson,
  aRequest,
  act,
  mustAct,
} from '../support/builders.ts'
import { GROUNDS, aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'
import { SMALL_PROCEDURE } from '../support/small-procedure.ts'

describe('faults inside the transaction', () => {
  let at: Scene
  let owner: pg.Client

  beforeAll(async () => {
    at = await aScene()
    owner = new pg.Client({ connectionString: at.ownerUrl })
    await owner.connect()
  })
  afterAll(async () => {
    await owner.end()
    await at.drop()
  })

  /** Runs the work while every new letter of the outbox throws an error that is no outage. */
  async function whileBroken(work: () => Promise<void>): Promise<void> {
    await owner.query(`CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'a bug'; END $$;
      CREATE TRIGGER broken BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION broken()`)
    try {
      await work()
    } finally {
      await owner.query('DROP TRIGGER broken ON event; DROP FUNCTION broken()')
    }
  }

  it('rolls back, frees the lock and reports an incident; the next officer acts', async () => {
    const { id } = await at.submitted('Trường Mầm non')
    const before = await at.row(id)
    await whileBroken(async () => {
      const failure = await act(at, { dossierId: id, action: 'approve', by: at.police }).catch(
        (error: unknown) => error,
      )
      expect(failure).toBeInstanceOf(ApplicationFailure)
      const { type, nonRetryable, details } = failure as ApplicationFailure
      expect({ type, nonRetryable }).toEqual({ type: INCIDENT, nonRetryable: true })
      const { rows } = await at.pool.query('SELECT place, error, context FROM incident WHERE id = $1', [
        details?.[0],
      ])
      expect(rows).toMatchObject([{ place: 'record.commit', context: { dossierId: id, action: 'approve' } }])
    })
    expect(await at.row(id)).toEqual(before)
    await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
  })

  it('throws an outage on as it is when the database is away, and commits when it is back', async () => {
    const { id, head } = await at.unit('Trường Trung học')
    const request = await aRequest(at.pool, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    const away = createPool({ connectionString: 'postgresql://trinh_app@127.0.0.1:1/none' })
    const failure: unknown = await createRecordActivities({ pool: away, keys: at.keys })
      .commit(request)
      .catch((error: unknown) => error)
    await away.end()
    expect(isOutage(failure)).toBe(true)
    expect(await at.record.commit(request)).toMatchObject({ ok: true, repeated: false })
  })

  it('finishes a command whose connection was cut before the commit, when it is sent again', async () => {
    const { id } = await at.submitted('Trường Phổ thông')
    const request = await aRequest(at.pool, { dossierId: id, action: 'approve', by: at.police })
    await owner.query('BEGIN; LOCK TABLE event IN SHARE MODE')
    const cut = at.record.commit(request).catch((error: unknown) => error)
    const { pid } = await untilOne<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO event%'",
    )
    await admin('SELECT pg_terminate_backend($1)', [pid])
    expect(isOutage(await cut)).toBe(true)
    await owner.query('COMMIT')
    expect((await at.row(id)).version).toBe(1)
    expect(await at.record.commit(request)).toMatchObject({ ok: true, repeated: false })
  })

  it('gives up waiting for a lock as an outage, before the activity would time out', async () => {
    const { id } = await at.submitted('Thư viện')
    await owner.query("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('dossier/' || '" + id + "', 0))")
    // The product's own limits, which other tests' pools lengthen.
    const pool = createPool({ connectionString: at.appUrl, name: 'test' })
    const hasty = { ...at, pool, record: createRecordActivities({ pool, keys: at.keys }) }
    const failure: unknown = await act(hasty, { dossierId: id, action: 'approve', by: at.police }).catch(
      (error: unknown) => error,
    )
    await pool.end()
    await owner.query('COMMIT')
    expect(isOutage(failure)).toBe(true)
    await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
  })

  it('waits for a delegation that is being ended, and then refuses', async () => {
    const { id } = await at.submitted('Nhà văn hóa')
    const deputy = await aPerson(at.pool, 'communeOffice', at.commune, { name: 'Người được ủy quyền' })
    const delegation = await aDelegation(at.pool, {
      from: at.police,
      to: deputy,
      officeId: at.commune,
      role: 'communePolice',
    })
    await owner.query('BEGIN')
    await owner.query("UPDATE delegation SET ended_at = '2026-03-01T00:00:00Z' WHERE id = $1", [delegation])
    const result = act(at, { dossierId: id, action: 'approve', by: deputy })
    await untilOne(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM delegation%'",
    )
    await owner.query('COMMIT')
    expect(await result).toMatchObject({ ok: false, code: 'notYourTask' })
  })

  it('waits for a result that is being taken back, and then refuses', async () => {
    const needs: readonly Need[] = [
      {
        kind: 'priorResult',
        result: 'safety',
        yearOffset: -1,
        accepted: ['achieved'],
        source: { cites: ['test'] },
      },
    ]
    const steps = SMALL_PROCEDURE.steps.map((step) => (step.id === 'look' ? { ...step, needs } : step))
    const procedure = { ...SMALL_PROCEDURE, id: 'small-prior', steps }
    const campaign = await aCampaign(at.pool, { officeId: 'P44', procedure })
    const { unit, head } = await at.unit('Trung tâm Y tế')
    const id = await aDraft(at.pool, campaign, unit)
    await mustAct(at, { dossierId: id, action: 'submit', by: head, body: GROUNDS })
    const fact = {
      subjectId: unit,
      kind: 'safety',
      year: 2025,
      source: 'QĐ 1',
      dossierId: null,
      recordedBy: at.police,
    }
    await recordResult(at.pool, { ...fact, value: 'achieved' }, MONDAY)
    await owner.query('BEGIN')
    await owner.query('DELETE FROM result_fact WHERE subject_id = $1', [unit])
    const result = act(at, { dossierId: id, action: 'approve', by: at.police })
    await untilOne(waitingFor('FROM result_fact'))
    await owner.query('COMMIT')
    expect(await result).toMatchObject({ ok: false, code: 'needsUnmet' })
    await recordResult(at.pool, { ...fact, value: 'achieved' }, MONDAY)
    await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
  })

  it('waits for a file that is being swept away, and then misses it', async () => {
    const needs: readonly Need[] = [{ kind: 'document', id: 'plan', vi: 'Kế hoạch', required: true }]
    const steps = SMALL_PROCEDURE.steps.map((step) => (step.id === 'ask' ? { ...step, needs } : step))
    const procedure = { ...SMALL_PROCEDURE, id: 'small-document', steps }
    const campaign = await aCampaign(at.pool, { officeId: 'P44', procedure })
    const { unit, head } = await at.unit('Hạt Kiểm lâm')
    const id = await aDraft(at.pool, campaign, unit)
    const sha256 = await aDocument(at.pool, id, 'plan.pdf')
    const body = { documents: [{ kind: 'plan', sha256, name: 'plan.pdf' }] }
    await owner.query('BEGIN')
    await owner.query('DELETE FROM document WHERE dossier_id = $1', [id])
    const result = act(at, { dossierId: id, action: 'submit', by: head, body })
    await untilOne(waitingFor('FROM document'))
    await owner.query('COMMIT')
    expect((await result).ok).toBe(false)
    await aDocument(at.pool, id, 'plan.pdf')
    await mustAct(at, { dossierId: id, action: 'submit', by: head, body })
  })

  const waitingFor = (part: string): string =>
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%${part}%'`

  async function admin(text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
    const client = new pg.Client({ connectionString: at.adminUrl })
    await client.connect()
    try {
      return await client.query(text, [...values])
    } finally {
      await client.end()
    }
  }

  /** The one row of a statement, asked for until there is one. */
  async function untilOne<T extends pg.QueryResultRow>(text: string): Promise<T> {
    for (;;) {
      const { rows } = (await admin(text)) as pg.QueryResult<T>
      if (rows[0] !== undefined) return rows[0]
    }
  }
})
