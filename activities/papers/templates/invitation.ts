// Giấy mời họp.
import type { TemplateSpec } from '../blocks.ts'
import { OFFICE_SIGN, body, title } from './common.ts'

export const INVITATION: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('GIẤY MỜI'),
    { p: '{#members}' },
    body('Kính mời: {name}, {role};', { before: 0, after: 0 }),
    { p: '{/members}' },
    body('Tới dự: họp xét đối với **{subjectName}** ({procedureName}, năm {year}).'),
    body('Thời gian: ………… giờ ………, ngày ……… tháng ……… năm ………….', { align: 'left' }),
    body('Địa điểm: ………………………………………………………………….', { align: 'left' }),
    body('Chủ trì: {chairName}.'),
    body('Trân trọng kính mời./.'),
    OFFICE_SIGN,
  ],
}
