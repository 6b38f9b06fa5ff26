// Who sent people to a class or contest: the offices that are known, others by hand, with how many each; never more than came.
import type { Need } from '../../domain/procedure.ts'
import { column, setting, table } from '../common/build.ts'

/** The table, and what holds it against the number of those who took part. */
export const SENT: readonly Need[] = [
  table('sent', 'Đơn vị cử người tham gia', [
    column('office', 'Đơn vị', 'office', { byHand: true, maxLength: 200 }),
    column('people', 'Số người', 'integer', { min: 1, summed: true }),
  ]),
  {
    kind: 'compare',
    id: 'sentAtMost',
    vi: 'Số người các đơn vị cử không quá số học viên, thí sinh',
    left: [{ rows: 'sent', column: 'people' }],
    op: 'atMost',
    right: [{ field: 'participants' }],
    source: setting('eventReport'),
  },
]
