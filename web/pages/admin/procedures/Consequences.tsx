// What else goes or changes when a part of a procedure is taken out, said before it is done: what the part's own form names,
// then the dates and settings that nothing uses any more.
import type { Procedure } from '../../../../domain/procedure.ts'

/** A name, and what stands under it; left out where that is nothing. */
export type Lost = readonly [name: string, items: readonly string[]]

interface Props {
  /** What it means, in a sentence or two. */
  readonly text: string
  readonly lost: readonly Lost[]
  readonly before: Procedure
  readonly after: Procedure
}

export function Consequences({ text, lost, before, after }: Props) {
  const dates = Object.entries(before.dates).filter(([key]) => after.dates[key] === undefined)
  const settings = before.settings.filter(({ id }) => !after.settings.some((one) => one.id === id))
  const all: readonly Lost[] = [
    ...lost,
    ['Mốc ngày không còn dùng, cũng bỏ', dates.map(([, { vi }]) => vi)],
    ['Thiết lập không còn dùng, cũng bỏ', settings.map(({ vi }) => vi)],
  ]
  return (
    <>
      <p>{text} Chưa lưu thì chưa có gì thay đổi.</p>
      {all.map(([name, items]) =>
        items.length === 0 ? null : (
          <div key={name}>
            <h3>{name}</h3>
            <p>{items.join('; ')}</p>
          </div>
        ),
      )}
    </>
  )
}
