// What has to hold before a step goes forward, as a form: what is filled in, documents, and thresholds over years, units below
// or amounts. What has nothing to set is named and kept as it is.
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { plusChoice } from '../../../../domain/procedure-ways.ts'
import type { Need } from '../../../../domain/procedure.ts'
import { NumberField, YesNo } from '../../../components/forms/fields.tsx'
import { FilledBy } from './FilledBy.tsx'
import { NameField } from './NameField.tsx'

interface Props {
  readonly need: Need
  readonly onChange: (need: Need | null) => void
}

const LEGENDS = {
  field: 'Thông tin phải điền',
  document: 'Tài liệu phải có',
  rows: 'Bảng phải điền',
  criteriaMet: 'Tiêu chí phải đạt',
  assessed: 'Số lần tự đánh giá',
  priorResult: 'Kết quả các năm trước',
  children: 'Tỷ lệ của cấp dưới',
  compare: 'So sánh số liệu',
  scored: 'Phải được chấm điểm',
} as const satisfies Record<Need['kind'], string>

/** A number that can't be left empty: what was there stays while nothing is typed. */
function Required({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
}) {
  return (
    <NumberField
      label={label}
      required
      value={value}
      onChange={(next) => (next === null ? undefined : onChange(next))}
    />
  )
}

function Framed({ need, children }: { readonly need: Need; readonly children: ReactNode }) {
  return (
    <fieldset>
      <legend>{LEGENDS[need.kind]}</legend>
      <div className="filters top">{children}</div>
    </fieldset>
  )
}

export function NeedEditor({ need, onChange }: Props) {
  switch (need.kind) {
    case 'field':
    case 'document':
      return <NamedNeed need={need} onChange={onChange} />
    case 'rows':
      return <TableNeed need={need} onChange={onChange} />
    case 'assessed':
      return (
        <Framed need={need}>
          <Required
            label="Ít nhất (lần)"
            value={need.times}
            onChange={(times) => onChange({ ...need, times })}
          />
        </Framed>
      )
    case 'children':
      return <ChildrenNeed need={need} onChange={onChange} />
    case 'priorResult':
      return <PriorNeed need={need} onChange={onChange} />
    case 'compare':
      return <CompareNeed need={need} onChange={onChange} />
    case 'criteriaMet':
      return (
        <Framed need={need}>
          <p className="muted">Theo {need.by === 'inspection' ? 'kết quả kiểm tra' : 'bản tự đánh giá'}.</p>
        </Framed>
      )
    case 'scored':
      return (
        <Framed need={need}>
          <p className="muted">Mức được nhận: {need.accepted?.join(', ') ?? 'mọi mức'}.</p>
        </Framed>
      )
  }
}

type Of<K extends Need['kind']> = Extract<Need, { readonly kind: K }>
interface PropsOf<K extends Need['kind']> {
  readonly need: Of<K>
  readonly onChange: (need: Need | null) => void
}

function NamedNeed({ need, onChange }: PropsOf<'field' | 'document'>) {
  return (
    <Framed need={need}>
      <NameField label="Tên" value={need.vi} onChange={(vi) => onChange({ ...need, vi })} />
      <YesNo
        label="Bắt buộc"
        value={need.required}
        onChange={(required) => onChange({ ...need, required })}
      />
      <div>
        <Button danger onClick={() => onChange(null)} aria-label={`Bỏ ${need.vi}`}>
          Bỏ
        </Button>
      </div>
      {need.kind === 'field' ? <FilledBy of={need.vi} value={need} onChange={onChange} /> : null}
      {need.kind === 'field' && need.type === 'choice' ? <Choices need={need} onChange={onChange} /> : null}
    </Framed>
  )
}

function TableNeed({ need, onChange }: PropsOf<'rows'>) {
  const { columns } = need
  return (
    <Framed need={need}>
      <NameField label="Tên" value={need.vi} onChange={(vi) => onChange({ ...need, vi })} />
      <Required
        label="Ít nhất (dòng)"
        value={need.least}
        onChange={(least) => onChange({ ...need, least })}
      />
      <Required
        label="Nhiều nhất (dòng)"
        value={need.most}
        onChange={(most) => onChange({ ...need, most })}
      />
      {columns.map((column, at) => (
        <div key={column.id}>
          <NameField
            label={`Cột ${at + 1}`}
            value={column.vi}
            onChange={(vi) => onChange({ ...need, columns: columns.with(at, { ...column, vi }) })}
          />
          <YesNo
            label="Dòng nào cũng phải có"
            value={column.required}
            onChange={(required) => onChange({ ...need, columns: columns.with(at, { ...column, required }) })}
          />
          <FilledBy
            of={column.vi}
            value={column}
            onChange={(next) => onChange({ ...need, columns: columns.with(at, next) })}
          />
        </div>
      ))}
      <div>
        <Button danger onClick={() => onChange(null)} aria-label={`Bỏ ${need.vi}`}>
          Bỏ
        </Button>
      </div>
    </Framed>
  )
}

/** The answers that a choice has; a fork by it gets a way for each. */
function Choices({ need, onChange }: PropsOf<'field'>) {
  const choices = need.choices ?? []
  return (
    <div className="stack whole-row" role="group" aria-label={`Các lựa chọn của “${need.vi}”`}>
      {choices.map(({ id, vi }, index) => (
        <div key={id} className="row end">
          <div className="grow">
            <NameField
              label={`Lựa chọn ${index + 1}`}
              value={vi}
              onChange={(next) =>
                onChange({
                  ...need,
                  choices: choices.map((one) => (one.id === id ? { id, vi: next } : one)),
                })
              }
            />
          </div>
          <Button
            danger
            disabled={choices.length === 1}
            aria-label={`Bỏ lựa chọn “${vi}”`}
            onClick={() => onChange({ ...need, choices: choices.filter((one) => one.id !== id) })}
          >
            Bỏ
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange(plusChoice(need, `Lựa chọn ${choices.length + 1}`))}>
          Thêm lựa chọn
        </Button>
      </div>
    </div>
  )
}

function ChildrenNeed({ need, onChange }: PropsOf<'children'>) {
  const [part, whole] = need.atLeast
  return (
    <Framed need={need}>
      <NameField label="Tên" value={need.vi} onChange={(vi) => onChange({ ...need, vi })} />
      <Required
        label="Ít nhất (phần)"
        value={part}
        onChange={(next) => onChange({ ...need, atLeast: [next, whole] })}
      />
      <Required
        label="Trên tổng số (phần)"
        value={whole}
        onChange={(next) => onChange({ ...need, atLeast: [part, next] })}
      />
      <NumberField
        label="Số lượng tối thiểu"
        hint="Để trống: không đặt."
        value={need.minimum ?? null}
        onChange={(minimum) => {
          const { minimum: _, ...rest } = need
          onChange(minimum === null ? rest : { ...rest, minimum })
        }}
      />
    </Framed>
  )
}

function PriorNeed({ need, onChange }: PropsOf<'priorResult'>) {
  const { over } = need
  return (
    <Framed need={need}>
      <p className="muted">
        Mức được tính: {need.accepted.join(', ')}
        {need.yearOffset === -1 ? ', của năm trước' : ', của năm xét'}.
      </p>
      {over === undefined ? null : (
        <>
          <Required
            label="Đạt ít nhất (năm)"
            value={over.atLeast}
            onChange={(atLeast) => onChange({ ...need, over: { ...over, atLeast } })}
          />
          <Required
            label="Trong số năm gần nhất"
            value={over.years}
            onChange={(years) => onChange({ ...need, over: { ...over, years } })}
          />
        </>
      )}
    </Framed>
  )
}

function CompareNeed({ need, onChange }: PropsOf<'compare'>) {
  const { share } = need
  return (
    <Framed need={need}>
      <NameField label="Tên" value={need.vi} onChange={(vi) => onChange({ ...need, vi })} />
      {share === undefined ? null : (
        <>
          <Required
            label="Tỷ lệ (phần)"
            value={share[0]}
            onChange={(next) => onChange({ ...need, share: [next, share[1]] })}
          />
          <Required
            label="Trên (phần)"
            value={share[1]}
            onChange={(next) => onChange({ ...need, share: [share[0], next] })}
          />
        </>
      )}
    </Framed>
  )
}
