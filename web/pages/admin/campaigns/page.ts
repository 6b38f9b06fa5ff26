import type { PageSpec } from '../../../app/pages.ts'
import type { Role } from '../../../../domain/vocabulary.ts'

const readers: readonly Role[] = ['administrator', 'provinceStaff', 'ministry', 'auditor']

export const page: readonly PageSpec[] = [
  {
    path: '/quan-tri/dot-xet',
    title: 'Đợt xét',
    access: readers,
    nav: { group: 'manage', order: 2 },
    load: () => import('./Campaigns.tsx'),
  },
  {
    path: '/quan-tri/dot-xet/:id',
    title: 'Đợt xét',
    access: readers,
    load: () => import('./Campaign.tsx'),
  },
  {
    path: '/quan-tri/chuyen-nam',
    title: 'Chuyển sang năm mới',
    access: readers,
    load: () => import('./NewYear.tsx'),
  },
]
