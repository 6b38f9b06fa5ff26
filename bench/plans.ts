// How PostgreSQL goes about each list of a full record: the kinds of nodes and the indexes of its plan, without costs, held
// against the plan that is kept in bench/plans/. A list that comes to read the whole table of dossiers is a failure; a plan
// that is merely another one is shown. `--keep-plans` keeps what is found.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool, Queryable } from '../activities/pool.ts'
import type { Figure, Ground } from './lib/ground.ts'
import { QUESTIONS, ask, askers } from './lib/questions.ts'

const FOLDER = join(import.meta.dirname, 'plans')

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

export async function plans(ground: Ground, dossiers: number, keep: boolean): Promise<readonly Figure[]> {
  const { people, say } = ground
  await ground.fill(dossiers)
  mkdirSync(FOLDER, { recursive: true })
  let whole = 0
  let other = 0
  for (const asker of askers(people)) {
    for (const question of QUESTIONS) {
      const name = `${asker.name}-${question.name}`.replaceAll(/[ ,]+/gu, '-')
      const file = join(FOLDER, `${name}.txt`)
      const found = await planOf(people.pool, (db) => ask(db, asker, question, new Date().toISOString()))
      if (keep) writeFileSync(file, found)
      const kept = existsSync(file) ? readFileSync(file, 'utf8') : ''
      const reads = readsAll(found)
      if (reads) whole += 1
      if (kept !== found) {
        other += 1
        say(`\n${name}: another plan than ${file}\n${found}`)
      } else if (reads) say(`\n${name}: reads the whole table\n${found}`)
    }
  }
  const all = askers(people).length * QUESTIONS.length
  say(`\n${all} plans, ${other} other than those that are kept, ${whole} that read all dossiers`)
  return [
    { what: 'lists that read the whole table of dossiers', seen: String(whole), aim: '0', met: whole === 0 },
    { what: 'plans other than those in bench/plans/', seen: String(other), aim: '0', met: other === 0 },
  ]
}

const readsAll = (plan: string): boolean => /Seq Scan on dossier$/mu.test(plan)

/** Runs a question with EXPLAIN before its statement; gives its plan as lines. */
async function planOf(pool: Pool, question: (db: Queryable) => Promise<unknown>): Promise<string> {
  const lines: string[] = []
  const explaining = async (text: string, values: unknown[]): Promise<{ rows: never[] }> => {
    const { rows } = await pool.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
      `EXPLAIN (FORMAT JSON) ${text}`,
      values,
    )
    for (const { Plan } of rows[0]?.['QUERY PLAN'] ?? []) describe(Plan, 0, lines)
    return { rows: [] }
  }
  await question({ query: explaining as unknown as Pool['query'] })
  return `${lines.join('\n')}\n`
}

function describe(node: PlanNode, depth: number, lines: string[]): void {
  const { 'Node Type': type, 'Index Name': index, 'Relation Name': relation } = node
  const using = index === undefined ? '' : ` using ${index}`
  const on = relation === undefined ? '' : ` on ${relation}`
  lines.push(`${'  '.repeat(depth)}${type}${using}${on}`)
  for (const child of node.Plans ?? []) describe(child, depth + 1, lines)
}
