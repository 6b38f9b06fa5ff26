// Signing a paper outside, in two steps: take the prepared PDF, bring back the signed one and read how it was judged. The
// room for the signature is kept by the system, so that one may go away between the steps.
import { Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sendOnce } from '../../client/act.ts'
import type { Schemas } from '../../client/api.ts'
import { FileButton } from '../../components/FileButton.tsx'
import { OneFile } from '../../components/forms/OneFile.tsx'
import type { SignedPaper } from '../../components/papers/words.ts'
import { ProblemNote } from '../../components/Problem.tsx'
import { formatMoment } from '../../i18n/format.ts'
import { paperKey } from './queries.ts'
import { Verdict } from './SignedFiles.tsx'

type View = Schemas['PaperView']

const TITLES = {
  signature: 'Ký số văn bản này',
  seal: 'Ký số của cơ quan',
} as const satisfies Record<NonNullable<View['purpose']>, string>

export function Signing({ paper }: { readonly paper: View }) {
  const client = useQueryClient()
  const [last, setLast] = useState<SignedPaper | null>(null)
  const { id, purpose, slot, ready, status } = paper
  const prepare = useMutation({
    mutationFn: async () => {
      await sendOnce<Schemas['SigningSlot']>({
        name: `slot/${id}/${slot?.id ?? ''}`,
        path: `/api/v1/papers/${encodeURIComponent(id)}/signing-slots`,
        body: {},
      })
      await client.invalidateQueries({ queryKey: paperKey(id) })
    },
  })
  if (purpose === null || !ready || status === 'replaced' || status === 'recalled') return null
  const place = slot === null ? '' : `/api/v1/signing-slots/${encodeURIComponent(slot.id)}`
  return (
    <section className="card stack no-print" aria-labelledby="ky-so">
      <h2 id="ky-so">{TITLES[purpose]}</h2>
      <p className="muted">
        Ký trên chương trình ký của bạn bằng chứng thư do cơ quan nhà nước cấp. Có thể rời trang giữa hai
        bước.
      </p>
      <div className="stack">
        <h3>Bước 1. Lấy tệp để ký</h3>
        <div className="row">
          {slot === null ? (
            <Button type="primary" loading={prepare.isPending} onClick={() => prepare.mutate()}>
              Chuẩn bị tệp để ký
            </Button>
          ) : (
            <>
              <FileButton path={`${place}/pdf`}>Tải tệp để ký</FileButton>
              <FileButton path={`${place}/pdf?plain=true`}>Tải tệp không có chỗ ký sẵn</FileButton>
              <Button loading={prepare.isPending} onClick={() => prepare.mutate()}>
                Chuẩn bị lại
              </Button>
              <span className="muted small">Chuẩn bị lúc {formatMoment(slot.createdAt)}</span>
            </>
          )}
        </div>
        <ProblemNote error={prepare.error} />
      </div>
      {slot === null ? null : (
        <div className="stack">
          <h3>Bước 2. Tải lên tệp đã ký</h3>
          <OneFile<SignedPaper>
            label="Chọn tệp đã ký"
            hint="PDF đã ký. Nạp lại cùng một tệp không làm thay đổi gì."
            accept=".pdf"
            path={`${place}/signed`}
            names={{ file: 'Tệp' }}
            onSent={async (answer) => {
              setLast(answer)
              await Promise.all([
                client.invalidateQueries({ queryKey: paperKey(id) }),
                client.invalidateQueries({ queryKey: ['papers-to-sign'] }),
              ])
            }}
          />
          {last === null ? null : (
            <div role="status">
              <Verdict signed={last} note />
            </div>
          )}
        </div>
      )}
    </section>
  )
}
