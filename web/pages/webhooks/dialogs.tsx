// What an administrator does with a connection: change or pause it, give it another key, have everything sent again from a day on,
// end it.
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { atLocalTime } from '../../../domain/time/civil.ts'
import { sendOnce } from '../../client/act.ts'
import { api, read } from '../../client/api.ts'
import { DateField } from '../../components/forms/DateField.tsx'
import { NumberField, TextField, YesNo } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { AskDialog } from '../admin/common/AskDialog.tsx'
import { Secret } from './Secret.tsx'
import { Topics } from './Topics.tsx'
import type { Webhook } from './words.ts'

interface Props {
  readonly webhook: Webhook
  readonly onClose: () => void
}

const USUAL_OVERLAP_HOURS = 24

export function ChangeWebhook({ webhook, onClose }: Props) {
  const client = useQueryClient()
  const { label, url, topics, paused, version } = webhook
  const [given, setGiven] = useState({ label, url, topics, paused })
  const send = async (): Promise<void> => {
    const body = {
      ...given,
      label: given.label.trim(),
      url: given.url.trim(),
      topics: [...given.topics],
      version,
    }
    await read(api.PUT('/api/v1/webhooks/{id}', { params: { path: { id: webhook.id } }, body }))
    await client.invalidateQueries({ queryKey: ['webhooks'] })
    say('Đã lưu kết nối.')
  }
  return (
    <AskDialog
      title="Sửa kết nối"
      open
      onClose={onClose}
      confirm="Lưu"
      ready={given.label.trim() !== '' && given.url.trim() !== ''}
      names={{ label: 'Tên', url: 'Địa chỉ nhận', topics: 'Loại việc' }}
      send={send}
    >
      {(errors) => (
        <>
          <TextField
            label="Tên"
            required
            value={given.label}
            error={errors['label']}
            onChange={(next) => setGiven({ ...given, label: next })}
          />
          <TextField
            label="Địa chỉ nhận"
            required
            value={given.url}
            error={errors['url']}
            onChange={(next) => setGiven({ ...given, url: next })}
          />
          <Topics value={given.topics} onChange={(next) => setGiven({ ...given, topics: [...next] })} />
          <YesNo
            label="Tạm dừng"
            hint="Việc mới trong lúc dừng được gửi khi chạy lại."
            value={given.paused}
            onChange={(next) => setGiven({ ...given, paused: next })}
          />
        </>
      )}
    </AskDialog>
  )
}

export function RotateSecret({ webhook, onClose }: Props) {
  const client = useQueryClient()
  const [hours, setHours] = useState<number | null>(USUAL_OVERLAP_HOURS)
  const [made, setMade] = useState<{ readonly secret: string | null } | null>(null)
  if (made !== null) return <Secret secret={made.secret} onClose={onClose} />
  const send = async (): Promise<void> => {
    const path = `/api/v1/webhooks/${encodeURIComponent(webhook.id)}/secrets`
    const body = { overlapHours: hours }
    const rotated = await sendOnce<{ secret: string | null }>({ name: `secret/${webhook.id}`, path, body })
    await client.invalidateQueries({ queryKey: ['webhooks'] })
    setMade(rotated)
  }
  return (
    <AskDialog
      title="Đổi khóa ký"
      open
      onClose={onClose}
      onDone={() => undefined}
      confirm="Đổi khóa"
      ready={hours !== null}
      names={{ overlapHours: 'Khóa cũ còn dùng' }}
      send={send}
    >
      {(errors) => (
        <>
          <p>Trong thời gian chuyển, mỗi lần gửi có hai chữ ký, của khóa cũ và khóa mới.</p>
          <NumberField
            label="Khóa cũ còn dùng"
            required
            hint="Từ 1 đến 168 giờ."
            unit="giờ"
            value={hours}
            error={errors['overlapHours']}
            onChange={setHours}
          />
        </>
      )}
    </AskDialog>
  )
}

export function ReplayWebhook({ webhook, onClose }: Props) {
  const client = useQueryClient()
  const [day, setDay] = useState<string | null>(null)
  const send = async (): Promise<void> => {
    const body = { from: atLocalTime(day ?? '', '00:00') }
    await read(api.POST('/api/v1/webhooks/{id}/replay', { params: { path: { id: webhook.id } }, body }))
    await client.invalidateQueries({ queryKey: ['webhooks'] })
    say('Đang gửi lại.')
  }
  return (
    <AskDialog
      title="Gửi lại từ một ngày"
      open
      onClose={onClose}
      confirm="Gửi lại"
      ready={day !== null}
      names={{ from: 'Từ đầu ngày' }}
      send={send}
    >
      {(errors) => (
        <>
          <p>
            Mọi việc từ đầu ngày đó được gửi lại theo thứ tự, với mã lần gửi như cũ: bên nhận bỏ qua những gì
            đã có. Lùi được tới 400 ngày.
          </p>
          <DateField label="Từ đầu ngày" required value={day} error={errors['from']} onChange={setDay} />
        </>
      )}
    </AskDialog>
  )
}

export function EndWebhook({ webhook, onClose }: Props) {
  const client = useQueryClient()
  const send = async (): Promise<void> => {
    await read(api.POST('/api/v1/webhooks/{id}/end', { params: { path: { id: webhook.id } } }))
    await client.invalidateQueries({ queryKey: ['webhooks'] })
    say('Đã kết thúc kết nối.')
  }
  return (
    <AskDialog title="Kết thúc kết nối" open onClose={onClose} confirm="Kết thúc" danger send={send}>
      <p>
        Hệ thống “{webhook.label}” không được báo gì nữa và kết nối này không mở lại được. Chỉ muốn dừng một
        thời gian thì chọn tạm dừng.
      </p>
    </AskDialog>
  )
}
