// One dossier in the field: its checklist while it is filled in, and then where it stands on its way.
import { useMutation } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useEffect, useRef } from 'react'
import { Link, useParams } from 'react-router'
import { stepById } from '../../../domain/steps.ts'
import { Page } from '../../components/Page.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { formatDay, formatMoment, formatSize } from '../../i18n/format.ts'
import { Trouble } from '../../offline/Trouble.tsx'
import { backToDraft, beginAgain } from '../../offline/records.ts'
import type { Entry } from '../../offline/records.ts'
import type { KeptDossier, Work } from '../../offline/types.ts'
import { useEntry, useIsOffline, useProgress } from '../../offline/useKept.ts'
import '../../styles/field.css'
import { Answers } from './Answers.tsx'
import { Filling } from './Filling.tsx'
import { Held } from './Held.tsx'
import { STAGES, STAGE_TONES } from './words.ts'

export default function Checklist() {
  const { id = '' } = useParams()
  const query = useEntry(id)
  if (query.isError) {
    return (
      <Page title="Phiếu kiểm tra">
        <Trouble error={query.error} />
      </Page>
    )
  }
  return (
    <Read query={query}>{(entry) => (entry === null ? <NotHere id={id} /> : <Opened entry={entry} />)}</Read>
  )
}

function NotHere({ id }: { readonly id: string }) {
  return (
    <Page title="Phiếu kiểm tra">
      <section className="card">
        <Empty
          title="Hồ sơ này không có trên máy"
          action={<Link to={`/ho-so/${encodeURIComponent(id)}`}>Mở hồ sơ trên hệ thống</Link>}
        >
          Khi có mạng, mở hồ sơ rồi bấm “Giữ trên máy này”.
        </Empty>
      </section>
    </Page>
  )
}

function Opened({ entry }: { readonly entry: Entry }) {
  const { dossier, work } = entry
  const { picture, procedure } = dossier
  const { state, dueAt } = picture
  const stage = work?.stage ?? 'draft'
  const before = useRef(stage)
  useEffect(() => {
    // Another stage is another page under the same name: it is read from its top.
    if (before.current !== stage) document.querySelector('h1')?.focus()
    before.current = stage
  }, [stage])
  const step = stepById(procedure, state.step)?.vi ?? state.step
  return (
    <Page
      title={picture.subjectName}
      note={`${step} · ${procedure.vi}, năm ${state.year}${dueAt === null ? '' : ` · hạn ${formatDay(dueAt)}`}`}
      actions={<span className={`tag ${STAGE_TONES[stage]}`}>{STAGES[stage]}</span>}
    >
      <p className="small no-print">
        <Link to="/hien-truong">Tất cả phiếu trên máy này</Link>
      </p>
      <Body entry={entry} />
    </Page>
  )
}

function Body({ entry }: { readonly entry: Entry }) {
  const { work } = entry
  switch (work?.stage) {
    case undefined:
    case 'draft':
      return <Filling key={`${entry.dossier.sheet.id}/${entry.dossier.sheet.version}`} entry={entry} />
    case 'waiting':
      return <OnItsWay entry={entry} />
    case 'changed':
    case 'refused':
      return <Held entry={entry} work={work} />
    case 'sent':
      return <Sent dossier={entry.dossier} work={work} />
  }
}

function OnItsWay({ entry }: { readonly entry: Entry }) {
  const { dossier, work, photos } = entry
  const offline = useIsOffline()
  const progress = useProgress()
  const sending = progress?.key === dossier.key ? progress : null
  const draft = useMutation({ mutationFn: () => backToDraft(dossier.key) })
  return (
    <>
      <div className="note info" role="status">
        <p>
          <strong>Phiếu đã ghi xong và nằm trên máy này.</strong>{' '}
          {sending === null
            ? offline
              ? 'Phiếu sẽ tự gửi khi có mạng; bạn có thể đóng trang.'
              : 'Phiếu đang chờ đến lượt gửi.'
            : 'Đang gửi…'}
        </p>
        {sending === null || sending.total === 0 ? null : (
          <>
            <Progress
              percent={Math.round((sending.sent / sending.total) * 100)}
              size="small"
              status="active"
              aria-label="Đang gửi ảnh"
            />
            <p className="small">
              {formatSize(sending.sent)} trên {formatSize(sending.total)}
            </p>
          </>
        )}
      </div>
      <section className="card">
        <Answers sheet={dossier.sheet} answers={work?.answers ?? {}} photos={photos} />
      </section>
      {work?.outgoing?.tried === true ? (
        <p className="muted small">Phiếu đã được gửi đi và đang chờ trả lời, nên chưa sửa được.</p>
      ) : (
        <div className="row">
          <Button disabled={sending !== null} loading={draft.isPending} onClick={() => draft.mutate()}>
            Sửa lại
          </Button>
        </div>
      )}
      <Trouble error={draft.error} />
    </>
  )
}

function Sent({ dossier, work }: { readonly dossier: KeptDossier; readonly work: Work }) {
  const again = useMutation({ mutationFn: () => beginAgain(dossier) })
  return (
    <>
      <p className="note good" role="status">
        Đã ghi nhận lúc {work.receivedAt === null ? '' : formatMoment(work.receivedAt)}.{' '}
        <Link to={`/ho-so/${encodeURIComponent(dossier.dossierId)}`}>Xem trong hồ sơ</Link>
      </p>
      <section className="card">
        <Answers sheet={dossier.sheet} answers={work.answers} photos={[]} />
      </section>
      <div className="row">
        <Button loading={again.isPending} onClick={() => again.mutate()}>
          Kiểm tra thêm một lần
        </Button>
      </div>
      <Trouble error={again.error} />
    </>
  )
}
