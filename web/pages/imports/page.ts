import type { PageSpec } from '../../app/pages.ts'
import { IMPORTERS } from './importers.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/nap-danh-sach',
    title: 'Nạp danh sách từ bảng tính',
    access: IMPORTERS,
    nav: { group: 'lists', order: 40, label: 'Nạp từ bảng tính' },
    load: () => import('./Imports.tsx'),
  },
  {
    path: '/nap-danh-sach/:id',
    title: 'Một lần nạp danh sách',
    access: 'person',
    load: () => import('./Import.tsx'),
  },
]
