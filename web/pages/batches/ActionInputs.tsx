// What an action needs besides a reason, when it is asked for many dossiers.
import type { Procedure } from '../../../domain/procedure.ts'
import { pathById, stepById } from '../../../domain/steps.ts'
import { ROLES } from '../../../domain/vocabulary.ts'
import type { Schemas } from '../../client/api.ts'
import { DateField } from '../../components/forms/DateField.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { TargetPicker } from '../../components/forms/TargetPicker.tsx'
import type { Asked } from './asked.ts'

interface Props {
  readonly asked: Asked
  readonly procedure: Procedure
  readonly detail: Schemas['DossierDetail']
  readonly onChange: (asked: Asked) => void
}

export function ActionInputs({ asked, procedure, detail, onChange }: Props) {
  switch (asked.what) {
    case 'return': {
      const targets = detail.actions.find(({ action }) => action === 'return')?.targets ?? []
      const { path, step } = detail.state
      const before = pathById(procedure, path)?.steps ?? []
      const steps = targets.length > 0 ? targets : before.slice(0, Math.max(0, before.indexOf(step)))
      return (
        <Choice
          label="Trả về bước"
          required
          none="Chọn bước…"
          value={asked.toStep}
          options={steps.map((id) => ({ value: id, label: stepById(procedure, id)?.vi ?? id }))}
          onChange={(toStep) => onChange({ ...asked, toStep })}
        />
      )
    }
    case 'extend':
    case 'acceptLate':
      return (
        <DateField
          label="Đến ngày"
          required
          value={asked.until}
          onChange={(until) => onChange({ ...asked, until })}
        />
      )
    case 'transfer': {
      const { role, ...rest } = asked.target
      const known = ROLES.find((one) => one === role)
      return (
        <TargetPicker
          value={known === undefined ? rest : { ...rest, role: known }}
          onChange={(target) => onChange({ ...asked, target })}
        />
      )
    }
    default:
      return null
  }
}
