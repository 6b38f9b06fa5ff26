// The order of test files: within their group the long ones first, so that no worker begins one when the others are done.
// A clean checkout knows nothing of earlier runs, so they are named here, longest first.
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

const LONG = [
  'web/year',
  'web/pages',
  'web/pages-admin',
  'web/console',
  'web/offline',
  'web/desk',
  'servers/start',
  'faults/kills',
  'faults/restore',
  'papers/issued',
  'papers/templates',
  'api/imports/kill',
  'faults/commit',
  'faults/load',
  'servers/drill',
  'api/open-data',
  'workflows/batch',
  'workflows/campaign',
  'workflows/worker',
  'replay/live',
  'workflows/actions',
  'record/backup',
  'prisma/demo',
  'record/load',
  'procedures/all',
  'domain/decide/properties',
]

const rank = ({ moduleId }: TestSpecification): number => {
  const place = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`))
  return place === -1 ? LONG.length : place
}

/** Groups and projects as ever, then by the list above, then the larger file first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const group = ({ project }: TestSpecification): number => project.config.sequence.groupOrder
    return sorted.toSorted((a, b) => {
      if (group(a) !== group(b)) return group(a) - group(b)
      return a.project.name === b.project.name ? rank(a) - rank(b) : 0
    })
  }
}
