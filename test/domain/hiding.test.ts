// Small counts stay hidden: whatever the tables, no total with its other parts tells what a hidden cell holds.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hiddenCells } from '../../domain/hiding.ts'
import type { Cell, Sum } from '../../domain/hiding.ts'

const LIMIT = 5

/** A table of rows and columns with totals of both and of all, as cells and sums. */
function table(rows: readonly (readonly number[])[], name = ''): { cells: Cell[]; sums: Sum[] } {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const columns = Array.from({ length: width }, (_, c) => c)
  const at = (r: number | '*', c: number | '*'): string => `${name}${r}/${c}`
  const add = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0)
  const cells = rows.flatMap((row, r) => [
    ...columns.map((c) => ({ key: at(r, c), count: row[c] ?? 0 })),
    { key: at(r, '*'), count: add(row) },
  ])
  for (const c of columns) cells.push({ key: at('*', c), count: add(rows.map((row) => row[c] ?? 0)) })
  cells.push({ key: at('*', '*'), count: add(rows.flat()) })
  const sums = [
    ...rows.map((_, r) => ({ total: at(r, '*'), parts: columns.map((c) => at(r, c)) })),
    ...columns.map((c) => ({ total: at('*', c), parts: rows.map((_, r) => at(r, c)) })),
    { total: at('*', '*'), parts: rows.map((_, r) => at(r, '*')) },
    { total: at('*', '*'), parts: columns.map((c) => at('*', c)) },
  ]
  return { cells, sums }
}

/** What somebody can work out: the least and the most that a hidden cell can hold, sum by sum, until nothing gets narrower. */
function workedOut(
  cells: readonly Cell[],
  sums: readonly Sum[],
  hidden: ReadonlySet<string>,
): Map<string, [number, number]> {
  const ranges = new Map(
    cells.map(({ key, count }): [string, [number, number]] => [
      key,
      hidden.has(key) ? [0, Infinity] : [count, count],
    ]),
  )
  const of = (key: string): [number, number] => ranges.get(key) ?? [0, 0]
  for (let changed = true; changed; ) {
    changed = false
    const narrow = (key: string, low: number, high: number): void => {
      const [least, most] = of(key)
      const next: [number, number] = [Math.max(least, low), Math.min(most, high)]
      if (next[0] === least && next[1] === most) return
      ranges.set(key, next)
      changed = true
    }
    for (const { total, parts } of sums) {
      const least = parts.reduce((sum, key) => sum + of(key)[0], 0)
      const most = parts.reduce((sum, key) => sum + of(key)[1], 0)
      narrow(total, least, most)
      for (const part of parts) {
        const [low, high] = of(part)
        const others = Number.isFinite(most)
          ? most - high
          : parts.reduce((sum, key) => sum + (key === part ? 0 : of(key)[1]), 0)
        narrow(part, of(total)[0] - others, of(total)[1] - (least - low))
      }
    }
  }
  return ranges
}

const tables = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.oneof(fc.nat(3), fc.nat(12), fc.nat(400)), { minLength: columns, maxLength: columns }),
      {
        minLength: rows,
        maxLength: rows,
      },
    ),
  )

describe('hiding small counts', () => {
  it('hides each small count, and a second cell in its row and column', () => {
    const { cells, sums } = table([
      [2, 40, 50],
      [30, 60, 20],
    ])
    const hidden = hiddenCells(cells, sums, LIMIT)
    expect([...hidden].sort()).toEqual(['0/0', '0/1', '1/0', '1/1'])
  })

  it('hides nothing where nothing is small, and nothing is not small', () => {
    const { cells, sums } = table([
      [5, 0],
      [0, 7],
    ])
    expect(hiddenCells(cells, sums, LIMIT).size).toBe(0)
  })

  it('hides a total that is the same number as its only part', () => {
    const { cells, sums } = table([[2], [90]])
    expect(hiddenCells(cells, sums, LIMIT).has('0/*')).toBe(true)
  })

  it('never lets two small ones be told by their sum', () => {
    // 1 + 1 hidden of 100 would be seen as 2 of two cells that hold something.
    const { cells, sums } = table([[1, 1, 98]])
    expect([...hiddenCells(cells, sums, LIMIT)]).toEqual(expect.arrayContaining(['0/0', '0/1', '0/2']))
  })

  it('leaves no hidden cell that one sum tells: in every sum two are hidden or none, and no small rest', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 2, max: 9 }), (rows, limit) => {
        const { cells, sums } = table(rows)
        const hidden = hiddenCells(cells, sums, limit)
        const counts = new Map(cells.map(({ key, count }) => [key, count]))
        for (const { key, count } of cells) if (count > 0 && count < limit) expect(hidden.has(key)).toBe(true)
        for (const { total, parts } of sums) {
          const away = parts.filter((key) => hidden.has(key))
          const number = away.length + (hidden.has(total) ? 1 : 0)
          expect(number === 0 || number >= 2).toBe(true)
          const rest = away.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0)
          if (away.length > 0 && !hidden.has(total)) expect(rest).toBeGreaterThanOrEqual(limit)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('lets nobody work out a hidden cell by going from sum to sum', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const { cells, sums } = table(rows)
        const hidden = hiddenCells(cells, sums, LIMIT)
        const ranges = workedOut(cells, sums, hidden)
        for (const key of hidden) {
          const [least, most] = ranges.get(key) ?? [0, 0]
          expect(most - least, key).toBeGreaterThan(0)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('does the same for the same cells in another order', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const { cells, sums } = table(rows)
        const sorted = (set: ReadonlySet<string>): string[] => [...set].sort()
        expect(sorted(hiddenCells([...cells].reverse(), sums, LIMIT))).toEqual(
          sorted(hiddenCells(cells, sums, LIMIT)),
        )
      }),
    )
  })
})
