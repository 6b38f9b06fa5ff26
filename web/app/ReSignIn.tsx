// The session ended while somebody worked: a dialog over the page asks for the password again. The page behind it, and what
// was typed into it, stays; requests that waited go on.
import { Dialog } from '../components/Dialog.tsx'
import { SignInForm } from '../components/sign-in/SignInForm.tsx'
import { signedOut } from '../client/session.ts'
import { leaveDevice } from './device.ts'
import { useSession } from './useSession.ts'

export function ReSignIn() {
  const session = useSession()
  if (session.kind !== 'expired') return null
  return (
    <Dialog open title="Phiên làm việc đã hết hạn">
      <p>Hãy đăng nhập lại để tiếp tục. Những gì bạn đang nhập vẫn còn nguyên.</p>
      <SignInForm login={session.me.login} />
      <p className="small">
        <button type="button" className="link-button" onClick={() => void leaveDevice().finally(signedOut)}>
          Tôi không phải {session.me.name}
        </button>
      </p>
    </Dialog>
  )
}
