// Every route there is, in the order of the document.
import type { Route } from '../route.ts'
import { administrationRoutes } from './administration.ts'
import { sessionRoutes } from './session.ts'

// Administration routes (campaigns, offices, people, roles, anchors, verify …) are registered from routes/administration.ts.
export const ROUTES: readonly Route[] = [...sessionRoutes, ...administrationRoutes]
