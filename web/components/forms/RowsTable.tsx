// A table as it was filled in, to be read: a line a row on a desk, a card a row on a telephone, sums in the foot.
import type { Row, RowsNeed } from '../../../domain/procedure.ts'
import { isNumberType } from '../../../domain/values.ts'
import { formatNumber } from '../../i18n/format.ts'
import { Named } from './Named.tsx'
import { shownCell, shownSum, written } from './rows.ts'

interface Props {
  readonly need: RowsNeed
  readonly rows: readonly Row[]
}

export function RowsTable({ need, rows }: Props) {
  if (rows.length === 0) return <>–</>
  return (
    <div className="rows-box">
      <table className="plain rows-table">
        <RowsHead need={need} />
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              <th scope="row">
                <span className="rows-card">Dòng </span>
                {at + 1}
              </th>
              {need.columns.map((column) => (
                <td
                  key={column.id}
                  data-label={column.vi}
                  className={isNumberType(column.type) ? 'num' : `cell-${column.type}`}
                >
                  <Named value={row[column.id]} words={shownCell(column, row[column.id])} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <RowsFoot need={need} rows={rows} />
      </table>
    </div>
  )
}

interface HeadProps {
  readonly need: RowsNeed
  /** There is one column more, for what can be done with a row. */
  readonly tools?: boolean
  /** Columns that every row must have are marked. */
  readonly marked?: boolean
}

/** The names of the columns. */
export function RowsHead({ need, tools = false, marked = false }: HeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col">STT</th>
        {need.columns.map((column) => (
          <th key={column.id} scope="col" className={isNumberType(column.type) ? 'num' : undefined}>
            {column.vi}
            {marked && column.required ? <span className="required"> *</span> : null}
          </th>
        ))}
        {tools ? <td /> : null}
      </tr>
    </thead>
  )
}

interface FootProps {
  readonly need: RowsNeed
  readonly rows: readonly Row[]
  /** There is one column more, for what can be done with a row. */
  readonly tools?: boolean
}

/** The sums of a table; nothing where none of its columns is summed. */
export function RowsFoot({ need, rows, tools = false }: FootProps) {
  const summed = need.columns.filter((column) => column.summed === true)
  if (summed.length === 0) return null
  const before = need.columns.findIndex((column) => column.summed === true)
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={before + 1}>
          Cộng {formatNumber(written(rows).length)} dòng
        </th>
        {need.columns.slice(before).map((column) => (
          <td key={column.id} className="num" data-label={column.summed === true ? column.vi : undefined}>
            {column.summed === true ? <strong>{shownSum(column, rows)}</strong> : null}
          </td>
        ))}
        {tools ? <td /> : null}
      </tr>
    </tfoot>
  )
}
