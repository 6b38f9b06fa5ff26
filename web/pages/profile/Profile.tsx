// Who somebody is here: name, roles by right and by delegation, look of the pages, how news reaches him, and what protects
// the account: password, second factor and the places where it is signed in.
import { useState } from 'react'
import { Link } from 'react-router'
import { chooseTheme, themeChoice } from '../../app/theme.tsx'
import type { ThemeChoice } from '../../app/theme.tsx'
import { useMe } from '../../app/useSession.ts'
import { Page } from '../../components/Page.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { formatDay } from '../../i18n/format.ts'
import { roleLabel } from '../../i18n/vi.ts'
import { Password } from './Password.tsx'
import { Preferences } from './Preferences.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { Sessions } from './Sessions.tsx'

const THEMES: readonly { readonly value: ThemeChoice; readonly label: string }[] = [
  { value: 'device', label: 'Theo thiết bị' },
  { value: 'light', label: 'Nền sáng' },
  { value: 'dark', label: 'Nền tối' },
]

export default function Profile() {
  return (
    <Page title="Tài khoản của tôi">
      <Own />
      <Look />
      <Preferences />
      <Password />
      <SecondFactor />
      <Sessions />
    </Page>
  )
}

function Own() {
  const me = useMe()
  return (
    <section className="card" aria-labelledby="vai-tro">
      <dl className="facts">
        <dt>Họ và tên</dt>
        <dd>{me.name}</dd>
        <dt>Tên đăng nhập</dt>
        <dd>{me.login}</dd>
      </dl>
      <p className="muted small">Họ tên, thư điện tử, số điện thoại do quản trị viên của cơ quan bạn sửa.</p>
      <h2 id="vai-tro">Vai trò đang giữ</h2>
      {me.posts.length === 0 ? <p className="muted">Bạn chưa được giao vai trò nào.</p> : null}
      <ul className="lines">
        {me.posts.map((post) => (
          <li key={`${post.role}/${post.officeId}/${post.delegation?.id ?? ''}`} className="line">
            <div className="grow">
              <strong>{roleLabel(post.role)}</strong>
              <div className="muted small">{post.officeName}</div>
            </div>
            {post.delegation === null ? null : <span className="tag info">Được ủy quyền</span>}
            {post.validTo === null ? null : (
              <span className="muted small">đến {formatDay(post.validTo)}</span>
            )}
          </li>
        ))}
      </ul>
      <p>
        <Link to="/uy-quyen">Ủy quyền đã giao, đã nhận</Link>
      </p>
    </section>
  )
}

function Look() {
  const [theme, setTheme] = useState(themeChoice())
  return (
    <section className="card" aria-labelledby="giao-dien">
      <h2 id="giao-dien">Giao diện</h2>
      <Choice
        label="Nền"
        value={theme}
        options={THEMES}
        onChange={(next) => {
          const choice = THEMES.find(({ value }) => value === next)?.value ?? 'device'
          setTheme(choice)
          chooseTheme(choice)
        }}
      />
    </section>
  )
}
