import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/so-lieu-mo',
  title: 'Số liệu mở',
  access: 'public',
  nav: { group: 'reports', order: 60 },
  load: () => import('./OpenData.tsx'),
}
