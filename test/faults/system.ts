// The whole system as people run it, for tests that break it: real processes over a small scene (a commune with its
// police, a province with its chair, units with heads), people who act over HTTP, and questions to record and runs.
import { rmSync } from 'node:fs'
import { Client, Connection } from '@temporalio/client'
import { expect } from 'vitest'
import { createPool } from '../../activities/pool.ts'
import type { Pool } from '../../activities/pool.ts'
import { auditRecord } from '../../activities/record/audit.ts'
import { keysFromPem } from '../../activities/record/keys.ts'
import { newId } from '../../activities/record/ids.ts'
import { newSecret, secretHash } from '../../api/auth/secrets.ts'
import { freePort, waitFor } from '../../cli/servers/processes.ts'
import { StackStarter } from '../../cli/start/stack.ts'
import type { PartName, Stack } from '../../cli/start/stack.ts'
import { childEnvironment, readConfig } from '../../config.ts'
import { dossierWorkflowId, positionQuery } from '../../workflows/messages.ts'
import { MONDAY, aCampaign, aCommune, aDraft, aPerson, aUnit } from '../support/builders.ts'
import { temporaryFolder } from '../support/processes.ts'
import { temporalProgram } from '../support/temporal.ts'
import { Officer } from './officer.ts'

/** How long anything may take on a machine that does much else. */
export const LIMIT_MS = 240_000
const PROVINCE = 'P44'

/** A unit with its head and the draft of its dossier. */
export interface Unit {
  readonly id: string
  readonly unit: string
  readonly head: Officer
}

export interface FaultSystem {
  readonly folder: string
  readonly stack: Stack
  readonly pool: Pool
  readonly temporal: Client
  readonly namespace: string
  readonly commune: string
  readonly province: string
  readonly police: Officer
  readonly chair: Officer
  /** A person in a role of an office, with a machine's token. */
  officer(
    ...person: Parameters<typeof aPerson> extends [Pool, ...infer Rest] ? Rest : never
  ): Promise<Officer>
  unit(name: string, headName?: string): Promise<Unit>
  /** A dossier that its unit has submitted over HTTP. */
  submitted(name: string): Promise<Unit>
  end(): Promise<void>
}

/** Brings the system up on a stepped clock that stands on MONDAY; `environment` names servers that exist already. */
export async function aSystem(
  environment: Readonly<Record<string, string | undefined>> = {},
  folder: string = temporaryFolder('faults'),
): Promise<FaultSystem> {
  const config = readConfig(
    childEnvironment({
      DATABASE_URL: undefined,
      DATABASE_OWNER_URL: undefined,
      TEMPORAL_ADDRESS: undefined,
      TEMPORAL_CLI: temporalProgram(),
      DATA_DIR: folder,
      PORT: String(await freePort()),
      TRINH_CLOCK: 'stepped',
      TRINH_CLOCK_START: MONDAY,
      ...environment,
    }),
  )
  const said: string[] = []
  const starter = new StackStarter(config, (line) => said.push(line))
  const stack = await starter.start({ demo: false }).catch(async (error: unknown) => {
    await starter.stop()
    throw new Error(`the system did not start:\n${said.join('\n')}`, { cause: error })
  })
  const pool = createPool({ connectionString: stack.databaseOwnerUrl, name: 'the test', max: 8 })
  const connection = Connection.lazy({ address: stack.temporalAddress })
  const temporal = new Client({ connection, namespace: config.temporalNamespace })
  const people = await scene(pool, stack.url)
  return {
    ...people,
    folder,
    stack,
    pool,
    temporal,
    namespace: config.temporalNamespace,
    end: async () => {
      await connection.close()
      await pool.end()
      await starter.stop()
    },
  }
}

/** Ends the system and removes its folder. */
export async function endSystem(system: FaultSystem): Promise<void> {
  await system.end()
  rmSync(system.folder, { recursive: true, force: true })
}

async function scene(
  pool: Pool,
  url: string,
): Promise<
  Pick<FaultSystem, 'commune' | 'province' | 'police' | 'chair' | 'officer' | 'unit' | 'submitted'>
> {
  const commune = await aCommune(pool)
  const campaign = await aCampaign(pool, { officeId: PROVINCE })
  const officer: FaultSystem['officer'] = async (role, officeId, options) => {
    const personId = await aPerson(pool, role, officeId, options)
    return new Officer(url, pool, personId, await tokenFor(pool, personId))
  }
  const unit = async (name: string, headName = `Thủ trưởng ${name}`): Promise<Unit> => {
    const unitId = await aUnit(pool, { parent: commune, name })
    const head = await officer('unitHead', unitId, { name: headName })
    return { id: await aDraft(pool, campaign, unitId), unit: unitId, head }
  }
  return {
    commune,
    province: PROVINCE,
    police: await officer('communePolice', commune),
    chair: await officer('provinceChair', PROVINCE),
    officer,
    unit,
    submitted: async (name) => {
      const made = await unit(name)
      await made.head.must(made.id, 'submit', { body: GROUNDS })
      return made
    },
  }
}

/** What the small procedure's first step asks for. */
export const GROUNDS = { fields: { grounds: 'Đạt kết quả tốt năm trước' } }

async function tokenFor(pool: Pool, personId: string): Promise<string> {
  const token = `trn_${newSecret()}`
  await pool.query(
    `INSERT INTO account (person_id, login, password_hash, must_change) VALUES ($1, $1, 'none', false) ON CONFLICT DO NOTHING`,
    [personId],
  )
  await pool.query(
    'INSERT INTO machine_token (id, person_id, token_hash, label, created_at) VALUES ($1, $2, $3, $4, $5)',
    [newId(), personId, secretHash(token), 'test', MONDAY],
  )
  return token
}

/** The process of a part as it runs now. */
export function pidOf({ stack }: FaultSystem, part: PartName): number {
  const kept = stack.parts.get(part)
  if (kept === undefined) throw new Error(`${part} was not started by this system`)
  return kept.current().pid
}

/** Kills parts as a power cut would; gives what waits until the system has started each again. */
export function kill(system: FaultSystem, parts: readonly PartName[]): () => Promise<void> {
  const before = parts.map((part) => {
    const kept = system.stack.parts.get(part)
    if (kept === undefined) throw new Error(`${part} was not started by this system`)
    return { kept, restarts: kept.restarts(), part }
  })
  for (const { kept } of before) process.kill(kept.current().pid, 'SIGKILL')
  return async () => {
    for (const { kept, restarts, part } of before) {
      await until(`${part} runs again`, () => kept.restarts() > restarts)
    }
  }
}

/** Waits until a condition holds; an outage while asking counts as not yet. */
export function until(what: string, condition: () => Promise<boolean> | boolean): Promise<true> {
  let last: unknown
  return waitFor(
    async () => {
      try {
        return (await condition()) || undefined
      } catch (error) {
        last = error
        return undefined
      }
    },
    LIMIT_MS / 2,
    () => new Error(`waited in vain until ${what}`, { cause: last }),
  )
}

interface Held {
  readonly status: string
  readonly version: number
  readonly state_hash: string
  readonly due_at: Date
}

/** The dossier's row; throws when there is none. */
export async function rowOf({ pool }: Pick<FaultSystem, 'pool'>, id: string): Promise<Held> {
  const { rows } = await pool.query<Held>(
    `SELECT status, (state->>'version')::int AS version, state_hash, due_at FROM dossier WHERE id = $1`,
    [id],
  )
  if (rows[0] === undefined) throw new Error(`dossier ${id}: no row`)
  return rows[0]
}

/** The actions recorded as accepted, in the order of the chain; each command stands there as often as it was done. */
export async function recorded({ pool }: Pick<FaultSystem, 'pool'>, id: string): Promise<string[]> {
  const { rows } = await pool.query<{ action: string }>(
    `SELECT c.action FROM command c JOIN LATERAL (SELECT min(e.seq) AS seq FROM event e
       WHERE e.dossier_id = c.dossier_id AND e.data->>'commandId' = c.id) AS first ON true
     WHERE c.dossier_id = $1 AND c.ok ORDER BY first.seq`,
    [id],
  )
  return rows.map(({ action }) => action)
}

/** Nothing lost and nothing twice: these actions in this order, one version each, and the run holds what the row says. */
export async function expectRecorded(
  system: FaultSystem,
  id: string,
  actions: readonly string[],
): Promise<void> {
  expect(await recorded(system, id)).toEqual(actions)
  expect((await rowOf(system, id)).version).toBe(actions.length)
  await untilAgreed(system, id)
}

/** Waits until the run's position is the record's, by the hash of the state. */
export async function untilAgreed(system: FaultSystem, id: string): Promise<void> {
  let seen = ''
  const agreed = async (): Promise<boolean> => {
    const { state_hash } = await rowOf(system, id)
    const handle = system.temporal.workflow.getHandle(dossierWorkflowId(id))
    const position = await handle.query(positionQuery)
    seen = `record ${state_hash}, run ${position?.stateHash ?? 'none'}`
    return position?.stateHash === state_hash
  }
  await until(`run and record of ${id} agree`, agreed).catch((error: unknown) => {
    throw new Error(`run and record differ: ${seen}`, { cause: error })
  })
}

/** Every chain of the record verifies; gives how many there are. */
export async function expectWhole({ stack, pool }: FaultSystem): Promise<number> {
  const { chains, findings } = await auditRecord(pool, keysFromPem(stack.environment['SIGNING_KEY'] ?? ''))
  expect(findings).toEqual([])
  return chains
}
