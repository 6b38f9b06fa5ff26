// Photos of the field: looked at before they are kept (kind by content, size, hash), so that none is refused days later in
// the office.
import { newKey } from '../client/keys.ts'
import { DeviceError, deviceChanged, withStore } from './store.ts'
import type { KeptDossier, Photo } from './types.ts'

/** As much as the API takes unless it is set otherwise. */
const MOST_BYTES = 25 * 1024 * 1024
/** How files of each kind begin. */
const BEGINNINGS = [
  { mime: 'image/jpeg', ending: 'jpg', bytes: [0xff, 0xd8, 0xff] },
  { mime: 'image/png', ending: 'png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
] as const

/** A camera's own name for a file, such as `image.jpg` for every one, tells nothing: those get a number. */
function nameOf(file: File, ending: string, count: number): string {
  const name = file.name.trim()
  return name === '' || /^image\.\w+$/iu.test(name) ? `anh-${count}.${ending}` : name
}

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Keeps a photo with a criterion; the same one twice is one. Throws DeviceError. */
export async function keepPhoto(dossier: KeptDossier, criterion: string, file: File): Promise<void> {
  if (file.size > MOST_BYTES) throw new DeviceError('photoSize')
  const bytes = await file.arrayBuffer()
  const start = new Uint8Array(bytes, 0, Math.min(8, bytes.byteLength))
  const kind = BEGINNINGS.find((one) => one.bytes.every((byte, index) => start[index] === byte))
  if (kind === undefined) throw new DeviceError('photoType')
  const sha256 = await hashOf(bytes)
  await withStore(async (store) => {
    const change = store.transaction('photos', 'readwrite')
    const own = await change.store.index('work').getAll(dossier.key)
    const there = own.some((photo) => photo.criterion === criterion && photo.sha256 === sha256)
    const order = Math.max(0, ...own.map((photo) => photo.order)) + 1
    const photo: Photo = {
      id: newKey(),
      work: dossier.key,
      personId: dossier.personId,
      criterion,
      order,
      name: nameOf(file, kind.ending, order),
      size: file.size,
      sha256,
      data: new Blob([bytes], { type: kind.mime }),
    }
    await Promise.all([there ? null : change.store.put(photo), change.done])
  })
  deviceChanged()
}

export async function dropPhoto(id: string): Promise<void> {
  await withStore((store) => store.delete('photos', id))
  deviceChanged()
}

/** What of the work was sent is in the record: its photos needn't be here any longer. */
export async function dropPhotos(photos: readonly Photo[]): Promise<void> {
  await withStore(async (store) => {
    const change = store.transaction('photos', 'readwrite')
    await Promise.all([...photos.map(({ id }) => change.store.delete(id)), change.done])
  })
  deviceChanged()
}
