// Where a matter can go next: the open campaigns whose procedures take its kind and type, as long as it has no dossier there.
import { Link } from 'react-router'
import type { Procedure } from '../../../domain/procedure.ts'
import { takesKind } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { useProcedure } from '../../client/queries.ts'
import { formatDay } from '../../i18n/format.ts'
import { CAMPAIGN_STATUSES } from '../../i18n/vi.ts'
import { useOpenCampaigns, useProcedureList } from './queries.ts'

type Detail = Schemas['MatterDetail']
type Campaign = Schemas['CampaignItem']

export function Begin({ matter }: { readonly matter: Detail }) {
  const campaigns = useOpenCampaigns()
  const procedures = useProcedureList()
  if (matter.status === 'ended' || matter.dossiers.some(({ closedAt }) => closedAt === null)) return null
  const taking = (procedures.data?.items ?? []).filter(({ subjects }) => subjects.includes(matter.kind))
  const found = (campaigns.data?.items ?? []).filter(
    ({ status, id, procedure }) =>
      status !== 'closed' &&
      taking.some((one) => one.id === procedure.id) &&
      !matter.dossiers.some(({ campaignId }) => campaignId === id),
  )
  if (found.length === 0) return null
  return (
    <section className="card" aria-labelledby="lap-ho-so">
      <h2 id="lap-ho-so">Lập hồ sơ</h2>
      <ul className="lines">
        {found.map((campaign) => (
          <Line key={campaign.id} matter={matter} campaign={campaign} />
        ))}
      </ul>
    </section>
  )
}

/** Whether a way through the procedure takes this kind and type at this standing. */
function takes(procedure: Procedure, matter: Detail): boolean {
  const { begins, paths } = procedure
  return (begins === undefined || begins === matter.status) && paths.some((path) => takesKind(path, matter))
}

function Line({ matter, campaign }: { readonly matter: Detail; readonly campaign: Campaign }) {
  const { data: procedure } = useProcedure(campaign.procedure.id, campaign.procedure.version)
  if (procedure === undefined || !takes(procedure, matter)) return null
  return (
    <li className="line">
      <div className="grow">
        <Link
          className="line-title"
          to={`/dang-ky/${encodeURIComponent(campaign.id)}/${encodeURIComponent(matter.id)}`}
        >
          {procedure.vi}
        </Link>
        <div className="muted small">
          {campaign.officeName} · năm {campaign.year} · đến {formatDay(campaign.closesAt)}
        </div>
      </div>
      <span className="tag">{CAMPAIGN_STATUSES[campaign.status]}</span>
    </li>
  )
}
