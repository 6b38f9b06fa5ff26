// Quyết định công nhận, for one or for many with their list.
import type { TemplateSpec } from '../blocks.ts'
import { ATTACHED_LIST, ATTACHED_TABLES, OFFICE_SIGN, body, title } from './common.ts'

export const DECISION: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('QUYẾT ĐỊNH'),
    { p: '**{authority}**', align: 'center', before: 2, after: 6 },
    { p: '{#grounds}' },
    body('//{text}//', { before: 0, after: 0 }),
    { p: '{/grounds}' },
    { p: '{#proposer}' },
    body('//Theo đề nghị của {proposer}.//', { before: 0, after: 0 }),
    { p: '{/proposer}' },
    { p: '**QUYẾT ĐỊNH:**', align: 'center', before: 6, after: 6, keep: true },
    { p: '{^isList}' },
    body('**Điều 1.** {verdict} đối với **{subjectName}** ({subjectKind}), {subjectAddress}, năm {year}.'),
    { p: '{/isList}' },
    { p: '{#isList}' },
    body('**Điều 1.** {verdict} đối với **{count} đơn vị** năm {year} (có danh sách kèm theo).'),
    { p: '{/isList}' },
    { p: '{#handsOut}' },
    body(
      '**Điều 2.** Cơ quan, đơn vị, cá nhân có tên trong danh sách kèm theo thực hiện nhiệm vụ, phụ trách địa bàn được phân công và báo cáo kết quả theo quy định.',
    ),
    { p: '{/handsOut}' },
    { p: '{^handsOut}' },
    body(
      '**Điều 2.** Đơn vị có tên tại Điều 1 có trách nhiệm giữ vững, phát huy kết quả đạt được và thực hiện quyền, nghĩa vụ theo quy định.',
    ),
    { p: '{/handsOut}' },
    body(
      '**Điều 3.** Thủ trưởng các cơ quan, đơn vị liên quan và đơn vị có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.',
    ),
    OFFICE_SIGN,
    ...ATTACHED_LIST,
    ...ATTACHED_TABLES,
  ],
}
