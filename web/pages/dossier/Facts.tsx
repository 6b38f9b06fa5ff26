// Who holds it, until when and why that day, its numbers and signatures.
import type { Procedure } from '../../../domain/procedure.ts'
import { stepById } from '../../../domain/steps.ts'
import { approvalsNeeded } from '../../../domain/tasks.ts'
import type { DueExplanation } from '../../../domain/time/due.ts'
import type { Schemas } from '../../client/api.ts'
import { DueTag } from '../../components/Due.tsx'
import { formatDay, formatMoment, formatNumber } from '../../i18n/format.ts'
import {
  DUE_NOTES,
  LATE_EFFECTS,
  TASK_KINDS,
  TASK_STATES,
  VERDICTS,
  roleLabel,
  signingFormLabel,
} from '../../i18n/vi.ts'
import { holderName, sourceText, stepName } from './names.ts'

interface Props {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
}

export function Facts({ detail, procedure }: Props) {
  const { state, due, now, nextStep } = detail
  return (
    <section className="card" aria-labelledby="dang-o-dau">
      <h2 id="dang-o-dau">Đang ở đâu</h2>
      <dl className="facts">
        <dt>Bước</dt>
        <dd>
          {stepName(procedure, state.step)}
          {state.round > 1 ? `, lần ${state.round}` : ''}
        </dd>
        {state.closedAt === null ? (
          <>
            <dt>Người giữ</dt>
            <dd>
              <Tally detail={detail} procedure={procedure} />
              <Holders detail={detail} />
            </dd>
            <dt>Hạn</dt>
            <dd>{due === null ? 'Không có hạn' : <DueOf due={due} now={now} procedure={procedure} />}</dd>
            <dt>Bước sau</dt>
            <dd>{nextStep === null ? 'Kết thúc' : stepName(procedure, nextStep)}</dd>
          </>
        ) : null}
        {state.numbers.map(({ register, number, year, at, step }) => (
          <div className="contents" key={`${register}/${year}/${number}`}>
            <dt>Số</dt>
            <dd>
              {number}/{year}, ngày {formatDay(at)}
              <div className="muted small">{stepName(procedure, step)}</div>
            </dd>
          </div>
        ))}
        {state.certificate === null ? null : (
          <>
            <dt>Giấy công nhận</dt>
            <dd>
              Số {state.certificate.number}, ngày {formatDay(state.certificate.at)}
            </dd>
          </>
        )}
        {state.signatures.length === 0 ? null : (
          <>
            <dt>Đã ký</dt>
            <dd>
              {state.signatures.map(({ step, by, onBehalfOf, form, at }) => (
                <div key={`${step}/${by}/${at}`}>
                  {form === null ? '' : `${signingFormLabel(form)} `}
                  {detail.names[by] ?? ''}
                  {onBehalfOf === null ? '' : ` thay ${detail.names[onBehalfOf] ?? ''}`}
                  <span className="muted small block">{formatMoment(at)}</span>
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

/** How a vote stands: who has answered what, and how many more it takes. */
function Tally({ detail, procedure }: Props) {
  const { tasks, step } = detail.state
  const seats = tasks.filter(({ parent, state }) => parent === null && state !== 'removed')
  const signing = stepById(procedure, step)?.signing
  const need = signing === undefined ? null : approvalsNeeded(signing, tasks)
  if (need === null || seats.length < 2) return null
  const given = (['approve', 'reject', 'abstain', 'recuse'] as const).flatMap((verdict) => {
    const count = seats.filter((task) => task.verdict === verdict).length
    return count === 0 ? [] : [`${formatNumber(count)} ${VERDICTS[verdict].toLowerCase()}`]
  })
  const open = seats.filter(({ verdict }) => verdict === null).length
  const all = [...given, ...(open === 0 ? [] : [`${formatNumber(open)} chưa trả lời`])]
  return (
    <p>
      {all.join(', ')}; cần {formatNumber(need)}/{formatNumber(seats.length)} đồng ý.
    </p>
  )
}

/** Everybody who has, had or will have something to do at this step. */
function Holders({ detail }: { readonly detail: Schemas['DossierDetail'] }) {
  const tasks = detail.state.tasks.filter(({ state }) => state !== 'removed')
  if (tasks.length === 0) return <>Không ai</>
  return (
    <ul className="plain-list">
      {tasks.map((task) => {
        const { personId, officeId, roles } = task.assignee
        const person = personId ?? task.claimedBy
        const role = roles[0] === undefined ? '' : roleLabel(roles[0])
        return (
          <li key={task.id}>
            {holderName(task, detail.names)}
            <div className="muted small">
              {[person === null ? '' : role, detail.names[officeId] ?? '', TASK_KINDS[task.kind]]
                .filter((one) => one !== '')
                .join(' · ')}
              {' · '}
              {task.verdict === null ? TASK_STATES[task.state] : VERDICTS[task.verdict]}
              {task.state === 'open' && task.openedBy.length > 0 ? ' · đã mở xem' : ''}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

interface DueProps {
  readonly due: Schemas['Due']
  readonly now: string
  readonly procedure: Procedure
}

function DueOf({ due, now, procedure }: DueProps) {
  const why = due.explanation as DueExplanation
  return (
    <>
      {formatMoment(due.dueAt)} <DueTag dueAt={due.dueAt} now={now} />
      <details>
        <summary>Vì sao là ngày này</summary>
        <ul className="small">
          {due.correction ? <li>Hạn bổ sung theo yêu cầu trả lại.</li> : null}
          {due.extended ? <li>Đã được gia hạn.</li> : null}
          <li>Căn cứ: {sourceText(procedure, why.source)}</li>
          <li>Đếm đến: {formatDay(why.countedTo)}</li>
          {why.anchorAt === undefined ? null : <li>Tính từ: {formatMoment(why.anchorAt)}</li>}
          {why.passedOver.slice(0, 12).map(({ date, name }) => (
            <li key={date}>
              Bỏ qua {formatDay(date)}: {name}
            </li>
          ))}
          {why.notes.map((note) => (
            <li key={note}>{DUE_NOTES[note]}</li>
          ))}
          <li>{LATE_EFFECTS[due.effect]}</li>
        </ul>
      </details>
    </>
  )
}
