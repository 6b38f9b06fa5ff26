// What may happen around one commit, on the whole system: its answer is lost, four come at once, two want the same task,
// the deadline passes, a delegation or a role ends, a bug is thrown, and the same key is used again.
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { theClockStandsAt, MONDAY, aDelegation } from '../support/builders.ts'
import { freshDatabase } from '../support/postgres.ts'
import type { FreshDatabase } from '../support/postgres.ts'
import { devServer } from '../support/temporal.ts'
import { updateIdOf } from '../../activities/dossier-updates.ts'
import { dossierWorkflowId } from '../../workflows/messages.ts'
import { holdDossier, holdWrites } from './holds.ts'
import type { Officer } from './officer.ts'
import {
  GROUNDS,
  LIMIT_MS,
  aSystem,
  endSystem,
  expectRecorded,
  expectWhole,
  pidOf,
  recorded,
  rowOf,
  until,
} from './system.ts'
import type { FaultSystem } from './system.ts'
import { aWire } from './wire.ts'
import type { Wire } from './wire.ts'

describe('around one commit', () => {
  let system: FaultSystem
  let database: FreshDatabase
  let server: TestWorkflowEnvironment
  let wire: Wire

  beforeAll(async () => {
    ;[database, server] = await Promise.all([freshDatabase(), devServer()])
    wire = await aWire(database.appUrl)
    system = await aSystem({
      DATABASE_URL: wire.through(database.appUrl),
      DATABASE_OWNER_URL: database.ownerUrl,
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      TEMPORAL_NAMESPACE: server.namespace ?? 'default',
    })
  }, LIMIT_MS)
  afterAll(async () => {
    await endSystem(system)
    await wire.end()
    await server.teardown()
    await database.drop()
  })

  it(
    'a write that is done but reported as failed is tried again and recorded once',
    async () => {
      const { id, head } = await system.unit('Trạm Khuyến nông')
      const steps: readonly [Officer, string, object][] = [
        [head, 'submit', { body: GROUNDS }],
        [system.police, 'approve', {}],
        [system.chair, 'approve', {}],
      ]
      for (const [at, [officer, action, given]] of steps.entries()) {
        const intention = await officer.means(id, action, given)
        const hold = await holdWrites(system)
        const acting = officer.decided(intention)
        try {
          await hold.waiting()
          wire.loseAnswers()
        } finally {
          await hold.release()
        }
        await until('it is recorded', async () => (await recorded(system, id)).length === at + 1)
        wire.breakOff()
        expect((await acting).status).toBe(200)
      }
      await expectRecorded(system, id, ['submit', 'approve', 'approve'])
    },
    LIMIT_MS,
  )

  it(
    'four actions delivered in one workflow task are recorded in one order, each once',
    async () => {
      const { id, head } = await system.submitted('Trường Tiểu học')
      const others = await Promise.all(
        [1, 2].map((n) => system.officer('communePolice', system.commune, { name: `Công an ${n}` })),
      )
      const officers = [head, system.police, ...others]
      const intentions = await Promise.all(officers.map((officer) => officer.means(id, 'urge')))
      // Stopped, not killed: nobody takes the run's tasks until it goes on, and it goes on with all that have come.
      const worker = pidOf(system, 'worker')
      const hold = await holdDossier(system, id)
      const first = await head.means(id, 'urge')
      const holding = head.decided(first)
      await hold.waiting()
      process.kill(worker, 'SIGSTOP')
      const acting = officers.map((officer, index) => {
        const intention = intentions[index]
        if (intention === undefined) throw new Error('one intention for each')
        return officer.decided(intention)
      })
      try {
        await until('all four are on their way', async () => (await underWay(id)) === 5)
        await hold.release()
      } finally {
        process.kill(worker, 'SIGCONT')
      }
      const answers = await Promise.all([holding, ...acting])
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
      expect(await mostTogether(id)).toBe(4)
      await expectRecorded(system, id, ['submit', 'urge', 'urge', 'urge', 'urge', 'urge'])
    },
    LIMIT_MS,
  )

  /** How many actions on a dossier Temporal holds that are not recorded yet. */
  async function underWay(id: string): Promise<number> {
    const { rows } = await system.pool.query<{ command_id: string; request_hash: string }>(
      `SELECT command_id, request_hash FROM receipt r
       WHERE dossier_id = $1 AND NOT EXISTS (SELECT 1 FROM command c WHERE c.id = r.command_id)`,
      [id],
    )
    for (const { command_id, request_hash: requestHash } of rows) {
      // Throws for an update that the server doesn't know.
      await system.temporal.workflowService.pollWorkflowExecutionUpdate({
        namespace: system.namespace,
        updateRef: {
          workflowExecution: { workflowId: dossierWorkflowId(id) },
          updateId: updateIdOf({ command: { id: command_id }, requestHash, attempt: 1 }),
        },
      })
    }
    return rows.length
  }

  /** The most updates of a run that were delivered together, in one workflow task. */
  async function mostTogether(id: string): Promise<number> {
    const { events } = await system.temporal.workflow.getHandle(dossierWorkflowId(id)).fetchHistory()
    const tasks = new Map<string, number>()
    for (const event of events ?? []) {
      const accepted = event.workflowExecutionUpdateAcceptedEventAttributes
      if (accepted == null) continue
      const task = String(accepted.acceptedRequestSequencingEventId)
      tasks.set(task, (tasks.get(task) ?? 0) + 1)
    }
    return Math.max(...tasks.values())
  }

  it(
    'of two officers at one task exactly one wins, and the other is told that it changed',
    async () => {
      const second = await system.officer('communePolice', system.commune, { name: 'Công an thứ hai' })
      const units = await Promise.all([1, 2, 3, 4].map((n) => system.submitted(`Nhà văn hóa ${n}`)))
      for (const { id } of units) {
        const approves = await system.police.means(id, 'approve')
        const returns = await second.means(id, 'return', {
          args: { toStep: 'ask' },
          body: { reason: 'Chưa rõ lý do' },
        })
        const answers = await Promise.all([system.police.decided(approves), second.decided(returns)])
        const lost = answers.filter(({ status }) => status !== 200)
        expect(lost).toMatchObject([{ status: 409, body: { code: 'basisChanged' } }])
        expect(await recorded(system, id)).toHaveLength(2)
      }
    },
    LIMIT_MS,
  )

  it(
    'a decision received at the due instant is accepted whenever it is recorded; one millisecond later it is late',
    async () => {
      const inTime = await system.submitted('Hợp tác xã đúng hạn')
      const tooLate = await system.submitted('Hợp tác xã quá hạn')
      const { due_at: due } = await rowOf(system, inTime.id)
      const after = (ms: number): string => new Date(due.getTime() + ms).toISOString()
      try {
        await theClockStandsAt(system.pool, due.toISOString())
        const hold = await holdDossier(system, inTime.id)
        const acting = system.police.act(inTime.id, 'approve')
        await hold.waiting()
        await theClockStandsAt(system.pool, after(30_000))
        await hold.release()
        expect(await acting).toMatchObject({
          status: 200,
          body: { receipt: { receivedAt: due.toISOString(), recordedAt: after(30_000) } },
        })
        await theClockStandsAt(system.pool, after(1))
        expect(await system.police.act(tooLate.id, 'approve')).toMatchObject({ body: { code: 'late' } })
        expect(await recorded(system, tooLate.id)).toEqual(['submit'])
      } finally {
        await theClockStandsAt(system.pool, MONDAY)
      }
    },
    LIMIT_MS,
  )

  it(
    'a delegation or a role that ends between the check and the commit no longer counts',
    async () => {
      const { id } = await system.submitted('Trạm Y tế')
      const deputy = await system.officer('communeOffice', system.commune, { name: 'Người được ủy quyền' })
      const delegation = await aDelegation(system.pool, {
        from: system.police.personId,
        to: deputy.personId,
        officeId: system.commune,
        role: 'communePolice',
      })
      await refusedWhen(deputy, id, 'UPDATE delegation SET ended_at = $2 WHERE id = $1', delegation)
      const leaving = await system.officer('communePolice', system.commune, { name: 'Người thôi nhiệm' })
      await refusedWhen(
        leaving,
        id,
        'UPDATE role_holding SET valid_to = $2 WHERE person_id = $1',
        leaving.personId,
      )
      await system.police.must(id, 'approve')
      await expectRecorded(system, id, ['submit', 'approve'])
    },
    LIMIT_MS,
  )

  async function refusedWhen(officer: Officer, id: string, change: string, of: string): Promise<void> {
    const before = await rowOf(system, id)
    const hold = await holdDossier(system, id)
    const acting = officer.act(id, 'approve')
    await hold.waiting()
    await system.pool.query(change, [of, MONDAY])
    await hold.release()
    const { status, body } = await acting
    expect(['notYourTask', 'notAuthorised', 'factsChanged']).toContain(body['code'])
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(await rowOf(system, id)).toEqual(before)
  }

  it(
    'a bug thrown inside the transaction is answered with an incident, and the next officer acts',
    async () => {
      const { id, head } = await system.submitted('Hội Cựu chiến binh')
      const before = await rowOf(system, id)
      const approves = await system.police.means(id, 'approve')
      await system.pool
        .query(`CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'a bug'; END $$;
        CREATE TRIGGER broken BEFORE INSERT ON event FOR EACH ROW WHEN (NEW.dossier_id = '${id}') EXECUTE FUNCTION broken()`)
      try {
        const { status, body } = await system.police.decided(approves)
        expect({ status, code: body['code'] }).toEqual({ status: 500, code: 'incident' })
        const { rows } = await system.pool.query('SELECT place, context FROM incident WHERE id = $1', [
          body['incident'],
        ])
        expect(rows).toMatchObject([{ place: 'record.commit', context: { dossierId: id } }])
        const elsewhere = await system.submitted('Hội Phụ nữ')
        await system.police.must(elsewhere.id, 'approve')
      } finally {
        await system.pool.query('DROP TRIGGER broken ON event; DROP FUNCTION broken()')
      }
      expect(await rowOf(system, id)).toEqual(before)
      await head.must(id, 'urge')
      await system.police.must(id, 'approve')
      await expectRecorded(system, id, ['submit', 'urge', 'approve'])
    },
    LIMIT_MS,
  )

  it(
    'a refused command sent again gets the same refusal, and its key is not for another request',
    async () => {
      const { id, head } = await system.submitted('Doanh nghiệp')
      const intention = await system.chair.means(id, 'approve')
      const refused = await system.chair.decided(intention)
      expect(refused.status).toBeGreaterThanOrEqual(400)
      await system.police.must(id, 'approve')
      const again = await system.chair.decided(intention)
      expect({ status: again.status, code: again.body['code'] }).toEqual({
        status: refused.status,
        code: refused.body['code'],
      })
      const accepted = await system.chair.means(id, 'approve')
      expect((await system.chair.decided(accepted)).status).toBe(200)
      for (const used of [intention, accepted]) {
        const other = await system.chair.decided({
          ...used,
          body: { ...used.body, body: { text: 'Nội dung khác' } },
        })
        expect(other).toMatchObject({ status: 422, body: { code: 'keyReused' } })
      }
      expect((await head.act(id, 'withdraw', { body: { reason: 'Xin rút' } })).status).toBe(409)
      await expectRecorded(system, id, ['submit', 'approve', 'approve'])
    },
    LIMIT_MS,
  )

  it('every chain verifies', async () => {
    expect(await expectWhole(system)).toBeGreaterThan(10)
  })
})
