// The Vietnamese sentence of each problem, as a person reads it under a form. Refusals of the rulebook have theirs in the
// glossary; what only HTTP can get wrong has its own here. Complete by type.
import { term } from '../domain/glossary.ts'
import { REFUSALS } from '../domain/vocabulary.ts'
import type { Refusal } from '../domain/vocabulary.ts'
import type { ApiCode, ProblemCode } from './problem-codes.ts'

const API_TEXTS = {
  invalidRequest: 'Yêu cầu không đúng định dạng.',
  keyRequired: 'Yêu cầu thiếu Idempotency-Key hoặc khóa không đúng dạng.',
  unauthenticated: 'Bạn cần đăng nhập.',
  badCredentials: 'Tên đăng nhập hoặc mật khẩu không đúng.',
  badCode: 'Mã xác thực không đúng, đã dùng hoặc đã hết hạn. Hãy nhập mã mới nhất trên điện thoại.',
  signInExpired: 'Lần đăng nhập này đã hết hạn hoặc không bắt đầu từ trình duyệt này. Hãy đăng nhập lại.',
  signInRefused: 'Nhà cung cấp danh tính đã từ chối, hoặc bạn đã hủy đăng nhập. Hãy thử lại.',
  identityNotProven:
    'Trả lời của nhà cung cấp danh tính không hợp lệ nên không đăng nhập được. Hãy báo quản trị viên.',
  identityNotLinked:
    'Danh tính này chưa được gắn với tài khoản nào. Hãy đề nghị quản trị viên gắn danh tính, hoặc đăng nhập bằng mật khẩu.',
  providerUnavailable:
    'Không kết nối được nhà cung cấp danh tính. Hãy thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu.',
  secondFactorRequired: 'Vai trò của bạn phải dùng xác thực hai lớp. Hãy đăng ký trước khi tiếp tục.',
  secondFactorMissing: 'Tài khoản này chưa đăng ký xác thực hai lớp.',
  secondFactorUnavailable: 'Hệ thống chưa được cài khóa cho xác thực hai lớp (SEALING_KEY).',
  openDataNotReady: 'Dữ liệu mở đang được tổng hợp. Hãy thử lại sau ít phút.',
  csrfMissing: 'Phiên làm việc không xác nhận được yêu cầu này. Hãy tải lại trang.',
  forbidden: 'Bạn không có quyền thực hiện việc này.',
  passwordChangeRequired: 'Bạn phải đổi mật khẩu trước khi tiếp tục.',
  selfGrant: 'Người quản trị không được tự giao cho mình vai trò ký hoặc quyết định.',
  notFound: 'Không tìm thấy.',
  versionConflict: 'Đã có người khác lưu bản mới hơn. Hãy so sánh rồi lưu lại.',
  inUse: 'Đang được sử dụng nên không thay đổi được.',
  duplicate: 'Đã có mục này. Hãy dùng mục đang có.',
  changedByDossier:
    'Văn bản này do hồ sơ ban hành. Hãy thay thế, đính chính hoặc thu hồi bằng thao tác trên hồ sơ đó.',
  notInForce: 'Văn bản này đã bị thay thế hoặc thu hồi nên không sửa đổi được nữa.',
  numberGiven: 'Sổ đã cấp tới số này. Hãy nêu số lớn hơn số cuối cùng đã cấp.',
  notSigned: 'Người có thẩm quyền chưa ký số văn bản này. Hãy chờ chữ ký đó rồi ký của cơ quan.',
  notMade: 'Văn bản chưa được tạo tệp. Hãy thử lại sau ít giây.',
  notPlanned: 'Đợt xét đã mở hoặc đã đóng nên không sửa được nội dung này.',
  lastAdministrator:
    'Đây là quản trị viên cuối cùng của hệ thống. Hãy giao vai trò này cho người khác trước.',
  clockNotStepped: 'Đồng hồ của hệ thống này là đồng hồ thực nên không dời được.',
  clockBusy: 'Đồng hồ đang được dời bởi yêu cầu khác. Hãy chờ xong rồi thử lại.',
  clockGoesBack: 'Không thể dời đồng hồ về trước.',
  clockStuck: 'Đồng hồ dừng lại vì có việc chưa ghi xong. Hãy gửi lại để đi tiếp.',
  payloadTooLarge: 'Dữ liệu hoặc tệp gửi lên quá lớn.',
  unsupportedType: 'Loại dữ liệu hoặc loại tệp này không được nhận.',
  mustBeTold:
    'Loại thông báo này phải được gửi theo quy định nên không tắt được; có thể nhận gộp một lần mỗi ngày.',
  receiverRefused:
    'Địa chỉ nhận không được phép: cần https và không nằm trong mạng nội bộ, trừ mạng đã được cho phép trong cấu hình.',
  secretsTwo: 'Đang có hai khóa cùng hiệu lực. Hãy chờ khóa cũ hết hiệu lực rồi đổi tiếp.',
  passwordTooWeak: 'Mật khẩu phải có ít nhất 12 ký tự và khác mật khẩu cũ.',
  unknownProcedure: 'Không có quy trình này hoặc phiên bản này.',
  unknownOffice: 'Không có cơ quan, đơn vị này hoặc đã hết hiệu lực.',
  unknownPerson: 'Không có người này, hoặc tài khoản đã bị khóa.',
  unknownName: 'Không có mục mang tên này trong quy trình hoặc danh mục.',
  notPublished: 'Bản được nêu chưa được ban hành.',
  calendarFaulty: 'Bảng ngày nghỉ còn lỗi ở các dòng được liệt kê.',
  procedureFaulty: 'Quy trình còn lỗi ở các mục được liệt kê nên chưa ban hành được.',
  examinationTooLong: 'Quy trình quá lớn nên không kiểm tra xong trong thời gian cho phép.',
  roleNotHere: 'Vai trò này không có ở loại cơ quan, đơn vị được nêu.',
  underHold: 'Đang có lệnh giữ nguyên hồ sơ nên không lưu trữ, không xóa được. Hãy gỡ lệnh giữ trước.',
  notConcluded: 'Hồ sơ chưa kết thúc nên chưa xóa nội dung được.',
  erasedAlready: 'Nội dung đã được xóa trước đó.',
  stillActive: 'Người này còn vai trò, tài khoản hoặc phần việc. Hãy kết thúc trước khi xóa tên.',
  secondOfficerNeeded: 'Việc này cần người thứ hai: người đề nghị không được tự duyệt.',
  erasesBeforeArchiving: 'Thời gian xóa nội dung (years) không được ngắn hơn thời gian đưa vào lưu trữ.',
  tooManyRequests: 'Quá nhiều yêu cầu. Hãy thử lại sau ít phút.',
  tooManyAttempts: 'Đăng nhập sai quá nhiều lần. Hãy thử lại sau.',
  incident: 'Hệ thống gặp lỗi. Hãy báo quản trị viên mã sự cố kèm theo.',
  unavailable: 'Hệ thống tạm thời chưa phục vụ được. Hãy thử lại sau ít giây.',
} as const satisfies Record<ApiCode, string>

/** @vi The sentence of a code. */
export function problemText(code: ProblemCode): string {
  return isRefusal(code) ? term('refusal', code) : API_TEXTS[code]
}

function isRefusal(code: ProblemCode): code is Refusal {
  return (REFUSALS as readonly string[]).includes(code)
}
