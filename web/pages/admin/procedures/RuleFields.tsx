// When something is due, as a form: the kind of rule, and what that kind needs.
import { useEffect, useState } from 'react'
import { isMonthDay } from '../../../../domain/time/civil.ts'
import type { Procedure } from '../../../../domain/procedure.ts'
import type { DueRule } from '../../../../domain/time/due.ts'
import { Choice, NumberField, TextField, YesNo } from '../../../components/forms/fields.tsx'

const KINDS = {
  before: 'Trước ngày',
  through: 'Đến hết ngày',
  workingDays: 'Số ngày làm việc',
  calendarDays: 'Số ngày',
  campaignDate: 'Theo mốc của đợt xét',
} as const satisfies Record<DueRule['kind'], string>

const ANCHORS = {
  stepEntered: 'Từ khi hồ sơ đến bước',
  returned: 'Từ khi bị trả lại',
  received: 'Từ khi nhận hồ sơ',
} as const

type Kind = DueRule['kind']
const KIND_KEYS: readonly Kind[] = ['before', 'through', 'workingDays', 'calendarDays', 'campaignDate']
const ANCHOR_KEYS = ['stepEntered', 'returned', 'received'] as const
/** What a rule of days begins with: somebody sets the right number at once. */
const FIRST_COUNT = 10

interface Props {
  readonly label: string
  readonly rule: DueRule
  /** Named dates that it may point to; none where it is one itself. */
  readonly dates: Readonly<Record<string, { readonly vi: string }>>
  /** What it may rest on where no text gives it. */
  readonly settings: Procedure['settings']
  readonly onChange: (rule: DueRule) => void
}

/** A rule for a step that has none yet: a setting until somebody names what it rests on. */
export function newRule(settings: Procedure['settings']): DueRule {
  const [first] = settings
  const rule = { kind: 'workingDays', count: FIRST_COUNT, from: 'stepEntered' } as const
  return first === undefined ? { ...rule, source: '' } : { ...rule, source: first.id, settingMark: true }
}

/** A rule of another kind that keeps what it rests on. */
function ofKind(rule: DueRule, kind: Kind, dates: Props['dates']): DueRule {
  const { source } = rule
  const mark = rule.settingMark === true ? ({ settingMark: true } as const) : {}
  const base = { source, ...mark }
  if (kind === 'before' || kind === 'through') {
    if (rule.kind === 'before' || rule.kind === 'through') return { ...rule, kind }
    return { kind, monthDay: '12-31', ...base }
  }
  if (kind === 'campaignDate') return { kind, key: Object.keys(dates)[0] ?? '', ...base }
  if (rule.kind === 'workingDays' || rule.kind === 'calendarDays') return { ...rule, kind }
  return { kind, count: FIRST_COUNT, from: 'stepEntered', ...base }
}

export function RuleFields({ label, rule, dates, settings, onChange }: Props) {
  const kinds = KIND_KEYS.filter((kind) => kind !== 'campaignDate' || Object.keys(dates).length > 0)
  return (
    <fieldset>
      <legend>{label}</legend>
      <div className="filters top">
        <Choice
          label="Cách tính"
          value={rule.kind}
          options={kinds.map((kind) => ({ value: kind, label: KINDS[kind] }))}
          onChange={(kind) =>
            onChange(ofKind(rule, KIND_KEYS.find((one) => one === kind) ?? rule.kind, dates))
          }
        />
        <Measure rule={rule} dates={dates} onChange={onChange} />
        <Basis rule={rule} settings={settings} onChange={onChange} />
      </div>
    </fieldset>
  )
}

/** What a rule rests on: a text, or one of the procedure's settings, which is never printed as law. */
function Basis({ rule, settings, onChange }: Pick<Props, 'rule' | 'settings' | 'onChange'>) {
  const { settingMark, ...rest } = rule
  const isSetting = settingMark === true
  return (
    <>
      <YesNo
        label="Là thiết lập, không có văn bản"
        value={isSetting}
        disabled={settings.length === 0}
        onChange={(yes) =>
          onChange(
            yes ? { ...rest, source: settings[0]?.id ?? '', settingMark: true } : { ...rest, source: '' },
          )
        }
      />
      {isSetting ? (
        <Choice
          label="Thiết lập"
          value={rule.source}
          options={settings.map(({ id, vi }) => ({ value: id, label: vi }))}
          onChange={(source) => onChange({ ...rule, source })}
        />
      ) : (
        <TextField
          label="Căn cứ"
          required
          hint="Điều, khoản của văn bản."
          error={rule.source.trim() === '' ? 'Hãy nêu điều, khoản, hoặc chọn là thiết lập.' : undefined}
          value={rule.source}
          onChange={(source) => onChange({ ...rule, source })}
        />
      )}
    </>
  )
}

function Measure({ rule, dates, onChange }: Pick<Props, 'rule' | 'dates' | 'onChange'>) {
  if (rule.kind === 'campaignDate') {
    return (
      <Choice
        label="Mốc"
        value={rule.key}
        options={Object.entries(dates).map(([value, { vi }]) => ({ value, label: vi }))}
        onChange={(key) => onChange({ ...rule, key })}
      />
    )
  }
  if (rule.kind === 'before' || rule.kind === 'through') {
    return (
      <MonthDayField
        label="Ngày/tháng"
        value={rule.monthDay}
        onChange={(monthDay) => onChange({ ...rule, monthDay })}
      />
    )
  }
  return (
    <>
      <NumberField
        label="Số ngày"
        value={rule.count}
        error={Number.isInteger(rule.count) && rule.count > 0 ? undefined : 'Số nguyên từ 1 trở lên.'}
        onChange={(count) => (count === null ? undefined : onChange({ ...rule, count }))}
      />
      <Choice
        label="Tính từ"
        value={rule.from}
        options={ANCHOR_KEYS.map((value) => ({ value, label: ANCHORS[value] }))}
        onChange={(from) => onChange({ ...rule, from: ANCHOR_KEYS.find((one) => one === from) ?? rule.from })}
      />
    </>
  )
}

interface MonthDayProps {
  readonly label: string
  readonly value: string
  readonly onChange: (monthDay: string) => void
}

/** The day and month typed as 31/10, as the data has it; null where it is none. */
function parseMonthDay(text: string): string | null {
  const [, day = '', month = ''] = /^\s*(\d{1,2})[/.-](\d{1,2})\s*$/u.exec(text) ?? []
  const monthDay = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isMonthDay(monthDay) ? monthDay : null
}

const shown = (value: string): string => (isMonthDay(value) ? value.split('-').reverse().join('/') : value)

/** A day of every year, written 31/10; the day before stays while what is typed is none. */
export function MonthDayField({ label, value, onChange }: MonthDayProps) {
  const [text, setText] = useState(shown(value))
  useEffect(() => setText((before) => (parseMonthDay(before) === value ? before : shown(value))), [value])
  const wrong = parseMonthDay(text) === null
  return (
    <TextField
      label={label}
      hint="ngày/tháng, ví dụ 31/10"
      error={wrong ? 'Hãy nhập ngày theo dạng ngày/tháng, ví dụ 31/10.' : undefined}
      value={text}
      onChange={(typed) => {
        setText(typed)
        const day = parseMonthDay(typed)
        if (day !== null) onChange(day)
      }}
    />
  )
}
