// Leaving: at once where nothing is at stake. Where something wasn't sent from this device, it says so first; without a network
// it says that the session can't be ended now.
import { LogoutOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { deviceNow } from '../client/device.ts'
import { Dialog } from '../components/Dialog.tsx'
import { ProblemNote } from '../components/Problem.tsx'
import { formatNumber } from '../i18n/format.ts'
import { SHELL } from '../i18n/vi.ts'
import { useMe, useSignOut } from './useSession.ts'

async function unsentHere(personId: string): Promise<number> {
  if (deviceNow().current !== personId) return 0
  const { countUnsent } = await import('../offline/person.ts')
  return countUnsent(personId)
}

export function SignOut() {
  const { personId } = useMe()
  const signOut = useSignOut()
  const [unsent, setUnsent] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const leave = (): void => {
    setError(null)
    signOut().catch((failure: unknown) => {
      setError(failure)
      setUnsent((before) => before ?? 0)
    })
  }
  const ask = async (): Promise<void> => {
    const count = await unsentHere(personId)
    if (count === 0) leave()
    else setUnsent(count)
  }
  return (
    <>
      <Button
        type="text"
        icon={<LogoutOutlined aria-hidden="true" />}
        aria-label="Đăng xuất"
        title="Đăng xuất"
        onClick={() => void ask()}
      />
      <Dialog open={unsent !== null} title="Đăng xuất" onClose={() => setUnsent(null)}>
        {unsent === null || unsent === 0 ? null : (
          <p>
            Trên máy này còn <strong>{formatNumber(unsent)} phiếu kiểm tra chưa gửi</strong>. Nếu đăng xuất,
            các phiếu đó vẫn nằm trên máy nhưng không ai xem được; chúng chỉ được gửi khi bạn đăng nhập lại
            trên chính máy này. Các hồ sơ đã giữ khác sẽ bị gỡ khỏi máy.{' '}
            <Link to="/hien-truong" onClick={() => setUnsent(null)}>
              Xem các phiếu chưa gửi
            </Link>
          </p>
        )}
        {error === null ? null : (
          <>
            <p>Chưa kết thúc được phiên làm việc trên hệ thống. Hãy đăng xuất lại khi có mạng.</p>
            <ProblemNote error={error} />
          </>
        )}
        <div className="dialog-foot">
          <Button onClick={() => setUnsent(null)}>{SHELL.cancel}</Button>
          <Button danger onClick={leave}>
            {unsent === 0 ? 'Thử lại' : 'Vẫn đăng xuất'}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
