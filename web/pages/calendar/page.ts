import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/lich',
  title: 'Lịch năm',
  access: 'person',
  nav: { group: 'work', order: 20 },
  load: () => import('./Year.tsx'),
}
