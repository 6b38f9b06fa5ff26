// Who of the offices right below has handed in what a campaign asks for: counted, the missing and the late ones
// first; and whoever is missing, when he was last told.
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import type { Schemas } from '../../client/api.ts'
import { useNames } from '../../client/steps.ts'
import { BarChart } from '../../components/BarChart.tsx'
import { DueTag } from '../../components/Due.tsx'
import { Read } from '../../components/States.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { statusLabel } from '../../i18n/vi.ts'
import { useChildren } from './queries.ts'
import type { Child } from './queries.ts'

type Campaign = Schemas['CampaignItem']

const GROUPS = {
  overdue: { label: 'Thiếu, quá hạn', fits: ({ missing, late }: Child) => missing && late },
  missing: { label: 'Còn thiếu', fits: ({ missing, late }: Child) => missing && !late },
  late: { label: 'Quá hạn, trễ hạn', fits: ({ missing, late }: Child) => !missing && late },
  under: {
    label: 'Đang giải quyết',
    fits: ({ missing, late, outcome }: Child) => !missing && !late && outcome === null,
  },
  done: {
    label: 'Đã xong',
    fits: ({ missing, late, outcome }: Child) => !missing && !late && outcome !== null,
  },
} as const
type Group = keyof typeof GROUPS
const NAMES = Object.keys(GROUPS) as Group[]
const TONES = {
  overdue: 'bad',
  missing: 'warn',
  late: 'bad',
  under: 'info',
  done: 'good',
} as const satisfies Record<Group, string>

const groupOf = (child: Child): Group => NAMES.find((name) => GROUPS[name].fits(child)) ?? 'under'

interface Props {
  readonly campaign: Campaign
  readonly officeId: string
}

export function Children({ campaign, officeId }: Props) {
  const children = useChildren(campaign.id, officeId)
  return (
    <section className="card stack" aria-labelledby="cap-duoi">
      <h2 id="cap-duoi">Cấp dưới đã gửi, còn thiếu</h2>
      <Read query={children}>
        {(all) =>
          all.length === 0 ? (
            <p className="muted">Không có cơ quan, đơn vị trực thuộc nào phải tham gia đợt này.</p>
          ) : (
            <Loaded all={all} campaign={campaign} />
          )
        }
      </Read>
    </section>
  )
}

function Loaded({ all, campaign }: { readonly all: readonly Child[]; readonly campaign: Campaign }) {
  const [shown, setShown] = useState<string>('')
  const counts = NAMES.map((name) => all.filter((child) => groupOf(child) === name).length)
  const sorted = [...all].sort((a, b) => NAMES.indexOf(groupOf(a)) - NAMES.indexOf(groupOf(b)))
  const items = sorted.filter((child) => shown === '' || groupOf(child) === shown)
  return (
    <>
      <p className="row">
        {NAMES.map((name, index) => (
          <span key={name} className={`tag ${TONES[name]}`}>
            {GROUPS[name].label}: {formatNumber(counts[index] ?? 0)}/{formatNumber(all.length)}
          </span>
        ))}
      </p>
      <BarChart
        label="Biểu đồ tình hình gửi của cấp dưới, các số như trên"
        rows={NAMES.map((name) => GROUPS[name].label)}
        series={[{ name: 'Số cơ quan, đơn vị', values: counts }]}
      />
      <div className="filters no-print">
        <Choice
          label="Hiện"
          none="Tất cả"
          value={shown}
          options={NAMES.map((name) => ({ value: name, label: GROUPS[name].label }))}
          onChange={setShown}
        />
      </div>
      <ChildLines items={items} campaign={campaign} />
    </>
  )
}

function ChildLines({ items, campaign }: { readonly items: readonly Child[]; readonly campaign: Campaign }) {
  const me = useMe()
  const of = { procedureId: campaign.procedure.id, procedureVersion: campaign.procedure.version }
  const names = useNames([of])
  const words = ({ missing, status, step, outcome }: Child): string => {
    if (missing || status === null) return 'Chưa gửi'
    if (outcome !== null) return names.outcome(of, outcome)
    return `${statusLabel(status)}${step === null ? '' : `: ${names.step(of, step)}`}`
  }
  return (
    <ul className="lines">
      {items.map((child) => (
        <li key={child.officeId} className="line">
          <div className="grow">
            {child.dossierId === null ? (
              <strong>{child.officeName}</strong>
            ) : (
              <Link to={`/ho-so/${encodeURIComponent(child.dossierId)}`} className="line-title">
                {child.officeName}
              </Link>
            )}
            <div className="muted small">
              {words(child)}
              {child.missing && child.chasedAt !== null ? ` · Đã nhắc ${formatMoment(child.chasedAt)}` : ''}
            </div>
          </div>
          <span className={`tag ${TONES[groupOf(child)]}`}>{GROUPS[groupOf(child)].label}</span>
          {child.dueAt === null ? null : <DueTag dueAt={child.dueAt} now={me.now} />}
        </li>
      ))}
    </ul>
  )
}
