// A table as it was filled in, to be read: a line a row on a desk, a card a row on a telephone, sums in the foot.
import type { Row, RowsNeed } from '../../../domain/procedure.ts'
import { RowsFoot } from './RowsField.tsx'
import { isNumeric, shownCell } from './rows.ts'

interface Props {
  readonly need: RowsNeed
  readonly rows: readonly Row[]
}

export function RowsTable({ need, rows }: Props) {
  if (rows.length === 0) return <>–</>
  return (
    <div className="rows-box">
      <table className="plain rows-table">
        <thead>
          <tr>
            <th scope="col">STT</th>
            {need.columns.map((column) => (
              <th key={column.id} scope="col" className={isNumeric(column) ? 'num' : undefined}>
                {column.vi}
              </th>
            ))}
          </tr>
        </thead>
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
                  className={isNumeric(column) ? 'num' : `cell-${column.type}`}
                >
                  {shownCell(column, row[column.id])}
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
