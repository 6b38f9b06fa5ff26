// `npm run load -- 100000 [--seed 1] [--year 2026] [--provinces P44,P46]`: fills the record with so many dossiers of the
// điển hình year, each played through the real rulebook in memory and chained like any other, and written in pages.
// For trying out size, never for a database with real work: no letters are sent and no runs started (`npm run rebuild`
// starts them), and the one file that the dossiers name is stored nowhere.
import { parseArgs } from 'node:util'
import { setImmediate } from 'node:timers/promises'
import { createPool } from '../activities/pool.ts'
import type { Pool } from '../activities/pool.ts'
import { idFrom } from '../activities/record/ids.ts'
import { keysFromPem } from '../activities/record/keys.ts'
import type { SigningKeys } from '../activities/record/keys.ts'
import { ConfigError, readConfig } from '../config.ts'
import type { Instant } from '../domain/time/civil.ts'
import { play } from './load/play.ts'
import type { Played, Subject, Table } from './load/play.ts'
import { seeded, someTurns } from './load/script.ts'
import type { Turn } from './load/script.ts'
import { cut, fill, placeholders } from './load/stencil.ts'
import type { Stencil } from './load/stencil.ts'
import { openTarget } from './load/target.ts'
import { addDossier, addUnit, subjects } from './load/subjects.ts'
import type { Candidate } from './load/subjects.ts'
import { prepareWorld } from './load/world.ts'
import type { World } from './load/world.ts'
import { WRITERS, emptyPage, loadPool, writePage } from './load/write.ts'
import type { Page } from './load/write.ts'

const PAGE = 500
/** After so many the connections get their turn: pages on their way go out, and answers come in. */
const BREATHE_EVERY = 20
/** Dossiers of one kind and script that are played, each with days and hours of its own; others are like one of them. Of a
 * whole country fewer in each province: all of them are held in memory. */
const VARIANTS = 8
const LEAST_VARIANTS = 2
const PROGRESS_EVERY = 10_000

export interface LoadOptions {
  readonly pool: Pool
  readonly dossiers: number
  readonly seed: number
  readonly year: number
  readonly provinces: readonly string[]
  /** Without the instance's key no certificate can be signed: the last step then stays open. */
  readonly keys: SigningKeys | null
  /** Nothing is recorded after it. */
  readonly now: Instant
  readonly say: (line: string) => void
  /** So many turns for each, all units of communes; without it a mixture as in a year under way. */
  readonly turns?: number
}

export interface Loaded {
  readonly dossiers: number
  readonly events: number
  readonly seconds: number
  /** Of the dossiers, in the order in which they were made. */
  readonly ids: readonly string[]
}

/** A load that can't be: with this seed there was one already, or its year has not begun. */
export class LoadError extends Error {}

/** Does what the file's header says; gives how much was written. */
export async function load(options: LoadOptions): Promise<Loaded> {
  const { pool, seed, say } = options
  const start = performance.now()
  const world = await prepareWorld(pool, options.provinces, options.year)
  await refuseTwice(pool, world, seed)
  // Everybody has registered by then; before it, a load would wait for days that have not come.
  const registered = `${options.year}-01-20T00:00:00.000Z`
  if (options.now < registered)
    throw new LoadError(`a load needs a year past ${registered}: give an earlier --year`)
  const random = seeded(seed)
  const table = { world, random, keys: options.keys, now: options.now, number: await registers(pool) }
  const writing: Promise<void>[] = []
  const stencils = new Map<string, Stencil | null>()
  let page = emptyPage()
  const ids: string[] = []
  let events = 0
  const turnPage = async (): Promise<void> => {
    // Two pages are being written while the next is played; no more are ever held.
    if (writing.length === WRITERS) await writing.shift()
    const written = writePage(pool, page)
    // Awaited at a later page; a failure meanwhile must not count as unheard.
    written.catch(() => undefined)
    writing.push(written)
    page = emptyPage()
  }
  const alike = options.turns !== undefined
  for await (const { candidate, isUnit } of subjects(pool, world, { seed, random, alike })) {
    if (ids.length === options.dossiers) break
    const way = candidate.turns
    const turns =
      options.turns === undefined
        ? someTurns(way, lastTurn(way.length, table), random)
        : way.slice(0, options.turns)
    const lines = putDossier(table, page, stencils, { ...candidate, turns }, isUnit)
    if (lines === 0) continue
    events += lines
    ids.push(candidate.dossierId)
    if (ids.length % PAGE === 0) await turnPage()
    if (ids.length % BREATHE_EVERY === 0) await setImmediate()
    if (ids.length % PROGRESS_EVERY === 0)
      say(`${ids.length} dossiers, ${Math.round((performance.now() - start) / 1000)} s`)
  }
  await turnPage()
  await Promise.all(writing)
  return { dossiers: ids.length, events, ids, seconds: (performance.now() - start) / 1000 }
}

/** Puts a dossier on the page, by the stencil of its kind where that is one; gives the lines of its chain. */
function putDossier(
  table: Table,
  page: Page,
  stencils: Map<string, Stencil | null>,
  { dossierId, subject, turns }: Candidate,
  isUnit: boolean,
): number {
  const { random, world } = table
  const kind = [subject.province.id, subject.facts.kind, String(subject.commune === null)]
  const script = turns.map(({ action, on }) => `${action} ${on}`)
  const key = [
    ...kind,
    ...script,
    Math.floor(random() * Math.max(LEAST_VARIANTS, VARIANTS / world.provinces.length)),
  ].join('/')
  if (isUnit && !stencils.has(key)) {
    const own = emptyPage()
    const played = playOnto({ ...table, number: placeholders() }, own, dossierId, subject, turns, isUnit)
    stencils.set(key, played === null ? null : cut(subject, played, own))
  }
  const stencil = isUnit ? stencils.get(key) : null
  if (stencil != null) return fill(stencil, table, dossierId, subject, page)
  return playOnto(table, page, dossierId, subject, turns, isUnit)?.lines.length ?? 0
}

function playOnto(
  table: Table,
  page: Page,
  dossierId: string,
  subject: Subject,
  turns: readonly Turn[],
  isUnit: boolean,
): Played | null {
  const played = play(table, dossierId, subject, turns)
  if (played === null) return null
  if (isUnit) addUnit(page, subject)
  addDossier(page, subject, played)
  return played
}

const lastTurn = (turns: number, { keys }: Pick<Table, 'keys'>): number => (keys === null ? turns - 1 : turns)

async function refuseTwice(pool: Pool, { provinces }: World, seed: number): Promise<void> {
  const first = provinces.map(({ id }) => idFrom('load-unit', id, `${seed}/0`))
  const { rowCount } = await pool.query('SELECT 1 FROM office WHERE id = ANY($1)', [first])
  if (rowCount !== 0) throw new LoadError(`seed ${seed} was loaded already: give another with --seed`)
}

/** Goes on counting where each register stands. */
async function registers(pool: Pool): Promise<Table['number']> {
  const { rows } = await pool.query<{ office_id: string; register: string; year: number; last: number }>(
    'SELECT office_id, register, year, last FROM counter',
  )
  const last = new Map(rows.map((row) => [`${row.office_id}/${row.register}/${row.year}`, row.last]))
  return (officeId, register, year) => {
    const key = `${officeId}/${register}/${year}`
    const next = (last.get(key) ?? 0) + 1
    last.set(key, next)
    return next
  }
}

/** Brings the planner's statistics and the maps of what all may see up to date, as the server does in time; only the tables' owner may. */
export async function analyse(ownerUrl: string): Promise<void> {
  const pool = createPool({ connectionString: ownerUrl, name: 'trinh load', max: 1, statementTimeoutMs: 0 })
  try {
    await pool.query('VACUUM (ANALYZE)')
  } finally {
    await pool.end()
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      year: { type: 'string', default: String(new Date().getUTCFullYear()) },
      provinces: { type: 'string', default: 'P44' },
    },
  })
  const numbers = [positionals[0] ?? '', values.seed, values.year].map(Number)
  const [dossiers = 0, seed = 0, year = 0] = numbers
  if (!numbers.every(Number.isSafeInteger) || dossiers < 1)
    throw new LoadError('Usage: npm run load -- COUNT [--seed 1] [--year 2026] [--provinces P44,P46]')
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`)
  }
  const target = await openTarget(readConfig(), say)
  try {
    const pool = loadPool(target.databaseUrl)
    try {
      const keys = target.signingKeyPem === undefined ? null : keysFromPem(target.signingKeyPem)
      if (keys === null)
        say('SIGNING_KEY is not set: no certificates, so no dossier goes beyond its last open step')
      const provinces = values.provinces.split(',')
      const now = new Date().toISOString()
      const done = await load({ pool, dossiers, seed, year, provinces, keys, now, say })
      say(`${done.dossiers} dossiers, ${done.events} events in ${done.seconds.toFixed(1)} s`)
    } finally {
      await pool.end()
    }
    await analyse(target.ownerUrl)
  } finally {
    await target.close()
  }
}

if (import.meta.filename === process.argv[1]) {
  try {
    await main()
  } catch (error) {
    if (!(error instanceof ConfigError) && !(error instanceof LoadError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
