// The kinds of papers with the template that each is made from, and what of their look is a setting rather than law.
import { Link } from 'react-router'
import { Page } from '../../../components/Page.tsx'
import { Read } from '../../../components/States.tsx'
import { formatDay, formatNumber } from '../../../i18n/format.ts'
import { useTemplates } from './queries.ts'
import type { TemplateVersion } from './queries.ts'

export default function Templates() {
  return (
    <Page
      title="Mẫu văn bản"
      note="Văn bản được tạo từ mẫu Word này. Văn bản đã ban hành giữ đúng bản mẫu lúc ban hành."
    >
      <Read query={useTemplates()}>
        {({ items, settings }) => (
          <>
            <section className="card" aria-labelledby="cac-loai">
              <h2 id="cac-loai">Các loại văn bản</h2>
              <ul className="lines">
                {items.map(({ kind, name, versions }) => (
                  <li key={kind} className="line">
                    <Link className="grow line-title" to={`/quan-tri/mau-van-ban/${kind}`}>
                      {name}
                    </Link>
                    <span className="muted small">{standing(versions[0])}</span>
                  </li>
                ))}
              </ul>
            </section>
            <details className="card">
              <summary>
                <strong>Thể thức do hệ thống đặt ({formatNumber(settings.length)})</strong>
              </summary>
              <p className="muted">
                Những điều sau không lấy từ văn bản pháp luật nào mà do hệ thống đặt; sửa bằng mẫu hoặc thiết
                lập.
              </p>
              <dl className="facts">
                {settings.map(({ id, vi, value }) => (
                  <div key={id} className="contents">
                    <dt>{vi}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
              <p>
                Chữ viết tắt trong ký hiệu và khung chữ ký là của từng cơ quan: mở cơ quan ở{' '}
                <Link to="/quan-tri/co-quan">Cơ quan, đơn vị</Link>, rồi “Ký hiệu văn bản, khung chữ ký”.
              </p>
            </details>
          </>
        )}
      </Read>
    </Page>
  )
}

/** Which version is used. */
export function standing(version: TemplateVersion | undefined): string {
  if (version === undefined) return 'Mẫu đi kèm hệ thống'
  const from = version.shipped ? 'mẫu đi kèm hệ thống' : 'mẫu của cơ quan'
  return `Bản ${version.version}, ${from}, từ ngày ${formatDay(version.publishedAt)}`
}
