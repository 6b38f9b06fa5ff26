// Choices that several procedures share because no text of theirs makes them. A procedure gets those that its data
// names (build.ts, frame), so each page shows only what it rests on. A setting is never printed as law.
import type { Setting } from '../../domain/procedure.ts'

/** Working days for a correction, counted from the return. */
export const CORRECTION_DAYS = 5

/** Every shared setting, each with its default and why. */
export const COMMON_SETTINGS = [
  {
    id: 'schedule',
    vi: 'Các mốc thời gian nội bộ',
    value: 'như bảng ngày của đợt',
    why: 'No text gives these dates. They divide the time between the sourced ones and can be set for each campaign.',
  },
  {
    id: 'workingTime',
    vi: 'Số ngày làm việc của từng bước',
    value: 'như từng bước',
    why: 'No text limits the days of this step. The default keeps work moving and can be changed in a new version.',
  },
  {
    id: 'corrections',
    vi: 'Trả lại để bổ sung và số ngày làm việc để bổ sung',
    value: CORRECTION_DAYS,
    why: "Rules for sending back were not found; the returner's clock stands still meanwhile.",
  },
  {
    id: 'refusal',
    vi: 'Kết quả khi không được đồng ý',
    value: 'kết thúc có lý do, được làm lại',
    why: 'The texts name only the yes. Each no ends the dossier with a reason and bars nobody from trying again.',
  },
  {
    id: 'reminders',
    vi: 'Nhắc hạn và báo cáo quá hạn lên cấp trên',
    value: 'theo từng bước',
    why: 'The plans ask the police to follow and urge (S0-20, S1-28, S4-24); how often is not said.',
  },
  {
    id: 'lateMarked',
    vi: 'Quá hạn vẫn nhận và đánh dấu trễ',
    value: true,
    why: 'What follows a missed date was not found. Work that comes late is taken and stays marked as late.',
  },
  {
    id: 'withdrawal',
    vi: 'Người lập được rút hồ sơ khi chưa kết thúc',
    value: true,
    why: 'No text says how the one who began it ends it; nothing is granted by withdrawing.',
  },
  {
    id: 'revocation',
    vi: 'Thu hồi quyết định',
    value: 'người ký quyết định, có lý do',
    why: 'Not found for this procedure; it follows the annulment of awards: whoever decided may annul, with a reason.',
  },
  {
    id: 'reopening',
    vi: 'Mở lại hồ sơ đã kết thúc',
    value: 'Phòng Tham mưu Công an tỉnh, có lý do',
    why: 'Not found; the province answers for the list of the year, so it alone opens a closed dossier again.',
  },
  {
    id: 'standingBody',
    vi: 'Thường trực Ban Chỉ đạo cấp xã',
    value: 'Công an xã; nơi không có thì Văn phòng',
    why: 'S0-13 names the commune police as standing body. Where a commune has no police, its office stands in.',
  },
  {
    id: 'ownersWork',
    vi: 'Người lập và nộp của đơn vị chủ quản',
    value: 'người đứng đầu hoặc cán bộ được giao',
    why: 'The plans name the unit, not the person who fills in its papers; any one of its people may.',
  },
  {
    id: 'provinceJudges',
    vi: 'Xã và đơn vị thuộc tỉnh do cấp tỉnh xem xét, quyết định',
    value: true,
    why: 'There is no district any more and the new table of authority was not found; the province is the next level.',
  },
  {
    id: 'deciders',
    vi: 'Người ký quyết định',
    value: 'Chủ tịch; Phó Chủ tịch ký KT.',
    why: 'Who signs was not found for this procedure; the chair of the level signs, a deputy KT.',
  },
  {
    id: 'dossierDocuments',
    vi: 'Thành phần hồ sơ',
    value: 'như từng bước',
    why: 'No list of documents was found for this step; what is asked for mirrors neighbouring procedures.',
  },
  {
    id: 'inspection',
    vi: 'Hình thức kiểm tra, chấm',
    value: 'một cán bộ, theo phiếu',
    why: 'That it is judged by the sheet is sourced, by how many is not; a second one can be asked for.',
  },
  {
    id: 'selfAssessment',
    vi: 'Tự đánh giá theo phiếu trước khi nộp',
    value: 1,
    why: 'Assessing oneself comes first (QĐ 510/QĐ-BCA-V05 Đ.11); how often is not said. Once is asked for.',
  },
  {
    id: 'dutiesApart',
    vi: 'Người đã kiểm tra, đã nộp không tự quyết định',
    value: true,
    why: 'Good practice of separating duties; no text of this procedure says it.',
  },
  {
    id: 'informed',
    vi: 'Nơi nhận bản sao',
    value: 'như từng bước',
    why: 'A list of receivers belongs to each document (NĐ 30/2020/NĐ-CP Đ.8); who stands on this one was not found.',
  },
  {
    id: 'batchDecision',
    vi: 'Một quyết định cho nhiều hồ sơ, kèm danh sách',
    value: true,
    why: 'Seen in practice: one province recognised 68 units in one decision with a list.',
  },
] as const satisfies readonly Setting[]

/** Ids of the shared settings. */
export type CommonSetting = (typeof COMMON_SETTINGS)[number]['id']
