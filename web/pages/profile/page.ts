import type { PageSpec } from '../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/toi',
    title: 'Tài khoản của tôi',
    access: 'person',
    nav: { group: 'own', order: 0 },
    load: () => import('./Profile.tsx'),
  },
  {
    path: '/uy-quyen',
    title: 'Ủy quyền',
    access: 'person',
    nav: { group: 'own', order: 10 },
    load: () => import('./Delegations.tsx'),
  },
]
