// One matter: what it is and whose, its dossiers of all years, its parts with what is missing, and what can be done with it.
import { Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { useNames } from '../../client/steps.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { DueTag } from '../../components/Due.tsx'
import { Page } from '../../components/Page.tsx'
import { DossierPapers } from '../../components/papers/DossierPapers.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Failed, Loading } from '../../components/States.tsx'
import { say } from '../../components/toast.tsx'
import { MATTER_STATUSES, statusLabel, subjectKindLabel } from '../../i18n/vi.ts'
import { Begin } from './Begin.tsx'
import { EditMatter } from './EditMatter.tsx'
import { EndMatter } from './EndMatter.tsx'
import { spanOf } from './MatterLine.tsx'
import { Parts } from './Parts.tsx'
import { Years } from './Years.tsx'
import { matterKeys, useMatter, useProceduresOf, useTypeNames } from './queries.ts'
import { STANDING_TONES, dateNames, formatOwnDate, partKindsOf } from './words.ts'

type Detail = Schemas['MatterDetail']

const WITH_PAPERS = 3

export default function Matter() {
  const { id = '' } = useParams()
  const matter = useMatter(id)
  if (matter.data === undefined) {
    return (
      <Page title="Trong sổ theo dõi">
        {matter.isError ? <Failed error={matter.error} again={() => void matter.refetch()} /> : <Loading />}
      </Page>
    )
  }
  return <Loaded key={id} matter={matter.data} />
}

function Loaded({ matter }: { readonly matter: Detail }) {
  const partKinds = partKindsOf(matter, useProceduresOf(matter.kind))
  return (
    <Page
      title={matter.name}
      note={subjectKindLabel(matter.kind)}
      actions={matter.mayChange ? <Change matter={matter} /> : undefined}
    >
      <Facts matter={matter} />
      <Begin matter={matter} />
      <Dossiers matter={matter} />
      <Years matterId={matter.id} />
      <Papers matter={matter} />
      {partKinds.length === 0 ? null : <Parts whole={matter} kinds={partKinds} />}
    </Page>
  )
}

function Facts({ matter }: { readonly matter: Detail }) {
  const typeName = useTypeNames()
  const names = dateNames(useProceduresOf(matter.kind))
  const dates = Object.entries(matter.dates)
  return (
    <section className="card" aria-label="Thông tin chung">
      <dl className="facts">
        <dt>Tình trạng</dt>
        <dd>
          <span className={`tag ${STANDING_TONES[matter.status]}`}>{MATTER_STATUSES[matter.status]}</span>{' '}
          {spanOf(matter)}
        </dd>
        {matter.code === null ? null : (
          <>
            <dt>Số, ký hiệu</dt>
            <dd>{matter.code}</dd>
          </>
        )}
        {matter.type === null ? null : (
          <>
            <dt>Phân loại</dt>
            <dd>{typeName(matter.kind, matter.type)}</dd>
          </>
        )}
        <dt>Cơ quan chủ trì</dt>
        <dd>{matter.officeName}</dd>
        <dt>Người phụ trách</dt>
        <dd>{matter.personName ?? 'Chưa phân công'}</dd>
        {dates.map(([key, date]) => (
          <FactOfDate key={key} label={names[key] ?? 'Ngày hẹn'} date={date} />
        ))}
      </dl>
      {matter.parentId === null ? null : (
        <p>
          <Link to={`/so/${encodeURIComponent(matter.parentId)}`}>Thuộc kế hoạch, yêu cầu này</Link>
        </p>
      )}
    </section>
  )
}

function FactOfDate({ label, date }: { readonly label: string; readonly date: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{formatOwnDate(date)}</dd>
    </>
  )
}

function Dossiers({ matter }: { readonly matter: Detail }) {
  const me = useMe()
  const names = useNames(matter.dossiers)
  return (
    <section className="card" aria-labelledby="ho-so-cac-nam">
      <h2 id="ho-so-cac-nam">Hồ sơ qua các năm</h2>
      {matter.dossiers.length === 0 ? (
        <p className="muted">Chưa có hồ sơ nào.</p>
      ) : (
        <ul className="lines">
          {matter.dossiers.map((dossier) => (
            <li key={dossier.id} className="line">
              <div className="grow">
                <Link to={`/ho-so/${encodeURIComponent(dossier.id)}`} className="line-title">
                  {names.procedure(dossier)?.vi ?? 'Hồ sơ'}, năm {dossier.year}
                </Link>
                <div className="muted small">
                  {dossier.outcome === null
                    ? names.step(dossier, dossier.step)
                    : names.outcome(dossier, dossier.outcome)}
                  {dossier.late ? ' · Có lần quá hạn' : ''}
                </div>
              </div>
              <span className="tag">{statusLabel(dossier.status)}</span>
              {dossier.closedAt === null ? <DueTag dueAt={dossier.dueAt} now={me.now} /> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Papers of its last dossiers; those of earlier ones are on their own pages. */
function Papers({ matter }: { readonly matter: Detail }) {
  const names = useNames(matter.dossiers)
  const shown = matter.dossiers.slice(0, WITH_PAPERS)
  if (shown.length === 0) return null
  return (
    <section className="card" aria-labelledby="van-ban">
      <h2 id="van-ban">Văn bản</h2>
      {shown.map((dossier) => (
        <div key={dossier.id}>
          {shown.length === 1 ? null : (
            <h3>
              {names.procedure(dossier)?.vi ?? 'Hồ sơ'}, năm {dossier.year}
            </h3>
          )}
          <DossierPapers dossierId={dossier.id} brief />
        </div>
      ))}
    </section>
  )
}

/** Kinds that no procedure ends; the API has the same list. */
const ENDED_BY_HAND: readonly Detail['kind'][] = ['plan', 'commitment', 'coordination', 'committee']

const mayEnd = ({ kind, status, dossiers }: Detail): boolean =>
  status === 'active' && ENDED_BY_HAND.includes(kind) && dossiers.every(({ closedAt }) => closedAt !== null)

function Change({ matter }: { readonly matter: Detail }) {
  const [asked, setAsked] = useState<'change' | 'end' | 'drop' | null>(null)
  const close = (): void => setAsked(null)
  return (
    <>
      <Button onClick={() => setAsked('change')}>Sửa</Button>
      {mayEnd(matter) ? <Button onClick={() => setAsked('end')}>Kết thúc</Button> : null}
      {matter.status === 'draft' ? (
        <Button danger onClick={() => setAsked('drop')}>
          Bỏ khỏi sổ
        </Button>
      ) : null}
      <Dialog title="Sửa thông tin" open={asked === 'change'} onClose={close}>
        <EditMatter matter={matter} onDone={close} />
      </Dialog>
      <Dialog title="Kết thúc" open={asked === 'end'} onClose={close}>
        <EndMatter matter={matter} onDone={close} />
      </Dialog>
      <Dialog title="Bỏ khỏi sổ" open={asked === 'drop'} onClose={close}>
        <Drop matter={matter} />
      </Dialog>
    </>
  )
}

function Drop({ matter }: { readonly matter: Detail }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const drop = useMutation({
    mutationFn: async () => {
      await read(api.DELETE('/api/v1/matters/{id}', { params: { path: { id: matter.id } } }))
      await client.invalidateQueries({ queryKey: matterKeys.all })
      say('Đã bỏ khỏi sổ; việc ghi và bỏ vẫn được lưu vết.')
      await navigate(matter.kind === 'plan' ? '/ke-hoach' : `/so?kind=${matter.kind}`)
    },
  })
  return (
    <>
      <p>“{matter.name}” đang soạn, chưa có hồ sơ. Bỏ rồi thì không mở lại được.</p>
      <ProblemNote error={drop.error} />
      <Button type="primary" danger loading={drop.isPending} onClick={() => drop.mutate()}>
        Bỏ khỏi sổ
      </Button>
    </>
  )
}
