// `npm run rebuild` on a real Temporal server and PostgreSQL: afterwards there is a run for each piece of open work in the
// record, none for anything else, and the columns of lists follow the states again.
import { WorkflowNotFoundError } from '@temporalio/client'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebuild } from '../../cli/rebuild.ts'
import {
  CAMPAIGN_WORKFLOW,
  DIGEST_WORKFLOW_ID,
  DOSSIER_WORKFLOW,
  TASK_QUEUE,
  campaignWorkflowId,
  dossierWorkflowId,
} from '../../workflows/messages.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'
import { devServer } from '../support/temporal.ts'

describe('rebuild', () => {
  let at: Scene
  let environment: TestWorkflowEnvironment
  const said: string[] = []

  beforeAll(async () => {
    ;[at, environment] = await Promise.all([aScene(), devServer()])
  })
  afterAll(async () => {
    await environment.teardown()
    await at.drop()
  })

  const run = () => rebuild({ pool: at.pool, client: environment.client, say: (line) => said.push(line) })

  /** Status, type and run of a workflow; null when there never was one. */
  async function found(workflowId: string) {
    try {
      const { status, type, runId } = await environment.client.workflow.getHandle(workflowId).describe()
      return { status: status.name, type, runId }
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null
      throw error
    }
  }

  it('ends what runs exist and starts what the record says is open', async () => {
    const [open, second, closed] = [
      await at.submitted('Trường'),
      await at.submitted('Trạm'),
      await at.granted('Hội'),
    ]
    const gone = await environment.client.workflow.start(DOSSIER_WORKFLOW, {
      workflowId: dossierWorkflowId('not-in-the-record'),
      taskQueue: TASK_QUEUE,
      args: [],
    })
    const old = await environment.client.workflow.start(DOSSIER_WORKFLOW, {
      workflowId: dossierWorkflowId(open.id),
      taskQueue: TASK_QUEUE,
      args: [],
    })
    await untilListed(2)
    expect(await run()).toMatchObject({ ended: 2, dossiers: 2, campaigns: 1, batches: 0 })

    expect((await gone.describe()).status.name).toBe('TERMINATED')
    const fresh = await found(dossierWorkflowId(open.id))
    expect(fresh).toMatchObject({ status: 'RUNNING', type: DOSSIER_WORKFLOW })
    expect(fresh?.runId).not.toBe(old.firstExecutionRunId)
    expect(await found(dossierWorkflowId(second.id))).toMatchObject({ status: 'RUNNING' })
    expect(await found(dossierWorkflowId(closed.id))).toBeNull()
    expect(await found(campaignWorkflowId(at.campaign))).toMatchObject({
      status: 'RUNNING',
      type: CAMPAIGN_WORKFLOW,
    })
    expect(await found(DIGEST_WORKFLOW_ID)).toMatchObject({ status: 'RUNNING' })
  })

  it('ends at the same when it is repeated', async () => {
    await untilListed(4)
    expect(await run()).toMatchObject({ dossiers: 2, campaigns: 1, reprojected: 0 })
  })

  it('computes dates, names and open tasks anew where they had parted from the state', async () => {
    const { id } = await at.submitted('Nhà văn hóa thôn Thủy Ba')
    const before = await at.row(id)
    const tasks = await tasksOf(id)
    await at.pool.query(
      "UPDATE dossier SET due_at = NULL, wake_at = '2020-01-01', search_key = 'x' WHERE id = $1",
      [id],
    )
    await at.pool.query("UPDATE task SET id = 'another', office_id = 'P44' WHERE dossier_id = $1", [id])
    expect(await run()).toMatchObject({ reprojected: 1 })
    expect(await at.row(id)).toEqual(before)
    expect(await tasksOf(id)).toEqual(tasks)
  })

  async function tasksOf(id: string): Promise<unknown[]> {
    const { rows } = await at.pool.query<object>('SELECT * FROM task WHERE dossier_id = $1 ORDER BY id', [id])
    return rows
  }

  /** The server's list is a little behind: waits until it shows so many running. */
  async function untilListed(count: number): Promise<void> {
    const query = `TaskQueue = '${TASK_QUEUE}' AND ExecutionStatus = 'Running'`
    while ((await environment.client.workflow.count(query)).count < count) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
})
