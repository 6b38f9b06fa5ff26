// What a decision over many units says, as the record would give it.
import { sampleData, tagsOf } from '../../domain/paper-tags.ts'
import type { PaperData } from '../../domain/paper-tags.ts'

/** A decision's data with so many units. */
export function decisionOver(units: number): PaperData {
  return {
    ...sampleData(tagsOf('decision')),
    excerpt: 'Về việc công nhận điển hình về phong trào toàn dân bảo vệ an ninh Tổ quốc',
    isList: true,
    count: String(units),
    units: Array.from({ length: units }, (_, at) => ({
      no: String(at + 1),
      name: `Trường Tiểu học và Trung học cơ sở số ${at + 1}`,
      kind: 'Cơ sở giáo dục',
      address: 'Xã Vĩnh Thủy',
      note: '',
    })),
  }
}
