// The register's year in numbers: what began, stands and ended of each kind, as a table and as a picture of it.
import type { Procedure } from '../../../domain/procedure.ts'
import { Read } from '../../components/States.tsx'
import { BarChart } from '../../components/BarChart.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { subjectKindLabel } from '../../i18n/vi.ts'
import { useMatterCounts, useProceduresOf, useTypeNames } from './queries.ts'
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
  readonly sums: Readonly<Record<string, number>>
}

/** Number fields that one request sums. */
const MOST_FIELDS = 10

/** Whole numbers that forms about a kind ask for, each with its name: điểm and tổ of models, signers of commitments. */
function numberFields(procedures: readonly Procedure[]): readonly (readonly [id: string, vi: string])[] {
  const needs = procedures.flatMap(({ steps }) => steps.flatMap((step) => step.needs))
  const named = needs.flatMap((need) =>
    need.kind === 'field' && need.type === 'integer' && need.figure === undefined
      ? [[need.id, need.vi] as const]
      : [],
  )
  return [...new Map(named)].slice(0, MOST_FIELDS)
}

function addedSums(a: Row['sums'], b: Row['sums']): Row['sums'] {
  return Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]),
  )
}

/** One row a label; numbers of the same label are added up. */
function added(rows: readonly Row[]): Row[] {
  const sums = new Map<string, Row>()
  for (const row of rows) {
    const before = sums.get(row.label) ?? { label: row.label, begun: 0, active: 0, ended: 0, sums: {} }
    sums.set(row.label, {
      label: row.label,
      begun: before.begun + row.begun,
      active: before.active + row.active,
      ended: before.ended + row.ended,
      sums: addedSums(before.sums, row.sums),
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
  if (kind === null) return <Counts year={year} kind={null} fields={[]} />
  return <OfKind year={year} kind={kind} />
}

/** A kind by its types, with what its forms count. */
function OfKind({ year, kind }: { readonly year: string; readonly kind: MatterKind }) {
  return <Counts year={year} kind={kind} fields={numberFields(useProceduresOf(kind))} />
}

function Counts({ year, kind, fields }: Props & { readonly fields: ReturnType<typeof numberFields> }) {
  const counts = useMatterCounts(
    year,
    fields.map(([id]) => id),
  )
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
            <Numbers rows={rows} fields={fields.filter(([id]) => rows.some(({ sums }) => id in sums))} />
          )
        }}
      </Read>
    </section>
  )
}

interface NumbersProps {
  readonly rows: readonly Row[]
  readonly fields: ReturnType<typeof numberFields>
}

function Numbers({ rows, fields }: NumbersProps) {
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
              {fields.map(([id, vi]) => (
                <th key={id} scope="col" className="num">
                  {vi}
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
                {fields.map(([id]) => (
                  <td key={id} className="num">
                    {formatNumber(row.sums[id] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {fields.length === 0 ? null : (
        <p className="muted small">
          Từ cột thứ năm là tổng của các mục còn thực hiện, lấy ở hồ sơ kết thúc gần nhất của từng mục.
        </p>
      )}
      <BarChart
        label="Biểu đồ số liệu trong năm, các số như bảng trên"
        rows={rows.map(({ label }) => label)}
        series={COLUMNS.map(({ key, label }) => ({ name: label, values: rows.map((row) => row[key]) }))}
      />
    </>
  )
}
