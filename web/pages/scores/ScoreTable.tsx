// The table of scores, a line a subject; where self-score and committee part, by how much.
import { Link } from 'react-router'
import type { Procedure } from '../../../domain/procedure.ts'
import { outcomeById } from '../../../domain/steps.ts'
import { formatNumber } from '../../i18n/format.ts'
import { statusLabel, subjectKindLabel } from '../../i18n/vi.ts'
import type { Scored, SheetNames } from './sheets.ts'

interface Props {
  readonly items: readonly Scored[]
  readonly names: SheetNames
  readonly procedure: Procedure | null
}

export function ScoreTable({ items, names, procedure }: Props) {
  const cutOffs = [...new Set(items.map((row) => names.cutOffs(row)).filter((text) => text !== ''))]
  return (
    <>
      {cutOffs.map((text) => (
        <p key={text} className="small">
          Mức theo phiếu: {text}.
        </p>
      ))}
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Điểm từng đối tượng">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Đối tượng</th>
              <th scope="col" className="num">
                Tự chấm
              </th>
              <th scope="col">Mức tự xếp</th>
              <th scope="col" className="num">
                Hội đồng chấm
              </th>
              <th scope="col">Mức hội đồng</th>
              <th scope="col" className="num">
                Chênh lệch
              </th>
              <th scope="col">Kết quả</th>
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <Row key={row.dossierId} row={row} names={names} procedure={procedure} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function Row({ row, names, procedure }: Omit<Props, 'items'> & { readonly row: Scored }) {
  const { dossierId, subject, self, committee, status, outcome } = row
  const most = names.most(row)
  const points = (score: number | null | undefined): string =>
    score === null || score === undefined
      ? '–'
      : `${formatNumber(score)}${most === null ? '' : `/${formatNumber(most)}`}`
  const level = (one: Scored['self']): string =>
    one?.level === null || one === null ? '–' : names.level(one.level)
  const apart =
    typeof self?.score === 'number' && typeof committee?.score === 'number'
      ? committee.score - self.score
      : null
  return (
    <tr>
      <th scope="row">
        <Link to={`/ho-so/${encodeURIComponent(dossierId)}`}>{subject.name}</Link>
        <div className="muted small">{subjectKindLabel(subject.kind)}</div>
      </th>
      <td className="num">{points(self?.score)}</td>
      <td>{level(self)}</td>
      <td className="num">{points(committee?.score)}</td>
      <td>{level(committee)}</td>
      <td className="num">
        {apart === null ? (
          '–'
        ) : apart === 0 ? (
          '0'
        ) : (
          <span className="tag warn">
            {apart > 0 ? '+' : '−'}
            {formatNumber(Math.abs(apart))}
          </span>
        )}
      </td>
      <td>
        {outcome === null || procedure === null
          ? statusLabel(status)
          : (outcomeById(procedure, outcome)?.vi ?? statusLabel(status))}
      </td>
    </tr>
  )
}
