import type { PageSpec } from '../../app/pages.ts'

export const page: PageSpec = {
  path: '/ho-so/:id',
  title: 'Hồ sơ',
  access: 'person',
  load: () => import('./Dossier.tsx'),
}
