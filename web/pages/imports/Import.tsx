// One import: how far it is, what would become of each row, confirming what was seen, and what became of each row. The work
// goes on while nobody looks; whoever comes back sees where it is.
import { Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { api, read } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Read } from '../../components/States.tsx'
import { say } from '../../components/toast.tsx'
import { formatMoment, formatNumber, formatSize } from '../../i18n/format.ts'
import { importKeys, useImport } from './queries.ts'
import { Rows } from './Rows.tsx'
import { FATES, KINDS, RESULTS, SKIPPED_SHEETS, STATUSES, TONES, isMoving, sumOf } from './words.ts'
import type { Import as ImportData } from './words.ts'

export default function Import() {
  const { id = '' } = useParams()
  return <Read query={useImport(id)}>{(job) => <Opened job={job} />}</Read>
}

function Opened({ job }: { readonly job: ImportData }) {
  const { status, kind, fileName, size, createdAt } = job
  return (
    <Page
      title={fileName}
      note={`${KINDS[kind].label} · ${formatSize(size)} · nạp lúc ${formatMoment(createdAt)}`}
      actions={<span className={`tag ${TONES[status]}`}>{STATUSES[status]}</span>}
    >
      <section className="card stack" aria-label="Tiến độ và xác nhận">
        <Progress job={job} />
        <Sheets job={job} />
        <Decide job={job} />
        {job.previewHash === null ? null : (
          <p>
            <a href={`/api/v1/imports/${encodeURIComponent(job.id)}/file`} download>
              Tải tệp kết quả: vẫn các dòng ấy, thêm cột kết quả và giải thích
            </a>
          </p>
        )}
      </section>
      {status === 'reading' || status === 'refused' ? null : <Rows key={status} job={job} />}
      <p className="no-print">
        <Link to="/nap-danh-sach">Về trang nạp danh sách</Link>
      </p>
    </Page>
  )
}

const STAY = 'Bạn có thể rời trang; việc này vẫn tiếp tục và xem lại được ở trang nạp danh sách.'

function sentence(job: ImportData): string {
  const { status, total, done, fates, results, fault, nothingNew } = job
  switch (status) {
    case 'reading':
      return `Đang đọc tệp${done === 0 ? '' : `: đã xem ${formatNumber(done)} dòng`}. ${STAY}`
    case 'refused':
      return fault?.vi ?? ''
    case 'previewed':
      return nothingNew
        ? `Không có gì mới để ghi: ${sumOf(FATES, fates)}. Nạp lại cùng một tệp không làm thay đổi gì.`
        : `Đã đọc ${formatNumber(total)} dòng: ${sumOf(FATES, fates)}. Chưa ghi gì cho tới khi bạn xác nhận.`
    case 'writing':
      return `Đang ghi: ${formatNumber(done)}/${formatNumber(total)} dòng. ${STAY}`
    case 'done':
      return `Đã ghi xong: ${sumOf(RESULTS, results)}.`
    case 'cancelled':
      return 'Đã bỏ lần nạp này; không dòng nào được ghi.'
  }
}

function Progress({ job }: { readonly job: ImportData }) {
  const { status, total, done } = job
  const text = sentence(job)
  const tone = status === 'refused' ? 'note bad' : status === 'done' ? 'note good' : ''
  return (
    <div role="status">
      {isMoving(job) ? (
        <progress
          className="progress"
          {...(total === 0 ? {} : { max: total, value: Math.min(done, total) })}
          aria-label="Tiến độ"
        />
      ) : null}
      <p className={tone}>{text}</p>
    </div>
  )
}

/** The sheets of the file that were left out, each with why. */
function Sheets({ job }: { readonly job: ImportData }) {
  const left = job.sheets.filter(({ skipped }) => skipped !== null)
  if (left.length === 0) return null
  return (
    <details>
      <summary>Trang không đọc ({formatNumber(left.length)})</summary>
      <ul>
        {left.map(({ name, skipped, missing }) => (
          <li key={name}>
            “{name}”: {skipped === null ? '' : SKIPPED_SHEETS[skipped]}
            {missing.length === 0 ? '' : ` (thiếu: ${missing.join(', ')})`}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Confirming exactly what was previewed, or giving it up. */
function Decide({ job }: { readonly job: ImportData }) {
  const client = useQueryClient()
  const { id, status, fates, previewHash, nothingNew } = job
  const path = { id }
  const after = async (next: ImportData): Promise<void> => {
    client.setQueryData(importKeys.one(id), next)
    await client.invalidateQueries({ queryKey: importKeys.list })
  }
  const confirm = useMutation({
    mutationFn: async () => {
      const body = { previewHash: previewHash ?? '' }
      await after(await read(api.POST('/api/v1/imports/{id}/confirm', { params: { path }, body })))
    },
    // Somebody (perhaps he himself in another window) was quicker: what stands now is shown.
    onError: () => client.invalidateQueries({ queryKey: importKeys.one(id) }),
  })
  const cancel = useMutation({
    mutationFn: async () => {
      await after(await read(api.POST('/api/v1/imports/{id}/cancel', { params: { path } })))
      say('Đã bỏ lần nạp này.')
    },
  })
  const problems = (
    <>
      <ProblemNote error={confirm.error} names={{ previewHash: 'Bản xem trước' }} />
      <ProblemNote error={cancel.error} />
    </>
  )
  if (status !== 'previewed' && status !== 'reading') return problems
  const writing = (fates['new'] ?? 0) + (fates['changed'] ?? 0)
  const mistakes = fates['mistake'] ?? 0
  return (
    <div className="stack no-print">
      {status === 'previewed' && mistakes > 0 ? (
        <p className="note warn">
          {formatNumber(mistakes)} dòng có lỗi được để lại, không ghi. Có thể sửa tệp rồi nạp lại cả tệp: dòng
          đã ghi giữ nguyên.
        </p>
      ) : null}
      <div className="row">
        {status === 'previewed' && !nothingNew ? (
          <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>
            Ghi {formatNumber(writing)} dòng
          </Button>
        ) : null}
        <Button loading={cancel.isPending} disabled={confirm.isPending} onClick={() => cancel.mutate()}>
          Bỏ lần nạp này
        </Button>
      </div>
      {problems}
    </div>
  )
}
