// How far the parts of a whole have come, in a few words.
import type { Schemas } from '../../client/api.ts'
import { formatNumber } from '../../i18n/format.ts'

type Progress = NonNullable<Schemas['Part']['below']>

export function PartsTag({ total, closed, late }: Progress) {
  const tone = late > 0 ? 'bad' : closed === total ? 'good' : 'info'
  return (
    <span className={`tag ${tone}`}>
      Xong {formatNumber(closed)}/{formatNumber(total)} việc
      {late === 0 ? '' : `, ${formatNumber(late)} quá hạn`}
    </span>
  )
}
