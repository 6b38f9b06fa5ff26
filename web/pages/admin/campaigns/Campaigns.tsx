// Campaigns of the offices that the reader works under, the latest first; planning a new one.
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../../app/useSession.ts'
import { sendOnce } from '../../../client/act.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { useDraft } from '../../../client/useDraft.ts'
import { Page } from '../../../components/Page.tsx'
import { Empty } from '../../../components/States.tsx'
import { Choice, TextField } from '../../../components/forms/fields.tsx'
import { formatDay } from '../../../i18n/format.ts'
import { CAMPAIGN_STATUSES } from '../../../i18n/vi.ts'
import { AskDialog } from '../common/AskDialog.tsx'
import { OfficePicker } from '../../../components/forms/OfficePicker.tsx'
import type { ChosenOffice } from '../../../components/forms/OfficePicker.tsx'
import { PagedList, usePaged } from '../common/paged.tsx'
import { useHolds } from '../common/rights.ts'
import { CAMPAIGN_KEEPERS } from './words.ts'

const TONES = { planned: 'info', open: 'good', closed: '' } as const
const STATUSES = ['planned', 'open', 'closed'] as const

export default function Campaigns() {
  const [year, setYear] = useState<number | null>(null)
  const [status, setStatus] = useState('')
  const [planning, setPlanning] = useState(false)
  const keeps = useHolds(CAMPAIGN_KEEPERS)
  const wanted = year !== null && year >= 2000 && year <= 2100 ? year : null
  const campaigns = usePaged(['campaigns', wanted, status], (at) => {
    const known = STATUSES.find((one) => one === status)
    const query = {
      ...at,
      limit: '50',
      ...(wanted === null ? {} : { year: String(wanted) }),
      ...(known === undefined ? {} : { status: known }),
    }
    return read(api.GET('/api/v1/campaigns', { params: { query } }))
  })
  return (
    <Page
      title="Đợt xét"
      note="Đợt xét tự mở và tự đóng đúng ngày; trước khi mở, hãy chạy thử để xem mọi thông báo của cả năm."
      actions={
        keeps ? (
          <>
            <Link to="/quan-tri/chuyen-nam">Chuyển sang năm mới</Link>
            <Button type="primary" onClick={() => setPlanning(true)}>
              Lập đợt xét
            </Button>
          </>
        ) : undefined
      }
    >
      <div className="card filters" role="group" aria-label="Lọc danh sách">
        <YearField value={year} onChange={setYear} label="Năm" />
        <Choice
          label="Trạng thái"
          none="Tất cả"
          value={status}
          options={STATUSES.map((value) => ({ value, label: CAMPAIGN_STATUSES[value] }))}
          onChange={setStatus}
        />
      </div>
      <section className="card" aria-label="Danh sách đợt xét">
        <PagedList
          query={campaigns}
          empty={<Empty title="Chưa có đợt xét nào">Lập đợt xét từ một quy trình đã công bố.</Empty>}
        >
          {(items) => (
            <ul className="lines">
              {items.map((item) => (
                <CampaignLine key={item.id} item={item} />
              ))}
            </ul>
          )}
        </PagedList>
      </section>
      <PlanCampaign open={planning} onClose={() => setPlanning(false)} />
    </Page>
  )
}

function CampaignLine({ item }: { readonly item: Schemas['CampaignItem'] }) {
  return (
    <li className="line">
      <div className="grow">
        <Link to={`/quan-tri/dot-xet/${encodeURIComponent(item.id)}`} className="line-title">
          {item.procedure.vi}, năm {item.year}
        </Link>
        <div className="muted small">
          {item.officeName} · từ {formatDay(item.opensAt)} đến {formatDay(item.closesAt)} · quy trình bản{' '}
          {item.procedure.version}
        </div>
      </div>
      <span className={`tag ${TONES[item.status]}`}>{CAMPAIGN_STATUSES[item.status]}</span>
    </li>
  )
}

interface YearProps {
  readonly label: string
  readonly value: number | null
  readonly onChange: (year: number | null) => void
  readonly error?: string | undefined
  readonly required?: boolean
}

/** A year: four digits, without the point that other numbers have between thousands. */
export function YearField({ label, value, onChange, error, required }: YearProps) {
  return (
    <TextField
      label={label}
      maxLength={4}
      value={value === null ? '' : String(value)}
      required={required === true}
      error={error}
      onChange={(text) => {
        const digits = text.replace(/\D/gu, '')
        onChange(digits === '' ? null : Number(digits))
      }}
    />
  )
}

interface Form {
  readonly procedureId: string
  readonly office: ChosenOffice | null
  readonly year: number | null
}

const NAMES = {
  procedureId: 'Quy trình',
  procedureVersion: 'Bản của quy trình',
  officeId: 'Cơ quan chủ trì',
  year: 'Năm',
} as const

function PlanCampaign({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const me = useMe()
  const post = me.posts.find(({ role }) => CAMPAIGN_KEEPERS.includes(role))
  const office = post === undefined ? null : { id: post.officeId, name: post.officeName }
  const empty: Form = { procedureId: '', office, year: Number(me.now.slice(0, 4)) + 1 }
  const draft = useDraft<Form>('plan-campaign', empty)
  const form = draft.value
  const procedures = useQuery({
    queryKey: ['procedures'],
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
  const set = (part: Partial<Form>): void => draft.change({ ...form, ...part })
  const send = async (): Promise<void> => {
    const body = { procedureId: form.procedureId, officeId: form.office?.id, year: form.year }
    const made = await sendOnce<Schemas['Campaign']>({
      name: 'plan-campaign',
      path: '/api/v1/campaigns',
      body,
    })
    draft.change(empty)
    draft.sent()
    await client.invalidateQueries({ queryKey: ['campaigns'] })
    void navigate(`/quan-tri/dot-xet/${encodeURIComponent(made.id)}`)
  }
  return (
    <AskDialog
      title="Lập đợt xét"
      open={open}
      onClose={onClose}
      confirm="Lập đợt xét"
      names={NAMES}
      ready={form.procedureId !== '' && form.office !== null && form.year !== null}
      send={send}
    >
      {(errors) => (
        <>
          <p className="muted">
            Đợt xét lấy bản mới nhất của quy trình và phiếu tiêu chí. Ngày mốc, thiết lập đổi được trước khi
            mở.
          </p>
          <Choice
            label={NAMES.procedureId}
            required
            none="Chọn quy trình…"
            value={form.procedureId}
            error={errors['procedureId']}
            options={(procedures.data?.items ?? []).map(({ id, vi }) => ({ value: id, label: vi }))}
            onChange={(procedureId) => set({ procedureId })}
          />
          <OfficePicker
            label={NAMES.officeId}
            value={form.office}
            error={errors['officeId']}
            onChange={(chosen) => set({ office: chosen })}
          />
          <YearField
            label={NAMES.year}
            required
            value={form.year}
            error={errors['year']}
            onChange={(year) => set({ year })}
          />
        </>
      )}
    </AskDialog>
  )
}
