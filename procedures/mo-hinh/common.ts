// What registering and reviewing a model share: its types, how it is counted, what no text says about either.
import type { Need } from '../../domain/procedure.ts'
import { integer, setting } from '../common/build.ts'

/** Settings of both procedures: classes, then counting. */
export const SETTINGS = [
  {
    id: 'modelClasses',
    vi: 'Cách phân loại mô hình',
    value: 'hiệu quả, bình thường, kém',
    why: 'S3-09 asks for classes without naming them; the guidance that names them was not found.',
  },
  {
    id: 'modelCounting',
    vi: 'Cách đếm mô hình: tên, số điểm, số tổ',
    value: 'theo điểm và tổ',
    why: 'One province counts where a model is applied (điểm) and its groups (tổ); no general rule was found.',
  },
] as const

/** Types of model that are registered here. */
export const TYPES = {
  security: 'Tự phòng, tự quản về an ninh, trật tự',
  fire: 'Phòng cháy, chữa cháy',
  enterprise: 'Doanh nghiệp, công nhân tự quản',
  school: 'Trường học',
  cyber: 'Không gian mạng',
}

/** How big it is: areas that apply it, groups in it, people in them. */
export const SIZE: readonly Need[] = [
  integer('points', 'Số điểm áp dụng'),
  integer('teams', 'Số tổ'),
  integer('members', 'Số thành viên'),
]
/** What the numbers of points and teams rest on. */
export const counting = { needs: setting('modelCounting') } as const
/** What lateness and reminders rest on. */
export const late = { late: setting('lateMarked'), reminders: setting('reminders') } as const
