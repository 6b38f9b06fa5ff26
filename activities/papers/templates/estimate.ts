// Dự trù kinh phí.
import type { TemplateSpec } from '../blocks.ts'
import { MONEY_TABLE, OFFICE_SIGN, STATEMENT, TABLES, addressed, body, title } from './common.ts'

export const ESTIMATE: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('DỰ TRÙ KINH PHÍ'),
    addressed,
    body('{ownerName} lập dự trù kinh phí cho **{subjectName}** năm {year} như sau:', { after: 6 }),
    MONEY_TABLE,
    body('Bằng chữ: //{totalInWords}//.', { before: 8 }),
    ...TABLES,
    ...STATEMENT,
    OFFICE_SIGN,
  ],
}
