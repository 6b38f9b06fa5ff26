// Tờ trình: a lower body asks a higher one to decide.
import type { TemplateSpec } from '../blocks.ts'
import { ATTACHED_LIST, FIELDS, OFFICE_SIGN, STATEMENT, addressed, body, title } from './common.ts'

export const PROPOSAL: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('TỜ TRÌNH'),
    addressed,
    { p: '{#grounds}' },
    body('//{text}//', { before: 0, after: 0 }),
    { p: '{/grounds}' },
    body(
      'Sau khi xem xét hồ sơ và kết quả kiểm tra, đánh giá, {ownerName} kính trình {addressee} xem xét, quyết định đối với:',
    ),
    { p: '{^isList}' },
    body('- Đơn vị: **{subjectName}** ({subjectKind}), {subjectAddress}.'),
    { p: '{/isList}' },
    { p: '{#isList}' },
    body('**{count} đơn vị** có tên trong danh sách kèm theo.'),
    { p: '{/isList}' },
    ...FIELDS,
    ...STATEMENT,
    { p: '{#documents}' },
    body('Kèm theo: {name}.', { before: 0, after: 0 }),
    { p: '{/documents}' },
    body('Kính trình {addressee} xem xét, quyết định./.'),
    OFFICE_SIGN,
    ...ATTACHED_LIST,
  ],
}
