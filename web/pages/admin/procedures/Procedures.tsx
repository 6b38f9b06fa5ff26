// Published procedures with their versions, drafts that are being written, and copying a version to change it.
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { sendOnce } from '../../../client/act.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { Page } from '../../../components/Page.tsx'
import { Empty, Read } from '../../../components/States.tsx'
import { Choice, TextField } from '../../../components/forms/fields.tsx'
import { formatDay, formatMoment } from '../../../i18n/format.ts'
import { AskDialog } from '../common/AskDialog.tsx'
import { useKeepsAll } from '../common/rights.ts'
import { draftPath, procedurePath } from './paths.ts'

type Item = Schemas['ProcedureItem']

export default function Procedures() {
  const keeps = useKeepsAll()
  const [copied, setCopied] = useState<Item | null>(null)
  const procedures = useQuery({
    queryKey: ['procedures'],
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
  return (
    <Page
      title="Quy trình"
      note="Mỗi bản đã công bố giữ nguyên mãi mãi. Thay đổi là soạn một bản mới, kiểm tra, rồi công bố."
    >
      {keeps ? <Drafts /> : null}
      <Read query={procedures}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Chưa có quy trình nào được công bố" />
          ) : (
            items.map((item) => (
              <section key={item.id} className="card" aria-label={item.vi}>
                <div className="page-head">
                  <h2>{item.vi}</h2>
                  {keeps ? <Button onClick={() => setCopied(item)}>Soạn bản mới</Button> : null}
                </div>
                <ul className="lines">
                  {item.versions.map(({ version, publishedAt }) => (
                    <li key={version} className="line">
                      <Link className="grow" to={procedurePath(item.id, version)}>
                        Bản {version}
                      </Link>
                      <span className="muted small">công bố {formatDay(publishedAt)}</span>
                    </li>
                  ))}
                </ul>
              </section>
            ))
          )
        }
      </Read>
      {copied === null ? null : <Copy item={copied} onClose={() => setCopied(null)} />}
      {keeps ? null : (
        <p className="muted small">Quy trình do quản trị viên toàn hệ thống soạn và công bố.</p>
      )}
    </Page>
  )
}

function Drafts() {
  const drafts = useQuery({
    queryKey: ['procedure-drafts'],
    queryFn: () => read(api.GET('/api/v1/procedure-drafts')),
  })
  return (
    <Read query={drafts} loading={null}>
      {({ items }) =>
        items.length === 0 ? null : (
          <section className="card" aria-labelledby="ban-soan">
            <h2 id="ban-soan">Đang soạn</h2>
            <ul className="lines">
              {items.map((one) => (
                <li key={one.id} className="line">
                  <Link className="grow" to={draftPath(one.id)}>
                    {one.vi ?? one.procedureId}
                  </Link>
                  <span className="muted small">
                    {one.baseVersion === 0 ? 'quy trình mới' : `từ bản ${one.baseVersion}`}, lưu{' '}
                    {formatMoment(one.updatedAt)}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )
      }
    </Read>
  )
}

function Copy({ item, onClose }: { readonly item: Item; readonly onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const newest = item.versions[0]?.version ?? 0
  const [version, setVersion] = useState(newest)
  const send = async (): Promise<void> => {
    const path = `/api/v1/procedures/${encodeURIComponent(item.id)}/drafts`
    const body = { version, ...(name.trim() === '' ? {} : { as: name.trim() }) }
    const draft = await sendOnce<Schemas['ProcedureDraft']>({ name: `copy/${item.id}`, path, body })
    await client.invalidateQueries({ queryKey: ['procedure-drafts'] })
    void navigate(draftPath(draft.id))
  }
  return (
    <AskDialog
      title="Soạn bản mới"
      open
      onClose={onClose}
      confirm="Bắt đầu soạn"
      names={{ as: 'Mã của quy trình mới' }}
      send={send}
    >
      {(errors) => (
        <>
          <p>
            Chép một bản của <strong>{item.vi}</strong> để sửa. Chưa công bố thì chưa ảnh hưởng đến ai.
          </p>
          <Choice
            label="Chép từ bản"
            value={String(version)}
            options={item.versions.map((one) => ({
              value: String(one.version),
              label: `Bản ${one.version}, công bố ${formatDay(one.publishedAt)}`,
            }))}
            onChange={(chosen) => setVersion(Number(chosen))}
          />
          <TextField
            label="Mã của quy trình mới"
            hint="Chữ không dấu, số và gạch ngang. Chỉ điền khi lập một quy trình khác; để trống: bản tiếp theo của quy trình này."
            value={name}
            error={errors['as']}
            onChange={setName}
          />
        </>
      )}
    </AskDialog>
  )
}
