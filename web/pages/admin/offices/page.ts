import type { PageSpec } from '../../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/quan-tri/co-quan',
    title: 'Cơ quan, đơn vị',
    access: 'person',
    nav: { group: 'manage', order: 1 },
    load: () => import('./Offices.tsx'),
  },
  {
    path: '/quan-tri/co-quan/:id',
    title: 'Cơ quan, đơn vị',
    access: 'person',
    load: () => import('./Office.tsx'),
  },
  {
    path: '/quan-tri/co-quan/:id/van-ban',
    title: 'Ký hiệu văn bản, khung chữ ký',
    access: ['administrator'],
    load: () => import('./PaperSettings.tsx'),
  },
]
