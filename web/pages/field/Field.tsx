// "Kiểm tra ngoài hiện trường": what is on this device, what waits to be sent, what was held back and why, and which dossiers
// could be taken along.
import { useMutation } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { stepById } from '../../../domain/steps.ts'
import { Page } from '../../components/Page.tsx'
import { Empty, Loading } from '../../components/States.tsx'
import { formatMoment, formatNumber, formatSize } from '../../i18n/format.ts'
import { subjectKindLabel } from '../../i18n/vi.ts'
import { Trouble } from '../../offline/Trouble.tsx'
import { keepForField } from '../../offline/keep.ts'
import type { Entry } from '../../offline/records.ts'
import { useIsOffline, useKept, useOthersUnsent, useProgress } from '../../offline/useKept.ts'
import '../../styles/field.css'
import { Nearby } from './Nearby.tsx'
import { Remove } from './Remove.tsx'
import { GROUPS, STAGES, STAGE_TONES, amountText, groupOf } from './words.ts'
import type { Group } from './words.ts'

export default function Field() {
  const kept = useKept()
  const others = useOthersUnsent()
  const offline = useIsOffline()
  return (
    <Page
      title="Kiểm tra ngoài hiện trường"
      note="Hồ sơ, phiếu kiểm tra và ảnh trên chính máy này; ghi được khi không có mạng, tự gửi khi có mạng."
    >
      {offline ? (
        <p className="note warn">Máy đang không có mạng. Mọi thứ bạn ghi được giữ trên máy này và gửi sau.</p>
      ) : null}
      {others === 0 ? null : (
        <p className="note info">
          Trên máy này còn {formatNumber(others)} phiếu chưa gửi của người khác. Phiếu chỉ được gửi khi người
          đó đăng nhập lại trên máy này; bạn không xem được.
        </p>
      )}
      {kept.isError ? <Trouble error={kept.error} /> : null}
      {kept.isPending ? <Loading /> : null}
      {kept.data === undefined ? null : <Groups entries={kept.data} />}
      {offline ? null : <Nearby kept={kept.data ?? []} />}
      <Room />
    </Page>
  )
}

function Groups({ entries }: { readonly entries: readonly Entry[] }) {
  if (entries.length === 0) {
    return (
      <section className="card">
        <Empty title="Chưa có hồ sơ nào trên máy này">
          Khi còn mạng, hãy giữ trước những hồ sơ sẽ đi kiểm tra: chọn ở danh sách bên dưới, hoặc bấm “Giữ
          trên máy này” ở trang của hồ sơ.
        </Empty>
      </section>
    )
  }
  return (Object.keys(GROUPS) as Group[]).map((group) => {
    const own = entries.filter((entry) => groupOf(entry) === group)
    return own.length === 0 ? null : (
      <section key={group} className="card">
        <h2>
          {GROUPS[group]} <span className="tag">{formatNumber(own.length)}</span>
        </h2>
        <ul className="lines">
          {own.map((entry) => (
            <Line key={entry.dossier.key} entry={entry} />
          ))}
        </ul>
      </section>
    )
  })
}

function Line({ entry }: { readonly entry: Entry }) {
  const { dossier, work } = entry
  const { picture, procedure } = dossier
  const { state } = picture
  const progress = useProgress()
  const sending = progress?.key === dossier.key ? progress : null
  return (
    <li className="line">
      <div className="grow">
        <Link to={`/hien-truong/${encodeURIComponent(dossier.dossierId)}`} className="line-title">
          {picture.subjectName}
        </Link>
        <div className="muted small">
          {subjectKindLabel(state.subject.kind)} · {stepById(procedure, state.step)?.vi ?? state.step} · năm{' '}
          {state.year}
        </div>
        <div className="muted small">
          {amountText(entry)} · bản trên máy lúc {formatMoment(picture.at)}
          {work?.receivedAt == null ? '' : ` · ghi nhận lúc ${formatMoment(work.receivedAt)}`}
        </div>
        {sending === null || sending.total === 0 ? null : (
          <Progress
            percent={Math.round((sending.sent / sending.total) * 100)}
            size="small"
            status="active"
            aria-label={`Đang gửi ảnh của ${picture.subjectName}`}
          />
        )}
      </div>
      <div className="row">
        {work === null ? null : (
          <span className={`tag ${STAGE_TONES[work.stage]}`}>
            {sending === null ? STAGES[work.stage] : 'Đang gửi'}
          </span>
        )}
        <Refresh entry={entry} />
        <Remove entry={entry} />
      </div>
    </li>
  )
}

/** The copy on this device as the dossier is now; not where something waits, for that is compared with what was seen. */
function Refresh({ entry }: { readonly entry: Entry }) {
  const me = useMe()
  const { dossier, work } = entry
  const refresh = useMutation({ mutationFn: () => keepForField(me, dossier.dossierId) })
  if (useIsOffline() || (work !== null && work.stage !== 'draft' && work.stage !== 'sent')) return null
  return (
    <>
      <Button size="small" loading={refresh.isPending} onClick={() => refresh.mutate()}>
        Cập nhật<span className="sr">: {dossier.picture.subjectName}</span>
      </Button>
      <Trouble error={refresh.error} />
    </>
  )
}

interface Space {
  readonly used: number
  readonly free: number
  readonly lasting: boolean
}

async function spaceNow(): Promise<Space> {
  const [{ usage = 0, quota = 0 }, lasting] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ])
  return { used: usage, free: Math.max(0, quota - usage), lasting }
}

/** How much room there is, and whether the browser may tidy it away. */
function Room() {
  const [space, setSpace] = useState<Space | null>(null)
  const kept = useKept()
  useEffect(() => {
    if (window.isSecureContext) spaceNow().then(setSpace, () => setSpace(null))
  }, [kept.dataUpdatedAt])
  if (space === null) return null
  return (
    <p className="muted small">
      Đang dùng {formatSize(space.used)} trên máy này, còn chỗ cho khoảng {formatSize(space.free)}.
      {space.lasting
        ? ''
        : ' Trình duyệt chưa hứa giữ lâu dài: hãy gửi phiếu sớm, đừng xóa dữ liệu duyệt web của trang này.'}
    </p>
  )
}
