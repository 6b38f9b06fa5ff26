import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/dang-nhap',
  title: 'Đăng nhập',
  access: 'public',
  load: () => import('./SignIn.tsx'),
}
