import type { PageSpec } from '../../../app/pages.ts'

export const page: PageSpec = {
  path: '/quan-tri/chung-thu',
  title: 'Chứng thư tin cậy',
  access: ['administrator', 'auditor'],
  nav: { group: 'manage', order: 7 },
  load: () => import('./Trust.tsx'),
}
