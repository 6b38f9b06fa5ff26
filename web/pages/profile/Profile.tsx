// Who somebody is here: name, roles by right and by delegation, look of the pages, password.
import { Button, Input } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { chooseTheme, themeChoice } from '../../app/theme.tsx'
import type { ThemeChoice } from '../../app/theme.tsx'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { Field } from '../../components/Field.tsx'
import { Page } from '../../components/Page.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { PASSWORD_MIN } from '../../components/sign-in/NewPasswordStage.tsx'
import { say } from '../../components/toast.tsx'
import { formatDay } from '../../i18n/format.ts'
import { roleLabel } from '../../i18n/vi.ts'

const THEMES: readonly { readonly value: ThemeChoice; readonly label: string }[] = [
  { value: 'device', label: 'Theo thiết bị' },
  { value: 'light', label: 'Nền sáng' },
  { value: 'dark', label: 'Nền tối' },
]

export default function Profile() {
  const me = useMe()
  const [theme, setTheme] = useState(themeChoice())
  return (
    <Page title={me.name} note={`Tên đăng nhập: ${me.login}`}>
      <section className="card" aria-labelledby="vai-tro">
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
      </section>
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
      <Password />
    </Page>
  )
}

const EMPTY = { present: '', next: '', again: '' }

function Password() {
  const [typed, setTyped] = useState(EMPTY)
  const change = useMutation({
    mutationFn: async () => {
      const { present, next } = typed
      await read(api.POST('/api/v1/me/password', { body: { present, next } }))
      setTyped(EMPTY)
      say('Đã đổi mật khẩu; các phiên khác của bạn đã kết thúc.')
    },
  })
  const differs = typed.again !== '' && typed.again !== typed.next
  const fields = [
    { name: 'present', label: 'Mật khẩu hiện tại', complete: 'current-password' },
    { name: 'next', label: 'Mật khẩu mới', complete: 'new-password' },
    { name: 'again', label: 'Nhập lại mật khẩu mới', complete: 'new-password' },
  ] as const
  return (
    <section className="card" aria-labelledby="mat-khau">
      <h2 id="mat-khau">Đổi mật khẩu</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        {fields.map(({ name, label, complete }) => (
          <Field
            key={name}
            label={label}
            required
            error={name === 'again' && differs ? 'Hai lần nhập không giống nhau.' : undefined}
            {...(name === 'next' ? { hint: `Ít nhất ${PASSWORD_MIN} ký tự.` } : {})}
          >
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete={complete}
                value={typed[name]}
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <ProblemNote error={change.error} />
        <div>
          <Button
            htmlType="submit"
            type="primary"
            loading={change.isPending}
            disabled={typed.present === '' || typed.next.length < PASSWORD_MIN || typed.next !== typed.again}
          >
            Đổi mật khẩu
          </Button>
        </div>
      </form>
    </section>
  )
}
