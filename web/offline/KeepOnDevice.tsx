// On a dossier's page, for who may inspect it: puts it on this device, so that its checklist opens in the field without a
// network; once it is there, leads to the checklist.
import { DownloadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { useMe } from '../app/useSession.ts'
import { say } from '../components/toast.tsx'
import { Trouble } from './Trouble.tsx'
import { keepForField } from './keep.ts'
import { useEntry } from './useKept.ts'

interface Props {
  readonly dossierId: string
  readonly subjectName: string
}

export default function KeepOnDevice({ dossierId, subjectName }: Props) {
  const me = useMe()
  const entry = useEntry(dossierId)
  const keep = useMutation({
    mutationFn: () => keepForField(me, dossierId),
    onSuccess: () => say('Đã giữ hồ sơ trên máy này. Bạn mở được phiếu kiểm tra khi không có mạng.'),
  })
  const isKept = entry.data !== null && entry.data !== undefined
  return (
    <div className="stack no-print">
      <div className="row">
        <Button
          icon={<DownloadOutlined aria-hidden="true" />}
          loading={keep.isPending}
          onClick={() => keep.mutate()}
        >
          {isKept ? 'Cập nhật bản trên máy này' : 'Giữ trên máy này'}
          <span className="sr">: {subjectName}</span>
        </Button>
        {isKept ? (
          <Link to={`/hien-truong/${encodeURIComponent(dossierId)}`}>
            Mở phiếu kiểm tra ngoài hiện trường
          </Link>
        ) : (
          <span className="muted small">Để kiểm tra tại chỗ khi không có mạng.</span>
        )}
      </div>
      <Trouble error={keep.error} />
    </div>
  )
}
