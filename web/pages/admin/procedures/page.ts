import type { PageSpec } from '../../../app/pages.ts'
import type { Role } from '../../../../domain/vocabulary.ts'

const readers: readonly Role[] = ['administrator', 'auditor', 'provinceStaff', 'ministry']

export const page: readonly PageSpec[] = [
  {
    path: '/quan-tri/quy-trinh',
    title: 'Quy trình',
    access: readers,
    nav: { group: 'manage', order: 5 },
    load: () => import('./Procedures.tsx'),
  },
  {
    path: '/quan-tri/quy-trinh/:id/ban/:version',
    title: 'Quy trình',
    access: readers,
    load: () => import('./Procedure.tsx'),
  },
  {
    path: '/quan-tri/quy-trinh/soan/:id',
    title: 'Soạn quy trình',
    access: ['administrator'],
    whole: true,
    load: () => import('./EditProcedure.tsx'),
  },
]
