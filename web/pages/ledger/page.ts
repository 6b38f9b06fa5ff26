import type { PageSpec } from '../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/quan-tri/so-thong-bao',
    title: 'Sổ thông báo',
    access: ['administrator', 'auditor'],
    nav: { group: 'manage', order: 6 },
    load: () => import('./Ledger.tsx'),
  },
  {
    path: '/ho-so/:id/thong-bao',
    title: 'Ai đã được thông báo',
    access: 'person',
    load: () => import('./Proof.tsx'),
  },
]
