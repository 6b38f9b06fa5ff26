// Everything that all campaigns of an office's year will say and do if nobody acts, counted by month: where the year is heavy shows
// before any of it is open. Each campaign's own lines stand on its page.
import { Button } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { civilDateOf } from '../../../../domain/time/civil.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { ApiProblem } from '../../../client/problem.ts'
import { ProblemNote } from '../../../components/Problem.tsx'
import { formatNumber } from '../../../i18n/format.ts'
import { NOTICE_WORDS, problemWord } from './words.ts'

type Foreseen = Schemas['YearSimulation']
const KINDS = ['reminder', 'due', 'escalation', 'lapse'] as const
/** Problems named before the rest is counted. */
const MOST_PROBLEMS = 12

interface Props {
  readonly officeId: string | null
  readonly year: number | null
  readonly nameOf: (procedureId: string) => string
}

export function YearSimulation({ officeId, year, nameOf }: Props) {
  const simulate = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/years/{year}/simulation', {
          params: { path: { year: String(year ?? 0) } },
          body: { officeId: officeId ?? '' },
        }),
      ),
  })
  const none = simulate.error instanceof ApiProblem && simulate.error.code === 'notFound'
  return (
    <section className="card stack" aria-labelledby="chay-thu-nam">
      <div className="page-head">
        <h2 id="chay-thu-nam">Chạy thử mọi đợt của năm</h2>
        <Button
          disabled={officeId === null || year === null}
          loading={simulate.isPending}
          onClick={() => simulate.mutate()}
        >
          Chạy thử cả năm {year ?? ''}
        </Button>
      </div>
      <p className="muted">
        Nếu không ai làm gì, mỗi tháng có bao nhiêu lượt nhắc, đến hạn, báo cấp trên. Chạy thử không gửi gì
        đi.
      </p>
      {none ? (
        <p className="note info" role="status">
          Cơ quan này chưa có đợt xét nào của năm {year}. Hãy lập các đợt xét trước.
        </p>
      ) : (
        <ProblemNote error={simulate.error} />
      )}
      {simulate.data === undefined ? null : <Months foreseen={simulate.data} />}
      {simulate.data === undefined ? null : <Problems foreseen={simulate.data} nameOf={nameOf} />}
    </section>
  )
}

function Months({ foreseen: { notices } }: { readonly foreseen: Foreseen }) {
  const months = [...new Set(notices.map(({ at }) => civilDateOf(at).slice(0, 7)))]
  const count = (month: string, kind: (typeof KINDS)[number]): number =>
    notices
      .filter((one) => one.kind === kind && civilDateOf(one.at).startsWith(month))
      .reduce((sum, one) => sum + one.count, 0)
  if (months.length === 0) {
    return (
      <p className="note info" role="status">
        Không có thông báo nào: vào ngày mở các đợt chưa có đơn vị nào thuộc diện xét, hoặc các bước không có
        hạn.
      </p>
    )
  }
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label="Theo tháng">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">Tháng</th>
            {KINDS.map((kind) => (
              <th key={kind} scope="col" className="num">
                {NOTICE_WORDS[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month}>
              <th scope="row">{month.split('-').reverse().join('/')}</th>
              {KINDS.map((kind) => (
                <td key={kind} className="num">
                  {formatNumber(count(month, kind))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Problems({ foreseen, nameOf }: { readonly foreseen: Foreseen } & Pick<Props, 'nameOf'>) {
  const lines = [
    ...new Set(
      foreseen.parts.flatMap(({ procedureId, problems }) =>
        problems.map(({ code }) => `${nameOf(procedureId)}: ${problemWord(code)}`),
      ),
    ),
  ]
  if (lines.length === 0) {
    return foreseen.notices.length === 0 ? null : <p className="note good">Không thấy điều gì bất thường.</p>
  }
  return (
    <div className="note warn">
      <p>Cần xem lại, chi tiết ở trang của từng đợt:</p>
      <ul>
        {lines.slice(0, MOST_PROBLEMS).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {lines.length > MOST_PROBLEMS ? (
        <p>và {formatNumber(lines.length - MOST_PROBLEMS)} điều khác.</p>
      ) : null}
    </div>
  )
}
