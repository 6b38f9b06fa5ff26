// One criterion of a sheet as it is edited.
import { Button } from 'antd'
import type { Criterion } from '../../../../domain/body.ts'
import { NumberField, TextField, YesNo } from '../../../components/forms/fields.tsx'

interface Props {
  readonly number: number
  readonly criterion: Criterion
  /** Null: it is taken out. */
  readonly onChange: (criterion: Criterion | null) => void
}

export function CriterionFields({ number, criterion, onChange }: Props) {
  const set = (part: Partial<Criterion>): void => onChange({ ...criterion, ...part })
  const setPoints = (points: number | null): void => {
    const { points: _, ...rest } = criterion
    onChange(points === null ? rest : { ...rest, points: Math.round(points * 2) })
  }
  return (
    <fieldset className="stack">
      <legend>Tiêu chí {number}</legend>
      <TextField
        label={`Nội dung tiêu chí ${number}`}
        required
        rows={2}
        value={criterion.vi}
        onChange={(vi) => set({ vi })}
      />
      <div className="filters">
        <TextField label="Nhóm" required value={criterion.group} onChange={(group) => set({ group })} />
        <NumberField
          label="Điểm tối đa"
          hint="Để trống: không cho điểm. Bước nửa điểm."
          value={criterion.points === undefined ? null : criterion.points / 2}
          onChange={setPoints}
        />
        <YesNo label="Bắt buộc đạt" value={criterion.mustMeet} onChange={(mustMeet) => set({ mustMeet })} />
        <YesNo
          label="Cho phép “không áp dụng”"
          value={criterion.allowsNotApplicable}
          onChange={(allowsNotApplicable) => set({ allowsNotApplicable })}
        />
        <div>
          <Button danger onClick={() => onChange(null)}>
            Bỏ tiêu chí {number}
          </Button>
        </div>
      </div>
    </fieldset>
  )
}
