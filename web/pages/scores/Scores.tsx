// The list of scores of a campaign: what each subject gave itself beside what the committee gave, with levels, so that a
// meeting sees at a glance where the two part and who isn't scored yet.
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '../../app/useSearch.ts'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { useProcedure } from '../../client/queries.ts'
import { Downloads } from '../../components/Downloads.tsx'
import { Page } from '../../components/Page.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { PagedList, usePaged } from '../admin/common/paged.tsx'
import { yearOptions } from '../matters/words.ts'
import { ScoreTable } from './ScoreTable.tsx'
import { useScoreSheets } from './sheets.ts'
import type { Scored, SheetNames } from './sheets.ts'

type Campaign = Schemas['CampaignItem']

/** Procedures that judge by points, the yearly classification first: its list is what its dossier has to hold. */
const SCORED = ['phan-loai', 'thi-dua', 'ntm-antt']
const ONLY = { open: 'Chưa có điểm của hội đồng', apart: 'Hai bên chấm khác nhau' } as const
type Only = keyof typeof ONLY
const isOnly = (value: string): value is Only => Object.hasOwn(ONLY, value)

export default function Scores() {
  const me = useMe()
  const [value, change] = useSearch()
  const year = value('nam') === '' ? me.now.slice(0, 4) : value('nam')
  const campaigns = useQuery({
    queryKey: ['campaigns', 'of', year],
    queryFn: () => read(api.GET('/api/v1/campaigns', { params: { query: { year, limit: '200' } } })),
  })
  const rank = ({ procedure }: Campaign): number => {
    const place = SCORED.indexOf(procedure.id)
    return place < 0 ? SCORED.length : place
  }
  const items = [...(campaigns.data?.items ?? [])].sort((a, b) => rank(a) - rank(b))
  const campaign = items.find(({ id }) => id === value('dot')) ?? items[0]
  return (
    <Page
      title="Bảng điểm"
      note="Điểm tự chấm bên cạnh điểm hội đồng chấm, mức xếp loại theo ngưỡng của phiếu chấm điểm."
      actions={
        campaign === undefined ? undefined : (
          <Downloads
            what={`bảng điểm ${campaign.procedure.vi}`}
            path={`/api/v1/exports/campaigns/${encodeURIComponent(campaign.id)}/scores`}
          />
        )
      }
    >
      <div className="card filters no-print">
        <Choice
          label="Năm"
          value={year}
          options={yearOptions(me.now)}
          onChange={(next) => change({ nam: next, dot: '', muc: '' })}
        />
        <Choice
          label="Đợt xét"
          value={campaign?.id ?? ''}
          options={items.map(({ id, procedure, officeName }) => ({
            value: id,
            label: `${procedure.vi} (${officeName})`,
          }))}
          onChange={(next) => change({ dot: next, muc: '' })}
        />
        <Choice
          label="Chỉ xem"
          none="Tất cả"
          value={value('chi')}
          options={Object.entries(ONLY).map(([key, label]) => ({ value: key, label }))}
          onChange={(next) => change({ chi: next })}
        />
      </div>
      <Read query={campaigns}>
        {() =>
          campaign === undefined ? (
            <Empty title="Năm này chưa có đợt xét nào">
              Khi có đợt xét trong phạm vi của bạn, bảng điểm sẽ hiện ở đây.
            </Empty>
          ) : (
            <OfCampaign
              key={campaign.id}
              campaign={campaign}
              only={isOnly(value('chi')) ? (value('chi') as Only) : null}
              level={value('muc')}
              onLevel={(muc) => change({ muc })}
            />
          )
        }
      </Read>
    </Page>
  )
}

interface Props {
  readonly campaign: Campaign
  readonly only: Only | null
  readonly level: string
  readonly onLevel: (level: string) => void
}

function OfCampaign({ campaign, only, level, onLevel }: Props) {
  const filters = { ...(only === null ? {} : { only }), ...(level === '' ? {} : { level }) }
  const query = usePaged(['dossiers', 'scores', campaign.id, filters], (at) =>
    read(
      api.GET('/api/v1/campaigns/{id}/scores', {
        params: { path: { id: campaign.id }, query: { ...filters, limit: '200', ...at } },
      }),
    ),
  )
  const { data: procedure } = useProcedure(campaign.procedure.id, campaign.procedure.version)
  const rows: readonly Scored[] = query.data?.pages.flatMap(({ items }) => items) ?? []
  const sheets = useScoreSheets(rows)
  return (
    <>
      <Levels counts={query.data?.pages[0]?.counts ?? []} names={sheets} level={level} onLevel={onLevel} />
      <section className="card" aria-label={`Bảng điểm ${campaign.procedure.vi}`}>
        <PagedList
          query={query}
          empty={
            <Empty title="Không có hồ sơ nào phù hợp">
              Hãy đổi điều kiện, hoặc chờ đơn vị tự chấm và hội đồng chấm.
            </Empty>
          }
        >
          {(items) => <ScoreTable items={items} names={sheets} procedure={procedure ?? null} />}
        </PagedList>
      </section>
      <p className="muted small">
        Ngưỡng từng mức ghi trong phiếu chấm điểm. Quản trị viên sửa ở “Phiếu tiêu chí” bằng một phiên bản
        mới; hồ sơ đang mở giữ phiên bản đã nhận.
      </p>
    </>
  )
}

interface LevelsProps {
  readonly counts: readonly { readonly level: string | null; readonly count: number }[]
  readonly names: SheetNames
  readonly level: string
  readonly onLevel: (level: string) => void
}

/** How many stand in each level, the best first; pressing one shows only those. */
function Levels({ counts, names, level, onLevel }: LevelsProps) {
  if (counts.length === 0) return null
  const sorted = [...counts].sort((a, b) => names.rank(a.level) - names.rank(b.level))
  return (
    <div className="row wrap" role="group" aria-label="Số hồ sơ theo mức">
      {sorted.map(({ level: one, count }) =>
        one === null ? (
          <span key="" className="tag">
            Chưa xếp mức: {formatNumber(count)}
          </span>
        ) : (
          <button
            key={one}
            type="button"
            className={`tag ${level === one ? 'info' : ''}`}
            aria-pressed={level === one}
            onClick={() => onLevel(level === one ? '' : one)}
          >
            {names.level(one)}: {formatNumber(count)}
          </button>
        ),
      )}
    </div>
  )
}
