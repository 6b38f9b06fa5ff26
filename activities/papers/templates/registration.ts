// Bản đăng ký.
import type { TemplateSpec } from '../blocks.ts'
import { FIELDS, OFFICE_SIGN, STATEMENT, addressed, body, title } from './common.ts'

export const REGISTRATION: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('BẢN ĐĂNG KÝ'),
    addressed,
    body('Tên đơn vị: **{subjectName}**.'),
    body('Loại đơn vị: {subjectKind}. Địa bàn: {subjectAddress}.'),
    body('Đơn vị đăng ký tham gia: {procedureName}, năm {year}, với các nội dung sau:'),
    ...FIELDS,
    ...STATEMENT,
    body('Đơn vị cam kết tổ chức thực hiện các nội dung đã đăng ký./.'),
    OFFICE_SIGN,
  ],
}
