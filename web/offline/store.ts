// The device's own database. Whatever the browser refuses becomes one error with a Vietnamese text that says what to do; every
// change is told to whoever shows it, in this window and in the others.
import { openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import type { KeptDossier, KeptPerson, Photo, Work } from './types.ts'

interface Stores extends DBSchema {
  device: { key: string; value: KeptPerson }
  dossiers: { key: string; value: KeptDossier; indexes: { person: string } }
  works: { key: string; value: Work; indexes: { person: string } }
  photos: { key: string; value: Photo; indexes: { work: string; person: string } }
}

export type Store = IDBPDatabase<Stores>

const NAME = 'trinh'
const VERSION = 1

export type DeviceFault = 'full' | 'closed' | 'insecure' | 'photoType' | 'photoSize' | 'noSheet' | 'noShell'

const TEXTS = {
  full: 'Máy này đã hết chỗ trống nên chưa giữ được. Hãy gửi các phiếu đang chờ, bỏ bớt hồ sơ hoặc ảnh không cần, rồi thử lại.',
  closed:
    'Trình duyệt không cho giữ dữ liệu trên máy này, thường là do đang mở cửa sổ ẩn danh. Hãy mở bằng cửa sổ thường.',
  insecure:
    'Trình duyệt chỉ cho làm việc không có mạng qua địa chỉ https. Hãy mở hệ thống bằng địa chỉ https.',
  photoType: 'Chỉ nhận ảnh JPG hoặc PNG.',
  photoSize: 'Ảnh lớn hơn 25 MB. Hãy chụp lại với cỡ nhỏ hơn.',
  noSheet: 'Hồ sơ này chưa có phiếu tiêu chí nên chưa kiểm tra được.',
  noShell: 'Chưa tải được phần ứng dụng dùng khi mất mạng. Hãy kiểm tra kết nối rồi thử lại.',
} as const satisfies Record<DeviceFault, string>

/** The device can't do what was asked of it; the message is for people. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError'
  readonly fault: DeviceFault

  constructor(fault: DeviceFault, options?: ErrorOptions) {
    super(TEXTS[fault], options)
    this.fault = fault
  }
}

let opened: Promise<Store> | null = null

function open(): Promise<Store> {
  opened ??= openDB<Stores>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore('device')
      for (const name of ['dossiers', 'works'] as const)
        database.createObjectStore(name, { keyPath: 'key' }).createIndex('person', 'personId')
      const photos = database.createObjectStore('photos', { keyPath: 'id' })
      photos.createIndex('work', 'work')
      photos.createIndex('person', 'personId')
    },
    blocking(_before, _after, event) {
      // A newer release in another window wants it: this one opens it again when it next needs it.
      opened = null
      if (event.target instanceof IDBDatabase) event.target.close()
    },
    terminated() {
      opened = null
    },
  })
  return opened
}

/** Does something with the database; throws DeviceError where the browser has no room or gives no storage. */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(await open())
  } catch (error) {
    if (error instanceof DeviceError) throw error
    if (error instanceof DOMException) {
      if (error.name === 'QuotaExceededError') throw new DeviceError('full', { cause: error })
      opened = null
      throw new DeviceError('closed', { cause: error })
    }
    // A window without storage has no indexedDB at all.
    if (typeof indexedDB === 'undefined') throw new DeviceError('closed', { cause: error })
    throw error
  }
}

const listeners = new Set<() => void>()
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('trinh/device')
channel?.addEventListener('message', tell)

function tell(): void {
  for (const listener of [...listeners]) listener()
}

/** To be called after every change. */
export function deviceChanged(): void {
  tell()
  channel?.postMessage('changed')
}

/** Calls back at each change, made here or in another window; gives what ends that. */
export function onDeviceChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
