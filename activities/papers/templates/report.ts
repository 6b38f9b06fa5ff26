// Báo cáo.
import type { TemplateSpec } from '../blocks.ts'
import { FIELDS, OFFICE_SIGN, STATEMENT, addressed, body, title } from './common.ts'

export const REPORT: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('BÁO CÁO'),
    addressed,
    body('{ownerName} báo cáo về **{subjectName}** ({procedureName}, năm {year}) như sau:'),
    ...FIELDS,
    { p: '{#criteriaCount}' },
    body('Kết quả theo {sheetName}: {metCount}/{criteriaCount} tiêu chí đạt.'),
    { p: '{/criteriaCount}' },
    ...STATEMENT,
    body('{ownerName} báo cáo để {addressee} theo dõi, chỉ đạo./.'),
    OFFICE_SIGN,
  ],
}
