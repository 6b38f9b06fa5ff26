// How far a batch is: a bar for eyes, a sentence for everybody.
import { formatNumber } from '../../i18n/format.ts'
import { isMoving } from './useBatch.ts'
import type { Batch } from './words.ts'

/** How many items the run has dealt with in the part of its way where it is. */
function reached({ status, total, counts }: Batch): number {
  if (status === 'collecting') return total - counts.pending
  if (status === 'signed') return total - counts.ready - counts.reserved - counts.pending
  return total
}

function sentence(batch: Batch): string {
  const { status, finished, total, counts, kind } = batch
  const ready = counts.ready + counts.reserved
  const refused = counts.refused === 0 ? '' : `, ${formatNumber(counts.refused)} không thực hiện được`
  switch (status) {
    case 'collecting':
      return `Đang kiểm tra từng hồ sơ: ${formatNumber(reached(batch))}/${formatNumber(total)}. Bạn có thể rời trang; việc kiểm tra vẫn tiếp tục.`
    case 'frozen':
      return `${formatNumber(ready)} hồ sơ ${kind === 'decision' ? 'sẵn sàng để ký' : 'thực hiện được'}${refused}.`
    case 'signed': {
      if (!finished)
        return `Đang thực hiện: ${formatNumber(reached(batch))}/${formatNumber(total)}. Bạn có thể rời trang; việc này vẫn tiếp tục.`
      const failed = counts.failed === 0 ? '' : `, ${formatNumber(counts.failed)} gặp lỗi`
      return `Đã thực hiện ${formatNumber(counts.applied)} hồ sơ${refused}${failed}.`
    }
    case 'cancelled':
      return 'Danh sách đã bị hủy; không hồ sơ nào bị thay đổi.'
    case 'expired':
      return 'Danh sách đã hết hạn chờ ký; các hồ sơ đã được trả lại.'
  }
}

export function Progress({ batch }: { readonly batch: Batch }) {
  const text = sentence(batch)
  return (
    <div role="status">
      {isMoving(batch) ? (
        <progress
          className="progress"
          max={Math.max(1, batch.total)}
          value={reached(batch)}
          aria-label="Tiến độ"
        />
      ) : null}
      <p>{text}</p>
    </div>
  )
}
