// Bản tự đánh giá theo từng tiêu chí.
import type { TemplateSpec } from '../blocks.ts'
import { CRITERIA_TABLE, OFFICE_SIGN, STATEMENT, body, title } from './common.ts'

export const SELF_ASSESSMENT: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('BẢN TỰ ĐÁNH GIÁ'),
    body('Đơn vị: **{subjectName}** ({subjectKind}), {subjectAddress}.'),
    body('Bảng tiêu chí: {sheetName}.', { after: 6 }),
    CRITERIA_TABLE,
    body(
      'Tổng hợp: {metCount} tiêu chí đạt, {notMetCount} tiêu chí chưa đạt, trên tổng số {criteriaCount} tiêu chí.',
      { before: 8 },
    ),
    { p: '{#score}' },
    body('Tổng điểm: **{score}**. Tự xếp mức: **{level}**.'),
    { p: '{/score}' },
    ...STATEMENT,
    OFFICE_SIGN,
  ],
}
