// A new connection: office, address, kinds; afterwards its key, shown by this answer only.
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { sendOnce } from '../../client/act.ts'
import type { Schemas } from '../../client/api.ts'
import { TextField } from '../../components/forms/fields.tsx'
import { AskDialog } from '../admin/common/AskDialog.tsx'
import { OfficePicker } from '../../components/forms/OfficePicker.tsx'
import type { ChosenOffice } from '../../components/forms/OfficePicker.tsx'
import { Secret } from './Secret.tsx'
import { Topics } from './Topics.tsx'
import type { Topic } from './Topics.tsx'

const NAMES = { officeId: 'Hồ sơ của cơ quan', label: 'Tên', url: 'Địa chỉ nhận', topics: 'Loại việc' }
const MOST_LABEL = 120

export function AddWebhook({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient()
  const [office, setOffice] = useState<ChosenOffice | null>(null)
  const [label, setLabel] = useState('')
  const [url, setUrl] = useState('https://')
  const [topics, setTopics] = useState<readonly Topic[]>([])
  const [made, setMade] = useState<{ readonly secret: string | null } | null>(null)
  if (made !== null) return <Secret secret={made.secret} onClose={onClose} />
  const send = async (): Promise<void> => {
    const body = { officeId: office?.id, label: label.trim(), url: url.trim(), topics }
    const added = await sendOnce<Schemas['WebhookWithSecret']>({
      name: 'webhook',
      path: '/api/v1/webhooks',
      body,
    })
    await client.invalidateQueries({ queryKey: ['webhooks'] })
    setMade({ secret: added.secret })
  }
  return (
    <AskDialog
      title="Thêm kết nối"
      open
      onClose={onClose}
      onDone={() => undefined}
      confirm="Thêm kết nối"
      ready={office !== null && label.trim() !== '' && url.trim().length > 'https://'.length}
      names={NAMES}
      send={send}
    >
      {(errors) => (
        <>
          <OfficePicker
            label="Hồ sơ của cơ quan"
            value={office}
            error={errors['officeId']}
            onChange={setOffice}
          />
          <TextField
            label="Tên"
            required
            maxLength={MOST_LABEL}
            value={label}
            error={errors['label']}
            onChange={setLabel}
          />
          <TextField
            label="Địa chỉ nhận"
            required
            hint="Bắt đầu bằng https://; địa chỉ trong mạng nội bộ phải được cho phép trong cấu hình."
            value={url}
            error={errors['url']}
            onChange={setUrl}
          />
          <Topics value={topics} onChange={setTopics} />
        </>
      )}
    </AskDialog>
  )
}
