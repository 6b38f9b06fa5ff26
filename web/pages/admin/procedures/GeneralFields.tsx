// Parts of a draft that aren't steps: its name and year, named dates, settings, and which criteria sheet each kind of subject
// is inspected against.
import { useQuery } from '@tanstack/react-query'
import type { Procedure } from '../../../../domain/procedure.ts'
import { api, read } from '../../../client/api.ts'
import { Choice, TextField } from '../../../components/forms/fields.tsx'
import { subjectKindLabel } from '../../../i18n/vi.ts'
import { SettingField } from '../campaigns/ChangeCampaign.tsx'
import { MonthDayField, RuleFields } from './RuleFields.tsx'

export interface PartProps {
  readonly procedure: Procedure
  readonly onChange: (part: Partial<Procedure>) => void
}

export function General({ procedure, onChange }: PartProps) {
  return (
    <section className="card stack" aria-label="Chung">
      <TextField label="Tên quy trình" required value={procedure.vi} onChange={(vi) => onChange({ vi })} />
      <div className="filters top">
        <MonthDayField
          label="Mở đợt ngày"
          value={procedure.opens}
          onChange={(opens) => onChange({ opens })}
        />
        <MonthDayField
          label="Đóng đợt ngày"
          value={procedure.closes}
          onChange={(closes) => onChange({ closes })}
        />
      </div>
    </section>
  )
}

export function Dates({ procedure, onChange }: PartProps) {
  return (
    <section className="card stack" aria-labelledby="soan-moc">
      <h2 id="soan-moc">Mốc ngày</h2>
      {Object.entries(procedure.dates).map(([key, date]) => (
        <RuleFields
          key={key}
          label={date.vi}
          rule={date.rule}
          dates={{}}
          settings={procedure.settings}
          onChange={(rule) => onChange({ dates: { ...procedure.dates, [key]: { ...date, rule } } })}
        />
      ))}
    </section>
  )
}

export function Settings({ procedure, onChange }: PartProps) {
  if (procedure.settings.length === 0) return null
  return (
    <section className="card stack" aria-labelledby="soan-thiet-lap">
      <h2 id="soan-thiet-lap">Thiết lập</h2>
      <div className="filters top">
        {procedure.settings.map((setting, index) => (
          <SettingField
            key={setting.id}
            setting={setting}
            value={setting.value}
            onChange={(value) =>
              onChange({
                settings: procedure.settings.map((one, at) => (at === index ? { ...one, value } : one)),
              })
            }
          />
        ))}
      </div>
    </section>
  )
}

export function SheetChoices({ procedure, onChange }: PartProps) {
  const sheets = useQuery({ queryKey: ['sheets'], queryFn: () => read(api.GET('/api/v1/sheets')) })
  const published = (sheets.data?.items ?? []).filter(({ publishedAt }) => publishedAt !== null)
  const names = new Map([...published].reverse().map(({ id, vi }) => [id, vi]))
  const used = procedure.subjects.flatMap((kind) => {
    const sheet = procedure.sheets[kind]
    return sheet === undefined ? [] : [{ kind, sheet }]
  })
  if (used.length === 0) return null
  return (
    <section className="card stack" aria-labelledby="soan-phieu">
      <h2 id="soan-phieu">Tiêu chí</h2>
      <p className="muted">
        Nội dung tiêu chí sửa ở trang Phiếu tiêu chí; ở đây chọn phiếu cho từng đối tượng.
      </p>
      <div className="filters top">
        {used.map(({ kind, sheet }) => (
          <Choice
            key={kind}
            label={subjectKindLabel(kind)}
            value={sheet}
            options={[...new Set([sheet, ...names.keys()])].map((id) => ({
              value: id,
              label: names.get(id) ?? id,
            }))}
            onChange={(id) => onChange({ sheets: { ...procedure.sheets, [kind]: id } })}
          />
        ))}
      </div>
    </section>
  )
}
