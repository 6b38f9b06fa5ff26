// Biên bản họp xét.
import type { TemplateSpec } from '../blocks.ts'
import { FIELDS, STATEMENT, body, title } from './common.ts'

export const MEETING_MINUTES: TemplateSpec = {
  blocks: [
    { head: 'numbered' },
    ...title('BIÊN BẢN'),
    body('{placeDate}, {ownerName} họp xét đối với **{subjectName}** ({subjectKind}), {subjectAddress}.'),
    body('**I. THÀNH PHẦN**', { keep: true }),
    body('Có mặt {presentCount} trên tổng số {memberCount} thành viên.', { after: 6 }),
    {
      table: {
        loop: 'members',
        columns: [
          { head: 'STT', cell: '{no}', width: 13, align: 'center' },
          { head: 'Họ tên', cell: '{name}', width: 60 },
          { head: 'Chức danh', cell: '{role}', width: 52 },
          { head: 'Ý kiến', cell: '{vote}', width: 35, align: 'center' },
        ],
      },
    },
    body('**II. NỘI DUNG**', { keep: true, before: 8 }),
    ...FIELDS,
    ...STATEMENT,
    body('**III. KẾT QUẢ**', { keep: true }),
    body(
      'Đồng ý: {approveCount}; không đồng ý: {rejectCount}; ý kiến khác: {abstainCount}. Kết luận: **{result}**.',
    ),
    body('Biên bản được thông qua tại cuộc họp./.'),
    { sign: 'minutes' },
    { p: '{#recipients}' },
    { p: '//Nơi nhận: {name}.//', size: 11 },
    { p: '{/recipients}' },
  ],
}
