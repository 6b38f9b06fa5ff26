// The nouns of the design: what code, screens and documents call the things themselves.
import { chosen, cited } from './word.ts'
import type { Word } from './word.ts'

export const NOUN_WORDS = {
  procedure: chosen('Quy trình', 'A versioned definition, data.', 'thủ tục: one campaign of it'),
  campaign: chosen('Đợt xét', 'One procedure in one year in one territory, with its own dates.'),
  dossier: cited('Hồ sơ', "One subject's case in one campaign.", 'S2-14', 'tờ trình: a document inside it'),
  subject: chosen('Đối tượng xét', 'What the case is about.'),
  path: chosen('Đường đi', 'The steps of one kind of subject.'),
  step: chosen('Bước', 'Where the dossier stands.', 'cấp: a level of administration'),
  round: chosen('Lượt', 'How often the dossier has been at the step.'),
  outcome: cited('Kết quả', 'How the dossier ended.', 'S2-15'),
  office: chosen('Cơ quan, tổ chức', 'An organisation in the tree.', 'cơ quan: one kind of subject'),
  role: chosen('Vai trò', 'What a person is in an office, from a date to a date.'),
  delegation: cited(
    'Ủy quyền',
    'Written, dated, never passed on.',
    'NĐ 30/2020/NĐ-CP Đ.13',
    'chuyển xử lý: moves one task',
  ),
  event: chosen('Dòng nhật ký', 'One line of the record.'),
  content: chosen('Nội dung', 'What was filled in, immutable, known by its hash.'),
  task: chosen('Phần việc', 'What a step asks of an office or a person.'),
  dueAt: chosen('Hạn xử lý', 'The last instant in time.'),
  late: chosen('Quá hạn', 'Received after the due instant.', 'hết hiệu lực do quá hạn: the dossier ended'),
  workingDay: cited(
    'Ngày làm việc',
    'A day that is neither weekend nor holiday, unless swapped.',
    'BLLĐ 2019 Đ.111',
  ),
  criteriaSheet: cited('Phiếu tiêu chí', 'Criteria in one version, answered in inspections.', 'S2-09'),
  inspection: cited('Biên bản kiểm tra', 'The signed record of an inspection.', 'S2-10'),
  certificate: cited(
    'Giấy công nhận',
    'What the recognised subject is given.',
    'S2-17',
    'quyết định: the act itself',
  ),
  register: cited(
    'Sổ đăng ký văn bản',
    'Numbers of one office and year, without gaps.',
    'NĐ 30/2020/NĐ-CP Đ.15',
  ),
  outgoingRegister: cited(
    'Sổ văn bản đi',
    'Every paper that an office sent out in a year, under its number.',
    'NĐ 30/2020/NĐ-CP Đ.15',
    'sổ đăng ký văn bản: the numbers of one kind of paper',
  ),
  symbol: cited('Số, ký hiệu', 'Number, kind and issuer of a paper.', 'NĐ 30/2020/NĐ-CP Đ.8'),
  excerpt: cited('Trích yếu', 'What a paper is about, in a line.', 'NĐ 30/2020/NĐ-CP Đ.8'),
  replacement: cited(
    'Thay thế văn bản',
    'A new paper of the same kind, because of what the old one says.',
    'NĐ 30/2020/NĐ-CP Đ.18',
    'đính chính: only the form was wrong',
  ),
  correctionLetter: cited(
    'Đính chính văn bản',
    'A letter that puts a fault of form right.',
    'NĐ 30/2020/NĐ-CP Đ.18',
  ),
  recall: cited('Thu hồi văn bản', 'A paper is taken back.', 'NĐ 30/2020/NĐ-CP Đ.18'),
  signingSlot: chosen('Bản để ký số', 'A PDF with room for a signature that is made outside.'),
  trustAnchor: chosen('Chứng thư gốc được tin cậy', 'A certificate that vouches for signers here.'),
  batchDecision: chosen('Quyết định chung', 'One legal act over many dossiers.'),
  setting: chosen('Thiết lập', 'A choice where no text gives the rule; never printed as law.'),
} as const satisfies Readonly<Record<string, Word>>
