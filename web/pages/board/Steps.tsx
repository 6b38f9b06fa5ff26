// How many dossiers stand at each step, who has to act there, and how many are late.
import { Link } from 'react-router'
import type { Procedure } from '../../../domain/procedure.ts'
import { rolesOf } from '../../../domain/people.ts'
import { stepById } from '../../../domain/steps.ts'
import { formatNumber, formatShare } from '../../i18n/format.ts'
import { roleLabel, statusLabel } from '../../i18n/vi.ts'
import { listAddress } from '../list/filters.ts'
import type { Filters } from '../list/filters.ts'
import { isOpen, sumsOf } from './sums.ts'
import type { Counts, StepSum } from './sums.ts'

interface Props {
  readonly filters: Filters
  readonly procedure: Procedure
  readonly counts: Counts
}

export function Steps({ filters, procedure, counts }: Props) {
  const sums = sumsOf(procedure, counts)
  const ended = counts.filter((one) => !isOpen(one))
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  const most = Math.max(1, ...sums.map(({ count }) => count))
  return (
    <section className="card" aria-labelledby="theo-buoc">
      <h2 id="theo-buoc">Theo bước</h2>
      {sums.length === 0 ? null : (
        <p className="row small" aria-hidden="true">
          <span className="bar-key">Còn hạn</span>
          <span className="bar-key late">Quá hạn</span>
        </p>
      )}
      {sums.length === 0 ? <p className="muted">Không còn hồ sơ nào đang giải quyết.</p> : null}
      <ul className="bars">
        {sums.map((sum) => (
          <StepBar key={sum.step} sum={sum} most={most} filters={filters} procedure={procedure} />
        ))}
      </ul>
      {ended.length === 0 ? null : (
        <p className="row">
          <span>Không còn giải quyết:</span>
          {[...new Set(ended.map(({ status }) => status))].map((status) => {
            const count = ended
              .filter((one) => one.status === status)
              .reduce((sum, one) => sum + one.count, 0)
            return (
              <Link key={status} className="tag" to={listAddress({ ...filters, status })}>
                {statusLabel(status)}: {formatNumber(count)} ({formatShare(count / all)})
              </Link>
            )
          })}
        </p>
      )}
    </section>
  )
}

interface BarProps {
  readonly sum: StepSum
  readonly most: number
  readonly filters: Filters
  readonly procedure: Procedure
}

function StepBar({ sum, most, filters, procedure }: BarProps) {
  const { step, count, overdue, returned } = sum
  const rule = stepById(procedure, step)
  const roles = [...new Set((rule?.parties ?? []).flatMap((party) => rolesOf(party).slice(0, 1)))]
  return (
    <li>
      <span>
        <Link to={listAddress({ ...filters, step, open: 'true' })}>{rule?.vi ?? step}</Link>
        <span className="muted small block">{roles.map(roleLabel).join(', ')}</span>
      </span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="all" width={(count / most) * 100} height="6" />
        <rect className="late" width={(overdue / most) * 100} height="6" />
      </svg>
      <span className="row">
        <strong className="bar-count">{formatNumber(count)}</strong>
        {overdue === 0 ? null : (
          <Link className="tag bad" to={listAddress({ ...filters, step, overdue: 'true', sort: 'due' })}>
            {formatNumber(overdue)} quá hạn
          </Link>
        )}
        {returned === 0 ? null : (
          <Link className="tag warn" to={listAddress({ ...filters, step, status: 'returned' })}>
            {formatNumber(returned)} đang bổ sung
          </Link>
        )}
      </span>
    </li>
  )
}
