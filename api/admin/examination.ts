// A procedure examined: schema, checker and proofs take about a second of computing, so a process of its own does it and
// the API goes on serving. What it may name are the procedures, sheets and holiday table as they are published.
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Pool } from '../../activities/pool.ts'
import { commandOf } from '../../compiled.ts'
import { bareEnvironment } from '../../config.ts'
import { FINDING_CODES } from '../../domain/checker/finding.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { civilDateOf, yearOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { Problem } from '../problems.ts'
import { instant, year } from '../schemas.ts'
import { calendarOf } from './campaign-rules.ts'
import { SHAPE_CODES } from '../../procedures/shape.ts'
import { FINDING_TEXTS, SHAPE_TEXTS } from './finding-texts.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Longer than any procedure takes that a person can read. */
export const EXAMINATION_MS = 60_000
/** At once in one process of the API: each takes a whole processor. */
const MOST_AT_ONCE = 2
/** How soon to ask again when that many are under way, in seconds. */
const BUSY_AFTER_SECONDS = 3

/** As the checker's process says it. */
const found = z.object({
  code: z.enum(FINDING_CODES),
  /** Path, step, outcome, date or setting at fault, from the outside in. */
  where: z.array(z.string()),
  detail: z.string(),
  /** The actions that lead there. */
  way: z.array(z.string()),
})

const finding = found
  .extend({
    /** What it means, in Vietnamese. */
    text: z.string(),
  })
  .meta({ id: 'Finding' })

const proof = z
  .object({
    path: z.string(),
    kinds: z.array(z.string()),
    states: z.int(),
    moves: z.int(),
    ends: z.array(z.string()),
    shortest: z.int().nullable(),
    dues: z.array(
      z.object({
        step: z.string(),
        dueAt: instant.nullable(),
        late: z.string(),
        source: z.string(),
        setting: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'PathProof' })

const foundShape = z.object({ place: z.string(), code: z.enum(SHAPE_CODES), detail: z.string() })

const shapeFault = foundShape
  .extend({
    /** What it means, in Vietnamese. */
    text: z.string(),
  })
  .meta({ id: 'ShapeFault' })

const said = <F extends z.ZodType, S extends z.ZodType>(findings: F, shape: S) =>
  z.object({
    /** The faults of the shape, a line of English each. */
    problems: z.array(z.string()),
    /** The same by place: names and ids with points between, as a difference names it. */
    shape: z.array(shape),
    years: z.array(z.object({ year, findings: z.array(findings), proofs: z.array(proof) })),
  })

/** What an examination says: what doesn't fit the schema; then, of this year and the two after, findings and proofs. */
export const examination = said(finding, shapeFault)
export type Examined = z.output<typeof examination>

const asFound = said(found, foundShape)

function worded({ problems, shape, years }: z.output<typeof asFound>): Examined {
  return {
    problems,
    shape: shape.map((one) => ({ ...one, text: SHAPE_TEXTS[one.code] })),
    years: years.map(({ findings, ...rest }) => ({
      ...rest,
      findings: findings.map((one) => ({ ...one, text: FINDING_TEXTS[one.code] })),
    })),
  }
}

/** Whether nothing at all was found. */
export function isSound({ problems, years }: Examined): boolean {
  return problems.length === 0 && years.every(({ findings }) => findings.length === 0)
}

let underWay = 0

/** Examines data that is meant to be a procedure; throws `unavailable` when busy, `examinationTooLong` past the limit. */
export async function examineData(pool: Pool, data: unknown, at: Instant): Promise<Examined> {
  if (underWay >= MOST_AT_ONCE) throw new Problem('unavailable', { retryAfterSeconds: BUSY_AFTER_SECONDS })
  underWay += 1
  try {
    const asked = { procedure: data, year: yearOf(civilDateOf(at)), ...(await surroundings(pool)) }
    return worded(asFound.parse(JSON.parse(await inProcess(JSON.stringify(asked)))))
  } finally {
    underWay -= 1
  }
}

/**
 * The newest published version of every procedure, and those that ship and are not published yet: naming one of them is no
 * mistake. With the ids of published sheets, and the holiday table that counts.
 */
async function surroundings(pool: Pool) {
  const procedures = await pool.query<{ definition: Procedure }>(
    'SELECT DISTINCT ON (id) definition FROM procedure_version ORDER BY id, version DESC',
  )
  const sheets = await pool.query<{ id: string }>(
    'SELECT DISTINCT id FROM criteria_sheet WHERE published_at IS NOT NULL',
  )
  const published = procedures.rows.map(({ definition }) => definition)
  const others = PROCEDURES.filter((one) => !published.some(({ id }) => id === one.id))
  return {
    known: [...published, ...others],
    sheets: sheets.rows.map(({ id }) => id),
    calendar: await calendarOf(pool, null),
  }
}

async function inProcess(input: string): Promise<string> {
  const command = await commandOf('cli/check-procedures.ts')
  const child = spawn(process.execPath, [...command, '--json', '-'], {
    cwd: ROOT,
    // It needs none of the settings, and no secret of this process.
    env: bareEnvironment('nothing'),
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: EXAMINATION_MS,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  // A child that ends before it has read everything breaks the pipe: its end says why.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [answer, complained, { code, signal }] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ])
  if (signal !== null) throw new Problem('examinationTooLong')
  // 0: sound; 1: something was found.
  if (code !== 0 && code !== 1)
    throw new Error(`examination: ended with ${String(code)}: ${complained.slice(0, 2000)}`)
  return answer
}
