import type { PageSpec } from '../../../app/pages.ts'

export const page: PageSpec = {
  path: '/quan-tri/ngay-nghi',
  title: 'Ngày nghỉ, ngày làm bù',
  access: ['administrator', 'auditor', 'provinceStaff', 'ministry'],
  nav: { group: 'manage', order: 3 },
  load: () => import('./Calendars.tsx'),
}
