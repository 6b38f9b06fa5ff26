import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/quan-tri/he-thong',
  title: 'Tình trạng hệ thống',
  access: ['administrator', 'auditor'],
  whole: true,
  nav: { group: 'manage', order: 9 },
  load: () => import('./System.tsx'),
}
