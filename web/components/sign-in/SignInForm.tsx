// Signing in, as a page and as a dialog: one stage after another, each a form of its own. The password comes first; what
// its answer asks for comes next (the second factor, another password where this one was given out).
import { useState } from 'react'
import { api, read } from '../../client/api.ts'
import { loadMe } from '../../client/queries.ts'
import { PasswordStage } from './PasswordStage.tsx'
import { NewPasswordStage } from './NewPasswordStage.tsx'
import { SecondFactorStage } from './SecondFactorStage.tsx'

type Stage =
  | { readonly kind: 'password' }
  | { readonly kind: 'secondFactor'; readonly present: string }
  | { readonly kind: 'newPassword'; readonly present: string }

interface SignInProps {
  /** The login of who was signed in before; it can't be changed then. */
  readonly login?: string
  readonly onDone?: () => void
}

export function SignInForm({ login, onDone }: SignInProps) {
  const [stage, setStage] = useState<Stage>({ kind: 'password' })
  /** After the last stage that the API asked for: a password that was given out is replaced first. */
  const finish = async (present: string): Promise<void> => {
    const me = await read(api.GET('/api/v1/me'))
    if (me.mustChangePassword) {
      setStage({ kind: 'newPassword', present })
      return
    }
    await loadMe()
    onDone?.()
  }
  switch (stage.kind) {
    case 'password':
      return (
        <PasswordStage
          {...(login === undefined ? {} : { login })}
          onPassed={finish}
          onSecondFactor={(present) => setStage({ kind: 'secondFactor', present })}
        />
      )
    case 'secondFactor':
      return (
        <div className="stack">
          <SecondFactorStage onPassed={() => finish(stage.present)} />
          <div>
            <button type="button" className="link-button" onClick={() => setStage({ kind: 'password' })}>
              {login === undefined ? 'Đăng nhập bằng tài khoản khác' : 'Nhập lại mật khẩu'}
            </button>
          </div>
        </div>
      )
    case 'newPassword':
      return (
        <NewPasswordStage
          present={stage.present}
          onPassed={async () => {
            await loadMe()
            onDone?.()
          }}
        />
      )
  }
}
