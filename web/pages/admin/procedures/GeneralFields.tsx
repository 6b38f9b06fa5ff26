// Parts of a draft that aren't steps: its name and year, named dates, settings, and which criteria sheet each kind of subject
// is inspected against.
import { useQuery } from '@tanstack/react-query'
import type { Path, Procedure } from '../../../../domain/procedure.ts'
import type { SubjectKind } from '../../../../domain/vocabulary.ts'
import { api, read } from '../../../client/api.ts'
import { Choice } from '../../../components/forms/fields.tsx'
import { subjectKindLabel } from '../../../i18n/vi.ts'
import { SettingField } from '../campaigns/ChangeCampaign.tsx'
import { NameField } from './NameField.tsx'
import { MonthDayField, RuleFields } from './RuleFields.tsx'

export interface PartProps {
  readonly procedure: Procedure
  readonly onChange: (part: Partial<Procedure>) => void
}

/** Of one path of it. */
export interface WayProps extends PartProps {
  readonly path: Path
}

export function General({ procedure, onChange }: PartProps) {
  return (
    <section className="card stack" aria-label="Chung">
      <NameField label="Tên quy trình" value={procedure.vi} onChange={(vi) => onChange({ vi })} />
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
  if (Object.keys(procedure.dates).length === 0) return null
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

/** Whether a kind is inspected or assesses itself anywhere on its way, and so needs a sheet. */
function isJudged({ paths, steps }: Procedure, kind: SubjectKind): boolean {
  const judging = steps.filter(({ inspection, assessment }) => (inspection ?? assessment) !== undefined)
  return paths.some((path) => path.kinds.includes(kind) && judging.some(({ id }) => path.steps.includes(id)))
}

export function SheetChoices({ procedure, onChange }: PartProps) {
  const sheets = useQuery({ queryKey: ['sheets'], queryFn: () => read(api.GET('/api/v1/sheets')) })
  const published = (sheets.data?.items ?? []).filter(({ publishedAt }) => publishedAt !== null)
  const names = new Map([...published].reverse().map(({ id, vi }) => [id, vi]))
  const used = procedure.subjects.flatMap((kind) => {
    const sheet = procedure.sheets[kind] ?? ''
    return sheet === '' && !isJudged(procedure, kind) ? [] : [{ kind, sheet }]
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
            none="Không có phiếu"
            options={[...new Set([...(sheet === '' ? [] : [sheet]), ...names.keys()])].map((id) => ({
              value: id,
              label: names.get(id) ?? id,
            }))}
            onChange={(id) => {
              const { [kind]: _, ...rest } = procedure.sheets
              onChange({ sheets: id === '' ? rest : { ...rest, [kind]: id } })
            }}
          />
        ))}
      </div>
    </section>
  )
}
