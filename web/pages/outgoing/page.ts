import type { PageSpec } from '../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/van-ban-di',
    title: 'Sổ văn bản đi',
    access: 'person',
    nav: { group: 'plans', order: 30 },
    load: () => import('./SentBook.tsx'),
  },
  {
    path: '/van-ban-di/:office/:register/:year/:number',
    title: 'Văn bản đi',
    access: 'person',
    load: () => import('./SentLine.tsx'),
  },
  {
    path: '/ky-so',
    title: 'Văn bản chờ ký số',
    access: 'person',
    nav: { group: 'work', order: 60 },
    load: () => import('./ToSign.tsx'),
  },
  {
    path: '/van-ban/:id',
    title: 'Văn bản và chữ ký số',
    access: 'person',
    load: () => import('./Paper.tsx'),
  },
]
