import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/thong-bao',
  title: 'Thông báo',
  access: 'person',
  nav: { group: 'own', order: 5 },
  load: () => import('./Notices.tsx'),
}
