// Off the device: at once where nothing would be lost, after a second question where something would.
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../components/Dialog.tsx'
import { SHELL } from '../../i18n/vi.ts'
import { Trouble } from '../../offline/Trouble.tsx'
import { discard, isUnsent } from '../../offline/records.ts'
import type { Entry } from '../../offline/records.ts'
import { useProgress } from '../../offline/useKept.ts'
import { amountText } from './words.ts'

interface Props {
  readonly entry: Entry
  readonly onRemoved?: () => void
}

export function Remove({ entry, onRemoved }: Props) {
  const [asking, setAsking] = useState(false)
  const { dossier } = entry
  const { subjectName } = dossier.picture
  const remove = useMutation({
    mutationFn: () => discard(dossier.key),
    onSuccess: () => {
      setAsking(false)
      onRemoved?.()
    },
  })
  const unsent = isUnsent(entry)
  const sending = useProgress()?.key === dossier.key
  return (
    <>
      <Button
        size="small"
        danger={unsent}
        disabled={sending}
        onClick={() => (unsent ? setAsking(true) : remove.mutate())}
      >
        {unsent ? 'Bỏ phiếu này' : 'Bỏ khỏi máy'}
        <span className="sr">: {subjectName}</span>
      </Button>
      <Trouble error={remove.error} />
      <Dialog open={asking} title="Bỏ phiếu chưa gửi" onClose={() => setAsking(false)}>
        <p>
          Phiếu kiểm tra <strong>{subjectName}</strong> ({amountText(entry)}) chưa được gửi. Bỏ khỏi máy thì{' '}
          <strong>mất hẳn</strong>, không lấy lại được.
        </p>
        <div className="dialog-foot">
          <Button onClick={() => setAsking(false)}>{SHELL.cancel}</Button>
          <Button danger type="primary" loading={remove.isPending} onClick={() => remove.mutate()}>
            Bỏ hẳn phiếu này
          </Button>
        </div>
      </Dialog>
    </>
  )
}
