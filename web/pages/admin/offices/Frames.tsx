// Where a visible signature stands in the PDFs that are prepared for signing: one frame for who signs, one for the office's own
// signature, each with a picture of the page.
import { Button } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FramePurpose, SignatureFrame } from '../../../../domain/signature-frame.ts'
import { FRAME_PURPOSES } from '../../../../domain/signature-frame.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { say } from '../../../components/toast.tsx'
import { formatNumber } from '../../../i18n/format.ts'
import { FrameDialog } from './FrameDialog.tsx'
import { FramePicture } from './FramePicture.tsx'
import { CORNERS, PAGES, PURPOSES } from './frame-words.ts'
import type { OfficePapers } from './paper-settings.ts'

type Item = Schemas['OfficeSignatureFrame']

export function Frames({ papers }: { readonly papers: OfficePapers }) {
  const [asked, setAsked] = useState<FramePurpose | null>(null)
  const client = useQueryClient()
  const itemOf = (purpose: FramePurpose): Item =>
    papers.frames.find((one) => one.purpose === purpose) ?? { purpose, frame: null, version: 0 }
  const save = async (purpose: FramePurpose, frame: SignatureFrame | null): Promise<void> => {
    const params = { path: { id: papers.office.id, purpose } }
    const body = { frame, version: itemOf(purpose).version }
    await read(api.PUT('/api/v1/offices/{id}/signature-frames/{purpose}', { params, body }))
    await client.invalidateQueries({ queryKey: ['sent'] })
    say(frame === null ? 'Đã thôi hiện khung chữ ký.' : 'Đã đặt khung chữ ký.')
  }
  return (
    <section className="card stack" aria-labelledby="khung-chu-ky">
      <h2 id="khung-chu-ky">Khung chữ ký số</h2>
      <p className="muted">
        Tệp PDF để ký có sẵn khung ở chỗ này; chương trình ký vẽ hình chữ ký, con dấu vào khung. Không đặt
        khung: chữ ký vẫn có trong tệp nhưng không hiện trên trang. Áp dụng cho tệp chuẩn bị từ nay.
      </p>
      <div className="frames">
        {FRAME_PURPOSES.map((purpose) => (
          <Shown key={purpose} item={itemOf(purpose)} onChange={() => setAsked(purpose)} />
        ))}
      </div>
      {asked === null ? null : (
        <FrameDialog
          item={itemOf(asked)}
          onClose={() => setAsked(null)}
          save={(frame) => save(asked, frame)}
        />
      )}
    </section>
  )
}

function Shown({ item, onChange }: { readonly item: Item; readonly onChange: () => void }) {
  const { purpose, frame } = item
  return (
    <div className="stack">
      <h3>{PURPOSES[purpose].title}</h3>
      <div className="row frame-row">
        <FramePicture frame={frame} />
        <div className="grow stack">
          <span>{frame === null ? 'Không hiện trên trang.' : frameText(frame)}</span>
          <div>
            <Button onClick={onChange}>{PURPOSES[purpose].button}</Button>
          </div>
        </div>
      </div>
    </div>
  )
}

function frameText({ page, corner, across, along, width, height }: SignatureFrame): string {
  const { side, edge } = CORNERS[corner]
  const at = `cách mép ${side} ${formatNumber(across)} mm, mép ${edge} ${formatNumber(along)} mm`
  return `${PAGES[page]}, ${at}; rộng ${formatNumber(width)} mm, cao ${formatNumber(height)} mm.`
}
