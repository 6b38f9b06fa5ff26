// Which pages are made from data, and their text.
import { PROCEDURES } from '../../procedures/index.ts'
import { glossaryPage } from './glossary.ts'
import { indexPage } from './index-page.ts'
import { plansPage } from './plans.ts'
import { procedurePage } from './procedure.ts'

/** Every generated page: its path from the project's root, and its text. */
export function pages(): readonly { readonly path: string; readonly text: string }[] {
  return [
    { path: 'docs/glossary.md', text: glossaryPage() },
    { path: 'docs/procedures/README.md', text: indexPage() },
    { path: 'docs/procedures/plans.md', text: plansPage() },
    ...PROCEDURES.map((procedure) => ({
      path: `docs/procedures/${procedure.id}.md`,
      text: procedurePage(procedure),
    })),
  ]
}
