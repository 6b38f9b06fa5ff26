// The first stage of signing in: login and password.
import { Input } from 'antd'
import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { Field } from '../Field.tsx'
import { Providers } from './Providers.tsx'
import { SendForm } from '../forms/SendForm.tsx'

interface Props {
  readonly login?: string
  readonly onPassed: (password: string) => Promise<void>
  readonly onSecondFactor: (password: string) => void
}

export function PasswordStage({ login: known, onPassed, onSecondFactor }: Props) {
  const [login, setLogin] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: async () => {
      const answer = await read(api.POST('/api/v1/session', { body: { login: login.trim(), password } }))
      if ('secondFactor' in answer) onSecondFactor(password)
      else await onPassed(password)
    },
  })
  return (
    <div className="stack">
      {/* Never grey: what a browser fills in by itself is told to the page only when somebody touches it. */}
      <SendForm sending={signIn} button="Đăng nhập" wide>
        <Field label="Tên đăng nhập" required>
          {(control) => (
            <Input
              {...control}
              name="username"
              required
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              value={login}
              readOnly={known !== undefined}
              autoFocus={known === undefined}
              onChange={(event) => setLogin(event.target.value)}
            />
          )}
        </Field>
        <Field label="Mật khẩu" required>
          {(control) => (
            <Input
              {...control}
              type="password"
              name="password"
              required
              autoComplete="current-password"
              value={password}
              autoFocus={known !== undefined}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      </SendForm>
      <Providers />
    </div>
  )
}
