// A key that was just made: shown by one answer only, to be handed to whoever runs the other system.
import { Button } from 'antd'
import { Dialog } from '../../components/Dialog.tsx'
import { say } from '../../components/toast.tsx'
import { SHELL } from '../../i18n/vi.ts'

interface Props {
  /** Null where the answer was a repeat of one that has shown it. */
  readonly secret: string | null
  readonly onClose: () => void
}

export function Secret({ secret, onClose }: Props) {
  return (
    <Dialog title="Khóa ký" open onClose={onClose}>
      {secret === null ? (
        <p className="note warn">
          Khóa đã được hiện một lần và không hiện lại. Nếu chưa kịp ghi, hãy đổi khóa.
        </p>
      ) : (
        <>
          <p>
            Hãy trao cho bên nhận bằng đường an toàn: bên nhận dùng khóa này để kiểm tra chữ ký của mỗi lần
            gửi. Khóa chỉ hiện một lần.
          </p>
          <p className="mono">{secret}</p>
        </>
      )}
      <div className="dialog-foot">
        {secret === null || !window.isSecureContext ? null : (
          <Button
            onClick={() => {
              void navigator.clipboard.writeText(secret).then(() => say('Đã chép khóa.'))
            }}
          >
            Chép khóa
          </Button>
        )}
        <Button type="primary" onClick={onClose}>
          {SHELL.close}
        </Button>
      </div>
    </Dialog>
  )
}
