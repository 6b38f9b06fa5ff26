// Dự trù kinh phí.
import type { TemplateSpec } from '../blocks.ts'
import { MONEY_TABLE, OFFICE_SIGN, STATEMENT, TABLES, addressed, body, title } from './common.ts'

export const ESTIMATE: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('DỰ TRÙ KINH PHÍ'),
    addressed,
    body('{ownerName} lập dự trù kinh phí cho **{subjectName}** năm {year} như sau:', { after: 6 }),
    // One table with its total as last row: the one that was filled in, where it says everything.
    { p: '{#listed}' },
    MONEY_TABLE,
    { p: '{/listed}' },
    ...TABLES,
    body('Bằng chữ: //{totalInWords}//.', { before: 8 }),
    ...STATEMENT,
    OFFICE_SIGN,
  ],
}
