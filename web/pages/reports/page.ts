import type { PageSpec } from '../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/bao-cao',
    title: 'Báo cáo, tổng hợp',
    access: 'person',
    nav: { group: 'reports', order: 0 },
    load: () => import('./Reports.tsx'),
  },
  {
    path: '/kinh-phi',
    title: 'Kinh phí',
    access: 'person',
    nav: { group: 'reports', order: 10 },
    load: () => import('./Funding.tsx'),
  },
]
