// Where a matter can go next: the campaigns that take it, with the step that begins its dossier there. Where that step is
// somebody else's, it says whose instead of leading to a form that would be refused in the end.
import { Link } from 'react-router'
import type { Schemas } from '../../client/api.ts'
import { formatDay } from '../../i18n/format.ts'
import { CAMPAIGN_STATUSES, roleLabel } from '../../i18n/vi.ts'
import { useOpenings } from './queries.ts'

type Detail = Schemas['MatterDetail']
type Opening = Schemas['Opening']

export function Begin({ matter }: { readonly matter: Detail }) {
  const waits = matter.status !== 'ended' && matter.dossiers.every(({ closedAt }) => closedAt !== null)
  const openings = useOpenings(matter.id, waits)
  const found = openings.data?.items ?? []
  if (!waits || found.length === 0) return null
  return (
    <section className="card" aria-labelledby="lap-ho-so">
      <h2 id="lap-ho-so">Lập hồ sơ</h2>
      <ul className="lines">
        {found.map((one) => (
          <Line key={one.campaignId} matterId={matter.id} opening={one} />
        ))}
      </ul>
    </section>
  )
}

const rolesText = ({ roles }: Opening): string => roles.map(roleLabel).join(', ')

function Line({ matterId, opening }: { readonly matterId: string; readonly opening: Opening }) {
  const { campaignId, procedureVi, stepVi, officeName, year, closesAt, status, may } = opening
  return (
    <li className="line">
      <div className="grow">
        {may === 'none' ? (
          <strong>{procedureVi}</strong>
        ) : (
          <Link
            className="line-title"
            to={`/dang-ky/${encodeURIComponent(campaignId)}/${encodeURIComponent(matterId)}`}
          >
            {procedureVi}
          </Link>
        )}
        <div className="muted small">
          {officeName} · năm {year} · đến {formatDay(closesAt)}
        </div>
        {may === 'begin' ? null : (
          <div className="small">
            {may === 'prepare'
              ? `Bạn soạn trước được; người trình bước “${stepVi}” là: ${rolesText(opening)}.`
              : `Bạn không lập hồ sơ này. Bước đầu “${stepVi}” thuộc về: ${rolesText(opening)}.`}
          </div>
        )}
      </div>
      <span className="tag">{CAMPAIGN_STATUSES[status]}</span>
    </li>
  )
}
