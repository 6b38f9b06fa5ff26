// Coming from paper in mid-year: with which number a series goes on. It is said once and stands in the office's chain.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { NumberField } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { AskDialog } from '../admin/common/AskDialog.tsx'
import { sentKeys } from './queries.ts'

interface Props {
  readonly office: string
  readonly register: Schemas['Register']
  readonly onClose: () => void
}

export function StartSeries({ office, register, onClose }: Props) {
  const client = useQueryClient()
  const least = Math.max(register.last + 2, 2)
  const [first, setFirst] = useState<number | null>(null)
  const start = async (): Promise<void> => {
    const params = { path: { id: office, register: register.register } }
    const body = { year: register.year, first: first ?? least }
    await read(api.PUT('/api/v1/offices/{id}/registers/{register}/start', { params, body }))
    await client.invalidateQueries({ queryKey: sentKeys.all })
    say('Đã ghi số bắt đầu.')
  }
  return (
    <AskDialog
      title={`Tiếp theo sổ giấy: ${register.name}`}
      open
      onClose={onClose}
      confirm="Ghi số bắt đầu"
      ready={first !== null && Number.isInteger(first) && first >= 2}
      names={{ first: 'Số đầu tiên', year: 'Năm' }}
      send={start}
    >
      {(errors) => (
        <>
          <p>
            Văn bản tiếp theo trên hệ thống lấy số này. Chỉ ghi được một lần cho mỗi sổ và năm; số phải lớn
            hơn mọi số đã cấp.
          </p>
          <NumberField
            label="Số đầu tiên trên hệ thống"
            required
            value={first}
            error={errors['first']}
            hint={`Từ ${least} trở lên.`}
            onChange={setFirst}
          />
        </>
      )}
    </AskDialog>
  )
}
