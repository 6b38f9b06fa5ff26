import type { PageSpec } from '../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/quan-tri/ket-noi',
    title: 'Kết nối hệ thống khác',
    access: ['administrator', 'auditor'],
    nav: { group: 'manage', order: 7 },
    load: () => import('./Webhooks.tsx'),
  },
]
