// Beside a proposed award: what its owner's people and teams were already proposed for or given, this year and the one
// before, for one achievement isn't rewarded twice and whoever appraises has to compare.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Loading, Read } from '../../components/States.tsx'
import { MATTER_STATUSES } from '../../i18n/vi.ts'

const SHOWN = '50'

export function OtherAwards({ detail }: { readonly detail: Schemas['DossierDetail'] }) {
  const { subject, offices, year, closedAt } = detail.state
  if (subject.kind !== 'award' || closedAt !== null || offices.unit === null) return null
  return <Listed office={offices.unit} year={year} self={subject.id} />
}

interface Props {
  readonly office: string
  readonly year: number
  readonly self: string
}

function Listed({ office, year, self }: Props) {
  const years = [year, year - 1]
  const awards = useQuery({
    queryKey: ['matters', 'awards', office, year],
    queryFn: async () => {
      const found = years.map((one) => {
        const query = { kind: 'award' as const, office, year: String(one), limit: SHOWN }
        return read(api.GET('/api/v1/matters', { params: { query } }))
      })
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
