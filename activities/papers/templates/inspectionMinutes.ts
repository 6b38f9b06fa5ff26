// Biên bản kiểm tra.
import type { TemplateSpec } from '../blocks.ts'
import { CRITERIA_TABLE, OFFICE_SIGN, STATEMENT, body, title } from './common.ts'

export const INSPECTION_MINUTES: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('BIÊN BẢN'),
    body(
      '{placeDate}, {ownerName} tiến hành kiểm tra tại **{subjectName}** ({subjectKind}), {subjectAddress}.',
    ),
    body('**I. THÀNH PHẦN KIỂM TRA**', { keep: true }),
    { p: '{#inspectors}' },
    body('- {name}, {role};', { before: 0, after: 0 }),
    { p: '{/inspectors}' },
    body('**II. KẾT QUẢ KIỂM TRA** theo {sheetName}', { keep: true, after: 6 }),
    CRITERIA_TABLE,
    body(
      'Tổng hợp: {metCount} tiêu chí đạt, {notMetCount} tiêu chí chưa đạt, trên tổng số {criteriaCount} tiêu chí.',
      { before: 8 },
    ),
    { p: '{#score}' },
    body('Tổng điểm: **{score}**. Mức: **{level}**.'),
    { p: '{/score}' },
    body('**III. Ý KIẾN, KIẾN NGHỊ**', { keep: true }),
    ...STATEMENT,
    { p: '{^statement}' },
    body('Không.'),
    { p: '{/statement}' },
    body('Biên bản được lập, đọc lại cho các bên cùng nghe và thống nhất ký./.'),
    OFFICE_SIGN,
  ],
}
