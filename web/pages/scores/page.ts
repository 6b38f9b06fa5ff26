import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/bang-diem',
  title: 'Bảng điểm',
  access: 'person',
  nav: { group: 'reports', order: 15 },
  load: () => import('./Scores.tsx'),
}
