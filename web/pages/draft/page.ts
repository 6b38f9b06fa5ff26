import type { PageSpec } from '../../app/pages.ts'

export const page: readonly PageSpec[] = [
  {
    path: '/dang-ky',
    title: 'Đăng ký, nộp hồ sơ',
    access: 'person',
    nav: { group: 'work', order: 10 },
    load: () => import('./Register.tsx'),
  },
  {
    path: '/dang-ky/:campaignId/:subjectId',
    title: 'Soạn hồ sơ',
    access: 'person',
    load: () => import('./Registration.tsx'),
  },
  {
    path: '/ho-so/:id/soan',
    title: 'Soạn và trình',
    access: 'person',
    load: () => import('./Compose.tsx'),
  },
]
