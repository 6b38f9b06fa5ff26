// What differs between two versions of a procedure, place by place, before and after, in words where they are known.
import type { Procedure } from '../../../../domain/procedure.ts'
import type { Schemas } from '../../../client/api.ts'
import { placeWords, valueWords, worthSaying } from '../procedures/places.ts'

interface Props {
  readonly differences: readonly Schemas['Difference'][]
  readonly label: string
  /** For the names of steps, dates and settings. */
  readonly procedure?: Procedure | undefined
}

export function DifferenceTable({ differences, label, procedure }: Props) {
  if (differences.length === 0) return <p className="note good">Không có gì khác.</p>
  const shown = (value: string | null, none: string, place: string): string =>
    value === null ? none : valueWords(value, procedure, place)
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
          {worthSaying(differences).map((one) => (
            <tr key={one.place}>
              <th scope="row">{placeWords(one.place, procedure)}</th>
              <td>{shown(one.before, 'Chưa có', one.place)}</td>
              <td>{shown(one.after, 'Đã bỏ', one.place)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
