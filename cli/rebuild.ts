// `npm run rebuild`: after a restore, or with a new Temporal store: ends the runs that exist, computes the columns of lists
// anew, and starts a run for each open dossier, open campaign and unfinished batch of the record. Safe to repeat, safe to
// break off, and beside people at work: what a run knows it reads from the record, and the record alone decides.
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client'
import { unfinishedImports } from '../activities/imports/index.ts'
import { TOOL_CONNECT_TIMEOUT_MS, createPool } from '../activities/pool.ts'
import type { Pool } from '../activities/pool.ts'
import { readClock } from '../activities/record/clock.ts'
import { countedApart } from '../activities/record/counted.ts'
import { openCampaigns, openDossiers, unfinishedBatches } from '../activities/record/open-work.ts'
import { reproject } from '../activities/record/reproject.ts'
import { ConfigError, readConfig, requireSettings } from '../config.ts'
import type { Config } from '../config.ts'
import {
  BATCH_WORKFLOW,
  CAMPAIGN_WORKFLOW,
  ANCHOR_WORKFLOW,
  ANCHOR_WORKFLOW_ID,
  UPKEEP_WORKFLOW,
  UPKEEP_WORKFLOW_ID,
  DIGEST_WORKFLOW,
  DIGEST_WORKFLOW_ID,
  DOSSIER_WORKFLOW,
  IMPORT_WORKFLOW,
  TASK_QUEUE,
  batchWorkflowId,
  campaignWorkflowId,
  dossierWorkflowId,
  importWorkflowId,
} from '../workflows/messages.ts'
import { inLanes } from './lanes.ts'

/** Requests under way at once: enough to keep the server busy, few enough to leave room for people at work. */
const IN_FLIGHT = 24
const PROGRESS_EVERY = 5_000

export interface RebuildDeps {
  readonly pool: Pool
  readonly client: Client
  readonly say: (line: string) => void
}

export interface Rebuilt {
  readonly ended: number
  readonly reprojected: number
  readonly dossiers: number
  readonly campaigns: number
  readonly batches: number
  /** Lists counted by decisions that aren't what the record vouches for. */
  readonly countedApart: number
}

/** Does what the file's header says; gives how many of each. */
export async function rebuild(deps: RebuildDeps): Promise<Rebuilt> {
  const { pool, say } = deps
  const { mode: clock } = await readClock(pool)
  const ended = await endRuns(deps)
  say(`runs ended: ${ended}`)
  const { seen, changed } = await reproject(pool)
  say(
    `dossiers looked through: ${seen}, of them with other dates, names or tasks than their state gives: ${changed}`,
  )
  const dossiers = await startDossiers(deps, clock)
  const campaigns = await openCampaigns(pool)
  await inLanes(IN_FLIGHT, campaigns, (campaignId) =>
    start(deps, CAMPAIGN_WORKFLOW, campaignWorkflowId(campaignId), { campaignId, clock }),
  )
  await start(deps, DIGEST_WORKFLOW, DIGEST_WORKFLOW_ID, { clock })
  await start(deps, ANCHOR_WORKFLOW, ANCHOR_WORKFLOW_ID, { clock })
  await start(deps, UPKEEP_WORKFLOW, UPKEEP_WORKFLOW_ID, { clock })
  const batches = await unfinishedBatches(pool)
  await inLanes(IN_FLIGHT, batches, (batchId) =>
    start(deps, BATCH_WORKFLOW, batchWorkflowId(batchId), { batchId, clock }),
  )
  await inLanes(IN_FLIGHT, await unfinishedImports(pool), (importId) =>
    start(deps, IMPORT_WORKFLOW, importWorkflowId(importId), { importId }),
  )
  say(
    `runs started: ${dossiers} dossiers, ${campaigns.length} campaigns, ${batches.length} batches, digest, anchor and upkeep`,
  )
  const apart = await sayCounted(deps)
  return {
    ended,
    reprojected: changed,
    dossiers,
    campaigns: campaigns.length,
    batches: batches.length,
    countedApart: apart,
  }
}

/** Lists named one by one. */
const SHOWN = 20

/** Lists that decisions counted stand in rows of their own: what a restore has lost of them is said, for nothing can make it again. */
async function sayCounted({ pool, say }: RebuildDeps): Promise<number> {
  const apart = await countedApart(pool)
  if (apart.length === 0) say('lists that decisions counted: all as the record vouches for them')
  else
    say(
      `lists that decisions counted and that are lost or altered: ${apart.length}; restore them from a backup`,
    )
  for (const { dossierId, need } of apart.slice(0, SHOWN)) say(`  dossier ${dossierId}, ${need}`)
  return apart.length
}

async function endRuns({ client, say }: RebuildDeps): Promise<number> {
  let ended = 0
  const query = `TaskQueue = '${TASK_QUEUE}' AND ExecutionStatus = 'Running'`
  await inLanes(IN_FLIGHT, client.workflow.list({ query }), async ({ workflowId, runId }) => {
    try {
      await client.workflow.getHandle(workflowId, runId).terminate('rebuilt from the record')
    } catch (error) {
      // The list is a little behind: this run has ended meanwhile.
      if (!(error instanceof WorkflowNotFoundError)) throw error
    }
    ended += 1
    if (ended % PROGRESS_EVERY === 0) say(`runs ended so far: ${ended}`)
  })
  return ended
}

async function startDossiers(deps: RebuildDeps, clock: 'real' | 'stepped'): Promise<number> {
  let started = 0
  for await (const page of openDossiers(deps.pool)) {
    await inLanes(IN_FLIGHT, page, ({ id, procedure }) =>
      start(deps, DOSSIER_WORKFLOW, dossierWorkflowId(id), {
        dossierId: id,
        procedure,
        position: null,
        clock,
      }),
    )
    if (Math.floor((started + page.length) / PROGRESS_EVERY) > Math.floor(started / PROGRESS_EVERY)) {
      deps.say(`dossiers started so far: ${started + page.length}`)
    }
    started += page.length
  }
  return started
}

// A run that the list did not show yet is ended by the start itself.
async function start(
  { client }: RebuildDeps,
  type: string,
  workflowId: string,
  input: unknown,
): Promise<void> {
  await client.workflow.start(type, {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [input],
    workflowIdConflictPolicy: 'TERMINATE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  })
}

/** Rebuilds with connections of its own, to the servers that the settings name; throws ConfigError where they don't. */
export async function rebuildNow(settings: Config, say: (line: string) => void): Promise<Rebuilt> {
  const config = requireSettings(settings, 'databaseUrl', 'temporalAddress')
  const pool = createPool({
    connectionString: config.databaseUrl,
    name: 'trinh rebuild',
    max: 4,
    statementTimeoutMs: 0,
    connectTimeoutMs: TOOL_CONNECT_TIMEOUT_MS,
  })
  const connection = await Connection.connect({ address: config.temporalAddress })
  try {
    const client = new Client({ connection, namespace: config.temporalNamespace })
    return await rebuild({ pool, client, say })
  } finally {
    await connection.close()
    await pool.end()
  }
}

if (import.meta.filename === process.argv[1]) {
  try {
    await rebuildNow(readConfig(), (line) => console.log(line))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
