// Every route there is, in the order of the document.
import type { Route } from '../route.ts'
import { actionRoutes } from './actions.ts'
import { administrationRoutes } from './administration.ts'
import { batchRoutes } from './batches.ts'
import { calendarYearRoutes } from './calendar.ts'
import { clockRoutes } from './clock.ts'
import { countedRoutes } from './counted.ts'
import { documentRoutes } from './documents.ts'
import { dossierRoutes } from './dossiers.ts'
import { draftRoutes } from './drafts.ts'
import { eventRoutes } from './events.ts'
import { healthRoutes } from './health.ts'
import { importRoutes } from './imports.ts'
import { listExportRoutes } from './list-exports.ts'
import { matterRoutes } from './matters.ts'
import { openDataRoutes } from './open-data.ts'
import { ownAccountRoutes } from './own-account.ts'
import { noticeRoutes } from './notices.ts'
import { paperTemplateRoutes } from './paper-templates.ts'
import { paperToSignRoutes } from './papers-to-sign.ts'
import { paperRoutes } from './papers.ts'
import { savedViewRoutes } from './saved-views.ts'
import { sessionRoutes } from './session.ts'
import { signInRoutes } from './sign-in.ts'
import { registerRoutes } from './registers.ts'
import { seriesRoutes } from './series.ts'
import { signatureRoutes } from './signatures.ts'
import { taskRoutes } from './tasks.ts'

// Administration (campaigns, offices, people, roles, anchors, verify …) is put together in administration.ts.
export const ROUTES: readonly Route[] = [
  ...sessionRoutes,
  ...ownAccountRoutes,
  ...signInRoutes,
  ...taskRoutes,
  ...dossierRoutes,
  ...savedViewRoutes,
  ...actionRoutes,
  ...draftRoutes,
  ...matterRoutes,
  ...countedRoutes,
  ...calendarYearRoutes,
  ...documentRoutes,
  ...paperRoutes,
  ...paperTemplateRoutes,
  ...batchRoutes,
  ...importRoutes,
  ...listExportRoutes,
  ...registerRoutes,
  ...seriesRoutes,
  ...signatureRoutes,
  ...paperToSignRoutes,
  ...administrationRoutes,
  ...openDataRoutes,
  ...noticeRoutes,
  ...eventRoutes,
  ...clockRoutes,
  ...healthRoutes,
]
