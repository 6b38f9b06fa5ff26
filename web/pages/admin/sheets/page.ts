import type { PageSpec } from '../../../app/pages.ts'
import type { Role } from '../../../../domain/vocabulary.ts'

const readers: readonly Role[] = ['administrator', 'auditor', 'provinceStaff', 'ministry']

export const page: readonly PageSpec[] = [
  {
    path: '/quan-tri/phieu-tieu-chi',
    title: 'Phiếu tiêu chí',
    access: readers,
    nav: { group: 'manage', order: 4 },
    load: () => import('./Sheets.tsx'),
  },
  {
    path: '/quan-tri/phieu-tieu-chi/:id/ban/:version',
    title: 'Phiếu tiêu chí',
    access: readers,
    load: () => import('./Sheet.tsx'),
  },
  {
    path: '/quan-tri/phieu-tieu-chi/:id/soan',
    title: 'Soạn phiếu tiêu chí',
    access: ['administrator'],
    load: () => import('./EditSheet.tsx'),
  },
]
