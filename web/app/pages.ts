// Which pages there are: each folder of pages/ describes itself in a small `page.ts`, found here at build. What a page is
// made of is loaded when somebody opens it.
import type { ComponentType } from 'react'
import type { Role } from '../../domain/vocabulary.ts'
import type { Me } from '../client/session.ts'

/** Groups of the list of pages, in their order. */
export const NAV_GROUPS = {
  work: 'Công việc',
  lists: 'Hồ sơ',
  plans: 'Kế hoạch, sổ theo dõi',
  reports: 'Báo cáo, thống kê',
  manage: 'Quản trị',
  record: 'Kiểm soát',
  own: 'Cá nhân',
} as const

export interface PageSpec {
  /** As the router writes it: `/ho-so/:id`. */
  readonly path: string
  /** The document's title, and the page's heading unless it has a better one. */
  readonly title: string
  /** Who may open it: everybody, whoever is signed in, or holders of a role. The API decides; this only tidies. */
  readonly access: 'public' | 'person' | readonly Role[]
  /** Only for who keeps or audits the whole instance, not an office's own. */
  readonly whole?: boolean
  /** Its line in the list of pages; none for pages that others lead to. */
  readonly nav?: { readonly group: keyof typeof NAV_GROUPS; readonly order: number; readonly label?: string }
  readonly load: () => Promise<{ readonly default: ComponentType }>
}

const found = import.meta.glob<{ readonly page: PageSpec | readonly PageSpec[] }>('../pages/**/page.ts', {
  eager: true,
})

/** Every page. */
export const PAGES: readonly PageSpec[] = Object.values(found).flatMap(({ page }) => page)

/** Whether a page is for this person. */
export function mayOpen({ access, whole = false }: PageSpec, me: Me): boolean {
  if (typeof access === 'string') return true
  return me.posts.some(
    ({ role, officeKind }) =>
      access.includes(role) && (!whole || role === 'auditor' || officeKind === 'ministry'),
  )
}
