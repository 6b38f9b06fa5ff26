import type { PageSpec } from '../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/kiem-soat',
    title: 'Kiểm soát hồ sơ',
    access: ['auditor', 'administrator', 'provinceStaff'],
    nav: { group: 'record', order: 0 },
    load: () => import('./Records.tsx'),
  },
  {
    path: '/kiem-soat/:id',
    title: 'Sổ ghi của hồ sơ',
    access: 'person',
    load: () => import('./Record.tsx'),
  },
]
