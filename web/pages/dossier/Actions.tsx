// What the reader may do, as buttons, the step's own work first; and, folded away, what he may not do and why.
import { Button } from 'antd'
import { useNavigate } from 'react-router'
import type { Procedure } from '../../../domain/procedure.ts'
import { stepById } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { AT_ONCE, DANGEROUS } from '../../components/act/parts.ts'
import { detailTexts } from '../../components/act/unmet.ts'
import { hasForm } from '../../components/forms/NeedFields.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { actionLabel, refusalText } from '../../i18n/vi.ts'

type Allowed = Schemas['AllowedAction']

interface Props {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
  readonly waiting: boolean
  readonly onChoose: (allowed: Allowed) => void
}

/** Reasons that say that somebody else's work is meant: last in the list, for they explain the least. */
const FAR = ['notInStatus', 'notAtStep', 'notAuthorised'] as const

export function Actions({ detail, procedure, waiting, onChoose }: Props) {
  const navigate = useNavigate()
  const step = stepById(procedure, detail.state.step)
  // Looking opens it; nobody presses that.
  const all = detail.actions.filter(({ action }) => action !== 'open')
  const open = all.filter(({ allowed }) => allowed).sort((a, b) => rank(a) - rank(b))
  const closed = all.filter(({ allowed }) => !allowed).sort((a, b) => distance(a) - distance(b))
  const forward = step?.forward.action
  const choose = (one: Allowed): void => {
    // What is filled in over days has a page of its own, saved as it is typed.
    if (one.action === 'submit' && step !== null && hasForm(step.needs))
      void navigate(`/ho-so/${encodeURIComponent(detail.state.id)}/soan`)
    else onChoose(one)
  }
  const about = { procedure, step }
  return (
    <section className="card no-print" aria-labelledby="viec-lam-duoc">
      <h2 id="viec-lam-duoc">Việc bạn làm được</h2>
      {open.length === 0 ? (
        <p className="muted">Hiện không có việc nào trên hồ sơ này cần bạn thực hiện.</p>
      ) : (
        <div className="row">
          {open.map((one) => (
            <Button
              key={one.action}
              type={one.action === forward ? 'primary' : 'default'}
              danger={DANGEROUS.includes(one.action)}
              disabled={waiting}
              onClick={() => choose(one)}
            >
              {one.action === 'submit' && step !== null && hasForm(step.needs)
                ? 'Soạn và trình'
                : actionLabel(one.action)}
            </Button>
          ))}
        </div>
      )}
      <details>
        <summary>Việc chưa làm được và lý do ({formatNumber(closed.length)})</summary>
        <dl className="facts">
          {closed.map((one) => (
            <div key={one.action} className="contents">
              <dt>{actionLabel(one.action)}</dt>
              <dd>
                {one.code === null ? '' : refusalText(one.code)}
                {detailTexts(one.detail, about).map((text) => (
                  <div key={text} className="muted small">
                    {text}
                  </div>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  )
}

const FIRST: readonly Allowed['action'][] = [
  'submit',
  'approve',
  'reject',
  'return',
  'recordMeeting',
  'inspect',
  'assess',
]

function rank({ action }: Allowed): number {
  const at = FIRST.indexOf(action)
  if (at >= 0) return at
  if (DANGEROUS.includes(action)) return 100
  return AT_ONCE.includes(action) ? 20 : 50
}

function distance({ code }: Allowed): number {
  return (FAR as readonly (string | null)[]).includes(code) ? 1 : 0
}
