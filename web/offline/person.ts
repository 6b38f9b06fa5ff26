// Whose device this is while it is offline, and what becomes of it when that person signs out or another one comes: copies of
// dossiers go; what wasn't sent stays for its owner, unseen by everybody else.
import type { Me } from '../client/session.ts'
import { entriesOf, isUnsent } from './records.ts'
import { withStore } from './store.ts'

const CURRENT = 'person'

/** Remembers who works here, so that the application opens without a network. */
export async function rememberPerson(me: Me): Promise<void> {
  await withStore((store) => store.put('device', { me: { ...me, csrf: null } }, CURRENT))
}

/** Who worked here last and hasn't signed out; null when there is nobody. */
export async function rememberedPerson(): Promise<Me | null> {
  return (await withStore((store) => store.get('device', CURRENT)))?.me ?? null
}

/** How many inspections of a person wait on this device. */
export async function countUnsent(personId: string): Promise<number> {
  return (await entriesOf(personId)).filter(isUnsent).length
}

/**
 * Takes what a person kept off the device but for what wasn't sent; gives how many inspections that leaves. Without the
 * network nobody can open the application in his name any more.
 */
export async function leaveDevice(personId: string): Promise<number> {
  const entries = await entriesOf(personId)
  const gone = entries.filter((entry) => !isUnsent(entry))
  await withStore(async (store) => {
    const change = store.transaction(['device', 'dossiers', 'works'], 'readwrite')
    await Promise.all([
      change.objectStore('device').delete(CURRENT),
      ...gone.map(({ dossier }) => change.objectStore('dossiers').delete(dossier.key)),
      ...gone.map(({ dossier }) => change.objectStore('works').delete(dossier.key)),
      change.done,
    ])
  })
  return entries.length - gone.length
}
