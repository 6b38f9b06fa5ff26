// A password that was given out has to be replaced before anything else.
import { Input } from 'antd'
import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { signedIn } from '../../client/session.ts'
import { Field } from '../Field.tsx'
import { SendForm } from '../forms/SendForm.tsx'

/** Shorter ones the API refuses. */
export const PASSWORD_MIN = 12

interface Props {
  readonly present: string
  readonly onPassed: () => Promise<void>
}

export function NewPasswordStage({ present, onPassed }: Props) {
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const change = useMutation({
    mutationFn: async () => {
      // Changing needs the session's own token, which only `me` tells.
      signedIn(await read(api.GET('/api/v1/me')))
      await read(api.POST('/api/v1/me/password', { body: { present, next } }))
      await onPassed()
    },
  })
  const differs = again !== '' && again !== next
  return (
    <SendForm
      sending={change}
      button="Đổi mật khẩu và vào hệ thống"
      wide
      disabled={next.length < PASSWORD_MIN || next !== again}
    >
      <p className="note info">
        Mật khẩu này do quản trị viên cấp. Hãy đặt mật khẩu của riêng bạn, ít nhất {PASSWORD_MIN} ký tự.
      </p>
      <Field label="Mật khẩu mới" required>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            value={next}
            autoFocus
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Nhập lại mật khẩu mới"
        required
        error={differs ? 'Hai lần nhập không giống nhau.' : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            value={again}
            onChange={(event) => setAgain(event.target.value)}
          />
        )}
      </Field>
    </SendForm>
  )
}
