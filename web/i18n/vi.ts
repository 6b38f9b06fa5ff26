// Every word that a screen says about a closed list of the system, in one typed place: what the rulebook's vocabulary
// names comes from the glossary, what only the API or the screen knows stands here. A member without its word doesn't
// compile. Sentences of a single page stay in that page.
import { term } from '../../domain/glossary.ts'
import type { TaskKind, Verdict } from '../../domain/dossier.ts'
import type { Answer } from '../../domain/body.ts'
import type { FieldType, Outcome } from '../../domain/procedure.ts'
import type { BeforeReading, DueNote } from '../../domain/time/due.ts'
import type {
  Action,
  EventType,
  Level,
  MatterStatus,
  OfficeKind,
  Refusal,
  Role,
  SigningForm,
  Status,
  SubjectKind,
} from '../../domain/vocabulary.ts'
import type { Schemas } from '../client/api.ts'
import type { ProblemCode } from '../client/problem.ts'

export const statusLabel = (status: Status): string => term('status', status)
export const actionLabel = (action: Action): string => term('action', action)
export const eventLabel = (type: EventType): string => term('event', type)
export const roleLabel = (role: Role): string => term('role', role)
export const refusalText = (refusal: Refusal): string => term('refusal', refusal)
export const signingFormLabel = (form: SigningForm): string => term('signingForm', form)
export const levelLabel = (level: Level): string => term('level', level)
export const subjectKindLabel = (kind: SubjectKind): string => term('subjectKind', kind)
export const officeKindLabel = (kind: OfficeKind): string => term('officeKind', kind)

/** What kind of work waits for somebody. */
export const TASK_KINDS = {
  act: 'Thực hiện',
  sign: 'Ký',
  vote: 'Biểu quyết',
  correct: 'Bổ sung, chỉnh sửa',
  opinion: 'Cho ý kiến',
  settle: 'Kết luận khác biệt',
} as const satisfies Record<TaskKind, string>

export const TASK_STATES = {
  waiting: 'Chưa đến lượt',
  open: 'Đang chờ',
  done: 'Đã xong',
  removed: 'Không còn',
} as const satisfies Record<Schemas['Task']['state'], string>

/** What somebody answered in a task. */
export const VERDICTS = {
  approve: 'Đồng ý',
  reject: 'Không đồng ý',
  abstain: 'Không có ý kiến',
  recuse: 'Từ chối tham gia',
  opinion: 'Đã cho ý kiến',
} as const satisfies Record<Verdict, string>

export const CRITERION_VERDICTS = {
  met: 'Đạt',
  notMet: 'Chưa đạt',
  notApplicable: 'Không áp dụng',
} as const satisfies Record<Answer['verdict'], string>

export const OUTCOME_NATURES = {
  granted: 'Được công nhận',
  denied: 'Không được công nhận',
  ended: 'Kết thúc',
} as const satisfies Record<Outcome['nature'], string>

export const MAINTAIN_RESULTS = {
  maintained: 'Được duy trì',
  notMaintained: 'Không được duy trì',
} as const satisfies Record<Schemas['DossierState']['maintained'][number]['result'], string>

export const CAMPAIGN_STATUSES = {
  planned: 'Chưa mở',
  open: 'Đang mở',
  closed: 'Đã đóng',
} as const satisfies Record<Schemas['CampaignItem']['status'], string>

export const READINGS = {
  strict: 'Đến hết ngày trước đó',
  throughDay: 'Đến hết chính ngày đó',
  rollForward: 'Dời sang ngày làm việc kế tiếp nếu rơi vào ngày nghỉ',
} as const satisfies Record<BeforeReading, string>

export const MATTER_STATUSES = {
  draft: 'Đang soạn',
  active: 'Đang thực hiện',
  ended: 'Đã kết thúc',
} as const satisfies Record<MatterStatus, string>

export const BATCH_STATUSES = {
  collecting: 'Đang kiểm tra từng hồ sơ',
  frozen: 'Chờ ký',
  signed: 'Đã ký',
  cancelled: 'Đã hủy',
  expired: 'Hết hạn chờ ký',
} as const satisfies Record<Schemas['Batch']['status'], string>

export const BATCH_ITEM_STATUSES = {
  pending: 'Đang kiểm tra',
  ready: 'Thực hiện được',
  reserved: 'Đã giữ chỗ',
  refused: 'Không thực hiện được',
  applied: 'Đã thực hiện',
  released: 'Đã đưa ra',
  failed: 'Gặp lỗi',
} as const satisfies Record<Schemas['BatchItem']['status'], string>

export const CALENDAR_KINDS = {
  dossier: 'Hạn của hồ sơ',
  campaign: 'Mốc của đợt xét',
  assigned: 'Việc được giao',
  matter: 'Ngày hẹn',
} as const satisfies Record<Schemas['CalendarEntry']['kind'], string>

export const LATE_EFFECTS = {
  mark: 'Quá hạn vẫn nộp được và bị ghi là trễ',
  refuse: 'Quá hạn thì phải được cán bộ có thẩm quyền nhận',
  lapse: 'Quá hạn thì hồ sơ tự kết thúc',
} as const satisfies Record<Schemas['Due']['effect'], string>

export const DUE_NOTES = {
  dueOnNonWorkingDay: 'Ngày cuối rơi vào ngày nghỉ',
  rolledForward: 'Đã dời sang ngày làm việc kế tiếp',
  yearNotInCalendar: 'Bảng ngày nghỉ chưa có năm này',
  swappedWorkingDayCounted: 'Có tính ngày làm bù',
  setting: 'Thời hạn theo thiết lập, không phải theo văn bản',
  overridden: 'Đợt xét đã đặt ngày riêng',
} as const satisfies Record<DueNote, string>

/** What to type into a field of each type. */
export const FIELD_HINTS = {
  text: '',
  longText: '',
  date: 'ngày/tháng/năm',
  integer: 'số nguyên',
  money: 'đồng, số nguyên',
  choice: '',
  boolean: '',
  office: 'Gõ vài chữ của tên, có thể không dấu, rồi chọn.',
  person: 'Gõ vài chữ của tên, có thể không dấu, rồi chọn.',
} as const satisfies Record<FieldType, string>

/** Who acted where no person did. */
export const ACTOR_KINDS = {
  person: 'Người dùng',
  clock: 'Đồng hồ hệ thống',
  batch: 'Quyết định chung',
} as const satisfies Record<Schemas['HistoryLine']['actor']['kind'], string>

/** How a screen takes a problem: as a state of the whole page, in place beside the form, or by signing in again. */
export type ProblemScene = 'form' | 'gone' | 'forbidden' | 'signIn' | 'busy' | 'broken'

type ApiCode = Exclude<ProblemCode, Refusal>

const API_SCENES = {
  invalidRequest: 'form',
  keyRequired: 'broken',
  unauthenticated: 'signIn',
  badCredentials: 'form',
  csrfMissing: 'broken',
  forbidden: 'forbidden',
  passwordChangeRequired: 'signIn',
  selfGrant: 'form',
  notFound: 'gone',
  versionConflict: 'form',
  inUse: 'form',
  duplicate: 'form',
  notPlanned: 'form',
  changedByDossier: 'form',
  notInForce: 'form',
  numberGiven: 'form',
  notMade: 'form',
  notSigned: 'form',
  lastAdministrator: 'form',
  clockNotStepped: 'form',
  clockBusy: 'busy',
  clockGoesBack: 'form',
  clockStuck: 'busy',
  payloadTooLarge: 'form',
  unsupportedType: 'form',
  passwordTooWeak: 'form',
  unknownProcedure: 'form',
  unknownOffice: 'form',
  unknownPerson: 'form',
  unknownName: 'form',
  notPublished: 'form',
  calendarFaulty: 'form',
  procedureFaulty: 'form',
  examinationTooLong: 'form',
  roleNotHere: 'form',
  badCode: 'form',
  signInExpired: 'signIn',
  signInRefused: 'signIn',
  identityNotProven: 'signIn',
  identityNotLinked: 'forbidden',
  providerUnavailable: 'busy',
  secondFactorRequired: 'forbidden',
  secondFactorMissing: 'form',
  secondFactorUnavailable: 'busy',
  openDataNotReady: 'busy',
  mustBeTold: 'form',
  receiverRefused: 'form',
  secretsTwo: 'form',
  underHold: 'form',
  notConcluded: 'form',
  erasedAlready: 'form',
  stillActive: 'form',
  secondOfficerNeeded: 'forbidden',
  erasesBeforeArchiving: 'form',
  tooManyRequests: 'busy',
  tooManyAttempts: 'form',
  incident: 'broken',
  unavailable: 'busy',
} as const satisfies Record<ApiCode, ProblemScene>

/** The scene of any problem: a refusal of the rulebook always belongs beside what was asked for. */
export function problemScene(code: ProblemCode): ProblemScene {
  const scenes: Readonly<Partial<Record<ProblemCode, ProblemScene>>> = API_SCENES
  return scenes[code] ?? 'form'
}

/** Words of the frame around all pages. */
export const SHELL = {
  product: 'Trình',
  skip: 'Đến nội dung chính',
  menu: 'Danh mục',
  loading: 'Đang tải…',
  sending: 'Đang gửi…',
  pending: 'Hệ thống đã nhận yêu cầu và đang ghi. Chưa cần làm gì thêm.',
  offline: 'Không có kết nối. Những gì bạn đã nhập vẫn được giữ trên máy này.',
  again: 'Thử lại',
  cancel: 'Hủy',
  close: 'Đóng',
  confirm: 'Đồng ý',
} as const
