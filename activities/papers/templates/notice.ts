// Thông báo kết quả.
import type { TemplateSpec } from '../blocks.ts'
import { ATTACHED_LIST, OFFICE_SIGN, body, title } from './common.ts'

export const NOTICE: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('THÔNG BÁO'),
    { p: '{#decisionNumber}' },
    body('Căn cứ Quyết định số {decisionNumber} ngày {decisionDate}, {ownerName} thông báo:'),
    { p: '{/decisionNumber}' },
    { p: '{^decisionNumber}' },
    body('{ownerName} thông báo kết quả giải quyết hồ sơ như sau:'),
    { p: '{/decisionNumber}' },
    { p: '{^isList}' },
    body('1. Đơn vị: **{subjectName}** ({subjectKind}), {subjectAddress}.'),
    body('2. Nội dung: {procedureName}, năm {year}.'),
    body('3. Kết quả: **{verdict}**.'),
    { p: '{#code}' },
    body('4. Mã kiểm tra giấy công nhận: {code} (tra cứu tại {verifyUrl}).'),
    { p: '{/code}' },
    { p: '{/isList}' },
    { p: '{#isList}' },
    body('{verdict} đối với **{count} đơn vị** năm {year} (có danh sách kèm theo).'),
    { p: '{/isList}' },
    body('{ownerName} thông báo để các cơ quan, đơn vị biết, thực hiện./.'),
    OFFICE_SIGN,
    ...ATTACHED_LIST,
  ],
}
