// One step of a draft as a form: its name, who acts, how votes and inspections are weighed, by when, and what has to be there.
// A step's fields are drawn when it is opened: a procedure has many.
import { Button } from 'antd'
import { useState } from 'react'
import { newChoice, withNeed } from '../../../../domain/procedure-ways.ts'
import type { Need, Procedure, StepRule } from '../../../../domain/procedure.ts'
import type { Party, Signing } from '../../../../domain/party.ts'
import { LEVELS, ROLES } from '../../../../domain/vocabulary.ts'
import { Choice, NumberField } from '../../../components/forms/fields.tsx'
import { levelLabel, roleLabel } from '../../../i18n/vi.ts'
import { NameField } from './NameField.tsx'
import { NeedEditor } from './NeedEditor.tsx'
import { NumbersFields } from './NumbersFields.tsx'
import { RuleFields, newRule } from './RuleFields.tsx'
import { RemoveStep, StepWay } from './StepWay.tsx'
import { signingText } from './words.ts'

interface Props {
  readonly step: StepRule
  readonly procedure: Procedure
  readonly onChange: (step: StepRule) => void
  readonly onRemove: () => void
}

export function StepFields(props: Props) {
  const [open, setOpen] = useState(false)
  return (
    <details className="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{props.step.vi}</summary>
      {open ? <Opened {...props} /> : null}
    </details>
  )
}

function changeAt<T>(list: readonly T[], index: number, next: T | null): T[] {
  return list.flatMap((one, at) => (at !== index ? [one] : next === null ? [] : [next]))
}

function Opened({ step, procedure, onChange, onRemove }: Props) {
  const set = (part: Partial<StepRule>): void => onChange({ ...step, ...part })
  return (
    <div className="stack">
      <NameField label="Tên bước" value={step.vi} onChange={(vi) => set({ vi })} />
      {step.parties.map((party, index) => (
        <PartyFields
          key={index}
          party={party}
          onlyOne={step.parties.length === 1}
          onChange={(next) => set({ parties: changeAt(step.parties, index, next) })}
        />
      ))}
      <div className="row">
        <Button
          onClick={() => set({ parties: [...step.parties, { role: 'communePolice', level: 'commune' }] })}
        >
          Thêm người thực hiện
        </Button>
      </div>
      <SigningFields signing={step.signing} onChange={(signing) => set({ signing })} />
      <InspectionFields step={step} onChange={set} />
      <DueFields step={step} procedure={procedure} onChange={onChange} />
      {step.needs.map((need, index) => (
        <NeedEditor key={index} need={need} onChange={(next) => onChange(withNeed(step, index, next))} />
      ))}
      <div className="row">
        <Button onClick={() => set({ needs: [...step.needs, newDocument(step)] })}>
          Thêm tài liệu phải có
        </Button>
        <Button
          onClick={() => set({ needs: [...step.needs, newChoice(step, 'Mục chọn mới', ['Có', 'Không'])] })}
        >
          Thêm mục phải chọn
        </Button>
      </div>
      <NumbersFields step={step} procedure={procedure} onChange={onChange} />
      <StepWay step={step} procedure={procedure} onChange={onChange} />
      <RemoveStep step={step} procedure={procedure} onRemove={onRemove} />
    </div>
  )
}

function DueFields({ step, procedure, onChange }: Omit<Props, 'onRemove'>) {
  if (step.due === undefined) {
    return (
      <div className="row">
        <span className="muted">Bước này không có hạn.</span>
        <Button onClick={() => onChange({ ...step, due: newRule(procedure.settings) })}>Đặt hạn</Button>
      </div>
    )
  }
  const { due, ...rest } = step
  return (
    <>
      <RuleFields
        label="Hạn"
        rule={due}
        dates={procedure.dates}
        settings={procedure.settings}
        onChange={(next) => onChange({ ...step, due: next })}
      />
      <div className="row">
        <Button danger onClick={() => onChange(rest)}>
          Bỏ hạn của bước này
        </Button>
      </div>
    </>
  )
}

/** A document that no other need of the step is called like. */
function newDocument(step: StepRule): Need {
  const taken = new Set(step.needs.flatMap((need) => ('id' in need ? [need.id] : [])))
  let number = 1
  while (taken.has(`document${number}`)) number += 1
  return { kind: 'document', id: `document${number}`, vi: 'Tài liệu mới', required: true }
}

interface PartyProps {
  readonly party: Party
  readonly onlyOne: boolean
  readonly onChange: (party: Party | null) => void
}

function PartyFields({ party, onlyOne, onChange }: PartyProps) {
  return (
    <fieldset>
      <legend>Người thực hiện</legend>
      <div className="filters top">
        <Choice
          label="Vai trò"
          value={party.role}
          options={ROLES.map((role) => ({ value: role, label: roleLabel(role) }))}
          onChange={(role) => onChange({ ...party, role: ROLES.find((one) => one === role) ?? party.role })}
        />
        <Choice
          label="Cấp"
          value={party.level}
          options={LEVELS.map((level) => ({ value: level, label: levelLabel(level) }))}
          onChange={(level) =>
            onChange({ ...party, level: LEVELS.find((one) => one === level) ?? party.level })
          }
        />
        <div>
          <Button danger disabled={onlyOne} onClick={() => onChange(null)}>
            Bỏ người thực hiện này
          </Button>
        </div>
      </div>
      {onlyOne ? <p className="muted small">Mỗi bước phải có ít nhất một người thực hiện.</p> : null}
    </fieldset>
  )
}

interface SigningProps {
  readonly signing: Signing
  readonly onChange: (signing: Signing) => void
}

/** The threshold of a weighted signing or of a vote; the rest has none. */
function SigningFields({ signing, onChange }: SigningProps) {
  const set = (next: Signing, value: number | null): void => (value === null ? undefined : onChange(next))
  if (signing.mode === 'weighted') {
    return (
      <NumberField
        label="Tổng trọng số cần có"
        value={signing.need}
        onChange={(need) => set({ ...signing, need: need ?? signing.need }, need)}
      />
    )
  }
  if (signing.mode !== 'quorum') return <p className="muted">Cách ký: {signingText(signing)}.</p>
  const { need } = signing
  if ('count' in need) {
    return (
      <NumberField
        label="Số phiếu đồng ý cần có"
        value={need.count}
        onChange={(count) => set({ ...signing, need: { count: count ?? need.count } }, count)}
      />
    )
  }
  const [part, whole] = need.share
  return (
    <fieldset>
      <legend>Tỷ lệ đồng ý cần có</legend>
      <div className="filters top">
        <NumberField
          label="Ít nhất (phần)"
          value={part}
          onChange={(next) => set({ ...signing, need: { share: [next ?? part, whole] } }, next)}
        />
        <NumberField
          label="Trên tổng số (phần)"
          value={whole}
          onChange={(next) => set({ ...signing, need: { share: [part, next ?? whole] } }, next)}
        />
      </div>
    </fieldset>
  )
}

interface InspectionProps {
  readonly step: StepRule
  readonly onChange: (part: Partial<StepRule>) => void
}

function InspectionFields({ step: { inspection }, onChange }: InspectionProps) {
  if (inspection?.blind !== 'double') return null
  return (
    <NumberField
      label="Số tiêu chí hai người kiểm tra được lệch nhau"
      hint="Quá số này thì người thứ ba kết luận."
      value={inspection.tolerance}
      onChange={(tolerance) =>
        tolerance === null ? undefined : onChange({ inspection: { ...inspection, tolerance } })
      }
    />
  )
}
