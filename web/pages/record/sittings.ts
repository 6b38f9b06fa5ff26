// Lines of the access log drawn together: what one person read in one sitting, in words.
import type { Schemas } from '../../client/api.ts'
import { civilDateOf, toEpochMs } from '../../../domain/time/civil.ts'

type Line = Schemas['AccessLine']

export interface Sitting {
  /** Of its last line. */
  readonly id: string
  readonly personId: string
  readonly person: string
  readonly posts: Line['posts']
  /** Its first and last line. */
  readonly from: string
  readonly to: string
  readonly read: readonly { readonly words: string; readonly times: number }[]
}

/** A pause this long begins another sitting, in milliseconds. */
const PAUSE_MS = 30 * 60_000

const READ: Readonly<Record<string, string>> = {
  getDossier: 'mở hồ sơ',
  getHistory: 'xem diễn biến',
  getContent: 'đọc nội dung',
  getCounted: 'xem số liệu cấp dưới',
  getFigures: 'xem số liệu',
  getDossierRetention: 'xem tình trạng lưu giữ',
  listSentPapersOfDossier: 'xem văn bản',
  listAccess: 'xem danh sách này',
  previewAdoption: 'xem thử bản quy trình mới',
  proveDispatch: 'xem ai đã được thông báo',
  exportDossier: 'tải sổ ghi',
  listDocuments: 'xem danh sách tệp',
  downloadDocument: 'tải tệp về',
  uploadDocument: 'tải tệp lên',
}

const wordsOf = (route: string): string => READ[route] ?? 'xem phần khác của hồ sơ'

/** Lines come the latest first, and so do sittings; a day's end ends one, too. */
export function sittingsOf(lines: readonly Line[]): readonly Sitting[] {
  const sittings: Line[][] = []
  const latest = new Map<string, Line[]>()
  for (const line of lines) {
    const open = latest.get(line.personId)
    const before = open?.at(-1)
    if (open !== undefined && before !== undefined && isSameSitting(before.at, line.at)) open.push(line)
    else {
      const begun = [line]
      sittings.push(begun)
      latest.set(line.personId, begun)
    }
  }
  return sittings.flatMap((one) => sittingOf(one) ?? [])
}

function isSameSitting(later: string, earlier: string): boolean {
  return civilDateOf(later) === civilDateOf(earlier) && toEpochMs(later) - toEpochMs(earlier) < PAUSE_MS
}

function sittingOf(lines: readonly Line[]): Sitting | null {
  const last = lines[0]
  const first = lines.at(-1)
  if (last === undefined || first === undefined) return null
  const times = new Map<string, number>()
  for (const { route } of [...lines].reverse())
    times.set(wordsOf(route), (times.get(wordsOf(route)) ?? 0) + 1)
  return {
    id: last.id,
    personId: last.personId,
    person: last.personName,
    posts: last.posts,
    from: first.at,
    to: last.at,
    read: [...times].map(([words, count]) => ({ words, times: count })),
  }
}
