// The numbers that a step gives, as a form: in which register, of which level's office, on what basis; and whether its last
// number is that of the certificate.
import { Button } from 'antd'
import { withNumbers, withNumbersBasis } from '../../../../domain/procedure-ways.ts'
import type { NumberRule, Procedure, StepRule } from '../../../../domain/procedure.ts'
import { REGISTERS } from '../../../../domain/symbols.ts'
import { LEVELS } from '../../../../domain/vocabulary.ts'
import { Choice, YesNo } from '../../../components/forms/fields.tsx'
import { levelLabel } from '../../../i18n/vi.ts'
import { SourceFields } from './SourceFields.tsx'

interface Props {
  readonly step: StepRule
  readonly procedure: Procedure
  readonly onChange: (step: StepRule) => void
}

const KNOWN = Object.entries(REGISTERS).map(([value, { vi, code }]) => ({
  value,
  label: code === '' ? vi : `${vi} (${code})`,
}))

/** The registers that there are, and one that only this procedure names. */
const optionsWith = (register: string) =>
  KNOWN.some(({ value }) => value === register) ? KNOWN : [{ value: register, label: register }, ...KNOWN]

/** A number in a register that the step doesn't use yet, given by whoever acts at it. */
function newNumber(step: StepRule, numbers: readonly NumberRule[]): NumberRule {
  const free = KNOWN.find(({ value }) => !numbers.some(({ register }) => register === value))
  return { register: free?.value ?? 'decisions', level: step.parties[0]?.level ?? 'commune' }
}

export function NumbersFields({ step, procedure, onChange }: Props) {
  const numbers = step.numbers ?? []
  const set = (next: readonly NumberRule[]): void => onChange(withNumbers(step, next))
  const change = (index: number, next: NumberRule): void =>
    set(numbers.map((one, at) => (at === index ? next : one)))
  return (
    <fieldset>
      <legend>Cấp số</legend>
      <div className="stack">
        {numbers.length === 0 ? <p className="muted">Bước này không cấp số văn bản.</p> : null}
        {numbers.map((rule, index) => (
          <div key={index} className="filters top">
            <Choice
              label={numbers.length === 1 ? 'Sổ' : `Sổ thứ ${index + 1}`}
              value={rule.register}
              options={optionsWith(rule.register)}
              error={
                numbers.findIndex(({ register }) => register === rule.register) < index
                  ? 'Bước đã cấp số ở sổ này.'
                  : undefined
              }
              onChange={(register) => change(index, { ...rule, register })}
            />
            <Choice
              label="Cơ quan cấp số"
              value={rule.level}
              options={LEVELS.map((level) => ({ value: level, label: levelLabel(level) }))}
              onChange={(chosen) =>
                change(index, { ...rule, level: LEVELS.find((one) => one === chosen) ?? rule.level })
              }
            />
            <div>
              <Button
                danger
                aria-label={`Thôi cấp số này: số thứ ${index + 1}`}
                onClick={() => set(numbers.filter((_, at) => at !== index))}
              >
                Thôi cấp số này
              </Button>
            </div>
          </div>
        ))}
        <div className="row">
          <Button onClick={() => set([...numbers, newNumber(step, numbers)])}>Thêm số</Button>
        </div>
        <Certificate step={step} onChange={onChange} />
        {numbers.length === 0 ? null : <Basis step={step} procedure={procedure} onChange={onChange} />}
      </div>
    </fieldset>
  )
}

function Certificate({ step, onChange }: Omit<Props, 'procedure'>) {
  const numbers = step.numbers ?? []
  const last = numbers[numbers.length - 1]
  if (last === undefined && step.certificate !== true) return null
  const name = KNOWN.find(({ value }) => value === last?.register)?.label ?? last?.register
  return (
    <YesNo
      label="Cấp giấy công nhận ở bước này"
      value={step.certificate === true}
      error={last === undefined ? 'Giấy công nhận phải có số: hãy thêm số, hoặc bỏ chọn.' : undefined}
      {...(last === undefined ? {} : { hint: `Giấy lấy số cuối cùng ở trên: ${name ?? ''}.` })}
      onChange={(yes) => {
        const { certificate: _, ...rest } = step
        onChange(yes ? { ...rest, certificate: true } : rest)
      }}
    />
  )
}

function Basis({ step, procedure, onChange }: Props) {
  const own = step.rests?.numbers
  return (
    <>
      <YesNo
        label="Việc cấp số có căn cứ riêng, khác căn cứ của bước"
        value={own !== undefined}
        onChange={(yes) => onChange(withNumbersBasis(step, yes ? step.source : null))}
      />
      {own === undefined ? null : (
        <SourceFields
          source={own}
          settings={procedure.settings}
          onChange={(source) => onChange(withNumbersBasis(step, source))}
        />
      )}
    </>
  )
}
