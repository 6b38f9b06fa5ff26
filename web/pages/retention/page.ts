import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/quan-tri/luu-giu',
  title: 'Lưu giữ hồ sơ',
  access: ['administrator', 'recordsOfficer', 'auditor'],
  nav: { group: 'manage', order: 8 },
  load: () => import('./Retention.tsx'),
}
