// The states that every page can be in besides its own: loading, empty, offline, forbidden, gone, busy and broken. Designed
// once, so that people know them again; each says what to do.
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from 'react-router'
import { ApiProblem, NoAnswer, StrangeAnswer } from '../client/problem.ts'
import { SHELL, problemScene } from '../i18n/vi.ts'
import { useHeading } from './Page.tsx'

interface StateProps {
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly picture?: ReactNode
  /** A heading of the page, where the state is all there is. */
  readonly heading?: boolean
}

function State({ title, children, action, picture, heading = false }: StateProps) {
  return (
    <div className="state">
      <svg viewBox="0 0 48 48" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
        {picture}
      </svg>
      {heading ? (
        <Heading title={title} />
      ) : (
        <p>
          <strong>{title}</strong>
        </p>
      )}
      {children === undefined ? null : <div className="muted">{children}</div>}
      {action === undefined ? null : <p>{action}</p>}
    </div>
  )
}

function Heading({ title }: { readonly title: string }) {
  useHeading()
  return <h1 tabIndex={-1}>{title}</h1>
}

const SHEET = <path d="M13 6h15l8 8v28H13zM28 6v8h8" />
const CLOUD = <path d="M15 35h20a7 7 0 0 0 1-14 11 11 0 0 0-21-2 8 8 0 0 0 0 16M8 8l32 34" />
const LOCK = <path d="M12 21h24v20H12zM17 21v-6a7 7 0 0 1 14 0v6M24 29v5" />
const CROSS = <path d="M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36M18 18l12 12M30 18L18 30" />
const WAIT = <path d="M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36M24 13v12l8 5" />

/** While something is read for the first time. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  return (
    <div role="status" className="bones">
      <span className="sr">{SHELL.loading}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ width: `${95 - ((index * 17) % 40)}%` }} aria-hidden="true" />
      ))}
    </div>
  )
}

/** Nothing to show, and that is fine; says what would bring something here. */
export function Empty({ title, children, action }: Omit<StateProps, 'picture'>) {
  return (
    <State title={title} picture={SHEET} action={action}>
      {children}
    </State>
  )
}

export function Gone({ heading = false }: { readonly heading?: boolean }) {
  return (
    <State
      heading={heading}
      title="Không tìm thấy"
      picture={SHEET}
      action={<Link to="/">Về trang Việc của tôi</Link>}
    >
      Địa chỉ này không có, hoặc nằm ngoài phạm vi công việc của bạn.
    </State>
  )
}

/** An address that isn't there, to somebody who isn't signed in. */
export function NothingHere() {
  return (
    <State
      heading
      title="Không tìm thấy"
      picture={SHEET}
      action={
        <>
          <Link to="/dang-nhap">Đăng nhập</Link> · <Link to="/kiem-tra">Kiểm tra giấy công nhận</Link>
        </>
      }
    >
      Địa chỉ này không có. Hãy kiểm tra lại từng chữ của địa chỉ.
    </State>
  )
}

export function Forbidden({ heading = false }: { readonly heading?: boolean }) {
  return (
    <State
      heading={heading}
      title="Bạn không có quyền xem trang này"
      picture={LOCK}
      action={<Link to="/">Về trang Việc của tôi</Link>}
    >
      Nếu công việc cần đến, hãy đề nghị quản trị viên giao vai trò phù hợp.
    </State>
  )
}

interface FailedProps {
  readonly error: unknown
  readonly again?: (() => void) | undefined
}

/** Whatever went wrong while reading, in words, with what to do. */
export function Failed({ error, again }: FailedProps) {
  const retry = again === undefined ? undefined : <Button onClick={again}>{SHELL.again}</Button>
  if (error instanceof NoAnswer) {
    return (
      <State title="Không có kết nối" picture={CLOUD} action={retry}>
        Máy này chưa liên lạc được với hệ thống. Hãy kiểm tra mạng rồi thử lại.
      </State>
    )
  }
  if (error instanceof ApiProblem) {
    const scene = problemScene(error.code)
    if (scene === 'gone') return <Gone />
    if (scene === 'forbidden') return <Forbidden />
    if (scene === 'busy') {
      return (
        <State title="Hệ thống đang bận" picture={WAIT} action={retry}>
          {error.message}
        </State>
      )
    }
    const { incident } = error.body
    return (
      <State title={error.message} picture={CROSS} action={retry}>
        {incident === undefined ? null : (
          <>
            Mã sự cố: <span className="mono">{incident}</span>
          </>
        )}
      </State>
    )
  }
  const status = error instanceof StrangeAnswer ? ` (${error.status})` : ''
  return (
    <State title="Trang gặp lỗi" picture={CROSS} action={retry}>
      Hãy tải lại trang{status}. Nếu vẫn gặp lỗi, hãy báo quản trị viên.
    </State>
  )
}

interface ReadProps<T> {
  readonly query: UseQueryResult<T>
  readonly children: (data: T) => ReactNode
  readonly loading?: ReactNode
}

/** What a query gives, or the state that it is in. Old data stays on the screen while it is read again. */
export function Read<T>({ query, children, loading }: ReadProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <Failed error={query.error} again={() => void query.refetch()} />
  return <>{loading ?? <Loading />}</>
}
