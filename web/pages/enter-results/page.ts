import type { PageSpec } from '../../app/pages.ts'
import { KEEPERS, TITLE } from './keepers.ts'

export const page: PageSpec = {
  path: '/ghi-ket-qua',
  title: TITLE,
  access: KEEPERS,
  nav: { group: 'lists', order: 40 },
  load: () => import('./EnterResults.tsx'),
}
