import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/bang-theo-doi',
  title: 'Bảng theo dõi',
  access: 'person',
  nav: { group: 'lists', order: 10 },
  load: () => import('./Board.tsx'),
}
