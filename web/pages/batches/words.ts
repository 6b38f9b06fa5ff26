// What a batch is, in words.
import type { Schemas } from '../../client/api.ts'
import { VERDICTS, actionLabel } from '../../i18n/vi.ts'

export type BatchOf = Pick<Schemas['BatchSummary'], 'kind' | 'action' | 'verdict'>

/** "Quyết định chung: Đồng ý", "Hàng loạt: Đôn đốc". */
export function batchTitle({ kind, action, verdict }: BatchOf): string {
  if (kind === 'decision') return `Quyết định chung: ${VERDICTS[verdict ?? 'approve'].toLowerCase()}`
  return `Hàng loạt: ${action === null ? '' : actionLabel(action).toLowerCase()}`
}

/** Tone of an item's tag. */
export const ITEM_TONES = {
  pending: '',
  ready: 'info',
  reserved: 'info',
  refused: 'bad',
  applied: 'good',
  released: 'warn',
  failed: 'bad',
} as const satisfies Record<Schemas['BatchItem']['status'], string>
