// A campaign's own dates, reading, holiday table, settings and sheets. What other dates would change is shown before they
// are saved; an open campaign keeps its settings and sheets, and its dossiers follow the dates.
import { Button } from 'antd'
import { useState } from 'react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Procedure, Setting } from '../../../../domain/procedure.ts'
import { SUBJECT_KINDS } from '../../../../domain/vocabulary.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { ProblemNote, fieldErrors } from '../../../components/Problem.tsx'
import { DateField } from '../../../components/forms/DateField.tsx'
import { Choice, NumberField, TextField, YesNo } from '../../../components/forms/fields.tsx'
import { say } from '../../../components/toast.tsx'
import { formatDay, formatNumber } from '../../../i18n/format.ts'
import { READINGS, subjectKindLabel } from '../../../i18n/vi.ts'
import { DifferenceOf, MovedDates, titleOf } from './Simulation.tsx'

type Campaign = Schemas['Campaign']
type Given = Pick<Campaign, 'dates' | 'reading' | 'settings' | 'sheets' | 'calendarVersion'>

interface Props {
  readonly campaign: Campaign
  readonly procedure: Procedure
}

const READING_KEYS = ['strict', 'throughDay', 'rollForward'] as const

/** What a change did to dossiers that are under way, in words. */
export function followedText(followed: Schemas['Followed'] | null): string {
  if (followed === null) return 'Đã lưu.'
  if (followed.outcome === 'done') return `Đã lưu; ${formatNumber(followed.changed ?? 0)} hồ sơ có hạn mới.`
  return 'Đã lưu; hạn của các hồ sơ đang được tính lại.'
}

export function ChangeCampaign({ campaign, procedure }: Props) {
  const client = useQueryClient()
  const { dates, reading, settings, sheets, calendarVersion } = campaign
  const [given, setGiven] = useState<Given>({ dates, reading, settings, sheets, calendarVersion })
  const planned = campaign.status === 'planned'
  const params = { path: { id: campaign.id } }
  const preview = useMutation({
    mutationFn: () => {
      const asked = {
        dates: given.dates,
        reading: given.reading,
        ...(given.calendarVersion === null ? {} : { calendarVersion: given.calendarVersion }),
      }
      return read(api.POST('/api/v1/campaigns/{id}/simulation', { params, body: asked }))
    },
  })
  const save = useMutation({
    mutationFn: async () => {
      const body = { version: campaign.version, ...given }
      const changed = await read(api.PUT('/api/v1/campaigns/{id}', { params, body }))
      client.setQueryData(['campaign', campaign.id], changed.campaign)
      await client.invalidateQueries({ queryKey: ['campaigns'] })
      say(followedText(changed.followed))
    },
  })
  const set = (part: Partial<Given>): void => {
    preview.reset()
    setGiven({ ...given, ...part })
  }
  const names = Object.fromEntries([
    ...Object.entries(procedure.dates).map(([key, { vi }]) => [`dates.${key}`, vi]),
    ...procedure.settings.map(({ id, vi }) => [`settings.${id}`, vi]),
  ]) as Record<string, string>
  return (
    <section className="card stack" aria-labelledby="sua-dot">
      <h2 id="sua-dot">Sửa đợt xét</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <DateFields campaign={campaign} given={given} onChange={set} error={save.error} />
        <div className="filters">
          <Choice
            label="Cách hiểu “trước ngày”"
            value={given.reading}
            options={READING_KEYS.map((value) => ({ value, label: READINGS[value] }))}
            onChange={(value) => set({ reading: READING_KEYS.find((one) => one === value) ?? given.reading })}
          />
          <CalendarChoice
            value={given.calendarVersion}
            onChange={(version) => set({ calendarVersion: version })}
          />
        </div>
        {planned ? (
          <>
            <SettingFields procedure={procedure} given={given} onChange={set} />
            <SheetFields given={given} onChange={set} />
          </>
        ) : (
          <p className="muted small">Đợt đã mở: thiết lập và phiếu tiêu chí giữ nguyên; chỉ đổi được ngày.</p>
        )}
        <ProblemNote error={save.error ?? preview.error} names={names} />
        <div className="row">
          <Button loading={preview.isPending} onClick={() => preview.mutate()}>
            Xem trước thay đổi
          </Button>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            Lưu
          </Button>
        </div>
      </form>
      {preview.data === undefined ? null : <MovedDates dates={preview.data.dates} />}
      {preview.data?.parts.map((part) => (
        <DifferenceOf
          key={part.officeId ?? ''}
          part={part}
          procedure={procedure}
          title={titleOf(part, campaign)}
        />
      ))}
    </section>
  )
}

interface PartProps {
  readonly given: Given
  readonly onChange: (part: Partial<Given>) => void
}

function without<T>(all: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== key))
}

function DateFields({
  campaign,
  given,
  onChange,
  error,
}: Pick<Props, 'campaign'> & PartProps & { readonly error: unknown }) {
  const errors = fieldErrors(error)
  return (
    <fieldset>
      <legend>Ngày mốc đặt riêng</legend>
      <div className="filters">
        {campaign.deadlines.map(({ key, vi, lastDay }) => {
          const hint =
            lastDay === null
              ? 'Để trống: theo quy trình.'
              : `Để trống: theo quy trình. Hiện hết ngày ${formatDay(lastDay)}.`
          return (
            <DateField
              key={key}
              label={vi}
              hint={hint}
              value={given.dates[key] ?? null}
              error={errors[`dates.${key}`]}
              onChange={(day) =>
                onChange({ dates: day === null ? without(given.dates, key) : { ...given.dates, [key]: day } })
              }
            />
          )
        })}
      </div>
    </fieldset>
  )
}

interface CalendarProps {
  readonly value: number | null
  readonly onChange: (version: number | null) => void
}

function CalendarChoice({ value, onChange }: CalendarProps) {
  const calendars = useQuery({ queryKey: ['calendars'], queryFn: () => read(api.GET('/api/v1/calendars')) })
  const versions = calendars.data?.items ?? []
  return (
    <Choice
      label="Bảng ngày nghỉ"
      none="Luôn theo bản mới nhất"
      value={value === null ? '' : String(value)}
      options={versions.map(({ version }) => ({ value: String(version), label: `Bản ${version}` }))}
      onChange={(chosen) => onChange(chosen === '' ? null : Number(chosen))}
    />
  )
}

function SettingFields({ procedure, given, onChange }: PartProps & Pick<Props, 'procedure'>) {
  if (procedure.settings.length === 0) return null
  return (
    <fieldset>
      <legend>Thiết lập</legend>
      <div className="filters">
        {procedure.settings.map((setting) => (
          <SettingField
            key={setting.id}
            setting={setting}
            value={given.settings[setting.id] ?? setting.value}
            onChange={(value) =>
              onChange({
                settings:
                  value === setting.value
                    ? without(given.settings, setting.id)
                    : { ...given.settings, [setting.id]: value },
              })
            }
          />
        ))}
      </div>
    </fieldset>
  )
}

interface SettingProps {
  readonly setting: Setting
  readonly value: Setting['value']
  readonly onChange: (value: Setting['value']) => void
}

/** One setting by the kind of value that it has. */
export function SettingField({ setting, value, onChange }: SettingProps) {
  if (typeof value === 'boolean') return <YesNo label={setting.vi} value={value} onChange={onChange} />
  if (typeof value === 'number') {
    return (
      <NumberField
        label={setting.vi}
        value={value}
        onChange={(next) => (next === null ? undefined : onChange(next))}
      />
    )
  }
  return <TextField label={setting.vi} value={value} onChange={onChange} />
}

function SheetFields({ given, onChange }: PartProps) {
  const sheets = useQuery({ queryKey: ['sheets'], queryFn: () => read(api.GET('/api/v1/sheets')) })
  const used = SUBJECT_KINDS.flatMap((kind) => {
    const sheet = given.sheets[kind]
    return sheet === undefined ? [] : [{ kind, sheet }]
  })
  if (used.length === 0) return null
  return (
    <fieldset>
      <legend>Phiếu tiêu chí</legend>
      <div className="filters">
        {used.map(({ kind, sheet }) => {
          const versions = (sheets.data?.items ?? []).filter(
            ({ id, publishedAt }) => id === sheet.id && publishedAt !== null,
          )
          return (
            <Choice
              key={kind}
              label={subjectKindLabel(kind)}
              value={String(sheet.version)}
              options={
                versions.length === 0
                  ? [{ value: String(sheet.version), label: `Bản ${sheet.version}` }]
                  : versions.map(({ version, vi }) => ({
                      value: String(version),
                      label: `${vi}, bản ${version}`,
                    }))
              }
              onChange={(version) =>
                onChange({ sheets: { ...given.sheets, [kind]: { id: sheet.id, version: Number(version) } } })
              }
            />
          )
        })}
      </div>
    </fieldset>
  )
}
