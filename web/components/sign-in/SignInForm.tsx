// Signing in, as a page and as a dialog: one stage after another, each a form of its own. The password comes first; what
// its answer asks for comes next (another password where this one was given out).
import { useState } from 'react'
import { loadMe } from '../../client/queries.ts'
import { PasswordStage } from './PasswordStage.tsx'
import { NewPasswordStage } from './NewPasswordStage.tsx'

type Stage = { readonly kind: 'password' } | { readonly kind: 'newPassword'; readonly present: string }

interface SignInProps {
  /** The login of who was signed in before; it can't be changed then. */
  readonly login?: string
  readonly onDone?: () => void
}

export function SignInForm({ login, onDone }: SignInProps) {
  const [stage, setStage] = useState<Stage>({ kind: 'password' })
  const finish = async (): Promise<void> => {
    await loadMe()
    onDone?.()
  }
  switch (stage.kind) {
    case 'password':
      return (
        <PasswordStage
          {...(login === undefined ? {} : { login })}
          onPassed={finish}
          onMustChange={(present) => setStage({ kind: 'newPassword', present })}
        />
      )
    case 'newPassword':
      return <NewPasswordStage present={stage.present} onPassed={finish} />
  }
}
