// What differs between two versions of a procedure, place by place, before and after.
import type { Schemas } from '../../../client/api.ts'

interface Props {
  readonly differences: readonly Schemas['Difference'][]
  readonly label: string
}

export function DifferenceTable({ differences, label }: Props) {
  if (differences.length === 0) return <p className="note good">Không có gì khác.</p>
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">Chỗ khác</th>
            <th scope="col">Trước</th>
            <th scope="col">Sau</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((one) => (
            <tr key={one.place}>
              <th scope="row" className="mono">
                {one.place}
              </th>
              <td>{one.before ?? 'Chưa có'}</td>
              <td>{one.after ?? 'Đã bỏ'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
