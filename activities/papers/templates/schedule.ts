// Bảng kê: the tables that somebody filled in, for his superior's approval.
import type { TemplateSpec } from '../blocks.ts'
import { OFFICE_SIGN, STATEMENT, TABLES, addressed, body, title } from './common.ts'

export const SCHEDULE: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('BẢNG KÊ'),
    addressed,
    body('{ownerName} kê khai cho **{subjectName}** năm {year} như sau:', { after: 6 }),
    ...TABLES,
    ...STATEMENT,
    OFFICE_SIGN,
  ],
}
