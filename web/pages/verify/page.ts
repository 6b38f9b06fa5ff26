import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/kiem-tra',
  title: 'Kiểm tra giấy công nhận',
  access: 'public',
  nav: { group: 'record', order: 50 },
  load: () => import('./Verify.tsx'),
}
