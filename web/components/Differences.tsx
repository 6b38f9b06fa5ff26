// Two versions beside each other, in the words of whoever reads them: one row for each thing that differs.
import type { Difference } from './forms/changes.ts'

interface Props {
  /** What is compared, for who can't see that the table scrolls sideways. */
  readonly label: string
  readonly caption?: string
  readonly heads: readonly [was: string, is: string]
  readonly rows: readonly Difference[]
}

export function Differences({ label, caption, heads, rows }: Props) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
      <table className="plain">
        {caption === undefined ? null : <caption>{caption}</caption>}
        <thead>
          <tr>
            <th scope="col">Mục</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, was, is]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="pre">{was}</td>
              <td className="pre">{is}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
