import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/ho-so',
  title: 'Danh sách hồ sơ',
  access: 'person',
  nav: { group: 'lists', order: 0 },
  load: () => import('./List.tsx'),
}
