import type { PageSpec } from '../../../app/pages.ts'
import type { Role } from '../../../../domain/vocabulary.ts'

const readers: readonly Role[] = ['administrator']

export const page: readonly PageSpec[] = [
  {
    path: '/quan-tri/mau-van-ban',
    title: 'Mẫu văn bản',
    access: readers,
    nav: { group: 'manage', order: 6 },
    load: () => import('./Templates.tsx'),
  },
  {
    path: '/quan-tri/mau-van-ban/:kind',
    title: 'Mẫu văn bản',
    access: readers,
    load: () => import('./Template.tsx'),
  },
]
