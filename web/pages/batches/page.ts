import type { PageSpec } from '../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/quyet-dinh-chung',
    title: 'Quyết định chung',
    access: 'person',
    nav: { group: 'lists', order: 20 },
    load: () => import('./Batches.tsx'),
  },
  {
    path: '/quyet-dinh-chung/moi',
    title: 'Quyết định chung, thao tác hàng loạt',
    access: 'person',
    load: () => import('./NewBatch.tsx'),
  },
  {
    path: '/quyet-dinh-chung/:id',
    title: 'Quyết định chung',
    access: 'person',
    load: () => import('./Batch.tsx'),
  },
]
