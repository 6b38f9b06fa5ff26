import type { PageSpec } from '../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/ke-hoach',
    title: 'Kế hoạch',
    access: 'person',
    nav: { group: 'plans', order: 0 },
    load: () => import('./Plans.tsx'),
  },
  {
    path: '/nhiem-vu',
    title: 'Nhiệm vụ của tôi',
    access: 'person',
    nav: { group: 'plans', order: 10 },
    load: () => import('./Duties.tsx'),
  },
  {
    path: '/so',
    title: 'Sổ theo dõi',
    access: 'person',
    nav: { group: 'plans', order: 20 },
    load: () => import('./Register.tsx'),
  },
  {
    path: '/so/moi',
    title: 'Ghi vào sổ',
    access: 'person',
    load: () => import('./NewMatter.tsx'),
  },
  {
    path: '/so/:id',
    title: 'Trong sổ theo dõi',
    access: 'person',
    load: () => import('./Matter.tsx'),
  },
]
