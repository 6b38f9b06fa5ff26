// The index of the procedures' pages: what each is, whom it is about, what it rests on, and what it gives to others.
import { term } from '../../domain/glossary.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { SHEETS } from '../../procedures/sheets.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { GENERATED, sourceText, table } from './text.ts'

const resultsText = ({ results }: Procedure): string =>
  [...new Set(Object.values(results).map(({ kind }) => `\`${kind}\``))].join(', ')

/** The whole page, in Markdown. */
export function indexPage(): string {
  return (
    [
      GENERATED,
      '# Procedures',
      'One page each, made from the data in `procedures/`. The duties of the five seed plans: [plans.md](plans.md). ' +
        'What carries out each row of the seeds: `procedures/coverage.tsv`.',
      table(
        ['Procedure', 'About', 'Result for others', 'Sources'],
        PROCEDURES.map((procedure) => [
          `[${procedure.vi}](${procedure.id}.md)`,
          procedure.subjects.map((kind) => term('subjectKind', kind)).join(', '),
          resultsText(procedure),
          sourceText(procedure.source),
        ]),
      ),
      '## Criteria sheets',
      table(
        ['Sheet', 'Criteria', 'Points', 'Source'],
        SHEETS.map(({ id, vi, criteria, levels, source, sample }) => [
          `${vi} (\`${id}\`)`,
          String(criteria.length),
          levels === undefined ? '' : levels.map((level) => `${level.vi} ≥ ${level.min}%`).join(', '),
          sample ? `sample; ${source}` : source,
        ]),
      ),
    ].join('\n\n') + '\n'
  )
}
