import type { PageSpec } from '../../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/quan-tri/nguoi-dung',
    title: 'Người dùng',
    access: ['administrator', 'auditor'],
    nav: { group: 'manage', order: 0 },
    load: () => import('./People.tsx'),
  },
  {
    path: '/quan-tri/nguoi-dung/:id',
    title: 'Người dùng',
    access: ['administrator', 'auditor'],
    load: () => import('./Person.tsx'),
  },
]
