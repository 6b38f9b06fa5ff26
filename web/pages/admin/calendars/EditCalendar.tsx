// The next version of the holiday table: days added, changed and taken out, year by year; published as a whole.
import { Button } from 'antd'
import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { calendarProblems } from '../../../../domain/time/calendar.ts'
import type { HolidayDay } from '../../../../domain/time/calendar.ts'
import { isCivilDate } from '../../../../domain/time/civil.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { useDraft } from '../../../client/useDraft.ts'
import { ProblemNote, fieldErrors } from '../../../components/Problem.tsx'
import { DateField } from '../../../components/forms/DateField.tsx'
import { Choice, TextField, YesNo } from '../../../components/forms/fields.tsx'
import { say } from '../../../components/toast.tsx'
import { SHELL } from '../../../i18n/vi.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { YearField } from '../campaigns/Campaigns.tsx'
import { DAY_KINDS } from './words.ts'

type Calendar = Schemas['Calendar']
type Day = HolidayDay

interface Form {
  readonly years: readonly number[]
  readonly days: readonly Day[]
}

const KINDS = ['holiday', 'swapOff', 'swapWork'] as const
const LATE = '9999'

/** The days of a table; the document leaves open what a trimmed line is, the rules of time don't. */
export function daysOf({ days }: Calendar): readonly HolidayDay[] {
  return days as readonly HolidayDay[]
}

interface Props {
  readonly calendar: Calendar
  readonly onDone: () => void
}

export function EditCalendar({ calendar, onDone }: Props) {
  const client = useQueryClient()
  const next = calendar.version + 1
  const draft = useDraft<Form>(`calendar/${next}`, {
    years: calendar.years,
    days: daysOf(calendar),
  })
  const form = draft.value
  const [year, setYear] = useState(Math.max(...form.years))
  const publish = useMutation({
    mutationFn: async () => {
      const params = { path: { version: String(next) } }
      const body = { years: [...form.years], days: [...form.days] }
      const { followed } = await read(api.PUT('/api/v1/calendars/{version}', { params, body }))
      draft.sent()
      await client.invalidateQueries({ queryKey: ['calendars'] })
      say(`Đã công bố bản ${next}; ${formatNumber(followed.length)} đợt xét đang mở tính lại hạn.`)
      onDone()
    },
  })
  const faults = calendarProblems({ version: next, years: form.years, days: form.days })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        publish.mutate()
      }}
    >
      <section className="card stack" aria-label="Năm">
        <h2>Bản {next}</h2>
        {draft.restored ? <p className="note info">Đang tiếp tục bản soạn dở trên máy này.</p> : null}
        <div className="filters">
          <Choice
            label="Đang sửa năm"
            value={String(year)}
            options={[...form.years].sort().map((one) => ({ value: String(one), label: String(one) }))}
            onChange={(one) => setYear(Number(one))}
          />
          <AddYear
            years={form.years}
            onAdd={(added) => {
              draft.change({ ...form, years: [...form.years, added] })
              setYear(added)
            }}
          />
        </div>
      </section>
      <Days form={form} year={year} onChange={draft.change} errors={fieldErrors(publish.error)} />
      <ProblemNote error={publish.error} />
      {faults.length === 0 ? null : (
        <p className="note warn" role="status">
          Còn {formatNumber(faults.length)} dòng chưa hợp lệ: thiếu ngày, thiếu tên, trùng ngày, hoặc làm bù
          vào ngày thường.
        </p>
      )}
      <div className="row">
        <Button
          onClick={() => {
            draft.sent()
            onDone()
          }}
        >
          {SHELL.cancel}
        </Button>
        <Button type="primary" htmlType="submit" disabled={faults.length > 0} loading={publish.isPending}>
          Công bố bản {next}
        </Button>
      </div>
    </form>
  )
}

interface AddYearProps {
  readonly years: readonly number[]
  readonly onAdd: (year: number) => void
}

function AddYear({ years, onAdd }: AddYearProps) {
  const [year, setYear] = useState<number | null>(Math.max(...years) + 1)
  const fits =
    year !== null && Number.isInteger(year) && year >= 2000 && year <= 2100 && !years.includes(year)
  return (
    <div className="row end">
      <div className="grow">
        <YearField label="Thêm năm" value={year} onChange={setYear} />
      </div>
      <Button disabled={!fits} onClick={() => (year === null ? undefined : onAdd(year))}>
        Thêm
      </Button>
    </div>
  )
}

interface DaysProps {
  readonly form: Form
  readonly year: number
  readonly onChange: (form: Form) => void
  readonly errors: Readonly<Record<string, string>>
}

function Days({ form, year, onChange, errors }: DaysProps) {
  const shown = form.days
    .map((day, index) => ({ day, index }))
    .filter(({ day }) => day.date === '' || day.date.startsWith(`${year}-`))
    .sort((a, b) => ((a.day.date || LATE) < (b.day.date || LATE) ? -1 : 1))
  const set = (index: number, day: Day | null): void => {
    const days = form.days.flatMap((one, at) => (at !== index ? [one] : day === null ? [] : [day]))
    onChange({ ...form, days })
  }
  const add = (): void =>
    onChange({ ...form, days: [...form.days, { date: '', kind: 'holiday', name: '', source: '' }] })
  return (
    <section className="card stack" aria-label={`Ngày của năm ${year}`}>
      {shown.length === 0 ? <p className="muted">Năm {year} chưa có ngày nào.</p> : null}
      {shown.map(({ day, index }) => (
        <DayFields
          key={index}
          day={day}
          error={errors[`days.${index}.date`] ?? errors[`days.${index}.name`]}
          onChange={(changed) => set(index, changed)}
        />
      ))}
      <div className="row">
        <Button onClick={add}>Thêm ngày</Button>
      </div>
    </section>
  )
}

interface DayProps {
  readonly day: Day
  readonly error: string | undefined
  readonly onChange: (day: Day | null) => void
}

function DayFields({ day, error, onChange }: DayProps) {
  const confirmed = (yes: boolean): Day => {
    const { settingMark: _, ...rest } = day
    return yes ? rest : { ...rest, settingMark: true }
  }
  return (
    <fieldset>
      <legend>{day.name === '' ? 'Ngày mới' : day.name}</legend>
      <div className="filters">
        <DateField
          label="Ngày"
          required
          hint=""
          value={isCivilDate(day.date) ? day.date : null}
          error={error}
          onChange={(date) => onChange({ ...day, date: date ?? '' })}
        />
        <Choice
          label="Loại"
          value={day.kind}
          options={KINDS.map((kind) => ({ value: kind, label: DAY_KINDS[kind] }))}
          onChange={(kind) => onChange({ ...day, kind: KINDS.find((one) => one === kind) ?? day.kind })}
        />
        <TextField label="Tên" required value={day.name} onChange={(name) => onChange({ ...day, name })} />
        <TextField
          label="Căn cứ"
          required
          value={day.source}
          onChange={(source) => onChange({ ...day, source })}
        />
        <YesNo
          label="Đã có văn bản ấn định"
          value={day.settingMark !== true}
          onChange={(yes) => onChange(confirmed(yes))}
        />
        <div>
          <Button danger onClick={() => onChange(null)} aria-label={`Bỏ ngày này: ${day.name || 'ngày mới'}`}>
            Bỏ ngày này
          </Button>
        </div>
      </div>
    </fieldset>
  )
}
