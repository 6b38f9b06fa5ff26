// Open counts as tables, with a picture where nothing is hidden: a hidden count says that it is, never nought.
import { BarChart } from '../../components/BarChart.tsx'
import { formatNumber, formatShare } from '../../i18n/format.ts'
import type { OpenRow } from './queries.ts'

interface KindsProps {
  readonly rows: readonly OpenRow[]
  /** Counts below it are hidden. */
  readonly least: number
}

const TOTAL = 'total'
const HIDDEN = 'được che'
const shown = (value: number | null | undefined): string =>
  value === null || value === undefined ? HIDDEN : formatNumber(value)

export function Kinds({ rows, least }: KindsProps) {
  const total = rows.find(({ kind }) => kind === TOTAL)
  const kinds = rows.filter(({ kind }) => kind !== TOTAL)
  const known = kinds.flatMap(({ kindName, count }) =>
    count === null || count === undefined ? [] : [{ label: kindName ?? '', count }],
  )
  return (
    <section className="card" aria-labelledby="theo-loai">
      <h2 id="theo-loai">Hồ sơ theo loại đối tượng</h2>
      {rows.length === 0 ? (
        <p className="muted">Không có hồ sơ nào.</p>
      ) : (
        <>
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Bảng hồ sơ theo loại đối tượng">
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">Loại đối tượng</th>
                  <th scope="col" className="num">
                    Số hồ sơ
                  </th>
                </tr>
              </thead>
              <tbody>
                {kinds.map(({ kind, kindName, count }) => (
                  <tr key={kind}>
                    <th scope="row">{kindName}</th>
                    <td className="num">{shown(count)}</td>
                  </tr>
                ))}
                <tr>
                  <th scope="row">Tổng cộng</th>
                  <td className="num">{shown(total?.count)}</td>
                </tr>
              </tbody>
            </table>
          </div>
          <p className="muted small">
            “Được che”: số nhỏ hơn {formatNumber(least)}, hoặc số mà nếu công bố thì tính ra được số nhỏ.
          </p>
          {known.length < 2 ? null : (
            <BarChart
              label="Biểu đồ hồ sơ theo loại đối tượng, các số như bảng trên"
              rows={known.map(({ label }) => label)}
              series={[{ name: 'Số hồ sơ', values: known.map(({ count }) => count) }]}
            />
          )}
        </>
      )}
    </section>
  )
}

const days = (value: number | null | undefined): string =>
  value === null || value === undefined ? HIDDEN : `${formatNumber(value)} ngày`

export function Delays({ rows }: { readonly rows: readonly OpenRow[] }) {
  // As dossiers pass: the first steps are those that most have left.
  const ordered = [...rows].sort((a, b) => (b.visits ?? 0) - (a.visits ?? 0))
  return (
    <section className="card" aria-labelledby="thoi-gian">
      <h2 id="thoi-gian">Thời gian xử lý từng bước</h2>
      {rows.length === 0 ? (
        <p className="muted">Chưa có hồ sơ nào đi qua bước nào.</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label="Bảng thời gian xử lý">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Bước</th>
                <th scope="col" className="num">
                  Lượt đã qua
                </th>
                <th scope="col" className="num">
                  Một nửa xong trong
                </th>
                <th scope="col" className="num">
                  Chín phần mười xong trong
                </th>
                <th scope="col" className="num">
                  Quá hạn
                </th>
              </tr>
            </thead>
            <tbody>
              {ordered.map(({ step, stepName, visits, medianDays, p90Days, shareLate }) => (
                <tr key={step}>
                  <th scope="row">{stepName}</th>
                  <td className="num">{shown(visits)}</td>
                  <td className="num">{days(medianDays)}</td>
                  <td className="num">{days(p90Days)}</td>
                  <td className="num">
                    {shareLate === null || shareLate === undefined ? HIDDEN : formatShare(shareLate)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
