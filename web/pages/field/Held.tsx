// An inspection that wasn't sent: why, what the inspector saw beside what the dossier is now, his own findings beside those of
// others, and the ways on. None of them loses anything but the last, which asks a second time.
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { stepById } from '../../../domain/steps.ts'
import { Differences } from '../../components/Differences.tsx'
import { detailTexts } from '../../components/act/unmet.ts'
import { contentRows } from '../../components/forms/changes.ts'
import type { Difference } from '../../components/forms/changes.ts'
import { say } from '../../components/toast.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { statusLabel } from '../../i18n/vi.ts'
import { Trouble } from '../../offline/Trouble.tsx'
import { inspectionsSince } from '../../offline/picture.ts'
import { backToDraft, press, takeNewBasis } from '../../offline/records.ts'
import type { Entry } from '../../offline/records.ts'
import type { Picture, Work } from '../../offline/types.ts'
import { useIsOffline } from '../../offline/useKept.ts'
import { Answers, columnOf } from './Answers.tsx'
import { Remove } from './Remove.tsx'
import { closedText, refusedText } from './words.ts'

interface Props {
  readonly entry: Entry
  readonly work: Work
}

export function Held({ entry, work }: Props) {
  const { dossier, photos } = entry
  const { now, saw } = work
  const others = now === null ? [] : inspectionsSince(saw, now)
  return (
    <>
      <Why entry={entry} work={work} />
      {now === null ? null : <Changes entry={entry} saw={saw} now={now} />}
      <section className="card" aria-labelledby="ket-qua-cua-ban">
        <h2 id="ket-qua-cua-ban">Kết quả bạn đã ghi</h2>
        <Answers
          sheet={dossier.sheet}
          answers={work.answers}
          photos={photos}
          columns={now === null ? [] : others.map((one) => columnOf(now, one))}
        />
      </section>
      <WaysOn entry={entry} work={work} />
    </>
  )
}

function Why({ entry, work }: Props) {
  const { dossier } = entry
  const { refused, saw, stage } = work
  const { procedure, sheet } = dossier
  const step = stepById(procedure, saw.state.step)
  return (
    <div className="note warn" role="alert">
      {stage === 'changed' ? (
        <p>
          <strong>Hồ sơ đã thay đổi sau khi bạn mở xem.</strong> Phiếu của bạn chưa được gửi; mọi nội dung và
          ảnh vẫn còn trên máy này.
        </p>
      ) : (
        <p>
          <strong>Phiếu của bạn chưa được nhận.</strong> Mọi nội dung và ảnh vẫn còn trên máy này.
        </p>
      )}
      {refused === null ? null : (
        <>
          <p>{refusedText(refused)}</p>
          <ul>
            {detailTexts(refused.detail, { procedure, step, sheet }).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

interface ChangesProps {
  readonly entry: Entry
  readonly saw: Picture
  readonly now: Picture
}

function rowsOf({ entry, saw, now }: ChangesProps): Difference[] {
  const { procedure } = entry.dossier
  const nameOf = (step: string): string => stepById(procedure, step)?.vi ?? step
  const contentOf = ({ state, contents }: Picture) =>
    state.contentHash === null ? null : (contents[state.contentHash] ?? null)
  const sheetOf = ({ state }: Picture): string =>
    state.sheet === null ? '–' : `${state.sheet.id}, bản ${state.sheet.version}`
  const countOf = ({ state }: Picture): string => formatNumber(state.inspections.length)
  const rows: Difference[] = [
    ['Bước', nameOf(saw.state.step), nameOf(now.state.step)],
    ['Lần', String(saw.state.round), String(now.state.round)],
    ['Trạng thái', statusLabel(saw.state.status), statusLabel(now.state.status)],
    ['Phiếu tiêu chí', sheetOf(saw), sheetOf(now)],
    ['Số lần kiểm tra', countOf(saw), countOf(now)],
    ...contentRows(procedure, contentOf(saw), contentOf(now)),
  ]
  return rows.filter(([, before, after]) => before !== after)
}

function Changes(props: ChangesProps) {
  const { saw, now } = props
  const rows = rowsOf(props)
  if (rows.length === 0) return null
  return (
    <section className="card" aria-labelledby="thay-doi">
      <h2 id="thay-doi">Hồ sơ thay đổi những gì</h2>
      <Differences
        label="So sánh hai bản của hồ sơ"
        heads={[`Lúc bạn xem, ${formatMoment(saw.at)}`, `Bây giờ, ${formatMoment(now.at)}`]}
        rows={rows}
      />
    </section>
  )
}

function WaysOn({ entry, work }: Props) {
  const { dossier } = entry
  const navigate = useNavigate()
  const offline = useIsOffline()
  const again = useMutation({
    mutationFn: async () => {
      // What was refused for a passing reason goes out as it is; a changed dossier is taken as it has become.
      if (work.stage === 'refused' && work.now === null) await press(entry)
      else if (!(await takeNewBasis(entry))) say('Phiếu đã chuyển về đang ghi để bạn xem lại trên bản mới.')
    },
  })
  const draft = useMutation({ mutationFn: () => backToDraft(dossier.key) })
  const closed = work.now === null ? null : closedText(work.now)
  return (
    <section className="card" aria-labelledby="cach-xu-ly">
      <h2 id="cach-xu-ly">Bạn muốn làm gì</h2>
      <div className="row">
        <Button
          type="primary"
          loading={again.isPending}
          disabled={offline || closed !== null}
          onClick={() => again.mutate()}
        >
          {work.now === null ? 'Gửi lại' : 'Tôi đã xem, gửi lại trên bản mới'}
        </Button>
        <Button loading={draft.isPending} onClick={() => draft.mutate()}>
          Giữ lại làm bản nháp
        </Button>
        <Remove
          entry={entry}
          onRemoved={() => {
            void navigate('/hien-truong')
          }}
        />
      </div>
      {closed === null ? null : <p className="muted small">Chưa gửi lại được: {closed}</p>}
      {offline ? <p className="muted small">Gửi lại được khi có mạng.</p> : null}
      <p className="small">
        <Link to={`/ho-so/${encodeURIComponent(dossier.dossierId)}`}>Mở hồ sơ trên hệ thống</Link>
      </p>
      <Trouble error={again.error ?? draft.error} />
    </section>
  )
}
