// Kế hoạch.
import type { TemplateSpec } from '../blocks.ts'
import { FIELDS, OFFICE_SIGN, STATEMENT, TASKS_TABLE, body, title } from './common.ts'

export const PLAN: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('KẾ HOẠCH'),
    { p: '{#grounds}' },
    body('//{text}//', { before: 0, after: 0 }),
    { p: '{/grounds}' },
    body('{ownerName} ban hành kế hoạch **{subjectName}** năm {year} như sau:'),
    ...FIELDS,
    ...STATEMENT,
    body('**Phân công thực hiện**', { keep: true, after: 6 }),
    TASKS_TABLE,
    body('Các đơn vị, cá nhân được giao nhiệm vụ tổ chức thực hiện và báo cáo kết quả về {ownerName}./.', {
      before: 8,
    }),
    OFFICE_SIGN,
  ],
}
