// Bringing in a list as people keep it: which kind it is, the sheet to fill in, the file itself; and what was brought in
// during the last weeks.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { FileButton } from '../../components/FileButton.tsx'
import { OneFile } from '../../components/forms/OneFile.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { Page } from '../../components/Page.tsx'
import { Empty } from '../../components/States.tsx'
import { formatMoment } from '../../i18n/format.ts'
import { PagedList, usePaged } from '../admin/common/paged.tsx'
import { KindOptions, optionsReady } from './KindOptions.tsx'
import type { KindChoice } from './KindOptions.tsx'
import { importKeys } from './queries.ts'
import { FATES, KINDS, KIND_IDS, RESULTS, STATUSES, TONES, sumOf } from './words.ts'
import type { Import } from './words.ts'

export default function Imports() {
  return (
    <Page
      title="Nạp danh sách từ bảng tính"
      note="Bảng đang có, dạng .xlsx hoặc CSV. Hệ thống đọc và cho xem trước từng dòng; chỉ ghi khi bạn xác nhận."
    >
      <NewImport />
      <Past />
    </Page>
  )
}

/** The query of the upload and of the template, which take the same. */
function queryOf({ kind, ...options }: KindChoice, withKind: boolean): string {
  const given = Object.entries(options).filter(([, value]) => value !== '')
  const query = new URLSearchParams(given)
  if (withKind) query.set('kind', kind)
  return query.toString()
}

function NewImport() {
  const me = useMe()
  const navigate = useNavigate()
  const client = useQueryClient()
  const kinds = KIND_IDS.filter((kind) =>
    me.posts.some(({ role }) => (KINDS[kind].roles as readonly string[]).includes(role)),
  )
  const [choice, setChoice] = useState<KindChoice>({ kind: kinds[0] ?? 'units' })
  const { kind } = choice
  const ready = optionsReady(choice)
  return (
    <section className="card stack" aria-labelledby="nap-moi">
      <h2 id="nap-moi">Nạp danh sách mới</h2>
      <div className="filters">
        <Choice
          label="Loại danh sách"
          value={kind}
          options={kinds.map((one) => ({ value: one, label: KINDS[one].label }))}
          onChange={(next) => setChoice({ kind: kinds.find((one) => one === next) ?? kind })}
        />
        <KindOptions choice={choice} onChange={setChoice} />
      </div>
      <p className="muted">{KINDS[kind].about}</p>
      {ready ? (
        <div className="row">
          <FileButton path={`/api/v1/imports/templates/${kind}?${queryOf(choice, false)}`}>
            Tải tệp mẫu: {KINDS[kind].label.toLocaleLowerCase('vi')}
          </FileButton>
        </div>
      ) : (
        <p className="note info">Hãy chọn đợt xét trước: tệp mẫu có cột theo phiếu tiêu chí của đợt.</p>
      )}
      <OneFile<Import>
        label="Chọn tệp để nạp"
        hint=".xlsx hoặc CSV UTF-8, không quá 50.000 dòng; có thể kéo thả vào đây."
        accept=".xlsx,.csv"
        path={`/api/v1/imports?${queryOf(choice, true)}`}
        keyed
        disabled={!ready}
        names={{ file: 'Tệp', campaign: 'Đợt xét' }}
        onSent={async (job) => {
          await client.invalidateQueries({ queryKey: importKeys.list })
          await navigate(`/nap-danh-sach/${encodeURIComponent(job.id)}`)
        }}
      />
      <p className="muted small">
        Nạp cùng một tệp hai lần không làm thay đổi gì: dòng nào đã có thì giữ nguyên.
      </p>
    </section>
  )
}

function Past() {
  const query = usePaged(importKeys.list, (at) =>
    read(api.GET('/api/v1/imports', { params: { query: { limit: '20', ...at } } })),
  )
  return (
    <section className="card" aria-labelledby="da-nap">
      <h2 id="da-nap">Các lần nạp của bạn trong 30 ngày</h2>
      <PagedList
        query={query}
        empty={<Empty title="Chưa nạp danh sách nào">Lần nạp đầu tiên sẽ hiện ở đây.</Empty>}
      >
        {(items) => (
          <ul className="lines">
            {items.map((job) => (
              <li key={job.id} className="line">
                <div className="grow">
                  <Link to={`/nap-danh-sach/${encodeURIComponent(job.id)}`} className="line-title">
                    {job.fileName}
                  </Link>
                  <div className="muted small">
                    {KINDS[job.kind].label} · {formatMoment(job.createdAt)}
                  </div>
                  <div className="muted small">
                    {job.status === 'done' ? sumOf(RESULTS, job.results) : sumOf(FATES, job.fates)}
                  </div>
                </div>
                <span className={`tag ${TONES[job.status]}`}>{STATUSES[job.status]}</span>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  )
}
