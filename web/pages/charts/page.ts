import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/bieu-do',
  title: 'Biểu đồ so với năm trước',
  access: 'person',
  nav: { group: 'reports', order: 10 },
  load: () => import('./Charts.tsx'),
}
