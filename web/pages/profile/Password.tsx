// Another password in place of the present one; all other sessions end with it.
import { Input } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { loadMe } from '../../client/queries.ts'
import { Field } from '../../components/Field.tsx'
import { PASSWORD_MIN } from '../../components/sign-in/NewPasswordStage.tsx'
import { say } from '../../components/toast.tsx'
import { SendForm } from '../../components/forms/SendForm.tsx'

const EMPTY = { present: '', next: '', again: '' }
const FIELDS = [
  { name: 'present', label: 'Mật khẩu hiện tại', complete: 'current-password' },
  { name: 'next', label: 'Mật khẩu mới', complete: 'new-password' },
  { name: 'again', label: 'Nhập lại mật khẩu mới', complete: 'new-password' },
] as const

export function Password() {
  const me = useMe()
  const client = useQueryClient()
  const [typed, setTyped] = useState(EMPTY)
  const change = useMutation({
    mutationFn: async () => {
      const { present, next } = typed
      await read(api.POST('/api/v1/me/password', { body: { present, next } }))
      await loadMe()
      await client.invalidateQueries({ queryKey: ['sessions'] })
      setTyped(EMPTY)
      say('Đã đổi mật khẩu; các phiên khác của bạn đã kết thúc.')
    },
  })
  const differs = typed.again !== '' && typed.again !== typed.next
  return (
    <section className="card" aria-labelledby="mat-khau">
      <h2 id="mat-khau">Đổi mật khẩu</h2>
      <SendForm
        sending={change}
        button="Đổi mật khẩu"
        disabled={typed.present === '' || typed.next.length < PASSWORD_MIN || typed.next !== typed.again}
      >
        <input type="text" className="sr" autoComplete="username" value={me.login} readOnly hidden />
        {FIELDS.map(({ name, label, complete }) => (
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
      </SendForm>
    </section>
  )
}
