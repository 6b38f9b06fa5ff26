// Beside a proposed award: what its owner's people and teams, and the office that it is for, were already proposed for or given,
// this year and the one before, for one achievement isn't rewarded twice and whoever appraises has to compare.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Procedure } from '../../../domain/procedure.ts'
import { referenceOf } from '../../../domain/reference.ts'
import { pathById } from '../../../domain/steps.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { useContent } from '../../client/queries.ts'
import { Loading, Read } from '../../components/States.tsx'
import { MATTER_STATUSES } from '../../i18n/vi.ts'

const SHOWN = '50'

interface AwardProps {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
}

export function OtherAwards({ detail, procedure }: AwardProps) {
  const { subject, offices, closedAt } = detail.state
  if (subject.kind !== 'award' || closedAt !== null || offices.unit === null) return null
  return <OfAward detail={detail} procedure={procedure} owner={offices.unit} />
}

function OfAward({ detail, procedure, owner }: AwardProps & { readonly owner: string }) {
  const { id, subject, year, path, contents } = detail.state
  const first = pathById(procedure, path)?.steps[0] ?? ''
  const content = useContent(id, detail.readsContent ? contents[first] : null)
  const recipient = referenceOf(content.data?.fields?.[procedure.givenTo?.recipient ?? ''])
  const names = recipient?.kind === 'office' ? recipient.id : null
  return <Listed office={owner} names={names} year={year} self={subject.id} />
}

interface Props {
  readonly office: string
  /** The office that it is for, where that is known. */
  readonly names: string | null
  readonly year: number
  readonly self: string
}

function Listed({ office, names, year, self }: Props) {
  const years = [year, year - 1]
  const awards = useQuery({
    queryKey: ['matters', 'awards', office, names, year],
    queryFn: async () => {
      const whose = [{ office }, ...(names === null ? [] : [{ names }])]
      const found = years.flatMap((one) =>
        whose.map((of) => {
          const query = { kind: 'award' as const, ...of, year: String(one), limit: SHOWN }
          return read(api.GET('/api/v1/matters', { params: { query } }))
        }),
      )
      const items = (await Promise.all(found)).flatMap((page) => page.items)
      return [...new Map(items.map((item) => [item.id, item])).values()]
    },
  })
  return (
    <section className="card" aria-labelledby="khen-khac">
      <h2 id="khen-khac">Đã khen, đang đề nghị khen của nơi này</h2>
      <p className="muted small">Một thành tích không khen nhiều lần: đối chiếu trước khi đồng ý.</p>
      <Read query={awards} loading={<Loading lines={1} />}>
        {(items) => {
          const others = items.filter(({ id }) => id !== self)
          return others.length === 0 ? (
            <p>
              Năm {year - 1} và năm {year} chưa có đề nghị nào khác.
            </p>
          ) : (
            <ul className="lines">
              {others.map(({ id, name, status }) => (
                <li key={id} className="line">
                  <Link className="grow" to={`/so/${encodeURIComponent(id)}`}>
                    {name}
                  </Link>
                  <span className="tag">{MATTER_STATUSES[status]}</span>
                </li>
              ))}
            </ul>
          )
        }}
      </Read>
    </section>
  )
}
