// The second stage of signing in: the six digits that the telephone shows, or a recovery code.
import { Input } from 'antd'
import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { Field } from '../Field.tsx'
import { SendForm } from '../forms/SendForm.tsx'

const DIGITS = /^\d{6}$/u

interface Props {
  readonly onPassed: () => Promise<void>
}

export function SecondFactorStage({ onPassed }: Props) {
  const [typed, setTyped] = useState('')
  const plain = typed.replace(/\s/gu, '')
  const finish = useMutation({
    mutationFn: async () => {
      const body = DIGITS.test(plain) ? { code: plain } : { recoveryCode: typed.trim() }
      await read(api.POST('/api/v1/session/second-factor', { body }))
      await onPassed()
    },
  })
  return (
    <SendForm sending={finish} button="Xác nhận" wide disabled={plain === ''}>
      <Field
        label="Mã xác thực"
        required
        hint="Sáu chữ số trên ứng dụng xác thực của điện thoại; mất điện thoại thì nhập một mã dự phòng."
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="one-time-code"
            value={typed}
            autoFocus
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
    </SendForm>
  )
}
