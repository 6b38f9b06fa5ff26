// The frame around every page of somebody signed in: skip link, search, list of pages, person; the page itself in the middle.
import { Button } from 'antd'
import { MenuOutlined, MoonOutlined, SunOutlined, UserOutlined } from '@ant-design/icons'
import { Suspense, lazy, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import type { Role } from '../../domain/vocabulary.ts'
import { keepStrayFilesOut } from '../client/drops.ts'
import { useLiveEvents } from '../client/events.ts'
import { Toasts } from '../components/toast.tsx'
import { SHELL } from '../i18n/vi.ts'
import { Bell } from './Bell.tsx'
import { useOwnDevice } from './device.ts'
import { NAV_GROUPS, PAGES, mayOpen } from './pages.ts'
import { ReSignIn } from './ReSignIn.tsx'
import { SearchBox } from './SearchBox.tsx'
import { chooseTheme, useIsDark } from './theme.tsx'
import { SignOut } from './SignOut.tsx'
import { useMe } from './useSession.ts'

/** Sends what waits on this device, and keeps the application on it up to date: for those who work without a network. */
const FieldAgent = lazy(() => import('../offline/FieldAgent.tsx').catch(() => ({ default: AgentMissing })))

function AgentMissing() {
  return (
    <div className="offline-bar" role="status">
      Chưa tải được phần gửi phiếu kiểm tra trên máy này. Phiếu vẫn còn; hãy tải lại trang khi có mạng.
    </div>
  )
}

export function Shell({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  const onDevice = useOwnDevice(useMe())
  useLiveEvents()
  useEffect(() => setOpen(false), [pathname])
  useEffect(keepStrayFilesOut, [])
  return (
    <>
      <a className="skip" href="#noi-dung">
        {SHELL.skip}
      </a>
      <header className="shell-head">
        <Button
          className="shell-menu-button"
          icon={<MenuOutlined aria-hidden="true" />}
          aria-label={SHELL.menu}
          aria-expanded={open}
          aria-controls="danh-muc"
          onClick={() => setOpen(!open)}
        />
        <Link to="/" className="shell-brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          {SHELL.product}
        </Link>
        <SearchBox />
        <Person />
      </header>
      <Offline linked={onDevice} />
      {onDevice ? (
        <Suspense fallback={null}>
          <FieldAgent />
        </Suspense>
      ) : null}
      <div className="shell-body">
        <nav id="danh-muc" className={open ? 'shell-nav open' : 'shell-nav'} aria-label={SHELL.menu}>
          <Pages />
        </nav>
        <main id="noi-dung" className="shell-main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Toasts />
      <ReSignIn />
    </>
  )
}

function Pages() {
  const me = useMe()
  // Whoever only keeps or audits the system has his own pages first.
  const isOnly = (...roles: Role[]): boolean =>
    me.posts.length > 0 && me.posts.every(({ role }) => roles.includes(role))
  const first = isOnly('auditor')
    ? ['record', 'manage']
    : isOnly('administrator', 'auditor')
      ? ['manage', 'record']
      : []
  const rank = (group: string): number => (first.includes(group) ? first.indexOf(group) : first.length)
  const entries = Object.entries(NAV_GROUPS).sort(([a], [b]) => rank(a) - rank(b))
  const groups = entries.map(([group, title]) => {
    const pages = PAGES.filter((page) => page.nav?.group === group && mayOpen(page, me))
    return { title, pages: pages.sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0)) }
  })
  return (
    <>
      {groups
        .filter(({ pages }) => pages.length > 0)
        .map(({ title, pages }) => (
          <div key={title}>
            <h2>{title}</h2>
            <ul>
              {pages.map(({ path, title: name, nav }) => (
                <li key={path}>
                  <NavLink to={path} end>
                    {nav?.label ?? name}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
    </>
  )
}

function Person() {
  const me = useMe()
  const isDark = useIsDark()
  return (
    <div className="shell-person">
      <Bell />
      <Button
        type="text"
        icon={isDark ? <SunOutlined aria-hidden="true" /> : <MoonOutlined aria-hidden="true" />}
        aria-label={isDark ? 'Dùng nền sáng' : 'Dùng nền tối'}
        title={isDark ? 'Dùng nền sáng' : 'Dùng nền tối'}
        onClick={() => chooseTheme(isDark ? 'light' : 'dark')}
      />
      <Link to="/toi" className="shell-name" aria-label={`Cá nhân: ${me.name}`}>
        <UserOutlined aria-hidden="true" /> <span>{me.name}</span>
      </Link>
      <SignOut />
    </div>
  )
}

function Offline({ linked }: { readonly linked: boolean }) {
  const [offline, setOffline] = useState(!navigator.onLine)
  useEffect(() => {
    const look = (): void => setOffline(!navigator.onLine)
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])
  return offline ? (
    <div className="offline-bar" role="status">
      {SHELL.offline} {linked ? <Link to="/hien-truong">Kiểm tra ngoài hiện trường</Link> : null}
    </div>
  ) : null
}
