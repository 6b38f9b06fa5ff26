// Recovery codes, shown once: to be copied, printed or written down before the dialog is closed.
import { Button } from 'antd'
import { useState } from 'react'
import { say } from '../../components/toast.tsx'

interface Props {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

export function RecoveryCodes({ codes, onDone }: Props) {
  const [kept, setKept] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(codes.join('\n'))
    say('Đã chép mã dự phòng.')
  }
  return (
    <>
      <p className="note warn">
        Các mã này chỉ hiện một lần. Hãy cất nơi an toàn; mỗi mã dùng được một lần khi không có điện thoại.
      </p>
      <ul className="codes mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="row no-print">
        {window.isSecureContext ? <Button onClick={() => void copy()}>Chép</Button> : null}
        <Button onClick={() => window.print()}>In</Button>
      </div>
      <label className="row no-print">
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} />
        Tôi đã cất các mã này
      </label>
      <Button type="primary" disabled={!kept} onClick={onDone}>
        Xong
      </Button>
    </>
  )
}
