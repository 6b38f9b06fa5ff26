// What a changed date, holiday or rule makes of a campaign's year: two simulations compared, notice by notice.
import { identityOf, inOrder } from './simulate.ts'
import type { SimulatedNotice, Simulation } from './simulate.ts'

/** What a changed date, holiday or rule makes of a campaign's year. */
export interface SimulationDifference {
  readonly moved: readonly { readonly before: SimulatedNotice; readonly after: SimulatedNotice }[]
  readonly appears: readonly SimulatedNotice[]
  readonly disappears: readonly SimulatedNotice[]
  /** Same instant, another number of dossiers. */
  readonly recounted: readonly { readonly before: SimulatedNotice; readonly after: SimulatedNotice }[]
  readonly unchanged: number
}

function byIdentity(notices: readonly SimulatedNotice[]): Map<string, SimulatedNotice[]> {
  const groups = new Map<string, SimulatedNotice[]>()
  for (const notice of notices) {
    const key = identityOf(notice)
    groups.set(key, [...(groups.get(key) ?? []), notice])
  }
  return groups
}

// Of one identity, those that stand at the same instant in both are the same; the rest pair up in order.
function pairs(before: readonly SimulatedNotice[], after: readonly SimulatedNotice[]) {
  const stays = before.filter((notice) => after.some(({ at }) => at === notice.at))
  const gone = before.filter((notice) => !stays.includes(notice))
  const come = after.filter(({ at }) => !stays.some((notice) => notice.at === at))
  const same = stays.flatMap((notice) => {
    const twin = after.find(({ at }) => at === notice.at)
    return twin === undefined ? [] : [{ before: notice, after: twin }]
  })
  const shared = Math.min(gone.length, come.length)
  const moved = gone.slice(0, shared).flatMap((notice, index) => {
    const to = come[index]
    return to === undefined ? [] : [{ before: notice, after: to }]
  })
  return { same, moved, gone: gone.slice(shared), come: come.slice(shared) }
}

/** What moves, appears and disappears between two simulations of a campaign, each in order of time. */
export function diffSimulations(before: Simulation, after: Simulation): SimulationDifference {
  const [was, is] = [byIdentity(before.notices), byIdentity(after.notices)]
  const all = [...new Set([...was.keys(), ...is.keys()])].map((key) =>
    pairs(was.get(key) ?? [], is.get(key) ?? []),
  )
  const same = all.flatMap((pair) => pair.same)
  const recounted = same.filter((pair) => pair.before.count !== pair.after.count)
  return {
    moved: all.flatMap((pair) => pair.moved).sort((a, b) => inOrder(a.after, b.after)),
    appears: all.flatMap((pair) => pair.come).sort(inOrder),
    disappears: all.flatMap((pair) => pair.gone).sort(inOrder),
    recounted: recounted.sort((a, b) => inOrder(a.after, b.after)),
    unchanged: same.length - recounted.length,
  }
}
