// The forms of trust: a certificate as PEM text or file, and a signer's certificate that is revoked, by its serial number.
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { civilDateOf, startOfDay } from '../../../../domain/time/civil.ts'
import { useMe } from '../../../app/useSession.ts'
import { api, read } from '../../../client/api.ts'
import { Choice, TextField } from '../../../components/forms/fields.tsx'
import { DateField } from '../../../components/forms/DateField.tsx'
import { AskDialog } from '../common/AskDialog.tsx'

interface FormProps {
  readonly onClose: () => void
  readonly onChanged: (text: string) => Promise<void>
}

export function AddTrusted({ onClose, onChanged }: FormProps) {
  const [pem, setPem] = useState('')
  const [role, setRole] = useState<'anchor' | 'intermediate'>('anchor')
  const picker = useRef<HTMLInputElement>(null)
  const add = async (): Promise<void> => {
    await read(api.POST('/api/v1/trusted-certificates', { body: { pem: pem.trim(), role } }))
    await onChanged('Đã thêm chứng thư.')
  }
  return (
    <AskDialog
      title="Thêm chứng thư tin cậy"
      open
      onClose={onClose}
      confirm="Thêm"
      ready={pem.trim() !== ''}
      names={{ pem: 'Chứng thư', role: 'Vai trò' }}
      send={add}
    >
      {(errors) => (
        <>
          <Choice
            label="Vai trò"
            value={role}
            options={[
              { value: 'anchor', label: 'Chứng thư gốc: nơi cấp được tin cậy' },
              { value: 'intermediate', label: 'Chứng thư trung gian: chỉ giúp nối tới gốc' },
            ]}
            onChange={(next) => setRole(next === 'intermediate' ? 'intermediate' : 'anchor')}
          />
          <TextField
            label="Chứng thư dạng PEM"
            required
            rows={5}
            maxLength={20_000}
            value={pem}
            error={errors['pem']}
            hint="Bắt đầu bằng dòng BEGIN CERTIFICATE; lấy từ nơi cấp qua kênh tin cậy."
            onChange={setPem}
          />
          <div>
            <Button onClick={() => picker.current?.click()}>Chọn tệp .pem, .crt</Button>
            <input
              ref={picker}
              type="file"
              hidden
              aria-label="Tệp chứng thư"
              accept=".pem,.crt,.cer"
              onChange={(event) => {
                void event.target.files?.[0]?.text().then(setPem)
                event.target.value = ''
              }}
            />
          </div>
        </>
      )}
    </AskDialog>
  )
}

export function RevokeSigner({
  fingerprint,
  onClose,
  onChanged,
}: FormProps & { readonly fingerprint: string }) {
  const me = useMe()
  const [serial, setSerial] = useState('')
  const [day, setDay] = useState<string | null>(civilDateOf(me.now))
  const revoke = async (): Promise<void> => {
    const params = { path: { fingerprint } }
    const body = { serial: serial.trim(), revokedAt: startOfDay(day ?? civilDateOf(me.now)) }
    await read(api.POST('/api/v1/trusted-certificates/{fingerprint}/revocations', { params, body }))
    await onChanged('Đã ghi chứng thư bị thu hồi.')
  }
  return (
    <AskDialog
      title="Ghi chứng thư bị thu hồi"
      open
      onClose={onClose}
      confirm="Ghi"
      ready={serial.trim() !== '' && day !== null}
      names={{ serial: 'Số sê-ri', revokedAt: 'Thu hồi từ ngày' }}
      send={revoke}
    >
      {(errors) => (
        <>
          <TextField
            label="Số sê-ri của chứng thư"
            required
            maxLength={81}
            value={serial}
            error={errors['serial']}
            hint="Số thập lục phân, có thể có dấu hai chấm."
            onChange={setSerial}
          />
          <DateField
            label="Thu hồi từ ngày"
            required
            value={day}
            error={errors['revokedAt']}
            onChange={setDay}
          />
        </>
      )}
    </AskDialog>
  )
}
