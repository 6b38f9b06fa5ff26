// Every route there is, in the order of the document.
import type { Route } from '../route.ts'
import { sessionRoutes } from './session.ts'

export const ROUTES: readonly Route[] = [...sessionRoutes]
