// What the seeds leave open about events: who approves one, what its report says.
import type { Setting } from '../../domain/procedure.ts'

/** Settings that festival and events share. */
export const SETTINGS = [
  {
    id: 'approver',
    vi: 'Người duyệt kế hoạch tổ chức',
    value: 'Chủ tịch UBND cấp tổ chức; Phó Chủ tịch ký KT.',
    why: 'The seeds ask for theme, site and form to be chosen (S1-15, S1-20, S4-19); who approves them is not said.',
  },
  {
    id: 'eventReport',
    vi: 'Báo cáo kết quả sau sự kiện',
    value: 'số liệu và biên bản',
    why: 'That an event is reported follows from S1-14 and S4-24; what the report states was not found.',
  },
  {
    id: 'eventDuties',
    vi: 'Giao việc trong sự kiện, theo kết luận cuộc họp',
    value: 'ghi thành nhiệm vụ thuộc sự kiện, giao khi duyệt kế hoạch hoặc khi có biên bản',
    why: 'S4-21 asks that every piece of work has its person and its date; how an event or a meeting gives it out is not said.',
  },
] as const satisfies readonly Setting[]
