// The words for what a person, the clock or a batch may ask for: what stands on a button.
import type { Action } from '../vocabulary.ts'
import { chosen, cited } from './word.ts'
import type { Word } from './word.ts'

export const ACTION_WORDS = {
  submit: cited(
    'Trình',
    "Hand the step's work on.",
    'S2-13',
    'gửi: copies for information go without a task',
  ),
  approve: cited(
    'Đồng ý',
    'Say yes to what lies before one, or sign it.',
    'S2-12',
    "trình: hands on one's own work",
  ),
  reject: chosen(
    'Từ chối',
    'Say no: the way of a no ends the dossier or leads elsewhere.',
    'trả lại: it can come back',
  ),
  abstain: chosen(
    'Không có ý kiến',
    'Take part in a vote without a yes or a no.',
    'từ chối tham gia: leaves the count',
  ),
  recuse: chosen('Từ chối tham gia', "Leave a vote because of an interest of one's own."),
  return: chosen('Trả lại', 'Send back to a named step, with what to mend.', 'từ chối: final'),
  recordMeeting: cited(
    'Ghi biên bản họp',
    'Enter the votes of a meeting from its minutes.',
    'TT 124/2021/TT-BCA Đ.9.2',
  ),
  inspect: cited(
    'Kiểm tra',
    'Answer each criterion of the sheet on site.',
    'S2-10',
    'thẩm định: judges the papers',
  ),
  settleInspection: chosen('Kết luận khác biệt', 'Decide between two blind inspections that differ.'),
  assess: cited(
    'Tự đánh giá',
    'The subject answers the criteria about itself.',
    'S2-10',
    'kiểm tra: by others',
  ),
  open: chosen('Mở xem', "Look at one's task for the first time in a round.", 'nhận để biết: for a copy'),
  claim: chosen(
    'Nhận việc',
    "Take a task of an office's queue for oneself.",
    'tiếp nhận hồ sơ: a step of the province',
  ),
  release: chosen(
    'Trả việc về phòng',
    "Give a claimed task back to the office's queue.",
    'trả lại: moves the dossier',
  ),
  transfer: chosen(
    'Chuyển xử lý',
    'Give the task to another office or person for good.',
    'xin ý kiến: it comes back',
  ),
  entrust: chosen(
    'Xin ý kiến',
    'Ask another for an opinion; the task stays where it is.',
    'chuyển xử lý: the task moves',
  ),
  giveOpinion: cited(
    'Cho ý kiến',
    'Answer what one was asked for; moves nothing.',
    'S2-12',
    'đồng ý: moves the dossier',
  ),
  recallEntrusted: chosen('Thôi xin ý kiến', 'Take back the request for an opinion.'),
  addSigner: chosen('Thêm người ký', 'Add somebody whose signature is needed at this step.'),
  removeSigner: chosen('Bớt người ký', 'Remove a signer who has not signed.'),
  takeBack: chosen(
    'Lấy lại',
    "Undo one's own going forward while the next has not opened it.",
    'rút: by the originator, ends it',
  ),
  copy: chosen('Gửi để biết', 'Send a copy for information.'),
  markRead: chosen('Đánh dấu đã xem', 'Say that a copy was read.'),
  urge: cited('Đôn đốc', 'Remind the holder; recorded, moves nothing.', 'S2-25'),
  ask: chosen('Hỏi', 'Put a question beside the chain.', 'xin ý kiến: an opinion for the task'),
  answer: chosen('Trả lời', 'Answer a question put to one.'),
  withdraw: chosen('Rút hồ sơ', 'The originator ends it before a decision.', 'lấy lại: only one step'),
  acceptLate: chosen(
    'Nhận quá hạn',
    'Let a late one in, by name and with a reason.',
    'gia hạn: before or for all',
  ),
  extend: chosen('Gia hạn', 'Set a later due date for the step.'),
  lapse: chosen('Chấm dứt do quá hạn', 'The clock ends it where lateness does.'),
  jump: chosen('Chuyển thẳng bước', 'An administrator moves it to a named step.', 'trả lại: by the holder'),
  terminate: chosen('Đình chỉ', 'An administrator ends it by force.'),
  reopen: chosen('Mở lại', 'Take an ended dossier up again at a step.'),
  revoke: chosen('Thu hồi công nhận', 'Take a granted outcome away.', 'rút hồ sơ: before a decision'),
  maintain: cited('Xét duy trì', 'Say for a later year whether the title is kept.', 'S2-15'),
  correct: cited('Đính chính', 'Replace an issued document by a corrected one.', 'NĐ 30/2020/NĐ-CP Đ.18'),
  adoptVersion: chosen('Áp dụng bản quy trình mới', 'Go on under a newer version of the procedure.'),
  reserve: chosen('Đưa vào quyết định chung', 'Hold the dossier for one decision over many.'),
  unreserve: chosen('Đưa ra khỏi quyết định chung', 'Let a held dossier go before the decision is signed.'),
  applyDecision: chosen('Áp dụng quyết định chung', 'Carry the signed decision into the dossier.'),
  markBasis: chosen(
    'Ghi nhận căn cứ thay đổi',
    'The clock notes that a result the decision counted has changed.',
  ),
  handOut: cited('Giao bổ sung', 'Hand out duties added to a plan that is in force.', 'S4-21'),
  keepDecision: chosen(
    'Xem xét lại, giữ quyết định',
    'Say, with a reason, that a decision stands although what it counted has changed.',
  ),
} as const satisfies Record<Action, Word>
