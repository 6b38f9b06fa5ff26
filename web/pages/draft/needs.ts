// What a step counts besides what is filled in, in words, with what is known of it.
import type { Need } from '../../../domain/procedure.ts'
import type { Schemas } from '../../client/api.ts'
import { RESULT_WORDS } from '../../components/act/unmet.ts'
import { formatNumber } from '../../i18n/format.ts'

const word = (value: string): string => RESULT_WORDS[value] ?? value

/** One sentence for a condition; null for what is filled in. */
export function conditionText(
  need: Need,
  year: number,
  figures: Schemas['Figures'] | undefined,
): string | null {
  switch (need.kind) {
    case 'field':
    case 'document':
      return null
    case 'criteriaMet':
      return need.by === 'assessment'
        ? 'Tự đánh giá đạt mọi tiêu chí bắt buộc'
        : 'Kết quả kiểm tra đạt mọi tiêu chí bắt buộc'
    case 'assessed':
      return `Đã tự đánh giá ít nhất ${formatNumber(need.times)} lần`
    case 'priorResult':
      return `${word(need.result)}, năm ${year + need.yearOffset}: ${need.accepted.map(word).join(' hoặc ')}`
    case 'children': {
      const counted = figures?.children.find(({ id }) => id === need.id)
      const share = `ít nhất ${need.atLeast[0]}/${need.atLeast[1]}`
      const now = counted === undefined ? '' : `; hiện có ${counted.having} trên ${counted.total}`
      return `${need.vi}: ${share}${now}`
    }
    case 'compare':
      return need.vi
    case 'scored':
      return need.by === 'assessment' ? 'Đã tự chấm điểm và xếp mức' : 'Đã được chấm điểm và xếp mức'
  }
}
