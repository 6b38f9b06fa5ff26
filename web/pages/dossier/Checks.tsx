// Inspections and self-assessments, side by side: verdict against verdict for each criterion.
import type { CriteriaSheet } from '../../../domain/body.ts'
import type { Procedure } from '../../../domain/procedure.ts'
import type { Schemas } from '../../client/api.ts'
import { useContent } from '../../client/queries.ts'
import { documentUrl } from '../../client/upload.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { CRITERION_VERDICTS } from '../../i18n/vi.ts'

interface Props {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
  readonly sheet: CriteriaSheet | undefined
}

interface Column {
  readonly key: string
  readonly title: string
  readonly by: string
  readonly hash: string
  readonly points: number | undefined
}

const MOST_COLUMNS = 4

export function Checks({ detail, sheet }: Props) {
  const { inspections, assessments } = detail.state
  if (sheet === undefined || (inspections.length === 0 && assessments.length === 0)) return null
  const columns: Column[] = [
    ...assessments.map((one, index) => ({
      key: `a${index}`,
      title: `Tự đánh giá ${formatDay(one.at)}`,
      by: detail.names[one.by] ?? '',
      hash: one.bodyHash,
      points: one.score,
    })),
    ...inspections.map((one, index) => ({
      key: `i${index}`,
      title: `${one.kind === 'settlement' ? 'Kết luận' : 'Kiểm tra'} ${formatDay(one.at)}`,
      by: detail.names[one.by] ?? '',
      hash: one.bodyHash,
      points: one.score,
    })),
  ].slice(-MOST_COLUMNS)
  return (
    <section className="card" aria-labelledby="kiem-tra-danh-gia">
      <h2 id="kiem-tra-danh-gia">Kiểm tra và tự đánh giá</h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Bảng kết quả từng tiêu chí">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{sheet.vi}</th>
              {columns.map(({ key, title, by, points }) => (
                <th key={key} scope="col">
                  {title}
                  <div className="small">{by}</div>
                  {points === undefined ? null : <div className="small">{formatNumber(points)} điểm</div>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.criteria.map((criterion) => (
              <tr key={criterion.id}>
                <th scope="row">{criterion.vi}</th>
                {columns.map(({ key, hash }) => (
                  <Cell key={key} dossierId={detail.state.id} hash={hash} criterion={criterion.id} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface CellProps {
  readonly dossierId: string
  readonly hash: string
  readonly criterion: string
}

function Cell({ dossierId, hash, criterion }: CellProps) {
  const content = useContent(dossierId, hash)
  const answer = content.data?.answers?.[criterion]
  if (answer === undefined) return <td className="muted">–</td>
  const tone = answer.verdict === 'met' ? 'good' : answer.verdict === 'notMet' ? 'bad' : ''
  return (
    <td>
      <span className={`tag ${tone}`}>{CRITERION_VERDICTS[answer.verdict]}</span>
      {answer.points === undefined ? null : <div className="small">{formatNumber(answer.points)} điểm</div>}
      {answer.note === undefined ? null : <div className="small pre">{answer.note}</div>}
      {(answer.evidence ?? []).map((sha256, index) => (
        <div key={sha256} className="small">
          <a href={documentUrl(dossierId, sha256)} download>
            Ảnh {index + 1}
          </a>
        </div>
      ))}
    </td>
  )
}
