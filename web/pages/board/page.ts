import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/bang-dieu-hanh',
  title: 'Bảng điều hành',
  access: 'person',
  nav: { group: 'lists', order: 20 },
  load: () => import('./Board.tsx'),
}
