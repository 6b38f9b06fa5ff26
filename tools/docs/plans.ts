// The page of the five seed plans: each duty in short words with its row, whose it is, by when, and what carries it out.
import { term } from '../../domain/glossary.ts'
import { SEED_PLANS } from '../../procedures/plans/index.ts'
import type { SeedDuty, SeedPlan } from '../../procedures/plans/index.ts'
import { GENERATED, table } from './text.ts'

const dayMonth = (monthDay: string): string => monthDay.split('-').reverse().join('/')

function dutyRow({ row, vi, office, due, needs, carriedBy }: SeedDuty): string[] {
  const by = carriedBy === undefined ? 'nhiem-vu' : carriedBy
  return [
    row,
    vi,
    term('role', office),
    due === undefined ? '' : `through ${dayMonth(due)}`,
    needs.join(', '),
    `[${by}](${by}.md)`,
  ]
}

function planSection({ code, vi, signer, year, duties }: SeedPlan): string {
  return [
    `## ${code}. ${vi}`,
    `Signed by: ${term('role', signer)}; year ${year}.`,
    table(['Row', 'Duty', 'Office of', 'By when', 'Proof', 'Carried out by'], duties.map(dutyRow)),
  ].join('\n\n')
}

/** The whole page, in Markdown. */
export function plansPage(): string {
  return (
    [
      GENERATED,
      '# The five seed plans',
      'Duties in short words; rows number the facts of the seeds. A duty without a date of its own takes the one of the procedure that carries it out.',
      ...SEED_PLANS.map(planSection),
    ].join('\n\n') + '\n'
  )
}
