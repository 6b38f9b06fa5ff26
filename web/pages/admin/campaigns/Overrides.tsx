// Dates that single communes have of their own in a campaign: after a flood, an election, a merger.
import { Button } from 'antd'
import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Procedure } from '../../../../domain/procedure.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { ProblemNote } from '../../../components/Problem.tsx'
import { DateField } from '../../../components/forms/DateField.tsx'
import { say } from '../../../components/toast.tsx'
import { formatDay } from '../../../i18n/format.ts'
import { AskDialog } from '../common/AskDialog.tsx'
import { OfficePicker } from '../../../components/forms/OfficePicker.tsx'
import { followedText } from './ChangeCampaign.tsx'
import { DifferenceOf } from './Simulation.tsx'

type Override = Schemas['Campaign']['overrides'][number]

interface Props {
  readonly campaign: Schemas['Campaign']
  readonly procedure: Procedure
  readonly keeps: boolean
}

const NEW: Override = { officeId: '', officeName: '', dates: {}, version: 0 }

export function Overrides({ campaign, procedure, keeps }: Props) {
  const [edited, setEdited] = useState<Override | null>(null)
  const dateName = (key: string): string => procedure.dates[key]?.vi ?? key
  return (
    <section className="card" aria-labelledby="ngay-rieng">
      <div className="page-head">
        <h2 id="ngay-rieng">Xã có ngày riêng</h2>
        {keeps ? <Button onClick={() => setEdited(NEW)}>Đặt ngày riêng cho một xã</Button> : null}
      </div>
      {campaign.overrides.length === 0 ? (
        <p className="muted">Mọi xã theo ngày chung của đợt.</p>
      ) : (
        <ul className="lines">
          {campaign.overrides.map((one) => (
            <li key={one.officeId} className="line">
              <div className="grow">
                <strong>{one.officeName}</strong>
                <div className="muted small">
                  {Object.entries(one.dates)
                    .map(([key, day]) => `${dateName(key)}: ${formatDay(day)}`)
                    .join('; ') || 'Đã bỏ ngày riêng'}
                </div>
              </div>
              {keeps ? (
                <Button size="small" onClick={() => setEdited(one)}>
                  Sửa
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {edited === null ? null : (
        <EditOverride
          campaign={campaign}
          procedure={procedure}
          override={edited}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  )
}

interface EditProps extends Omit<Props, 'keeps'> {
  readonly override: Override
  readonly onClose: () => void
}

function EditOverride({ campaign, procedure, override, onClose }: EditProps) {
  const client = useQueryClient()
  const [office, setOffice] = useState({ id: override.officeId, name: override.officeName })
  const [dates, setDates] = useState(override.dates)
  const known = campaign.overrides.find(({ officeId }) => officeId === office.id)
  const send = async (): Promise<void> => {
    const params = { path: { id: campaign.id, officeId: office.id } }
    const body = { dates, version: known?.version ?? 0 }
    const changed = await read(api.PUT('/api/v1/campaigns/{id}/overrides/{officeId}', { params, body }))
    client.setQueryData(['campaign', campaign.id], changed.campaign)
    say(followedText(changed.followed))
  }
  const preview = useMutation({
    mutationFn: () => {
      const body = { overrides: { [office.id]: dates } }
      return read(
        api.POST('/api/v1/campaigns/{id}/simulation', { params: { path: { id: campaign.id } }, body }),
      )
    },
  })
  const foreseen = preview.data?.parts.find(({ officeId }) => officeId === office.id)
  const names = Object.fromEntries(
    Object.entries(procedure.dates).map(([key, { vi }]) => [`dates.${key}`, vi]),
  )
  return (
    <AskDialog
      title="Ngày riêng của một xã"
      open
      wide
      onClose={onClose}
      confirm="Lưu"
      ready={office.id !== ''}
      names={{ ...names, officeId: 'Xã, phường' }}
      send={send}
    >
      {(errors) => (
        <>
          {override.officeId === '' ? (
            <OfficePicker
              label="Xã, phường"
              kind="commune"
              value={office.id === '' ? null : office}
              error={errors['officeId']}
              onChange={setOffice}
            />
          ) : (
            <p>
              <strong>{override.officeName}</strong>
            </p>
          )}
          <div className="filters">
            {campaign.deadlines.map(({ key, vi }) => (
              <DateField
                key={key}
                label={vi}
                hint="Để trống: theo ngày chung."
                value={dates[key] ?? null}
                error={errors[`dates.${key}`]}
                onChange={(day) => {
                  const rest = Object.fromEntries(Object.entries(dates).filter(([name]) => name !== key))
                  preview.reset()
                  setDates(day === null ? rest : { ...rest, [key]: day })
                }}
              />
            ))}
          </div>
          <div className="row">
            <Button disabled={office.id === ''} loading={preview.isPending} onClick={() => preview.mutate()}>
              Xem trước thay đổi
            </Button>
          </div>
          <ProblemNote error={preview.error} names={names} />
          {foreseen === undefined ? null : (
            <DifferenceOf part={foreseen} procedure={procedure} title={`Nếu lưu: ${office.name}`} />
          )}
        </>
      )}
    </AskDialog>
  )
}
