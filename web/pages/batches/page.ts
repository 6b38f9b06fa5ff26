import type { PageSpec } from '../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/quyet-dinh',
    title: 'Quyết định chung, thao tác hàng loạt',
    access: 'person',
    nav: { group: 'work', order: 30, label: 'Quyết định, thao tác hàng loạt' },
    load: () => import('./Batches.tsx'),
  },
  {
    path: '/quyet-dinh/moi',
    title: 'Xử lý cùng lúc nhiều hồ sơ',
    access: 'person',
    load: () => import('./NewBatch.tsx'),
  },
  {
    path: '/quyet-dinh/:id',
    title: 'Danh sách xử lý chung',
    access: 'person',
    load: () => import('./Batch.tsx'),
  },
]
