// What proves that it is the person himself: the present password and, where there is a second factor, a code of it.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Field } from '../../components/Field.tsx'
import { ProblemNote } from '../../components/Problem.tsx'

/** Six digits, as the telephone shows them. */
export const CODE = /^\d{6}$/u

export interface Proven {
  readonly password: string
  /** A code of the telephone, or a recovery code. */
  readonly code: string
}

interface ProofBody {
  readonly password: string
  readonly proof?: { readonly code: string } | { readonly recoveryCode: string }
}

/** As the API asks for it. */
export function proofBody({ password, code }: Proven, withCode: boolean): ProofBody {
  if (!withCode) return { password }
  const given = code.trim()
  return { password, proof: CODE.test(given) ? { code: given } : { recoveryCode: given } }
}

interface ProofProps {
  readonly withCode: boolean
  readonly action: string
  readonly danger: boolean
  readonly pending: boolean
  readonly error: Error | null
  readonly onSend: (proven: Proven) => void
}

export function Proof({ withCode, action, danger, pending, error, onSend }: ProofProps) {
  const [typed, setTyped] = useState<Proven>({ password: '', code: '' })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        onSend(typed)
      }}
    >
      <Field label="Mật khẩu hiện tại" required>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            autoFocus
            value={typed.password}
            onChange={(event) => setTyped({ ...typed, password: event.target.value })}
          />
        )}
      </Field>
      {withCode ? (
        <Field label="Mã xác thực" required hint="6 số trên ứng dụng, hoặc một mã dự phòng.">
          {(control) => (
            <Input
              {...control}
              autoComplete="one-time-code"
              autoCapitalize="none"
              value={typed.code}
              onChange={(event) => setTyped({ ...typed, code: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      <ProblemNote error={error} />
      <Button
        type="primary"
        danger={danger}
        htmlType="submit"
        loading={pending}
        disabled={typed.password === '' || (withCode && typed.code.trim() === '')}
      >
        {action}
      </Button>
    </form>
  )
}
