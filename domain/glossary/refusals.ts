// Why the rulebook says no, as whole sentences for screens and problems: what is wrong, then what to do about it.
import type { Refusal } from '../vocabulary.ts'
import { chosen, cited } from './word.ts'
import type { Word } from './word.ts'

export const REFUSAL_WORDS = {
  notInStatus: chosen(
    'Trạng thái hiện tại của hồ sơ không cho phép việc này. Hãy xem lại hồ sơ để biết các việc có thể làm.',
    "The table has no such cell for the dossier's status.",
  ),
  notAtStep: chosen(
    'Bước hiện tại của hồ sơ không có việc này. Hãy chọn một trong các việc mà bước này cho phép.',
    "The step's data doesn't offer this action.",
  ),
  notYourTask: chosen(
    'Việc này không được giao cho bạn. Hãy liên hệ người đang giữ hồ sơ.',
    'The actor holds no open task here, in no capacity.',
  ),
  notYourTurn: chosen(
    'Chưa đến lượt bạn. Hãy chờ người ký trước hoặc người được xin ý kiến thực hiện xong.',
    'Someone before has not signed, or an opinion is awaited.',
  ),
  notAuthorised: chosen(
    'Vai trò của bạn không được làm việc này. Hãy đề nghị người có thẩm quyền thực hiện.',
    "The actor's roles don't allow this action at all.",
  ),
  alreadyActed: chosen(
    'Bạn đã thực hiện phần việc của mình ở lượt này. Không cần làm lại.',
    'This person has already acted in this round.',
  ),
  dutiesApart: chosen(
    'Bạn đã tham gia một bước trước nên không được xử lý bước này. Hãy để người khác cùng nhiệm vụ thực hiện.',
    'Who acted at an earlier step may not act here.',
  ),
  conflictOfInterest: chosen(
    'Bạn thuộc đơn vị có hồ sơ nên không được tham gia giải quyết. Hãy để người khác thực hiện.',
    'The person recused, or acts on his own unit.',
  ),
  basisChanged: chosen(
    'Hồ sơ đã thay đổi sau khi bạn mở xem. Hãy tải lại, đọc nội dung mới rồi thực hiện.',
    "Step, round, content or the actor's own task changed since the person looked.",
  ),
  factsChanged: chosen(
    'Dữ liệu làm căn cứ vừa thay đổi. Hãy thực hiện lại.',
    'What the decision counted changed between check and commit; passing.',
  ),
  reasonRequired: chosen(
    'Việc này phải có lý do. Hãy ghi rõ lý do rồi gửi lại.',
    'The action needs a reason.',
  ),
  needsUnmet: chosen(
    'Còn thiếu nội dung, tài liệu hoặc điều kiện bắt buộc. Hãy bổ sung các mục được liệt kê.',
    'Content, documents, criteria or prior results are missing.',
  ),
  sumTooLarge: chosen(
    'Tổng các số đã ghi quá lớn, không tính chính xác được. Hãy rà lại các số trong bảng và số tiền của các hồ sơ trước trong năm (thường do gõ nhầm đơn vị), sửa hoặc thu hồi khoản ghi sai rồi thực hiện lại.',
    'A sum that a comparison counts is beyond what can be counted exactly; detail names comparison, figure and field, or table and column.',
  ),
  fieldLocked: chosen(
    'Chỉ được sửa những mục mà người trả lại đã nêu. Hãy giữ nguyên các mục khác.',
    'A return named what to mend; something else was changed.',
  ),
  fieldUnknown: chosen(
    'Có mục không thuộc biểu mẫu của bước này. Hãy bỏ mục đó rồi gửi lại.',
    "A field, document or criterion that the step doesn't know.",
  ),
  late: chosen(
    'Đã quá thời hạn của bước này. Hãy đề nghị cán bộ có thẩm quyền nhận quá hạn.',
    'Past the due instant where lateness closes the door.',
  ),
  notLate: chosen(
    'Chưa quá thời hạn nên không cần nhận quá hạn. Hãy thực hiện theo cách thông thường.',
    'Asked to accept late, or to lapse, before the due instant.',
  ),
  notDue: chosen(
    'Thời hạn đã được thay đổi hoặc chưa đến. Không cần làm gì thêm.',
    'A timer fired for a step, round or instant that no longer holds.',
  ),
  notOpenYet: chosen('Đợt xét chưa mở. Hãy quay lại khi đợt xét mở.', 'Before the campaign opens.'),
  campaignClosed: chosen('Đợt xét đã đóng. Hãy đăng ký vào đợt xét năm sau.', 'After the campaign closed.'),
  unknownStep: chosen(
    'Không có bước được nêu trên đường đi của hồ sơ. Hãy chọn một bước trong danh sách.',
    "The step doesn't exist, or isn't on the path.",
  ),
  unknownTask: chosen(
    'Không có phần việc được nêu. Hãy tải lại hồ sơ rồi chọn lại.',
    "The task doesn't exist.",
  ),
  unknownTarget: chosen(
    'Nơi nhận hoặc người nhận không tồn tại hay không giữ vai trò cần có. Hãy chọn nơi nhận khác.',
    "The office, person or role named doesn't exist or holds no such role.",
  ),
  alreadyOpened: chosen(
    'Người nhận đã mở xem nên không lấy lại được. Hãy liên hệ để người nhận trả lại.',
    'Take back after the next one opened it.',
  ),
  alreadyClaimed: chosen(
    'Việc này đã có người khác nhận. Hãy trao đổi với người đó nếu cần.',
    'Another person claimed the task.',
  ),
  notClaimed: chosen('Việc này chưa có ai nhận. Hãy nhận việc trước.', 'Nobody claimed the task.'),
  reservedByBatch: chosen(
    'Hồ sơ đang nằm trong một quyết định chung. Hãy chờ quyết định được ký hoặc hồ sơ được đưa ra.',
    'Nothing else moves a dossier that a batch holds.',
  ),
  notReserved: chosen(
    'Hồ sơ không nằm trong quyết định chung này. Hãy kiểm tra lại danh sách.',
    "The batch doesn't hold the dossier.",
  ),
  batchSigned: chosen(
    'Quyết định chung đã ký nên không đưa hồ sơ ra được. Nếu có sai sót, hãy đính chính quyết định.',
    "A reservation can't be given back once the decision is signed.",
  ),
  batchNotSigned: chosen(
    'Quyết định chung chưa được ký. Hãy ký quyết định trước khi áp dụng.',
    'The decision is applied only after it is signed.',
  ),
  dateInPast: chosen(
    'Ngày được nêu đã qua. Hãy chọn một ngày sau hôm nay.',
    "A date that must lie ahead doesn't.",
  ),
  notEligible: chosen(
    'Đơn vị không thuộc diện của đợt xét này. Hãy kiểm tra loại đơn vị và phạm vi đợt xét.',
    'The subject has no path in this campaign.',
  ),
  delegationNotPassedOn: cited(
    'Việc được ủy quyền thì không được ủy quyền lại. Hãy đề nghị người ủy quyền giao trực tiếp.',
    "What was delegated can't be delegated or entrusted as one's own.",
    'NĐ 30/2020/NĐ-CP Đ.13',
  ),
  quorumNotMet: chosen(
    'Không đủ thành viên tham gia theo tỷ lệ quy định. Hãy họp lại hoặc lấy ý kiến bằng văn bản.',
    'A vote without enough members.',
  ),
  nothingToSettle: chosen(
    'Không có khác biệt nào giữa hai lần kiểm tra. Không cần kết luận.',
    'No discrepancy awaits settlement.',
  ),
  ownInspection: chosen(
    'Bạn đã kiểm tra lần này nên không thể là người thứ hai. Hãy để cán bộ khác kiểm tra.',
    'The second blind inspector, or the one who settles, must be another person.',
  ),
  sheetMismatch: chosen(
    'Phiếu tiêu chí không đúng phiếu hoặc bản đang áp dụng cho hồ sơ. Hãy tải phiếu hiện hành rồi nhập lại.',
    "Answers for another sheet or version than the dossier's.",
  ),
  wrongVersion: chosen(
    'Bản quy trình được nêu không phải bản mới nhất. Hãy tải lại rồi chọn bản mới nhất.',
    "The version named isn't the newest published one.",
  ),
  alreadyExists: chosen(
    'Đơn vị đã có hồ sơ trong đợt xét này. Hãy mở hồ sơ đó để tiếp tục.',
    'A dossier of this campaign and subject is there.',
  ),
  keyReused: chosen(
    'Mã yêu cầu đã dùng cho một yêu cầu khác. Hãy tải lại trang rồi thực hiện lại.',
    'The command id came with another request.',
  ),
  invalid: chosen(
    'Giá trị được nêu không đúng kiểu. Hãy nhập lại mục được chỉ ra.',
    'A value of the wrong shape reached the rulebook.',
  ),
} as const satisfies Record<Refusal, Word>
