// Events of the year: the festival of 19/8, campaigns, launches, themed months, trainings, contests, reviews, meetings;
// and inspections that end in "nhân rộng" or "chấn chỉnh" (S4-24). Facts: 2.6 and 2.13 of the notes on the seeds; only
// the festival's day is sourced (QĐ 521/2005/QĐ-TTg). Each stands in a file of its own beside this one.
import type { Procedure } from '../domain/procedure.ts'
import { NGAY_HOI_DATA } from './su-kien/festival.ts'
import { KIEM_TRA_DATA } from './su-kien/inspection.ts'
import { SU_KIEN_DATA } from './su-kien/event.ts'

/** The festival "Ngày hội toàn dân bảo vệ an ninh Tổ quốc". */
export const NGAY_HOI: Procedure = NGAY_HOI_DATA
/** Any other event or campaign, by its type. */
export const SU_KIEN: Procedure = SU_KIEN_DATA
/** A periodic inspection of an office. */
export const KIEM_TRA: Procedure = KIEM_TRA_DATA
