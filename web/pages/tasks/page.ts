import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/',
  title: 'Việc của tôi',
  access: 'person',
  nav: { group: 'work', order: 0 },
  load: () => import('./Tasks.tsx'),
}
