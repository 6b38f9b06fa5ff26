// Where somebody can begin: open campaigns for the offices that he works in, each with its dossier where there is one.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { SubjectKind } from '../../../domain/vocabulary.ts'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { useProcedure } from '../../client/queries.ts'
import { Page } from '../../components/Page.tsx'
import { Empty, Loading, Read } from '../../components/States.tsx'
import { formatDay } from '../../i18n/format.ts'
import { CAMPAIGN_STATUSES, statusLabel } from '../../i18n/vi.ts'

type Post = Schemas['Post']

/** Offices that can be subjects themselves; the ministry never is. */
const SUBJECTS: readonly Post['officeKind'][] = [
  'commune',
  'agency',
  'enterprise',
  'school',
  'residentialArea',
  'department',
  'province',
]

export default function Register() {
  const me = useMe()
  const campaigns = useQuery({
    queryKey: ['campaigns', 'open'],
    queryFn: () => read(api.GET('/api/v1/campaigns', { params: { query: { limit: '100' } } })),
  })
  const offices = [
    ...new Map(
      me.posts.filter(({ officeKind }) => SUBJECTS.includes(officeKind)).map((post) => [post.officeId, post]),
    ).values(),
  ]
  return (
    <Page title="Đăng ký, nộp hồ sơ" note="Các đợt xét mà cơ quan, đơn vị của bạn có thể tham gia.">
      <Read query={campaigns}>
        {({ items }) => {
          const open = items.filter(({ status }) => status !== 'closed')
          if (open.length === 0 || offices.length === 0) {
            return (
              <Empty title="Hiện chưa có đợt xét nào cho bạn">
                Khi có đợt xét mở cho đơn vị của bạn, đợt xét sẽ hiện ở đây.
              </Empty>
            )
          }
          return offices.map((post) => <OfOffice key={post.officeId} post={post} campaigns={open} />)
        }}
      </Read>
    </Page>
  )
}

interface OfficeProps {
  readonly post: Post
  readonly campaigns: readonly Schemas['CampaignItem'][]
}

function OfOffice({ post, campaigns }: OfficeProps) {
  const mine = useQuery({
    queryKey: ['dossiers', 'of', post.officeId],
    queryFn: () =>
      read(api.GET('/api/v1/dossiers', { params: { query: { territory: post.officeId, limit: '200' } } })),
  })
  return (
    <section className="card" aria-label={post.officeName}>
      <h2>{post.officeName}</h2>
      <Read query={mine} loading={<Loading lines={2} />}>
        {({ items }) => (
          <ul className="lines">
            {campaigns.map((campaign) => (
              <Line
                key={campaign.id}
                campaign={campaign}
                post={post}
                dossier={items.find(
                  ({ campaignId, subject }) => campaignId === campaign.id && subject.id === post.officeId,
                )}
              />
            ))}
          </ul>
        )}
      </Read>
    </section>
  )
}

interface LineProps {
  readonly campaign: Schemas['CampaignItem']
  readonly post: Post
  readonly dossier: Schemas['DossierItem'] | undefined
}

/** One campaign, where the office's kind has a way through it. */
function Line({ campaign, post, dossier }: LineProps) {
  const { data: procedure } = useProcedure(campaign.procedure.id, campaign.procedure.version)
  const kind = post.officeKind as SubjectKind
  if (procedure?.paths.some(({ kinds, owners }) => owners === undefined && kinds.includes(kind)) !== true)
    return null
  return (
    <li className="line">
      <div className="grow">
        <strong>{procedure.vi}</strong>
        <div className="muted small">
          {campaign.officeName} · năm {campaign.year} · {CAMPAIGN_STATUSES[campaign.status]} ·{' '}
          {formatDay(campaign.opensAt)} – {formatDay(campaign.closesAt)}
        </div>
      </div>
      {dossier === undefined ? (
        <Link to={`/dang-ky/${encodeURIComponent(campaign.id)}/${encodeURIComponent(post.officeId)}`}>
          Soạn hồ sơ
          <span className="sr">
            : {procedure.vi} năm {campaign.year}
          </span>
        </Link>
      ) : (
        <Link to={`/ho-so/${encodeURIComponent(dossier.id)}`}>
          {statusLabel(dossier.status)}
          <span className="sr">: {procedure.vi}</span>
        </Link>
      )}
    </li>
  )
}
