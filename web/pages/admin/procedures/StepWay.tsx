// Where a step leads, as a form; and the step taken out, after what that does to the others was said.
import { Button } from 'antd'
import { useState } from 'react'
import { isRemovable, removeStep } from '../../../../domain/procedure-edits.ts'
import { forkBy, forkFields } from '../../../../domain/procedure-ways.ts'
import type { Field } from '../../../../domain/procedure-ways.ts'
import type { Destination, NamedPlace, Procedure, StepRule } from '../../../../domain/procedure.ts'
import { Choice } from '../../../components/forms/fields.tsx'
import type { Option } from '../../../components/forms/fields.tsx'
import { AskDialog } from '../common/AskDialog.tsx'
import { Consequences } from './Consequences.tsx'
import type { Lost } from './Consequences.tsx'

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

type Fork = Extract<Destination, { readonly field: string }>

function chosenOf(to: Destination): string {
  if (to === NEXT) return NEXT
  if ('cases' in to) return `fork/${to.field}`
  return 'step' in to ? `step/${to.step}` : `outcome/${to.outcome}`
}

interface Props {
  readonly step: StepRule
  readonly procedure: Procedure
}

/** Where a step leads when it is done: on, to a place, or by what was chosen at it. */
export function StepWay({
  step,
  procedure,
  onChange,
}: Props & { readonly onChange: (step: StepRule) => void }) {
  const options = placeOptions(procedure, step.id)
  const fields = forkFields(step)
  const { forward, reject } = step
  const { to } = forward
  const fork = to !== NEXT && 'cases' in to ? to : null
  const lead = (next: Destination): void => onChange({ ...step, forward: { ...forward, to: next } })
  return (
    <>
      <div className="filters top roomy">
        <Choice
          label="Khi xong"
          value={chosenOf(to)}
          options={[
            { value: NEXT, label: 'Sang bước kế tiếp của đường đi' },
            ...fields.map(({ id, vi }) => ({ value: `fork/${id}`, label: `Rẽ theo “${vi}”` })),
            ...options,
          ]}
          onChange={(chosen) => {
            const field = fields.find(({ id }) => chosen === `fork/${id}`)
            if (field === undefined) return lead(placeIn(chosen) ?? NEXT)
            const place = firstPlace(procedure, step)
            if (place !== null) lead(forkBy(field, to, place))
          }}
        />
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
      {fork === null ? null : (
        <Cases
          fork={fork}
          field={fields.find(({ id }) => id === fork.field)}
          options={options}
          onChange={lead}
        />
      )}
      {fields.length > 0 || fork !== null ? null : (
        <p className="muted small">
          Muốn rẽ nhiều hướng: thêm một mục chọn bắt buộc cho bước này rồi chọn “Rẽ theo” mục đó.
        </p>
      )}
    </>
  )
}

/** Where a new fork leads where nothing is said yet: to the step behind on its path, or else to an end. */
function firstPlace({ paths, outcomes }: Procedure, { id }: StepRule): NamedPlace | null {
  const next = paths.flatMap(({ steps }) => (steps.includes(id) ? (steps[steps.indexOf(id) + 1] ?? []) : []))
  const [step] = next
  const [outcome] = outcomes
  if (step !== undefined) return { step }
  return outcome === undefined ? null : { outcome: outcome.id }
}

interface CasesProps {
  readonly fork: Fork
  /** Missing where the choice isn't one any more: said by the examination, and to be chosen anew. */
  readonly field: Field | undefined
  readonly options: readonly Option[]
  readonly onChange: (fork: Fork) => void
}

/** One destination for each choice. */
function Cases({ fork, field, options, onChange }: CasesProps) {
  if (field === undefined)
    return (
      <p className="note warn">
        Bước này rẽ theo một mục không còn, hoặc không bắt buộc phải chọn. Hãy chọn lại ở “Khi xong”.
      </p>
    )
  return (
    <fieldset>
      <legend>Rẽ theo “{field.vi}”</legend>
      <div className="filters roomy">
        {(field.choices ?? []).map(({ id, vi }) => {
          const place = fork.cases[id]
          return (
            <Choice
              key={id}
              label={`Nếu chọn “${vi}”`}
              value={place === undefined ? '' : chosenOf(place)}
              {...(place === undefined ? { none: 'Chưa đặt', error: 'Hãy chọn nơi đến.' } : {})}
              options={options}
              onChange={(chosen) => {
                const next = placeIn(chosen)
                if (next !== null) onChange({ ...fork, cases: { ...fork.cases, [id]: next } })
              }}
            />
          )
        })}
      </div>
    </fieldset>
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
        <OfStep step={step} procedure={procedure} />
      </AskDialog>
    </>
  )
}

/** What else goes or changes with the step. */
function OfStep({ step, procedure }: Props) {
  const next = removeStep(procedure, step.id)
  const paths = procedure.paths.filter(({ steps }) => steps.includes(step.id)).map(({ vi }) => vi)
  // What doesn't name the step stays the very same.
  const changed = procedure.steps.filter((one) => one.id !== step.id && !next.steps.includes(one))
  const lost: readonly Lost[] = [
    ['Đường đi', paths],
    ['Bước khác phải đổi theo (chuyển đến, trả lại, tách nhiệm vụ)', changed.map(({ vi }) => vi)],
  ]
  const text = 'Điều kiện, hạn và việc của bước này mất theo.'
  return <Consequences text={text} lost={lost} before={procedure} after={next} />
}
