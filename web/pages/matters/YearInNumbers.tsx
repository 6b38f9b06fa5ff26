// The register's year in numbers: what began, stands and ended of each kind, as a table and as a picture of it.
import { Read } from '../../components/States.tsx'
import { BarChart } from '../../components/BarChart.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { subjectKindLabel } from '../../i18n/vi.ts'
import { useMatterCounts, useTypeNames } from './queries.ts'
import type { MatterKind } from './queries.ts'

interface Props {
  readonly year: string
  /** Only this kind, by its types. */
  readonly kind: MatterKind | null
}

interface Row {
  readonly label: string
  readonly begun: number
  readonly active: number
  readonly ended: number
}

/** One row a label; numbers of the same label are added up. */
function added(rows: readonly Row[]): Row[] {
  const sums = new Map<string, Row>()
  for (const row of rows) {
    const before = sums.get(row.label) ?? { label: row.label, begun: 0, active: 0, ended: 0 }
    sums.set(row.label, {
      label: row.label,
      begun: before.begun + row.begun,
      active: before.active + row.active,
      ended: before.ended + row.ended,
    })
  }
  return [...sums.values()]
}

const COLUMNS = [
  { key: 'begun', label: 'Bắt đầu trong năm' },
  { key: 'active', label: 'Còn thực hiện' },
  { key: 'ended', label: 'Kết thúc trong năm' },
] as const

export function YearInNumbers({ year, kind }: Props) {
  const counts = useMatterCounts(year)
  const typeName = useTypeNames()
  return (
    <section className="card" aria-labelledby="so-lieu">
      <h2 id="so-lieu">Số liệu năm {year}</h2>
      <Read query={counts}>
        {({ counts: all }) => {
          const wanted = all.filter((one) => kind === null || one.kind === kind)
          const rows = added(
            wanted.map((one) => {
              const of = kind === null ? subjectKindLabel(one.kind) : typeName(one.kind, one.type)
              return { ...one, label: of === '' ? 'Chưa phân loại' : of }
            }),
          )
          return rows.length === 0 ? (
            <p className="muted">Năm này chưa có số liệu.</p>
          ) : (
            <Numbers rows={rows} />
          )
        }}
      </Read>
    </section>
  )
}

function Numbers({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Bảng số liệu">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Loại</th>
              {COLUMNS.map(({ key, label }) => (
                <th key={key} scope="col" className="num">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                {COLUMNS.map(({ key }) => (
                  <td key={key} className="num">
                    {formatNumber(row[key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <BarChart
        label="Biểu đồ số liệu trong năm, các số như bảng trên"
        rows={rows.map(({ label }) => label)}
        series={COLUMNS.map(({ key, label }) => ({ name: label, values: rows.map((row) => row[key]) }))}
      />
    </>
  )
}
