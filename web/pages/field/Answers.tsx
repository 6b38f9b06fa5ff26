// Answers side by side, read only: what stands on this device beside what stands in the dossier.
import type { CriteriaSheet } from '../../../domain/body.ts'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { CRITERION_VERDICTS } from '../../i18n/vi.ts'
import type { Answers as Given, Inspection, Photo, Picture } from '../../offline/types.ts'
import { Thumbnails } from './Photos.tsx'

/** What others wrote, as a column of its own. */
export interface Column {
  readonly title: string
  readonly answers: Given
}

/** An inspection of a picture as a column; empty where its words aren't for this person. */
export function columnOf(picture: Picture, one: Inspection): Column {
  const name = picture.names[one.by] ?? ''
  return {
    title: `Hiện có trong hồ sơ: ${name}, ${formatMoment(one.at)}`,
    answers: picture.contents[one.bodyHash]?.answers ?? {},
  }
}

/** Whether somebody came to another verdict. */
function differs(criterion: string, answers: Given, columns: readonly Column[]): boolean {
  return columns.some((column) => column.answers[criterion]?.verdict !== answers[criterion]?.verdict)
}

interface Props {
  readonly sheet: CriteriaSheet
  readonly answers: Given
  readonly photos: readonly Photo[]
  readonly columns?: readonly Column[]
}

export function Answers({ sheet, answers, photos, columns = [] }: Props) {
  const known = new Set(sheet.criteria.map(({ id }) => id))
  const left = Object.entries(answers).filter(([id]) => !known.has(id))
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Kết quả từng tiêu chí">
        <table className="plain side-by-side">
          <caption className="sr">{sheet.vi}</caption>
          <thead>
            <tr>
              <th scope="col">Của bạn (trên máy này)</th>
              {columns.map(({ title }) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          {sheet.criteria.map(({ id, vi }) => (
            <tbody key={id}>
              <tr>
                <th scope="rowgroup" colSpan={columns.length + 1}>
                  {vi} {differs(id, answers, columns) ? <span className="tag warn">Khác nhau</span> : null}
                </th>
              </tr>
              <tr>
                <td>
                  <AnswerText answer={answers[id]} />
                  <Thumbnails fixed photos={photos.filter(({ criterion }) => criterion === id)} />
                </td>
                {columns.map(({ title, answers: others }) => (
                  <td key={title}>
                    <AnswerText answer={others[id]} />
                  </td>
                ))}
              </tr>
            </tbody>
          ))}
        </table>
      </div>
      {left.length === 0 ? null : (
        <div className="note warn">
          <p>Câu trả lời cho tiêu chí không còn trong phiếu, vẫn được giữ trên máy này:</p>
          <ul>
            {left.map(([id, answer]) => (
              <li key={id}>
                <AnswerText answer={answer} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

function AnswerText({ answer }: { readonly answer: Given[string] | undefined }) {
  if (answer === undefined) return <span className="muted">–</span>
  const tone = answer.verdict === 'met' ? 'good' : answer.verdict === 'notMet' ? 'bad' : ''
  return (
    <>
      <span className={`tag ${tone}`}>{CRITERION_VERDICTS[answer.verdict]}</span>
      {answer.points === undefined ? null : <div className="small">{formatNumber(answer.points)} điểm</div>}
      {answer.note === undefined ? null : <div className="small pre">{answer.note}</div>}
      {answer.evidence === undefined ? null : (
        <div className="small">{formatNumber(answer.evidence.length)} ảnh</div>
      )}
    </>
  )
}
