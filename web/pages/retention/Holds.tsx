// Holds on dossiers, offices and campaigns: who set them and why, lifted or not; a new one on an office or a campaign (on a single
// dossier it is set on that dossier's record).
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Empty } from '../../components/States.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { formatMoment } from '../../i18n/format.ts'
import { OfficePicker } from '../../components/forms/OfficePicker.tsx'
import type { ChosenOffice } from '../../components/forms/OfficePicker.tsx'
import { PagedList } from '../admin/common/paged.tsx'
import { useHolds } from '../admin/common/rights.ts'
import { Hold, Lift } from './dialogs.tsx'
import { useNamedPages } from './useNamedPages.ts'
import { HOLD_SCOPES } from './words.ts'

type Item = Schemas['LegalHold']
const PAGE = '50'

export function Holds() {
  const client = useQueryClient()
  const keeps = useHolds(['administrator', 'recordsOfficer'])
  const [asked, setAsked] = useState<'office' | 'campaign' | null>(null)
  const [lifting, setLifting] = useState<string | null>(null)
  const { query, names } = useNamedPages<Item>(['retention', 'holds'], (at) =>
    read(api.GET('/api/v1/retention/holds', { params: { query: { ...at, limit: PAGE } } })),
  )
  const done = (): Promise<void> => client.invalidateQueries({ queryKey: ['retention'] })
  return (
    <section className="card stack" aria-labelledby="lenh-giu">
      <div className="page-head">
        <h2 id="lenh-giu">Lệnh giữ</h2>
        {keeps ? (
          <div className="row">
            <Button onClick={() => setAsked('office')}>Giữ cả cơ quan, đơn vị</Button>
            <Button onClick={() => setAsked('campaign')}>Giữ cả đợt xét</Button>
          </div>
        ) : null}
      </div>
      <p className="muted small">Giữ một hồ sơ: mở trang Kiểm soát của hồ sơ đó, phần Lưu giữ.</p>
      <PagedList query={query} empty={<Empty title="Không có lệnh giữ nào" />}>
        {(items) => (
          <ul className="lines">
            {items.map((hold) => (
              <HoldLine key={hold.id} hold={hold} names={names} keeps={keeps} onLift={setLifting} />
            ))}
          </ul>
        )}
      </PagedList>
      {asked === 'office' ? <HoldOffice done={done} onClose={() => setAsked(null)} /> : null}
      {asked === 'campaign' ? <HoldCampaign done={done} onClose={() => setAsked(null)} /> : null}
      {lifting === null ? null : <Lift holdId={lifting} done={done} onClose={() => setLifting(null)} />}
    </section>
  )
}

interface LineProps {
  readonly hold: Item
  readonly names: Readonly<Record<string, string>>
  readonly keeps: boolean
  readonly onLift: (holdId: string) => void
}

function HoldLine({ hold, names, keeps, onLift }: LineProps) {
  const target = names[hold.targetId] ?? hold.targetId
  return (
    <li className="line">
      <div className="grow">
        <span className="line-title">
          {HOLD_SCOPES[hold.scope]}:{' '}
          {hold.scope === 'dossier' ? (
            <Link to={`/kiem-soat/${encodeURIComponent(hold.targetId)}`}>{target}</Link>
          ) : (
            target
          )}
        </span>
        <div>{hold.reason}</div>
        <div className="muted small">
          {names[hold.setBy] ?? hold.setBy}, {formatMoment(hold.setAt)}
          {hold.liftedAt === null || hold.liftedBy === null
            ? ''
            : `; ${names[hold.liftedBy] ?? hold.liftedBy} gỡ ${formatMoment(hold.liftedAt)}: ${hold.liftReason ?? ''}`}
        </div>
      </div>
      {hold.liftedAt !== null ? (
        <span className="tag">Đã gỡ</span>
      ) : keeps ? (
        <Button onClick={() => onLift(hold.id)}>Gỡ lệnh giữ</Button>
      ) : (
        <span className="tag warn">Đang giữ</span>
      )}
    </li>
  )
}

interface AskProps {
  readonly done: () => Promise<void>
  readonly onClose: () => void
}

function HoldOffice(props: AskProps) {
  const [office, setOffice] = useState<ChosenOffice | null>(null)
  return (
    <Hold {...props} scope="office" targetId={office?.id ?? null}>
      <OfficePicker label="Cơ quan, đơn vị" value={office} onChange={setOffice} />
    </Hold>
  )
}

function HoldCampaign(props: AskProps) {
  const [chosen, setChosen] = useState('')
  const campaigns = useQuery({
    queryKey: ['campaigns', 'to-hold'],
    queryFn: () => read(api.GET('/api/v1/campaigns', { params: { query: { limit: '200' } } })),
  })
  return (
    <Hold {...props} scope="campaign" targetId={chosen === '' ? null : chosen}>
      <Choice
        label="Đợt xét"
        required
        none="Chọn…"
        value={chosen}
        options={(campaigns.data?.items ?? []).map(({ id, procedure, year, officeName }) => ({
          value: id,
          label: `${procedure.vi}, năm ${year} (${officeName})`,
        }))}
        onChange={setChosen}
      />
    </Hold>
  )
}
