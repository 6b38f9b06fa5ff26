// The page for whoever isn't signed in.
import { Link } from 'react-router'
import { useEffect } from 'react'
import { SignInForm } from '../../components/sign-in/SignInForm.tsx'
import { useHeading } from '../../components/Page.tsx'
import { SHELL } from '../../i18n/vi.ts'

export default function SignIn() {
  useHeading()
  useEffect(() => {
    document.title = `Đăng nhập · ${SHELL.product}`
  }, [])
  return (
    <main className="sign-in">
      <div className="card stack">
        <div className="row">
          <img src="/icon.svg" alt="" width="40" height="40" />
          <div className="grow">
            <h1>Đăng nhập Trình</h1>
            <p className="muted small">Hồ sơ phong trào toàn dân bảo vệ an ninh Tổ quốc</p>
          </div>
        </div>
        <SignInForm />
        <p className="small row">
          <Link to="/kiem-tra">Kiểm tra giấy công nhận</Link>
          <Link to="/so-lieu-mo">Số liệu mở</Link>
        </p>
      </div>
    </main>
  )
}
