// Steps of a residential area or unit: registering in the first quarter, and the meeting that assesses the criteria.
// The papers are those of Thông tư 124/2021/TT-BCA Đ.9.2.
import type { Need, StepRule } from '../../domain/procedure.ts'
import { cites, dateOf, document, integer, remind, setting } from '../common/build.ts'
import { UNIT } from '../common/parties.ts'

/** What is sent in for recognition (Đ.9.2.b). */
export const RECOGNITION_PAPERS: readonly Need[] = [
  { kind: 'assessed', times: 1 },
  document('proposal', 'Tờ trình đề nghị công nhận'),
  document('report', 'Báo cáo kết quả thực hiện'),
  document('minutes', 'Biên bản cuộc họp đánh giá các tiêu chí'),
  document('evidence', 'Tài liệu khác', false),
]

/** One model at least (criterion 1 of Đ.5, Đ.6, Đ.7). */
export const MODELS: Need = integer('models', 'Số mô hình tự phòng, tự quản, tự bảo vệ', { min: 1 })

/** What a registration after the first quarter rests on. */
export const LATE_REGISTRATION = {
  late: setting('lateRegistration'),
  reminders: setting('reminders'),
} as const

/** Registering, and the meeting that assesses. */
export const UNIT_STEPS: readonly StepRule[] = [
  {
    id: 'registerArea',
    vi: 'Khu dân cư đăng ký phấn đấu',
    parties: UNIT,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: [
      document('partyResolution', 'Nghị quyết của chi bộ', false),
      document('registration', 'Bản đăng ký phấn đấu'),
      integer('households', 'Số hộ gia đình', { min: 1 }),
      integer('registeredHouseholds', 'Số hộ đã đăng ký', { min: 1 }),
      {
        kind: 'compare',
        id: 'allHouseholds',
        vi: '100% hộ gia đình đăng ký',
        left: [{ field: 'registeredHouseholds' }],
        op: 'atLeast',
        right: [{ field: 'households' }],
        source: cites('TT 124/2021/TT-BCA Đ.4.1'),
      },
    ],
    offers: [],
    due: dateOf('registration'),
    late: { effect: 'mark' },
    reminders: remind(20, 5, 1),
    source: cites('TT 124/2021/TT-BCA Đ.4.1, Đ.9.2.a'),
    rests: LATE_REGISTRATION,
  },
  {
    id: 'registerUnit',
    vi: 'Đơn vị đăng ký phấn đấu',
    parties: UNIT,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: [
      document('partyResolution', 'Nghị quyết của cấp ủy (nơi có tổ chức Đảng)', false),
      document('plan', 'Kế hoạch bảo đảm an ninh, trật tự'),
      document('registration', 'Bản đăng ký phấn đấu'),
      integer('staff', 'Số cán bộ, công nhân viên, người học', { min: 1 }),
      integer('briefed', 'Số người đã được phổ biến', { min: 1 }),
      {
        kind: 'compare',
        id: 'allBriefed',
        vi: '100% được phổ biến',
        left: [{ field: 'briefed' }],
        op: 'atLeast',
        right: [{ field: 'staff' }],
        source: cites('TT 124/2021/TT-BCA Đ.6.1, Đ.7.1'),
      },
      MODELS,
    ],
    offers: [],
    due: dateOf('registration'),
    late: { effect: 'mark' },
    reminders: remind(20, 5, 1),
    source: cites('TT 124/2021/TT-BCA Đ.6.1, Đ.7.1, Đ.9.2.a'),
    rests: LATE_REGISTRATION,
  },
  {
    id: 'self',
    vi: 'Trưởng khu dân cư chủ trì họp đánh giá',
    parties: UNIT,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: RECOGNITION_PAPERS,
    offers: [],
    assessment: { by: { role: 'residentialHead', level: 'unit' } },
    due: dateOf('selfArea'),
    late: { effect: 'mark' },
    reminders: remind(10, 3, 1),
    source: cites('TT 124/2021/TT-BCA Đ.9.1.a, Đ.9.2.b'),
    rests: { late: setting('lateMarked'), reminders: setting('reminders') },
  },
  {
    id: 'selfUnit',
    vi: 'Người đứng đầu chủ trì họp đánh giá',
    parties: UNIT,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: RECOGNITION_PAPERS,
    offers: [],
    assessment: { by: { role: 'unitHead', level: 'unit' }, also: UNIT.slice(1, 2) },
    due: dateOf('selfUnit'),
    late: { effect: 'mark' },
    reminders: remind(10, 3, 1),
    source: cites('TT 124/2021/TT-BCA Đ.9.1.c, Đ.9.2.b'),
    rests: { late: setting('lateMarked'), reminders: setting('reminders') },
  },
]
