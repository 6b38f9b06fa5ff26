// What next year's campaign has otherwise than this year's, and why: a line a date, setting or sheet, by their names.
import { useQuery } from '@tanstack/react-query'
import type { Procedure } from '../../../../domain/procedure.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { WHY_WORDS, fieldName, valueText } from './words.ts'

interface Props {
  readonly differences: readonly Schemas['RollOverDifference'][]
  readonly procedure: Procedure | undefined
  /** The new one. */
  readonly year: number
  readonly label: string
}

export function Differences({ differences, procedure, year, label }: Props) {
  const sheets = useQuery({
    queryKey: ['sheets'],
    enabled: differences.some(({ field }) => field.startsWith('sheets.')),
    queryFn: () => read(api.GET('/api/v1/sheets')),
  })
  if (differences.length === 0) return <p className="note good">Không có gì khác ngoài năm.</p>
  const words = { procedure, sheets: sheets.data?.items ?? [] }
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">Mục</th>
            <th scope="col">Năm {year - 1}</th>
            <th scope="col">Năm {year}</th>
            <th scope="col">Vì sao</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((one) => (
            <tr key={one.field}>
              <th scope="row">{fieldName(one, procedure)}</th>
              <td>{valueText(one.field, one.from, words)}</td>
              <td>{valueText(one.field, one.to, words)}</td>
              <td>{WHY_WORDS[one.why]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
