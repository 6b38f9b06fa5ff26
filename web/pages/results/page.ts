import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/ket-qua',
  title: 'Kết quả các năm',
  access: 'person',
  nav: { group: 'reports', order: 20 },
  load: () => import('./Results.tsx'),
}
