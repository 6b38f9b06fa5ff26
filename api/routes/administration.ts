// Every route of administration, in the order of the document: what must stand before a campaign can run.
import type { Route } from '../route.ts'
import { adoptionRoutes } from './adoption.ts'
import { anchorRoutes } from './anchors.ts'
import { calendarRoutes } from './calendars.ts'
import { campaignLifeRoutes } from './campaign-life.ts'
import { campaignRoutes } from './campaigns.ts'
import { delegationRoutes } from './delegations.ts'
import { exportRoutes } from './exports.ts'
import { officeRoutes } from './offices.ts'
import { identityRoutes } from './identities.ts'
import { peopleRoutes } from './people.ts'
import { procedureDraftRoutes } from './procedure-drafts.ts'
import { procedureRoutes } from './procedures.ts'
import { resultRoutes } from './results.ts'
import { erasureRoutes } from './erasures.ts'
import { holdRoutes } from './holds.ts'
import { oversightRoutes } from './oversight.ts'
import { retentionRoutes } from './retention.ts'
import { systemRoutes } from './system.ts'
import { roleRoutes } from './roles.ts'
import { sheetRoutes } from './sheets.ts'
import { tokenRoutes } from './tokens.ts'
import { verifyRoutes } from './verify.ts'
import { webhookRoutes } from './webhooks.ts'
import { yearRoutes } from './years.ts'

/** Routes of administration. */
export const administrationRoutes: readonly Route[] = [
  ...procedureRoutes,
  ...procedureDraftRoutes,
  ...campaignRoutes,
  ...campaignLifeRoutes,
  ...yearRoutes,
  ...adoptionRoutes,
  ...calendarRoutes,
  ...sheetRoutes,
  ...officeRoutes,
  ...peopleRoutes,
  ...identityRoutes,
  ...roleRoutes,
  ...delegationRoutes,
  ...tokenRoutes,
  ...webhookRoutes,
  ...resultRoutes,
  ...anchorRoutes,
  ...exportRoutes,
  ...verifyRoutes,
  ...retentionRoutes,
  ...holdRoutes,
  ...erasureRoutes,
  ...oversightRoutes,
  ...systemRoutes,
]
