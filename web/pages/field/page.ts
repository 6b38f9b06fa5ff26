import type { PageSpec } from '../../app/pages.ts'

/** Roles that procedures let inspect. */
const INSPECTS = ['inspector', 'communePolice', 'provinceStaff', 'ministry'] as const

export const page: readonly PageSpec[] = [
  {
    path: '/hien-truong',
    title: 'Kiểm tra ngoài hiện trường',
    access: INSPECTS,
    nav: { group: 'work', order: 40 },
    load: () => import('./Field.tsx'),
  },
  {
    path: '/hien-truong/:id',
    title: 'Phiếu kiểm tra',
    access: INSPECTS,
    load: () => import('./Checklist.tsx'),
  },
]
