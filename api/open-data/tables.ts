// The tables of open data of one procedure in one year, from counts: where dossiers stand by territory, kinds of subjects by
// province, and delays by step; small counts hidden over all of them together, for they share totals. Pure.
import { hiddenCells } from '../../domain/hiding.ts'
import type { Cell, Sum } from '../../domain/hiding.ts'

/** A place as it is published; `parent` is null for the country. */
export interface Place {
  readonly key: string
  readonly level: 'country' | 'province' | 'commune'
  readonly parent: string | null
}

export interface CountedFact {
  readonly province: string
  readonly commune: string
  readonly kind: string
  readonly position: string
  readonly count: number
}

/** Visits of a step in a province or, under the key of the country, in all of them. */
export interface CountedVisits {
  readonly place: string
  readonly step: string
  readonly visits: number
  readonly late: number
  readonly medianMinutes: number
  readonly p90Minutes: number
}

/** What stands in a row's place for all of a dimension. */
export const ALL = 'total'
export const COUNTRY = 'country'

export interface PositionRow {
  readonly place: string
  readonly position: string
  readonly count: number | null
}
export interface KindRow {
  readonly place: string
  readonly kind: string
  readonly count: number | null
}
export interface DelayRow {
  readonly place: string
  readonly step: string
  readonly visits: number | null
  readonly late: number | null
  readonly medianDays: number | null
  readonly p90Days: number | null
}

const cellKey = (...parts: readonly string[]): string => parts.join('\n')
const MINUTES_A_DAY = 1440
const days = (minutes: number): number => Math.round((minutes / MINUTES_A_DAY) * 10) / 10

/** Adds up counts under keys, in all their places at once. */
class Tally {
  readonly counts = new Map<string, number>()

  add(key: string, count: number): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + count)
  }

  cells(): Cell[] {
    return [...this.counts].map(([key, count]) => ({ key, count }))
  }
}

/** Parts under totals, as sums. */
class Totals {
  readonly #parts = new Map<string, Set<string>>()

  put(total: string, part: string): void {
    const parts = this.#parts.get(total)
    if (parts === undefined) this.#parts.set(total, new Set([part]))
    else parts.add(part)
  }

  sums(): Sum[] {
    return [...this.#parts].map(([total, parts]) => ({ total, parts: [...parts] }))
  }
}

/** Where dossiers stand by territory, and kinds by province; places by their keys. */
export function standingTables(
  facts: readonly CountedFact[],
  limit: number,
): { positions: PositionRow[]; kinds: KindRow[] } {
  const tally = new Tally()
  // A total stands in several sums, by position, by kind and by place: each kind of sum is kept apart.
  const [byPosition, byKind, byPlace] = [new Totals(), new Totals(), new Totals()]
  // Kinds are told of these, not of communes.
  const above = new Set([COUNTRY])
  const cell = (place: string, kind: string, position: string): string => cellKey(place, kind, position)
  for (const { province, commune, kind, position, count } of facts) {
    above.add(province)
    for (const [place, parent] of [
      [commune, province],
      [province, COUNTRY],
      [COUNTRY, null],
    ] as const) {
      for (const where of [position, ALL]) {
        tally.add(cell(place, ALL, where), count)
        if (parent !== null) byPlace.put(cell(parent, ALL, where), cell(place, ALL, where))
      }
      byPosition.put(cell(place, ALL, ALL), cell(place, ALL, position))
      if (place === commune) continue
      tally.add(cell(place, kind, ALL), count)
      byKind.put(cell(place, ALL, ALL), cell(place, kind, ALL))
      if (parent !== null) byPlace.put(cell(parent, kind, ALL), cell(place, kind, ALL))
    }
  }
  const sums = [...byPosition.sums(), ...byKind.sums(), ...byPlace.sums()]
  const hidden = hiddenCells(tally.cells(), sums, limit)
  const positions: PositionRow[] = []
  const kinds: KindRow[] = []
  for (const [key, number] of tally.counts) {
    const [place = '', kind = '', position = ''] = key.split('\n')
    const count = hidden.has(key) ? null : number
    if (kind === ALL) positions.push({ place, position, count })
    if (position === ALL && (kind !== ALL || above.has(place))) kinds.push({ place, kind, count })
  }
  return { positions, kinds }
}

/** How long steps took, by province and in the country. */
export function delayTable(counted: readonly CountedVisits[], limit: number): DelayRow[] {
  const tally = new Tally()
  const [byPlace, byLateness] = [new Totals(), new Totals()]
  for (const { place, step, visits, late } of counted) {
    for (const [which, count] of [
      ['late', late],
      ['onTime', visits - late],
      [ALL, visits],
    ] as const) {
      tally.add(cellKey(place, step, which), count)
      if (which !== ALL) byLateness.put(cellKey(place, step, ALL), cellKey(place, step, which))
      if (place !== COUNTRY) byPlace.put(cellKey(COUNTRY, step, which), cellKey(place, step, which))
    }
  }
  const hidden = hiddenCells(tally.cells(), [...byLateness.sums(), ...byPlace.sums()], limit)
  return counted.map(({ place, step, visits, late, medianMinutes, p90Minutes }) => {
    const [all, lateKey, onTime] = [ALL, 'late', 'onTime'].map((which) => cellKey(place, step, which))
    const away = (key = ''): boolean => hidden.has(key)
    if (away(all)) return { place, step, visits: null, late: null, medianDays: null, p90Days: null }
    // How many were late is told only where it doesn't tell how few were not.
    const told = away(lateKey) || away(onTime) ? null : late
    return { place, step, visits, late: told, medianDays: days(medianMinutes), p90Days: days(p90Minutes) }
  })
}
