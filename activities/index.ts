// All activities of a worker in one object, under the names by which workflows call them. What each does stands in the
// file of the outside system that it speaks to.
import { createBatchActivities } from './batch/index.ts'
import { createCampaignActivities } from './campaign/index.ts'
import { createImportActivities } from './imports/index.ts'
import type { ImportDeps } from './imports/index.ts'
import { createRecordActivities } from './record/index.ts'
import type { RecordDeps } from './record/index.ts'
import { createUpkeepActivities } from './upkeep/index.ts'
import type { UpkeepDeps } from './upkeep/index.ts'

/** What activities need from outside, passed in once by whoever starts a worker. */
export type ActivityDeps = RecordDeps & UpkeepDeps & ImportDeps

/** The activities of one worker; the pool stays the caller's to end. */
export function createActivities(deps: ActivityDeps) {
  const record = createRecordActivities(deps)
  return {
    ...record,
    ...createCampaignActivities(deps),
    ...createBatchActivities(deps, record),
    ...createUpkeepActivities(deps),
    ...createImportActivities(deps),
  }
}
