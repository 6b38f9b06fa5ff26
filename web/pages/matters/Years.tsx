// A long-lived matter from year to year: what was decided and how big it was, a line a concluded dossier.
import { Link } from 'react-router'
import type { Schemas } from '../../client/api.ts'
import { useNames } from '../../client/steps.ts'
import { formatDay, formatMoney, formatNumber } from '../../i18n/format.ts'
import { useMatterYears } from './queries.ts'

type Year = Schemas['MatterYear']
type Value = Year['values'][number]

function shown({ type, value }: Value): string {
  if (typeof value === 'boolean') return value ? 'Có' : 'Không'
  if (typeof value === 'number') return type === 'money' ? formatMoney(value) : formatNumber(value)
  return type === 'date' ? formatDay(value) : value
}

export function Years({ matterId }: { readonly matterId: string }) {
  const years = useMatterYears(matterId)
  const items = years.data?.items ?? []
  const names = useNames(items)
  const columns = [...new Map(items.flatMap(({ values }) => values.map(({ field, vi }) => [field, vi])))]
  if (columns.length === 0) return null
  return (
    <section className="card" aria-labelledby="qua-cac-nam">
      <h2 id="qua-cac-nam">Số liệu, quyết định qua các năm</h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Bảng số liệu qua các năm">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Năm</th>
              <th scope="col">Kết quả</th>
              {columns.map(([field, vi]) => (
                <th key={field} scope="col">
                  {vi}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.dossierId}>
                <th scope="row">
                  <Link to={`/ho-so/${encodeURIComponent(item.dossierId)}`}>{item.year}</Link>
                </th>
                <td>
                  {item.outcome === null ? '–' : names.outcome(item, item.outcome)}
                  <div className="muted small">{formatDay(item.closedAt)}</div>
                </td>
                {columns.map(([field]) => {
                  const value = item.values.find((one) => one.field === field)
                  return <td key={field}>{value === undefined ? '–' : shown(value)}</td>
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
