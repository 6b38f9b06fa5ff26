// Where control begins: find the dossier, then read its record; the daily signed roots over all records stand below.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { useNames } from '../../client/steps.ts'
import { communeWords } from '../../client/where.ts'
import { Page } from '../../components/Page.tsx'
import { TextField } from '../../components/forms/fields.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { statusLabel } from '../../i18n/vi.ts'

/** Dossiers shown at once. */
const MOST = 30

export default function Records() {
  const [typed, setTyped] = useState('')
  const [text, setText] = useState('')
  const found = useQuery({
    queryKey: ['dossiers', 'record', text],
    queryFn: () =>
      read(
        api.GET('/api/v1/dossiers', {
          params: { query: { limit: String(MOST), ...(text === '' ? {} : { text }) } },
        }),
      ),
  })
  return (
    <Page
      title="Kiểm soát hồ sơ"
      note="Xem toàn bộ sổ ghi của một hồ sơ, kiểm tra chuỗi ngay trên màn hình, tải về để kiểm tra độc lập."
    >
      <form
        className="card row end"
        onSubmit={(event) => {
          event.preventDefault()
          setText(typed.trim())
        }}
      >
        <div className="grow">
          <TextField label="Tên đơn vị, có dấu hoặc không dấu" value={typed} onChange={setTyped} />
        </div>
        <Button htmlType="submit">Tìm</Button>
      </form>
      <Read query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Không có hồ sơ nào phù hợp" />
          ) : (
            <section className="card" aria-label="Hồ sơ">
              {text === '' ? (
                <p className="muted">
                  {formatNumber(items.length)} hồ sơ mới nhất; gõ tên để tìm hồ sơ khác.
                </p>
              ) : items.length === MOST ? (
                <p className="muted">{formatNumber(MOST)} hồ sơ đầu; gõ thêm chữ của tên để tìm đúng hơn.</p>
              ) : null}
              <Found items={items} />
            </section>
          )
        }
      </Read>
      <Anchors />
    </Page>
  )
}

/** Of one subject there are many: which procedure's it is tells them apart. */
function Found({ items }: { readonly items: readonly Schemas['DossierItem'][] }) {
  const me = useMe()
  const names = useNames(items)
  return (
    <ul className="lines">
      {items.map((item) => (
        <li key={item.id} className="line">
          <div className="grow">
            <Link className="line-title" to={`/kiem-soat/${encodeURIComponent(item.id)}`}>
              {[item.subject.name, ...communeWords(me, item)].join(', ')}
            </Link>
            <div className="muted small">
              {names.procedure(item)?.vi ?? ''} · năm {item.year}
            </div>
          </div>
          <span className="tag">{statusLabel(item.status)}</span>
        </li>
      ))}
    </ul>
  )
}

function Anchors() {
  const anchors = useQuery({
    queryKey: ['anchors'],
    queryFn: () => read(api.GET('/api/v1/anchors', { params: { query: { limit: '14' } } })),
  })
  return (
    <section className="card" aria-labelledby="goc-ngay">
      <h2 id="goc-ngay">Gốc ký hằng ngày</h2>
      <Read query={anchors}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">Chưa có gốc nào được ký; gốc đầu tiên được ký vào sáng hôm sau.</p>
          ) : (
            <div className="scroll-x" tabIndex={0} role="region" aria-label="Bảng gốc ký">
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">Ngày</th>
                    <th scope="col" className="num">
                      Số chuỗi
                    </th>
                    <th scope="col">Gốc</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(({ day, heads, root }) => (
                    <tr key={day}>
                      <th scope="row">{formatDay(day)}</th>
                      <td className="num">{formatNumber(heads)}</td>
                      <td className="mono">{root.slice(0, 24)}…</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Read>
    </section>
  )
}
