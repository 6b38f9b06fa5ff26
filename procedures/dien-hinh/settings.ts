// What no public text fixes for the điển hình year (the annex of Quyết định 3554/QĐ-BCA-V05 was not found): each
// choice with its plain default and why it is that one. A setting is never printed as law. Where a number or date
// of the steps is a setting, the steps take it from here, so that the two can't part.
import type { Setting, Source } from '../../domain/procedure.ts'
import type { DueRule } from '../../domain/time/due-rule.ts'

/** Results of the movement's classification that open the door to registering, best first. */
export const MOVEMENT_ACCEPTED = ['excellent', 'good'] as const
/** Share of the committee that must take part, and that must agree. */
export const COMMITTEE_SHARE: readonly [number, number] = [2, 3]
/** How often a unit must have assessed itself before the inspection can be closed. */
export const SELF_ASSESSMENTS = 1
/** Working days for a correction, counted from the return. */
export const CORRECTION_DAYS = 5

export const SETTINGS = [
  {
    id: 'residentialAreas',
    vi: 'Nhận đăng ký của khu dân cư',
    value: false,
    why: 'S2 names communes, agencies, enterprises and schools; a residential area is named in S1-22 only. A campaign may turn it on.',
  },
  {
    id: 'movementThreshold',
    vi: 'Kết quả phân loại phong trào năm trước để được chọn',
    value: 'khá trở lên',
    why: 'S2-05 names the classification as a basis without a threshold; a city plan of 2024 asked for "khá trở lên".',
  },
  {
    id: 'schedule',
    vi: 'Các mốc thời gian nội bộ giữa ba mốc có văn bản (20/01, 01/11, 10/12)',
    value: 'như bảng ngày của đợt',
    why: 'Only three dates are sourced. The others divide the time between them and can be set for each campaign.',
  },
  {
    id: 'registersWithProvince',
    vi: 'Xã và đơn vị cấp tỉnh đăng ký trực tiếp với Công an tỉnh',
    value: true,
    why: 'Who registers a commune or a provincial unit was not found; S2-07 and S4-01 show the provincial police as the channel.',
  },
  {
    id: 'provinceStandsIn',
    vi: 'Nơi không có Công an cấp xã: Công an tỉnh xét đăng ký và kiểm tra',
    value: true,
    why: 'Two đặc khu have no commune police of their own; the level above takes over what S2-06 to S2-11 give to it.',
  },
  {
    id: 'lateAcceptance',
    vi: 'Cán bộ được nhận hồ sơ quá hạn',
    value: 'nơi nhận hồ sơ, có lý do',
    why: 'No text says what follows a missed date. The receiver may let a late one in, by name and with a reason.',
  },
  {
    id: 'selfAssessment',
    vi: 'Số lần tự đánh giá giữa năm',
    value: SELF_ASSESSMENTS,
    why: 'One commune worked in two phases (March to June, June to December); a mid-year review follows from it.',
  },
  {
    id: 'inspection',
    vi: 'Hình thức kiểm tra',
    value: 'một cán bộ, theo phiếu tiêu chí',
    why: 'S2-10 and S2-11 ask for inspection without saying by how many; a blind second inspector can be turned on.',
  },
  {
    id: 'dossierDocuments',
    vi: 'Thành phần hồ sơ đề nghị công nhận',
    value: 'tờ trình, báo cáo kết quả, bản tự đánh giá, biên bản họp',
    why: 'The list of QĐ3554 was not found; these mirror Thông tư 124/2021/TT-BCA Đ.9.2.',
  },
  {
    id: 'notSubmittedLapses',
    vi: 'Hết hạn mà đơn vị không nộp hồ sơ thì hồ sơ tự kết thúc',
    value: true,
    why: 'After 31/10 nothing can be sent to the province in time any more; a lapsed dossier can be reopened.',
  },
  {
    id: 'committee',
    vi: 'Tỷ lệ tham gia và tỷ lệ đồng ý của Ban Chỉ đạo xã',
    value: COMMITTEE_SHARE.join('/'),
    why: 'No threshold was found. Written opinions in place of a meeting are an older practice of such committees.',
  },
  {
    id: 'corrections',
    vi: 'Số ngày làm việc để bổ sung hồ sơ bị trả lại',
    value: CORRECTION_DAYS,
    why: "Rules for supplementing a dossier were not found; the returner's clock stands still meanwhile.",
  },
  {
    id: 'yearsOwnResults',
    vi: 'Kiểm tra lại kết quả của chính năm xét trước khi đề nghị',
    value: true,
    why: "The dossier is due before the year's own results are out (15/11 to 30/11); only the province can check them.",
  },
  {
    id: 'proposer',
    vi: 'Người đề nghị Ủy ban nhân dân tỉnh',
    value: 'Giám đốc Công an tỉnh',
    why: 'S2-14 sends dossiers to the provincial police; who signs the proposal was not found.',
  },
  {
    id: 'decisionSigner',
    vi: 'Người ký quyết định công nhận',
    value: 'Chủ tịch UBND tỉnh; Phó Chủ tịch ký KT.',
    why: "S2-13 names the province's People's Committee; the person was not found.",
  },
  {
    id: 'dutiesApart',
    vi: 'Người đã kiểm tra không thẩm định, không quyết định',
    value: true,
    why: 'Good practice; no text of this procedure says it.',
  },
  {
    id: 'reminders',
    vi: 'Nhắc hạn và báo cáo quá hạn lên cấp trên',
    value: 'theo từng bước',
    why: 'S2-10 and S2-25 ask the police to follow and urge; how often is not said.',
  },
  {
    id: 'withdrawal',
    vi: 'Đơn vị được rút hồ sơ khi chưa có quyết định',
    value: true,
    why: "Registering is the unit's own choice (S2-06); no text says how it ends one.",
  },
  {
    id: 'refusal',
    vi: 'Kết quả khi không được chọn, không được đề nghị hoặc không được công nhận',
    value: 'kết thúc có lý do, được đăng ký lại năm sau',
    why: 'Only recognition itself is sourced; each no ends the dossier with a reason.',
  },
  {
    id: 'keeper',
    vi: 'Người ghi nhận việc duy trì danh hiệu',
    value: 'Chủ tịch UBND tỉnh; Phó Chủ tịch ký KT.',
    why: "S2-15 gives maintaining to whoever recognises; the person follows the decision's signer.",
  },
  {
    id: 'revocation',
    vi: 'Thu hồi quyết định công nhận',
    value: 'người ký quyết định, có lý do',
    why: 'Not found for this title; it follows the annulment of awards in the law on emulation and commendation.',
  },
  {
    id: 'reopening',
    vi: 'Mở lại hồ sơ đã kết thúc',
    value: 'Phòng Tham mưu Công an tỉnh, có lý do',
    why: 'Not found; the province keeps the list of dossiers and answers for the year.',
  },
] as const satisfies readonly Setting[]

type SettingId = (typeof SETTINGS)[number]['id']

export const setting = (id: SettingId): Source => ({ setting: id })
export const cites = (...rows: readonly string[]): Source => ({ cites: rows })

/** A date between the sourced ones: until the end of that day; a correction asked for moves it, as it moves none of the law's. */
export const internalDate = (monthDay: string): DueRule => ({
  kind: 'through',
  monthDay,
  source: 'schedule',
  settingMark: true,
  pausable: true,
})

/** When a correction asked for by a return is due. */
export const correctionDue: DueRule = {
  kind: 'workingDays',
  count: CORRECTION_DAYS,
  from: 'returned',
  source: 'corrections',
  settingMark: true,
}

/** A named date of the campaign. */
export const dateOf = (key: string, source: string): DueRule => ({ kind: 'campaignDate', key, source })
