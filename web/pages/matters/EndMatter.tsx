// Ending what stands until somebody says that its time is over, with its last day: a programme that has run out, a plan of a
// year that is gone.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { civilDateOf } from '../../../domain/time/civil.ts'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { DateField } from '../../components/forms/DateField.tsx'
import { say } from '../../components/toast.tsx'
import { matterKeys } from './queries.ts'
import { SendForm } from '../../components/forms/SendForm.tsx'

interface Props {
  readonly matter: Schemas['MatterDetail']
  readonly onDone: () => void
}

export function EndMatter({ matter, onDone }: Props) {
  const client = useQueryClient()
  const me = useMe()
  const [endedOn, setEndedOn] = useState<string | null>(civilDateOf(me.now))
  const { id, version } = matter
  const end = useMutation({
    mutationFn: async () => {
      if (endedOn === null) return
      const body = { version, endedOn }
      await read(api.POST('/api/v1/matters/{id}/end', { params: { path: { id } }, body }))
      await client.invalidateQueries({ queryKey: matterKeys.all })
      say('Đã ghi kết thúc.')
      onDone()
    },
  })
  return (
    <SendForm
      sending={end}
      button="Ghi kết thúc"
      wide
      names={{ endedOn: 'Ngày kết thúc' }}
      disabled={endedOn === null}
    >
      <p>
        “{matter.name}” sẽ không còn tính là đang thực hiện từ ngày này. Hồ sơ, văn bản và lịch sử vẫn giữ
        nguyên.
      </p>
      <DateField label="Ngày kết thúc" required value={endedOn} onChange={setEndedOn} />
    </SendForm>
  )
}
