// Where a step leads, as a form; and the step taken out, after what that does to the others was said.
import { Button } from 'antd'
import { useState } from 'react'
import { isRemovable, removeStep } from '../../../../domain/procedure-edits.ts'
import type { NamedPlace, Procedure, StepRule } from '../../../../domain/procedure.ts'
import { Choice } from '../../../components/forms/fields.tsx'
import type { Option } from '../../../components/forms/fields.tsx'
import { AskDialog } from '../common/AskDialog.tsx'
import { leadsTo } from './words.ts'

const NEXT = 'next'

/** Places that a step may name, as a list to choose from. */
export function placeOptions({ steps, outcomes }: Procedure, but?: string): Option[] {
  return [
    ...steps
      .filter(({ id }) => id !== but)
      .map(({ id, vi }) => ({ value: `step/${id}`, label: `Đến bước “${vi}”` })),
    ...outcomes.map(({ id, vi }) => ({ value: `outcome/${id}`, label: `Kết thúc: ${vi}` })),
  ]
}

/** The place behind what was chosen; null for anything else. */
export function placeIn(chosen: string): NamedPlace | null {
  const [kind, id] = chosen.split('/')
  if (id === undefined) return null
  return kind === 'step' ? { step: id } : kind === 'outcome' ? { outcome: id } : null
}

const chosenOf = (place: NamedPlace): string =>
  'step' in place ? `step/${place.step}` : `outcome/${place.outcome}`

interface Props {
  readonly step: StepRule
  readonly procedure: Procedure
}

export function StepWay({
  step,
  procedure,
  onChange,
}: Props & { readonly onChange: (step: StepRule) => void }) {
  const options = placeOptions(procedure, step.id)
  const { forward, reject } = step
  const { to } = forward
  return (
    <div className="filters top">
      {to !== NEXT && 'cases' in to ? (
        <p className="muted">
          Khi xong, tùy mục đã chọn: {leadsTo(step, procedure).join('; ')}. Chỗ rẽ sửa ở dữ liệu gốc.
        </p>
      ) : (
        <Choice
          label="Khi xong"
          value={to === NEXT ? NEXT : chosenOf(to)}
          options={[{ value: NEXT, label: 'Sang bước kế tiếp của đường đi' }, ...options]}
          onChange={(chosen) => onChange({ ...step, forward: { ...forward, to: placeIn(chosen) ?? NEXT } })}
        />
      )}
      {reject === undefined || reject.to === NEXT || 'cases' in reject.to ? null : (
        <Choice
          label="Khi không đồng ý"
          value={chosenOf(reject.to)}
          options={options}
          onChange={(chosen) => {
            const place = placeIn(chosen)
            if (place !== null) onChange({ ...step, reject: { to: place } })
          }}
        />
      )}
    </div>
  )
}

export function RemoveStep({ step, procedure, onRemove }: Props & { readonly onRemove: () => void }) {
  const [asked, setAsked] = useState(false)
  const removable = isRemovable(procedure, step.id)
  return (
    <>
      <div className="row">
        <Button danger disabled={!removable} onClick={() => setAsked(true)}>
          Bỏ bước “{step.vi}”
        </Button>
        {removable ? null : (
          <span className="muted small">
            Có đường đi chỉ có một bước này; mỗi đường đi phải còn ít nhất một bước.
          </span>
        )}
      </div>
      <AskDialog
        title={`Bỏ bước “${step.vi}”`}
        open={asked}
        onClose={() => setAsked(false)}
        confirm="Bỏ bước"
        danger
        send={() => {
          onRemove()
          return Promise.resolve()
        }}
      >
        <Consequences step={step} procedure={procedure} />
      </AskDialog>
    </>
  )
}

/** What else goes or changes with the step. */
function Consequences({ step, procedure }: Props) {
  const next = removeStep(procedure, step.id)
  const paths = procedure.paths.filter(({ steps }) => steps.includes(step.id)).map(({ vi }) => vi)
  // What doesn't name the step stays the very same.
  const changed = procedure.steps.filter((one) => one.id !== step.id && !next.steps.includes(one))
  const dates = Object.entries(procedure.dates).filter(([key]) => next.dates[key] === undefined)
  const settings = procedure.settings.filter(({ id }) => !next.settings.some((one) => one.id === id))
  const lines = [
    ['Đường đi', paths],
    ['Bước khác phải đổi theo (chuyển đến, trả lại, tách nhiệm vụ)', changed.map(({ vi }) => vi)],
    ['Mốc ngày không còn dùng, cũng bỏ', dates.map(([, { vi }]) => vi)],
    ['Thiết lập không còn dùng, cũng bỏ', settings.map(({ vi }) => vi)],
  ] as const
  return (
    <>
      <p>Điều kiện, hạn và việc của bước này mất theo. Chưa lưu thì chưa có gì thay đổi.</p>
      {lines.map(([name, items]) =>
        items.length === 0 ? null : (
          <div key={name}>
            <h3>{name}</h3>
            <p>{items.join('; ')}</p>
          </div>
        ),
      )}
    </>
  )
}
