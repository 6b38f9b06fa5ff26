// The parts of a whole: who has each, by when, how far it is, what came of it; who is missing and was chased; and adding to
// them, also after the whole was decided, when they have to be handed out by name.
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import type { Schemas } from '../../client/api.ts'
import { useDossier } from '../../client/queries.ts'
import { useNames } from '../../client/steps.ts'
import type { Names } from '../../client/steps.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { DueTag } from '../../components/Due.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { formatMoment, formatNumber, formatShare } from '../../i18n/format.ts'
import { actionLabel, statusLabel, subjectKindLabel } from '../../i18n/vi.ts'
import { AddMany } from './AddMany.tsx'
import { AddPart } from './AddPart.tsx'
import { PartsTag } from './PartsTag.tsx'
import { useParts } from './queries.ts'
import type { MatterKind, Part } from './queries.ts'

const CHASED = {
  reminder: 'Đã nhắc sắp đến hạn',
  overdue: 'Đã báo quá hạn',
  escalation: 'Đã báo cấp trên',
} as const satisfies Record<Part['chased'][number]['kind'], string>

const SHOWN = {
  all: () => true,
  missing: ({ missing }: Part) => missing,
  late: ({ late }: Part) => late,
  closed: ({ dossier }: Part) => dossier !== null && dossier.closedAt !== null,
} as const
const SHOWN_LABELS = {
  all: 'Tất cả',
  missing: 'Đã giao, chưa bắt đầu',
  late: 'Quá hạn, trễ hạn',
  closed: 'Đã xong',
} as const satisfies Record<keyof typeof SHOWN, string>
const isShown = (value: string): value is keyof typeof SHOWN => Object.hasOwn(SHOWN, value)

interface Props {
  readonly whole: Schemas['MatterDetail']
  /** What its parts can be, the usual kind first. */
  readonly kinds: readonly MatterKind[]
}

export function Parts({ whole, kinds }: Props) {
  const parts = useParts(whole.id)
  const [shown, setShown] = useState<keyof typeof SHOWN>('all')
  const [adding, setAdding] = useState<'one' | 'many' | null>(null)
  const close = (): void => setAdding(null)
  const isPlan = whole.kind === 'plan'
  return (
    <section className="card stack" aria-labelledby="phan-viec">
      <div className="row">
        <h2 id="phan-viec" className="grow">
          {isPlan ? 'Nhiệm vụ trong kế hoạch' : 'Các phần việc'}
        </h2>
        {whole.mayChange ? (
          <>
            <Button className="no-print" onClick={() => setAdding('one')}>
              {isPlan ? 'Thêm nhiệm vụ' : 'Thêm phần việc'}
            </Button>
            <Button className="no-print" onClick={() => setAdding('many')}>
              Giao cho nhiều nơi
            </Button>
          </>
        ) : null}
      </div>
      <Dialog title={isPlan ? 'Thêm nhiệm vụ' : 'Thêm phần việc'} open={adding === 'one'} onClose={close}>
        <AddPart whole={whole} kinds={kinds} onDone={close} />
      </Dialog>
      <Dialog title="Giao cho nhiều nơi" open={adding === 'many'} onClose={close}>
        <AddMany whole={whole} kinds={kinds} parts={parts.data?.items ?? []} onDone={close} />
      </Dialog>
      <Read query={parts}>
        {({ items, counts }) =>
          items.length === 0 ? (
            <Empty title={isPlan ? 'Chưa có nhiệm vụ nào' : 'Chưa có phần việc nào'}>
              Nhiệm vụ được giao đến từng cơ quan, từng người khi kế hoạch được ban hành, kết luận được xác
              nhận.
            </Empty>
          ) : (
            <>
              <Progress counts={counts} />
              {items.some(({ status }) => status === 'draft') ? <HandOut whole={whole} /> : null}
              <div className="filters no-print">
                <Choice
                  label="Hiện"
                  value={shown}
                  options={Object.entries(SHOWN_LABELS).map(([value, label]) => ({ value, label }))}
                  onChange={(next) => setShown(isShown(next) ? next : 'all')}
                />
              </div>
              <PartLines items={items.filter(SHOWN[shown])} />
            </>
          )
        }
      </Read>
    </section>
  )
}

interface Counts {
  readonly total: number
  readonly handedOut: number
  readonly begun: number
  readonly closed: number
  readonly late: number
}

/** How far the whole is, in numbers and as a bar. */
function Progress({ counts }: { readonly counts: Counts }) {
  const { total, handedOut, begun, closed, late } = counts
  const share = total === 0 ? 0 : closed / total
  return (
    <div>
      <label htmlFor="tien-do">
        Tiến độ: xong {formatNumber(closed)}/{formatNumber(total)} ({formatShare(share)})
      </label>
      <progress id="tien-do" className="progress" max={Math.max(1, total)} value={closed} />
      <div className="row">
        <span className="tag">{formatNumber(handedOut)} đã giao</span>
        <span className="tag info">{formatNumber(begun)} đã bắt đầu</span>
        <span className={late > 0 ? 'tag bad' : 'tag good'}>{formatNumber(late)} quá hạn, trễ hạn</span>
      </div>
    </div>
  )
}

/** What was added after the plan was issued waits to be handed out by its dossier. */
function HandOut({ whole }: { readonly whole: Schemas['MatterDetail'] }) {
  const issued = whole.dossiers.find(({ status }) => status === 'concluded')
  const dossier = useDossier(issued?.id ?? '')
  if (issued === undefined)
    return <p className="note info">Nhiệm vụ đang soạn sẽ được giao khi kế hoạch được ban hành.</p>
  const allowed = dossier.data?.actions.find(({ action, allowed: may }) => may && action === 'handOut')
  return (
    <div className="note info">
      <p>Có phần bổ sung sau khi ban hành, chưa giao.</p>
      {allowed === undefined ? (
        <p>Người có thẩm quyền giao bổ sung trên hồ sơ của kế hoạch.</p>
      ) : (
        <p>
          <Link to={`/ho-so/${encodeURIComponent(issued.id)}`}>
            {actionLabel('handOut')} trên hồ sơ kế hoạch
          </Link>
        </p>
      )}
    </div>
  )
}

function PartLines({ items }: { readonly items: readonly Part[] }) {
  const dossiers = items.flatMap(({ dossier }) => (dossier === null ? [] : [dossier]))
  const names = useNames(dossiers)
  if (items.length === 0) return <p className="muted">Không có mục nào như vậy.</p>
  return (
    <ul className="lines">
      {items.map((part) => (
        <PartLine key={part.id} part={part} names={names} />
      ))}
    </ul>
  )
}

/** Where a part is, and how that looks. */
function standingOf(part: Part, names: Names): readonly [tone: string, text: string] {
  const { dossier, missing, status } = part
  if (dossier !== null) {
    if (dossier.outcome !== null) return ['good', names.outcome(dossier, dossier.outcome)]
    return [dossier.closedAt === null ? 'info' : '', statusLabel(dossier.status)]
  }
  if (missing) return ['warn', 'Chưa bắt đầu']
  return ['', status === 'draft' ? 'Chưa giao' : 'Đã kết thúc']
}

function PartLine({ part, names }: { readonly part: Part; readonly names: Names }) {
  const me = useMe()
  const { dossier, chased } = part
  const [tone, text] = standingOf(part, names)
  const [last] = chased
  return (
    <li className="line">
      <div className="grow">
        <Link to={`/so/${encodeURIComponent(part.id)}`} className="line-title">
          {part.code === null ? '' : `${part.code}. `}
          {part.name}
        </Link>
        <div className="muted small">
          {part.kind === 'duty' ? '' : `${subjectKindLabel(part.kind)} · `}
          {part.officeName}
          {part.personName === null ? '' : ` · ${part.personName}`}
          {dossier === null || dossier.closedAt !== null ? '' : ` · ${names.step(dossier, dossier.step)}`}
        </div>
        {part.below === null ? null : (
          <div className="small">
            <PartsTag {...part.below} />
          </div>
        )}
        {last === undefined ? null : (
          <div className="muted small">
            {CHASED[last.kind]} {formatMoment(last.at)}
            {chased.length > 1 ? ` (${formatNumber(chased.length)} lần)` : ''}
          </div>
        )}
        {dossier === null ? null : (
          <div className="small">
            <Link to={`/ho-so/${encodeURIComponent(dossier.id)}`}>
              Hồ sơ, tài liệu, kết quả<span className="sr"> của {part.name}</span>
            </Link>
          </div>
        )}
      </div>
      <div className="row">
        <span className={`tag ${tone}`}>{text}</span>
        {part.dueAt === null ? null : <DueTag dueAt={part.dueAt} now={me.now} />}
        {part.late && part.dueAt === null ? <span className="tag bad">Trễ hạn</span> : null}
      </div>
    </li>
  )
}
