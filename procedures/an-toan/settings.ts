// What Thông tư 124/2021/TT-BCA leaves open for this procedure alone, each with its default and why.
import type { Setting } from '../../domain/procedure.ts'

/** Settings of this procedure alone. */
export const SETTINGS = [
  {
    id: 'lateRegistration',
    vi: 'Đăng ký sau Quý I',
    value: 'vẫn nhận, đánh dấu trễ',
    why: 'Criterion 1 of Đ.4 to Đ.7 asks for Q1. A late registration is taken; whether criterion 1 then fails is the inspector’s word.',
  },
  {
    id: 'inspector',
    vi: 'Người kiểm tra từng tiêu chí',
    value: 'Công an xã hoặc cán bộ kiểm tra',
    why: 'Đ.9.1 gives the appraisal to the standing body of the committee; who answers the sheet for it is not said.',
  },
] as const satisfies readonly Setting[]
