// Quyết toán kinh phí.
import type { TemplateSpec } from '../blocks.ts'
import { DOCUMENTS, MONEY_TABLE, OFFICE_SIGN, STATEMENT, TABLES, addressed, body, title } from './common.ts'

export const SETTLEMENT: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('QUYẾT TOÁN KINH PHÍ'),
    addressed,
    body('{ownerName} quyết toán kinh phí của **{subjectName}** năm {year} như sau:', { after: 6 }),
    MONEY_TABLE,
    body('Bằng chữ: //{totalInWords}//.', { before: 8 }),
    ...TABLES,
    ...STATEMENT,
    body('Chứng từ kèm theo:', { keep: true }),
    ...DOCUMENTS,
    OFFICE_SIGN,
  ],
}
