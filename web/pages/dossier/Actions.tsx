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
        <ul className="lines">
          {byReason(closed, about).map(({ why, more, actions }) => (
            <li key={`${why}/${more.join('/')}`} className="line">
              <div className="grow">
                {why}
                {more.map((text) => (
                  <div key={text} className="small">
                    {text}
                  </div>
                ))}
                <div className="muted small">{actions.map(actionLabel).join(' · ')}</div>
              </div>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

interface Reason {
  readonly why: string
  readonly more: readonly string[]
  readonly actions: Allowed['action'][]
}

/** What can't be done, each reason once with all that it keeps from being done. */
function byReason(closed: readonly Allowed[], about: Parameters<typeof detailTexts>[1]): Reason[] {
  const reasons = new Map<string, Reason>()
  for (const one of closed) {
    const why = closedText(one)
    // Where it stands and who holds it is said on the page itself.
    const more = distance(one) > 0 ? [] : detailTexts(one.detail, about)
    const key = [why, ...more].join('/')
    const known = reasons.get(key)
    if (known === undefined) reasons.set(key, { why, more, actions: [one.action] })
    else known.actions.push(one.action)
  }
  return [...reasons.values()]
}

/** Why an action isn't open; of what comes after the end, more exactly than its refusal alone says. */
function closedText({ action, code }: Allowed): string {
  if (code === null) return ''
  if (action === 'keepDecision' && code === 'nothingToSettle')
    return 'Căn cứ của quyết định không thay đổi nên không cần xem xét lại.'
  if (code !== 'notEligible') return refusalText(code)
  return AFTER_WORDS[action] ?? refusalText(code)
}

const NOT_GRANTED = 'Chỉ làm được với kết quả được công nhận, chấp thuận.'
const AFTER_WORDS: Readonly<Partial<Record<Allowed['action'], string>>> = {
  revoke: NOT_GRANTED,
  maintain: NOT_GRANTED,
  correct: NOT_GRANTED,
  handOut: 'Kết quả này không có việc nào để giao thêm.',
  reopen: 'Quy trình không cho mở lại sau kết quả này. Kết quả đã công nhận thì thu hồi hoặc đính chính.',
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
