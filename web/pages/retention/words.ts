// Words about what is kept, for how long, and what is erased.
import type { Schemas } from '../../client/api.ts'

export const RETENTION_KINDS = {
  archive: 'Đưa vào lưu trữ',
  erase: 'Xóa nội dung',
} as const satisfies Record<Schemas['RetentionRule']['kind'], string>

export const HOLD_SCOPES = {
  dossier: 'Hồ sơ',
  office: 'Cơ quan, đơn vị',
  campaign: 'Đợt xét',
} as const satisfies Record<Schemas['LegalHold']['scope'], string>

export const ERASURE_STATUSES = {
  proposed: 'Chờ người thứ hai',
  refused: 'Không đồng ý',
  done: 'Đã xóa',
} as const satisfies Record<Schemas['Erasure']['status'], string>

export const ERASURE_TONES = {
  proposed: 'warn',
  refused: '',
  done: 'bad',
} as const satisfies Record<Schemas['Erasure']['status'], string>
