// Biên bản phân công nhiệm vụ (S1-25).
import type { TemplateSpec } from '../blocks.ts'
import { FIELDS, OFFICE_SIGN, STATEMENT, TASKS_TABLE, body, title } from './common.ts'

export const ASSIGNMENT_MINUTES: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('BIÊN BẢN'),
    body('{placeDate}, {ownerName} phân công nhiệm vụ thực hiện **{subjectName}** như sau:', { after: 6 }),
    TASKS_TABLE,
    ...FIELDS,
    ...STATEMENT,
    body('Người, đơn vị được phân công chịu trách nhiệm thực hiện và báo cáo kết quả đúng hạn./.', {
      before: 8,
    }),
    OFFICE_SIGN,
  ],
}
