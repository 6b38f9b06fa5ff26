// What the checker says of a draft for this year and the two after, and what differs from the version before.
import type { Procedure } from '../../../../domain/procedure.ts'
import type { Schemas } from '../../../client/api.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { DifferenceTable } from '../common/DifferenceTable.tsx'
import { pathName, placeWords, whereWords } from './places.ts'

type Examined = Schemas['ProcedureExamination']

interface Props {
  readonly examined: Examined
  /** For the names of what is at fault; null where the data is none. */
  readonly procedure: Procedure | null
}

export function Examination({ examined, procedure }: Props) {
  const findings = findingsOf(examined, procedure)
  const faults = examined.problems.length + findings.length
  return (
    <section className="card stack" aria-labelledby="kiem-tra-ban">
      <h2 id="kiem-tra-ban">Kết quả kiểm tra</h2>
      {examined.sound ? (
        <p className="note good" role="status">
          Đạt: mọi đường đi đều có kết thúc, mọi hạn tính được trong các năm{' '}
          {examined.years.map(({ year }) => year).join(', ')}. Công bố được.
        </p>
      ) : (
        <p className="note bad" role="status">
          Chưa đạt: còn {formatNumber(faults)} điều phải sửa trước khi công bố.
        </p>
      )}
      {findings.length === 0 ? null : (
        <ul>
          {findings.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Faults shape={examined.shape} procedure={procedure} />
      <Proofs examined={examined} procedure={procedure} />
      <h3>Khác với bản trước</h3>
      <DifferenceTable
        differences={examined.difference}
        label="Khác với bản trước"
        procedure={procedure ?? undefined}
      />
    </section>
  )
}

/** Each fault once, however many years and paths it shows in. */
function findingsOf({ years }: Examined, procedure: Procedure | null): string[] {
  const lines = years.flatMap(({ findings }) =>
    findings.map(({ text, where }) => {
      const place = procedure === null ? where.join(' › ') : whereWords(where, procedure)
      return place === '' ? text : `${place}: ${text}`
    }),
  )
  return [...new Set(lines)]
}

/** What is missing or written wrong, by the place where the form has it. */
function Faults({ shape, procedure }: { readonly shape: Examined['shape'] } & Pick<Props, 'procedure'>) {
  if (shape.length === 0) return null
  return (
    <>
      <p>Chưa điền đủ hoặc chưa đúng ở:</p>
      <ul>
        {shape.map(({ place, text, detail }) => (
          <li key={`${place} ${detail}`}>
            {place === '' ? '' : `${placeWords(place, procedure ?? undefined)}: `}
            {text}
          </li>
        ))}
      </ul>
    </>
  )
}

function Proofs({ examined, procedure }: Props) {
  const [first] = examined.years
  if (first === undefined || first.proofs.length === 0) return null
  return (
    <ul className="lines" aria-label="Đã đi hết các trạng thái">
      {first.proofs.map(({ path, states, moves }) => (
        <li key={path} className="line">
          <span className="grow">{pathName(path, procedure)}</span>
          <span className="muted small">
            đã đi hết {formatNumber(states)} trạng thái, {formatNumber(moves)} bước chuyển
          </span>
        </li>
      ))}
    </ul>
  )
}
