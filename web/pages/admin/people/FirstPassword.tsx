// A first password: shown by one answer only, to be written down and handed over; its owner has to change it.
import { Button } from 'antd'
import { Dialog } from '../../../components/Dialog.tsx'
import { say } from '../../../components/toast.tsx'
import { SHELL } from '../../../i18n/vi.ts'

interface Props {
  /** Null where the answer was a repeat of one that has shown it. */
  readonly password: string | null
  readonly login: string
  readonly open: boolean
  readonly onClose: () => void
}

export function FirstPassword({ password, login, open, onClose }: Props) {
  return (
    <Dialog title="Mật khẩu lần đầu" open={open} onClose={onClose}>
      {password === null ? (
        <p className="note warn">
          Mật khẩu đã được hiện một lần và không hiện lại. Nếu chưa kịp ghi, hãy đặt lại mật khẩu của tài
          khoản này.
        </p>
      ) : (
        <>
          <p>
            Hãy trao tận tay người dùng. Mật khẩu chỉ hiện một lần; khi đăng nhập lần đầu, người dùng phải đổi
            mật khẩu.
          </p>
          <dl className="facts">
            <dt>Tên đăng nhập</dt>
            <dd className="mono">{login}</dd>
            <dt>Mật khẩu</dt>
            <dd className="mono">{password}</dd>
          </dl>
        </>
      )}
      <div className="dialog-foot">
        {password === null || !window.isSecureContext ? null : (
          <Button
            onClick={() => {
              void navigator.clipboard.writeText(password).then(() => say('Đã chép mật khẩu.'))
            }}
          >
            Chép mật khẩu
          </Button>
        )}
        <Button type="primary" onClick={onClose}>
          {SHELL.close}
        </Button>
      </div>
    </Dialog>
  )
}
