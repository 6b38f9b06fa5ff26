// Công văn trả hồ sơ để bổ sung.
import type { TemplateSpec } from '../blocks.ts'
import { OFFICE_SIGN, body } from './common.ts'

export const RETURN_LETTER: TemplateSpec = {
  blocks: [
    { head: 'letter' },
    { p: 'Kính gửi: {addressee}.', align: 'center', before: 8, after: 8 },
    body('{ownerName} đã nhận và xem xét hồ sơ của **{subjectName}** về {procedureName}, năm {year}.'),
    body('Hồ sơ được trả lại để bổ sung, hoàn thiện vì lý do sau: {reason}'),
    { p: '{#mends}' },
    body('{no}. {name};', { before: 0, after: 0 }),
    { p: '{/mends}' },
    { p: '{#dueDate}' },
    body('Đề nghị gửi lại hồ sơ đã bổ sung trước hết ngày **{dueDate}**.'),
    { p: '{/dueDate}' },
    body('{ownerName} thông báo để đơn vị biết, thực hiện./.'),
    OFFICE_SIGN,
  ],
}
