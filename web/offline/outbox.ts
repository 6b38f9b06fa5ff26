// Sends what waits on the device, one inspection after another: looks first whether the dossier is still what the inspector
// saw, brings the photos that aren't there yet, then the inspection itself under the key that it was given when he pressed
// the button. Whatever happens on the way, all of it is still here, and sending it again records nothing twice.
import { sendOnce } from '../client/act.ts'
import { api, read } from '../client/api.ts'
import type { Schemas } from '../client/api.ts'
import { ApiProblem, NoAnswer, StrangeAnswer, isPassing } from '../client/problem.ts'
import { loadMe } from '../client/queries.ts'
import { SessionLeft, currentSession, isUnproven } from '../client/session.ts'
import { upload } from '../client/upload.ts'
import { dropPhotos } from './photos.ts'
import { hasChanged, inspectionsSince, takePicture } from './picture.ts'
import type { Taken } from './picture.ts'
import { changeWork, entriesOf, storeTaken } from './records.ts'
import type { Entry } from './records.ts'
import { DeviceError } from './store.ts'
import type { Outgoing, Photo, Refused, Work } from './types.ts'

/** What of an inspection has gone out, in bytes of its photos. */
export interface Progress {
  readonly key: string
  readonly sent: number
  readonly total: number
}

const LOCK = 'trinh/outbox'
let progress: Progress | null = null
const watchers = new Set<() => void>()

/** What is being sent at this moment by this window. */
export const currentProgress = (): Progress | null => progress

/** Calls back as bytes go out; gives what ends that. */
export function onProgress(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
  }
}

function show(next: Progress | null): void {
  progress = next
  for (const watcher of [...watchers]) watcher()
}

/** Sends all that waits, unless another window is at it. Gives the dossiers that were recorded. */
export async function sendWaiting(personId: string): Promise<readonly string[]> {
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock === null) return []
    const done: string[] = []
    for (const entry of await entriesOf(personId)) {
      const { work } = entry
      if (work?.stage !== 'waiting' || work.outgoing === null) continue
      mustBeHere(personId)
      if (await sendOne(entry, work, work.outgoing)) done.push(work.dossierId)
    }
    return done
  })
}

/** Nothing goes out in another person's name: whoever wrote it must be the one whom the API knows now. */
function mustBeHere(personId: string): void {
  const session = currentSession()
  if (session.kind !== 'in' || session.me.personId !== personId || isUnproven())
    throw new SessionLeft('who wrote it is not signed in')
}

/** Whether it was recorded. An ended network or session throws: the rest waits, too. */
async function sendOne(entry: Entry, work: Work, outgoing: Outgoing): Promise<boolean> {
  try {
    show({ key: work.key, sent: 0, total: entry.photos.reduce((sum, { size }) => sum + size, 0) })
    const way = await wayOf(work, outgoing)
    if (way === 'held') return false
    if (way === 'afresh') await bringPhotos(entry)
    mustBeHere(work.personId)
    await changeWork(work.key, () => ({ outgoing: { ...outgoing, tried: true } }))
    await recorded(entry, await send(work, outgoing))
    return true
  } catch (error) {
    await setback(work, error)
    return false
  } finally {
    show(null)
  }
}

/** Sent for the first time; asked for again, because it may be recorded already; or put before the inspector first. */
type Way = 'afresh' | 'repeat' | 'held'

async function wayOf(work: Work, { tried }: Outgoing): Promise<Way> {
  let taken: Taken
  try {
    taken = await takePicture(work.dossierId)
  } catch (error) {
    // Out of sight, perhaps by this very inspection: the API still knows what it answered to its key.
    if (tried && error instanceof ApiProblem && error.code === 'notFound') return 'repeat'
    throw error
  }
  const { picture } = taken
  const own = inspectionsSince(work.saw, picture).some(({ by }) => by === work.personId)
  if (tried && own) return 'repeat'
  if (hasChanged(work.saw, picture)) {
    await changeWork(work.key, () => ({ stage: 'changed', now: picture }))
    return 'held'
  }
  if (picture.allowed.allowed) return 'afresh'
  const { code, detail } = picture.allowed
  await changeWork(work.key, () => ({
    stage: 'refused',
    now: picture,
    refused: { code: code ?? 'forbidden', title: '', detail, photo: null },
  }))
  return 'held'
}

/** Photos that the dossier hasn't yet; the API's own list says which, for what it took in may have gone again since. */
async function bringPhotos({ dossier, photos }: Entry): Promise<void> {
  const params = { path: { id: dossier.dossierId } }
  const { items } = await read(api.GET('/api/v1/dossiers/{id}/documents', { params }))
  const there = new Set(items.map(({ sha256 }) => sha256))
  const total = photos.reduce((sum, { size }) => sum + size, 0)
  let before = 0
  for (const photo of photos) {
    if (!there.has(photo.sha256)) {
      await bring(dossier.dossierId, photo, (share) =>
        show({ key: dossier.key, sent: before + share * photo.size, total }),
      )
    }
    there.add(photo.sha256)
    before += photo.size
    show({ key: dossier.key, sent: before, total })
  }
}

class PhotoRefused extends Error {
  override readonly name = 'PhotoRefused'
  readonly photo: string
  readonly problem: ApiProblem

  constructor(photo: string, problem: ApiProblem) {
    super(problem.message, { cause: problem })
    this.photo = photo
    this.problem = problem
  }
}

async function bring(dossierId: string, photo: Photo, onProgress: (share: number) => void): Promise<void> {
  // The same file each time, so that one which was under way when the tab was killed goes on from there.
  const file = new File([photo.data], photo.name, { type: photo.data.type, lastModified: 0 })
  const watch = { onProgress, onWaiting: () => undefined, signal: new AbortController().signal }
  try {
    const { sha256 } = await upload(dossierId, file, watch)
    // Damaged on the way: what arrived isn't what was photographed, so it is brought again.
    if (sha256 !== photo.sha256) throw new NoAnswer('another file has arrived')
  } catch (error) {
    if (error instanceof ApiProblem && !isPassing(error)) throw new PhotoRefused(photo.name, error)
    throw error
  }
}

function send({ dossierId }: Work, { key, basis, body }: Outgoing): Promise<Schemas['ActionReply']> {
  return sendOnce({
    name: `field/${dossierId}`,
    path: `/api/v1/dossiers/${encodeURIComponent(dossierId)}/actions/inspect`,
    body: { basis, body },
    key,
  })
}

async function recorded({ dossier, photos }: Entry, { receipt }: Schemas['ActionReply']): Promise<void> {
  await changeWork(dossier.key, () => ({
    stage: 'sent',
    outgoing: null,
    now: null,
    refused: null,
    receivedAt: receipt.receivedAt,
  }))
  await dropPhotos(photos)
  try {
    await storeTaken(dossier.key, dossier.personId, await takePicture(dossier.dossierId))
  } catch (error) {
    // It is recorded; the copy on the device is only older than it could be.
    if (!(error instanceof ApiProblem) && !isPassing(error)) throw error
  }
}

/** The API's no, or an answer that can't be understood, as what is put before the inspector; null for anything else. */
function refusalOf(error: unknown): Refused | null {
  if (error instanceof PhotoRefused) return { ...problemOf(error.problem), photo: error.photo }
  if (error instanceof ApiProblem) return problemOf(error)
  if (error instanceof StrangeAnswer) {
    const title = `Hệ thống trả lời không như mong đợi (${error.status}). Hãy gửi lại sau ít phút.`
    return { code: 'strange', title, detail: {}, photo: null }
  }
  if (error instanceof DeviceError && error.fault === 'noSheet')
    return { code: 'sheetMismatch', title: error.message, detail: {}, photo: null }
  return null
}

const problemOf = ({ body, code }: ApiProblem): Refused => ({
  code,
  title: body.title,
  detail: body.params ?? {},
  photo: null,
})

/** What couldn't be sent waits on, or is put before the inspector with the API's own reason. */
async function setback(work: Work, error: unknown): Promise<void> {
  if (isPassing(error)) throw error
  if (error instanceof ApiProblem && error.code === 'csrfMissing') {
    // Signed in anew in another window: asked again who it is, it goes out with the next try.
    await loadMe()
    return
  }
  const refused = refusalOf(error)
  if (refused === null) throw error
  await changeWork(work.key, () => ({ stage: 'refused', refused }))
}
