// Open counts for anybody, without signing in: how many dossiers of each kind there are and how long steps take, of a year,
// a procedure and a place; and the files. Where the instance publishes nothing, it says so.
import { Link } from 'react-router'
import { useSession } from '../../app/useSession.ts'
import type { Schemas } from '../../client/api.ts'
import { ApiProblem } from '../../client/problem.ts'
import { Choice } from '../../components/forms/fields.tsx'
import { Page } from '../../components/Page.tsx'
import { Empty, Failed, Loading, Read } from '../../components/States.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { useSearch } from '../../app/useSearch.ts'
import { useOpenData, useOpenRows } from './queries.ts'
import type { OpenRow } from './queries.ts'
import { Delays, Kinds } from './Tables.tsx'

type Description = Schemas['OpenData']

export default function OpenData() {
  const session = useSession()
  const content = (
    <Page title="Số liệu mở" note="Số liệu tổng hợp về hồ sơ; không có tên người, tên đơn vị hay từng hồ sơ.">
      <Content />
    </Page>
  )
  if (session.kind === 'in' || session.kind === 'expired') return content
  return (
    <main className="public">
      <p className="row">
        <Link to="/dang-nhap">Đăng nhập</Link>
        <Link to="/kiem-tra">Kiểm tra giấy công nhận</Link>
      </p>
      {content}
    </main>
  )
}

function Content() {
  const about = useOpenData()
  if (about.data !== undefined) return <Published about={about.data} />
  if (!about.isError) return <Loading lines={6} />
  if (about.error instanceof ApiProblem && about.error.code === 'notFound')
    return (
      <section className="card">
        <Empty title="Hệ thống này không công bố số liệu mở">
          Cơ quan vận hành chưa bật việc công bố. Khi được bật, số liệu hiện ở đây và không cần đăng nhập.
        </Empty>
      </section>
    )
  return <Failed error={about.error} again={() => void about.refetch()} />
}

const urlOf = (about: Description, dataset: string, year: number): string | undefined =>
  about.datasets
    .find(({ id }) => id === dataset)
    ?.files.find((file) => file.format === 'json' && file.year === year)?.url

function Published({ about }: { readonly about: Description }) {
  const [value, change] = useSearch()
  const years = [...new Set(about.datasets.flatMap(({ files }) => files.map(({ year }) => year)))].sort(
    (a, b) => b - a,
  )
  const year = years.find((one) => String(one) === value('nam')) ?? years[0]
  const kinds = useOpenRows(year === undefined ? undefined : urlOf(about, 'kinds', year))
  const delays = useOpenRows(year === undefined ? undefined : urlOf(about, 'delays', year))
  if (year === undefined)
    return (
      <section className="card">
        <Empty title="Chưa có số liệu nào">Số liệu hiện ở đây khi có hồ sơ đầu tiên.</Empty>
      </section>
    )
  const procedures = named(kinds.data ?? [], ({ procedure, procedureName }) => [procedure, procedureName])
  const procedure = procedures.find(([id]) => id === value('quy-trinh'))?.[0] ?? procedures[0]?.[0] ?? ''
  const places = named(kinds.data ?? [], ({ level, provinceCode, provinceName }) =>
    level === 'province' && provinceCode !== '' ? [provinceCode, provinceName] : null,
  )
  const place = value('tinh')
  const fits = (row: OpenRow): boolean =>
    row.procedure === procedure &&
    (place === '' ? row.level === 'country' : row.level === 'province' && row.provinceCode === place)
  return (
    <>
      <div className="card filters no-print">
        <Choice
          label="Năm"
          value={String(year)}
          options={years.map((one) => ({ value: String(one), label: String(one) }))}
          onChange={(next) => change({ nam: next })}
        />
        <Choice
          label="Quy trình"
          value={procedure}
          options={procedures.map(([id, label]) => ({ value: id, label }))}
          onChange={(next) => change({ 'quy-trinh': next })}
        />
        <Choice
          label="Tỉnh, thành phố"
          none="Cả nước"
          value={places.some(([code]) => code === place) ? place : ''}
          options={places.map(([code, label]) => ({ value: code, label }))}
          onChange={(next) => change({ tinh: next })}
        />
      </div>
      <Read query={kinds} loading={<Loading lines={4} />}>
        {(rows) => <Kinds rows={rows.filter(fits)} least={about.minimumCell} />}
      </Read>
      <Read query={delays} loading={<Loading lines={4} />}>
        {(rows) => <Delays rows={rows.filter(fits)} />}
      </Read>
      <Files about={about} />
    </>
  )
}

/** Ids with their names, each once, by name. */
function named(
  rows: readonly OpenRow[],
  of: (row: OpenRow) => readonly [string, string] | null,
): (readonly [string, string])[] {
  const all = new Map<string, string>()
  for (const row of rows) {
    const one = of(row)
    if (one !== null) all.set(one[0], one[1])
  }
  return [...all].sort(([, a], [, b]) => a.localeCompare(b, 'vi'))
}

function Files({ about }: { readonly about: Description }) {
  return (
    <section className="card stack" aria-labelledby="tep-so-lieu">
      <h2 id="tep-so-lieu">Tệp số liệu</h2>
      {about.datasets.map(({ id, title, files, fields }) => (
        <div key={id}>
          <h3>{title}</h3>
          <ul className="plain-list">
            {files.map(({ year, format, url, rows }) => (
              <li key={url}>
                <a href={url} download>
                  Năm {year}, {format.toUpperCase()}
                </a>{' '}
                <span className="muted small">{formatNumber(rows)} dòng</span>
              </li>
            ))}
          </ul>
          <details>
            <summary>Các cột</summary>
            <dl className="facts">
              {fields.map(({ name, vi, unit }) => (
                <div key={name} className="contents">
                  <dt className="mono">{name}</dt>
                  <dd>
                    {vi}
                    {unit === null ? '' : ` (${unit})`}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        </div>
      ))}
      <p className="muted small">
        Cập nhật lúc {formatMoment(about.updatedAt)}, mỗi giờ một lần. {about.hiding}{' '}
        {about.licence === null ? 'Chưa quy định giấy phép sử dụng.' : `Giấy phép: ${about.licence}.`}
      </p>
    </section>
  )
}
