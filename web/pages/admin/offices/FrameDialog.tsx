// Setting the frame of a visible signature: page, corner, distances and size, with the picture that follows what is typed.
import { useState } from 'react'
import { FRAME_CORNERS, FRAME_LIMITS, FRAME_PAGES, PLAIN_FRAMES } from '../../../../domain/signature-frame.ts'
import type { SignatureFrame } from '../../../../domain/signature-frame.ts'
import type { Schemas } from '../../../client/api.ts'
import { Choice, NumberField, YesNo } from '../../../components/forms/fields.tsx'
import { formatNumber } from '../../../i18n/format.ts'
import { AskDialog } from '../common/AskDialog.tsx'
import { FramePicture } from './FramePicture.tsx'
import { CORNERS, PAGES, PURPOSES } from './frame-words.ts'

interface Props {
  readonly item: Schemas['OfficeSignatureFrame']
  readonly onClose: () => void
  readonly save: (frame: SignatureFrame | null) => Promise<void>
}

type Length = keyof typeof FRAME_LIMITS
type Form = Pick<SignatureFrame, 'page' | 'corner'> & Readonly<Record<Length, number | null>>

const LENGTHS = Object.keys(FRAME_LIMITS) as readonly Length[]

function fits(of: Length, value: number | null): value is number {
  const [least, most] = FRAME_LIMITS[of]
  return value !== null && Number.isInteger(value) && value >= least && value <= most
}

/** The frame that a form says; null while a length is missing or out of bounds. */
function frameIn({ page, corner, across, along, width, height }: Form): SignatureFrame | null {
  if (!fits('across', across) || !fits('along', along)) return null
  if (!fits('width', width) || !fits('height', height)) return null
  return { page, corner, across, along, width, height }
}

export function FrameDialog({ item: { purpose, frame }, onClose, save }: Props) {
  const [shown, setShown] = useState(true)
  const [form, setForm] = useState<Form>(frame ?? PLAIN_FRAMES[purpose])
  const wanted = shown ? frameIn(form) : null
  const { side, edge } = CORNERS[form.corner]
  const names = {
    across: `Cách mép ${side} (mm)`,
    along: `Cách mép ${edge} (mm)`,
    width: 'Chiều rộng (mm)',
    height: 'Chiều cao (mm)',
  } as const satisfies Record<Length, string>
  return (
    <AskDialog
      title={PURPOSES[purpose].button}
      open
      onClose={onClose}
      confirm="Lưu"
      names={{ ...names, frame: 'Khung' }}
      ready={!shown || wanted !== null}
      send={() => save(wanted)}
    >
      <YesNo label="Hiện khung chữ ký trên trang" value={shown} onChange={setShown} />
      {shown ? (
        <div className="row frame-row">
          <FramePicture frame={wanted} />
          <div className="grow stack">
            <Choice
              label="Trang"
              value={form.page}
              options={FRAME_PAGES.map((value) => ({ value, label: PAGES[value] }))}
              onChange={(chosen) =>
                setForm({ ...form, page: FRAME_PAGES.find((one) => one === chosen) ?? form.page })
              }
            />
            <Choice
              label="Đo từ góc"
              value={form.corner}
              options={FRAME_CORNERS.map((value) => ({ value, label: CORNERS[value].name }))}
              onChange={(chosen) =>
                setForm({ ...form, corner: FRAME_CORNERS.find((one) => one === chosen) ?? form.corner })
              }
            />
            {LENGTHS.map((of) => (
              <NumberField
                key={of}
                label={names[of]}
                required
                value={form[of]}
                error={fits(of, form[of]) ? undefined : bounds(of)}
                onChange={(value) => setForm({ ...form, [of]: value })}
              />
            ))}
          </div>
        </div>
      ) : (
        <p>Chữ ký vẫn có trong tệp và kiểm tra được, nhưng không hiện trên trang.</p>
      )}
    </AskDialog>
  )
}

function bounds(of: Length): string {
  const [least, most] = FRAME_LIMITS[of]
  return `Số nguyên từ ${formatNumber(least)} đến ${formatNumber(most)}.`
}
