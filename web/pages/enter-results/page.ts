import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/ghi-ket-qua',
  title: 'Ghi kết quả trong năm',
  // Whose results the rules count, and who answers for them.
  access: ['communePolice', 'provinceStaff'],
  nav: { group: 'lists', order: 40 },
  load: () => import('./EnterResults.tsx'),
}
