// Hiding small counts in tables that are published with their totals. A count below the limit is hidden; where a total and the
// other parts of it would give it away, further cells are hidden, until no sum tells what a hidden cell holds.

/** One published count; cells of several tables may share it. */
export interface Cell {
  readonly key: string
  readonly count: number
}

/** A total and the parts that sum up to it; parts that hold nothing may be left out. */
export interface Sum {
  readonly total: string
  readonly parts: readonly string[]
}

/**
 * The keys of the cells to hide. Afterwards, in every sum: either nothing is hidden, or at least two cells are, and where
 * the total is shown the hidden parts come to the limit or more together. Depends on the cells alone, not on their order.
 */
export function hiddenCells(
  cells: readonly Cell[],
  sums: readonly Sum[],
  limit: number,
): ReadonlySet<string> {
  const table = new Table(cells, sums, limit)
  for (const { key, count } of cells) if (count > 0 && count < limit) table.hide(key)
  // In the order of the sums, one round after another, so that the result never depends on chance.
  for (let round = table.touched(); round.length > 0; round = table.touched()) {
    for (const sum of round) {
      for (let next = table.givenAway(sum); next !== null; next = table.givenAway(sum)) table.hide(next)
    }
  }
  return table.hidden
}

class Table {
  readonly hidden = new Set<string>()
  readonly #counts: ReadonlyMap<string, number>
  readonly #sums: readonly Sum[]
  readonly #sumsOf = new Map<string, number[]>()
  /** How many cells of each sum are hidden. */
  readonly #away: number[]
  readonly #limit: number
  #touched = new Set<number>()

  constructor(cells: readonly Cell[], sums: readonly Sum[], limit: number) {
    this.#counts = new Map(cells.map(({ key, count }) => [key, count]))
    this.#sums = sums
    this.#limit = limit
    this.#away = sums.map(() => 0)
    sums.forEach(({ total, parts }, index) => {
      for (const key of [total, ...parts]) {
        const known = this.#sumsOf.get(key)
        if (known === undefined) this.#sumsOf.set(key, [index])
        else known.push(index)
      }
    })
  }

  hide(key: string): void {
    if (this.hidden.has(key)) return
    this.hidden.add(key)
    for (const index of this.#sumsOf.get(key) ?? []) {
      this.#touched.add(index)
      this.#away[index] = (this.#away[index] ?? 0) + 1
    }
  }

  /** The sums in which something was hidden since the last asking, in order. */
  touched(): number[] {
    const touched = [...this.#touched].sort((a, b) => a - b)
    this.#touched = new Set()
    return touched
  }

  /** The cell to hide next, for the sum gives a hidden one away; null where it doesn't. */
  givenAway(index: number): string | null {
    const { total, parts } = this.#sums[index] ?? { total: '', parts: [] }
    const away = parts.filter((key) => this.hidden.has(key))
    const totalAway = this.hidden.has(total)
    const known = away.reduce((sum, key) => sum + this.#count(key), 0)
    const safe = totalAway ? away.length > 0 : away.length === 0 || (away.length > 1 && known >= this.#limit)
    if (safe) return null
    const shown = parts
      .filter((key) => !this.hidden.has(key) && this.#count(key) > 0)
      .map((key) => ({ key, count: this.#count(key), opens: this.#opens(key, index) }))
    // Best one whose other sums have hidden cells already: it leads to no further ones. Of those the smallest.
    const [best] = shown.sort((a, b) => a.opens - b.opens || a.count - b.count || (a.key < b.key ? -1 : 1))
    // Without another part that holds anything, the total is the same number under another name.
    return best?.key ?? (totalAway ? null : total)
  }

  #count(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  /** How many other sums would hide their first cell with this one. */
  #opens(key: string, index: number): number {
    return (this.#sumsOf.get(key) ?? []).filter((other) => other !== index && this.#away[other] === 0).length
  }
}
