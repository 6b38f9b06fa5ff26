// The whole application: theme, cache, addresses, and who may be where.
import { Suspense, lazy, useEffect, useState } from 'react'
import type { ComponentType, LazyExoticComponent } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { BrowserRouter, Navigate, Route, Routes, useLocation } from 'react-router'
import { Failed, Forbidden, Gone, Loading, NothingHere } from '../components/States.tsx'
import { HeadingContext } from '../components/Page.tsx'
import { createQueryClient, loadMe } from '../client/queries.ts'
import { openOffline } from './device.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { PAGES, mayOpen } from './pages.ts'
import type { PageSpec } from './pages.ts'
import { Shell } from './Shell.tsx'
import { Themed } from './theme.tsx'
import { useMe, useSession } from './useSession.ts'

const client = createQueryClient()
const parts = new Map<string, LazyExoticComponent<ComponentType>>(
  PAGES.map(({ path, load }) => [path, lazy(load)]),
)

/** Where somebody who isn't signed in is sent, with the address to come back to. */
export const SIGN_IN_PATH = '/dang-nhap'

export function Root() {
  return (
    <QueryClientProvider client={client}>
      <Themed>
        <BrowserRouter>
          <Known>
            <Routes>
              {PAGES.map((page) => (
                <Route key={page.path} path={page.path} element={<Placed page={page} />} />
              ))}
              <Route path="*" element={<Nowhere />} />
            </Routes>
          </Known>
        </BrowserRouter>
      </Themed>
    </QueryClientProvider>
  )
}

/** Waits until it is known who is signed in. */
function Known({ children }: { readonly children: React.ReactNode }) {
  const session = useSession()
  const [error, setError] = useState<unknown>(null)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    setError(null)
    loadMe().catch((failure: unknown) =>
      openOffline(failure).then(
        (opened) => setError(opened ? null : failure),
        // The device doesn't give what it kept: what went wrong first is what to say.
        () => setError(failure),
      ),
    )
  }, [tries])
  if (session.kind !== 'unknown') return <>{children}</>
  return (
    <main className="sign-in">
      {error === null ? <Loading lines={2} /> : <Failed error={error} again={() => setTries(tries + 1)} />}
    </main>
  )
}

function Placed({ page }: { readonly page: PageSpec }) {
  const session = useSession()
  const { pathname, search } = useLocation()
  const Content = parts.get(page.path)
  if (Content === undefined) throw new Error(`${page.path}: no such page`)
  const content = (
    <Headed title={page.title} key={pathname}>
      <ErrorBoundary at={pathname}>
        <Suspense fallback={<Loading />}>
          <Content />
        </Suspense>
      </ErrorBoundary>
    </Headed>
  )
  if (session.kind === 'in' || session.kind === 'expired') {
    if (page.path === SIGN_IN_PATH) return <Navigate to={backTo(search)} replace />
    return <Shell>{page.access === 'public' ? content : <Allowed page={page}>{content}</Allowed>}</Shell>
  }
  if (page.access === 'public') return content
  return <Navigate to={`${SIGN_IN_PATH}?den=${encodeURIComponent(pathname + search)}`} replace />
}

/** While a page is loaded, and where it failed, it still has a heading for screen readers. */
function Headed({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  const [present, setPresent] = useState(false)
  return (
    <HeadingContext value={setPresent}>
      {present ? null : <h1 className="sr">{title}</h1>}
      {children}
    </HeadingContext>
  )
}

/** The address in the query, if it is one of this site. */
function backTo(search: string): string {
  const to = new URLSearchParams(search).get('den') ?? '/'
  return /^\/(?![/\\])/u.test(to) ? to : '/'
}

function Allowed({ page, children }: { readonly page: PageSpec; readonly children: React.ReactNode }) {
  const me = useMe()
  return mayOpen(page, me) ? <>{children}</> : <Forbidden heading />
}

function Nowhere() {
  const session = useSession()
  if (session.kind === 'in' || session.kind === 'expired') {
    return (
      <Shell>
        <Gone heading />
      </Shell>
    )
  }
  return (
    <main className="sign-in">
      <NothingHere />
    </main>
  )
}
