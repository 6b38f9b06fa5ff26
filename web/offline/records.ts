// Reading and changing what is kept on the device, always for one person: nobody sees what another one left here.
import type { CriteriaSheet } from '../../domain/body.ts'
import { evaluateSheet } from '../../domain/sheet.ts'
import { newKey } from '../client/keys.ts'
import { takePicture } from './picture.ts'
import type { Taken } from './picture.ts'
import { deviceChanged, withStore } from './store.ts'
import type { Answers, Content, KeptDossier, Outgoing, Photo, Work } from './types.ts'

export const keyOf = (personId: string, dossierId: string): string => `${personId}/${dossierId}`

/** A dossier on the device with what was done on it. */
export interface Entry {
  readonly dossier: KeptDossier
  readonly work: Work | null
  readonly photos: readonly Photo[]
}

const inOrder = (photos: readonly Photo[]): Photo[] => [...photos].sort((a, b) => a.order - b.order)

/** Everything of a person on this device. */
export function entriesOf(personId: string): Promise<Entry[]> {
  return withStore(async (store) => {
    const [dossiers, works, photos] = await Promise.all([
      store.getAllFromIndex('dossiers', 'person', personId),
      store.getAllFromIndex('works', 'person', personId),
      store.getAllFromIndex('photos', 'person', personId),
    ])
    return dossiers.map((dossier) => ({
      dossier,
      work: works.find(({ key }) => key === dossier.key) ?? null,
      photos: inOrder(photos.filter(({ work }) => work === dossier.key)),
    }))
  })
}

export async function entryOf(personId: string, dossierId: string): Promise<Entry | null> {
  const key = keyOf(personId, dossierId)
  return withStore(async (store) => {
    const [dossier, work, photos] = await Promise.all([
      store.get('dossiers', key),
      store.get('works', key),
      store.getAllFromIndex('photos', 'work', key),
    ])
    return dossier === undefined ? null : { dossier, work: work ?? null, photos: inOrder(photos) }
  })
}

/** Whether somebody would lose something if it went: answers or photos that the API doesn't have. */
export function isUnsent({ work, photos }: Pick<Entry, 'work' | 'photos'>): boolean {
  if (work === null || work.stage === 'sent') return photos.length > 0
  return Object.keys(work.answers).length > 0 || photos.length > 0
}

/** Puts a dossier on the device as it is now, or brings the one that is there up to date. Answers stay. */
export async function keepDossier(personId: string, dossierId: string): Promise<void> {
  const taken = await takePicture(dossierId)
  const key = keyOf(personId, dossierId)
  await storeTaken(key, personId, taken)
  const entry = await entryOf(personId, dossierId)
  // What is still being filled in goes on from the newer picture: that is what its form shows from now on.
  if (entry?.work?.stage === 'draft') await changeWork(key, () => ({ saw: taken.picture }))
}

export async function storeTaken(key: string, personId: string, taken: Taken): Promise<void> {
  const dossierId = taken.picture.state.id
  await withStore((store) => store.put('dossiers', { key, personId, dossierId, ...taken }))
  deviceChanged()
}

/** Takes a dossier off the device, with everything that was done on it. */
export async function discard(key: string): Promise<void> {
  await withStore(async (store) => {
    const change = store.transaction(['dossiers', 'works', 'photos'], 'readwrite')
    const photos = await change.objectStore('photos').index('work').getAllKeys(key)
    await Promise.all([
      change.objectStore('dossiers').delete(key),
      change.objectStore('works').delete(key),
      ...photos.map((id) => change.objectStore('photos').delete(id)),
      change.done,
    ])
  })
  deviceChanged()
}

const blank = ({ key, personId, dossierId, picture }: KeptDossier): Work => ({
  key,
  personId,
  dossierId,
  answers: {},
  saw: picture,
  stage: 'draft',
  outgoing: null,
  now: null,
  refused: null,
  receivedAt: null,
})

/** Changes the work on a dossier in one transaction; begins one where there is none. Gives whether it began. */
async function write(key: string, change: (work: Work) => Partial<Work>): Promise<boolean> {
  return withStore(async (store) => {
    const writing = store.transaction(['dossiers', 'works'], 'readwrite')
    const dossier = await writing.objectStore('dossiers').get(key)
    const before = await writing.objectStore('works').get(key)
    const work = before ?? (dossier === undefined ? undefined : blank(dossier))
    if (work === undefined) throw new Error(`work ${key}: its dossier isn't on this device`)
    await Promise.all([writing.objectStore('works').put({ ...work, ...change(work) }), writing.done])
    return before === undefined
  })
}

export async function changeWork(key: string, change: (work: Work) => Partial<Work>): Promise<void> {
  await write(key, change)
  deviceChanged()
}

/** Keeps what was answered, criterion by criterion: two windows on one checklist don't undo each other's. */
export async function saveAnswers(key: string, answers: Answers): Promise<void> {
  const began = await write(key, (work) => ({ answers: { ...work.answers, ...answers } }))
  // Letter by letter, nobody else has to hear of it.
  if (began) deviceChanged()
}

/** A further inspection of a dossier whose last one was recorded. */
export async function beginAgain(dossier: KeptDossier): Promise<void> {
  await changeWork(dossier.key, () => blank(dossier))
}

/** Answers to criteria that the sheet has. */
export function fitting(sheet: CriteriaSheet, answers: Answers): Answers {
  const known = new Set(sheet.criteria.map(({ id }) => id))
  return Object.fromEntries(Object.entries(answers).filter(([id]) => known.has(id)))
}

/** The answers as they are sent: with the photos of each criterion by their hash. */
export function withEvidence(answers: Answers, photos: readonly Photo[]): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([criterion, answer]) => {
      const evidence = photos.filter((photo) => photo.criterion === criterion).map(({ sha256 }) => sha256)
      return [criterion, evidence.length === 0 ? answer : { ...answer, evidence }]
    }),
  )
}

/** Criteria of the sheet that aren't answered, or not as the sheet asks. */
export function unanswered(sheet: CriteriaSheet, answers: Answers): readonly string[] {
  const { missing, wrong } = evaluateSheet(sheet, fitting(sheet, answers))
  return [...missing, ...wrong]
}

function outgoingOf({ answers, saw }: Work, sheet: CriteriaSheet, photos: readonly Photo[]): Outgoing {
  const { step, round, contentHash } = saw.state
  const { taskId } = saw.allowed
  const body: Content = {
    answers: withEvidence(fitting(sheet, answers), photos) as NonNullable<Content['answers']>,
    sheet: { id: sheet.id, version: sheet.version },
  }
  const basis = { step, round, contentHash, ...(taskId === null ? {} : { taskId }) }
  return { key: newKey(), basis, body, tried: false }
}

/** The same as it stands on the device at this moment, with the last photo in it. */
async function fresh({ dossier }: Entry): Promise<Entry> {
  const entry = await entryOf(dossier.personId, dossier.dossierId)
  if (entry === null) throw new Error(`dossier ${dossier.key}: gone from this device`)
  return entry
}

/** The inspector has pressed the button: from now on exactly this is sent, under one key, as soon as it can be. */
export async function press(entry: Entry): Promise<void> {
  const { dossier, photos } = await fresh(entry)
  await changeWork(dossier.key, (work) => ({
    stage: 'waiting',
    outgoing: outgoingOf(work, dossier.sheet, photos),
    refused: null,
    now: null,
  }))
}

/** Back to filling in. What has gone out already may be recorded: that is asked for again first, never written anew. */
export async function backToDraft(key: string): Promise<void> {
  await changeWork(key, (work) =>
    work.stage === 'waiting' && work.outgoing?.tried === true
      ? {}
      : { stage: 'draft', outgoing: null, refused: null },
  )
}

/**
 * Goes on from what the dossier has become: the picture and the sheet that are kept become the new ones. Gives whether the
 * answers are whole by the sheet as it is now; if so they wait to be sent under a new key.
 */
export async function takeNewBasis(entry: Entry): Promise<boolean> {
  const { dossier, photos } = await fresh(entry)
  const taken = await takePicture(dossier.dossierId)
  await storeTaken(dossier.key, dossier.personId, taken)
  const { sheet, picture } = taken
  let whole = false
  await changeWork(dossier.key, (work) => {
    whole = picture.allowed.allowed && unanswered(sheet, work.answers).length === 0
    const based = { ...work, saw: picture, now: null, refused: null }
    return whole
      ? { ...based, stage: 'waiting', outgoing: outgoingOf(based, sheet, photos) }
      : { ...based, stage: 'draft', outgoing: null }
  })
  return whole
}

/** Unsent work of others on this device: how much, not whose and not what. */
export async function othersUnsent(personId: string): Promise<number> {
  return withStore(async (store) => {
    const works = await store.getAll('works')
    return works.filter((work) => work.personId !== personId && work.stage !== 'sent').length
  })
}
