// Words about papers: what became of one, what was done to it, how a file with a signature was judged and what to do then.
import type { Schemas } from '../../client/api.ts'

export type Paper = Schemas['Paper']
export type SentPaper = Schemas['SentPaper']
export type PaperLink = SentPaper['changedBy'][number]
export type SignedPaper = Schemas['SignedPaper']
export type SignatureVerdict = SignedPaper['verdict']

export const PAPER_STATUSES = {
  issued: 'Còn hiệu lực',
  corrected: 'Đã đính chính',
  replaced: 'Đã được thay thế',
  recalled: 'Đã thu hồi',
} as const satisfies Record<SentPaper['status'], string>

export const PAPER_TONES = {
  issued: 'good',
  corrected: 'info',
  replaced: 'warn',
  recalled: 'bad',
} as const satisfies Record<SentPaper['status'], string>

export const CHANGE_KINDS = {
  replace: 'Thay thế',
  correct: 'Đính chính',
  recall: 'Thu hồi',
} as const satisfies Record<PaperLink['kind'], string>

/** What was done to a paper, said of the one that it was done to. */
export const CHANGED_BY = {
  replace: 'Được thay thế',
  correct: 'Được đính chính',
  recall: 'Bị thu hồi',
} as const satisfies Record<PaperLink['kind'], string>

interface Judged {
  readonly label: string
  /** What to do about it; empty where nothing is to be done. */
  readonly advice: string
  readonly tone: 'good' | 'warn' | 'bad'
}

export const SIGNATURE_VERDICTS = {
  valid: { label: 'Chữ ký hợp lệ', advice: '', tone: 'good' },
  untrusted: {
    label: 'Chữ ký đúng, chưa rõ nơi cấp chứng thư',
    advice: 'Đề nghị quản trị viên nhập chứng thư gốc của nơi cấp, rồi chuẩn bị tệp và ký lại.',
    tone: 'warn',
  },
  otherSigner: {
    label: 'Chữ ký của người khác',
    advice:
      'Tên trên chứng thư không phải tên người ký văn bản nên văn bản coi như chưa ký. Hãy ký bằng chứng thư của người ký; nếu họ tên trong hệ thống sai, đề nghị quản trị viên sửa rồi ký lại.',
    tone: 'bad',
  },
  expired: {
    label: 'Chứng thư đã hết hạn',
    advice: 'Hãy ký bằng chứng thư còn hạn.',
    tone: 'bad',
  },
  notYetValid: {
    label: 'Chứng thư chưa đến ngày dùng',
    advice: 'Hãy ký bằng chứng thư đã có hiệu lực.',
    tone: 'bad',
  },
  revoked: {
    label: 'Chứng thư đã bị thu hồi',
    advice: 'Hãy ký bằng chứng thư còn hiệu lực.',
    tone: 'bad',
  },
  unsigned: {
    label: 'Chưa có chữ ký',
    advice: 'Đây là tệp chưa ký. Hãy ký bằng chương trình ký rồi tải lên.',
    tone: 'bad',
  },
  truncated: {
    label: 'Tệp bị thiếu',
    advice: 'Hãy tải lại tệp để ký và ký lại.',
    tone: 'bad',
  },
  tampered: {
    label: 'Nội dung đã bị thay đổi',
    advice: 'Hãy tải lại tệp để ký, không sửa, và ký lại.',
    tone: 'bad',
  },
  foreign: {
    label: 'Không phải văn bản này',
    advice: 'Hãy chọn đúng tệp đã ký của văn bản này.',
    tone: 'bad',
  },
  unreadable: {
    label: 'Không đọc được tệp PDF',
    advice: 'Hãy tải lại tệp để ký và ký lại.',
    tone: 'bad',
  },
  additions: {
    label: 'Tệp bị thêm nội dung ngoài chữ ký',
    advice: 'Hãy ký chính tệp đã chuẩn bị, không ghi chú hay sửa.',
    tone: 'bad',
  },
  wrongDigest: {
    label: 'Chữ ký ký lên nội dung khác',
    advice: 'Hãy tải lại tệp để ký và ký lại.',
    tone: 'bad',
  },
  badSignature: { label: 'Chữ ký bị hỏng', advice: 'Hãy ký lại.', tone: 'bad' },
  notCovered: {
    label: 'Chữ ký không bao trùm cả tệp',
    advice: 'Hãy ký lại; không lưu tệp bằng chương trình khác sau khi ký.',
    tone: 'bad',
  },
  noSigningCertificate: {
    label: 'Trong chữ ký thiếu chứng thư',
    advice: 'Hãy đặt chương trình ký theo chuẩn PAdES hoặc CAdES rồi ký lại.',
    tone: 'bad',
  },
  weak: {
    label: 'Thuật toán hoặc khóa không còn được nhận',
    advice: 'Hãy ký bằng SHA-256 và khóa RSA từ 2048 bit hoặc tương đương.',
    tone: 'bad',
  },
  notForSigning: {
    label: 'Chứng thư không dùng để ký',
    advice: 'Hãy chọn chứng thư dùng cho ký số.',
    tone: 'bad',
  },
} as const satisfies Record<SignatureVerdict, Judged>

const REMARKS: Readonly<Record<string, string>> = {
  nameDiffers: 'Tên trên chứng thư khác tên người ký trên văn bản.',
  timeImplausible: 'Giờ ký ghi trong tệp không hợp lý; tính theo lúc tải lên.',
  noTime: 'Tệp không ghi giờ ký; tính theo lúc tải lên.',
  slotLeftEmpty: 'Chữ ký nằm ngoài chỗ đã chuẩn bị sẵn.',
  signingCertificateMissing: 'Chữ ký kiểu cũ, không nêu rõ chứng thư.',
}

/** A remark in words; one that a newer API makes is left out. */
export const remarkTexts = (remarks: readonly string[]): string[] =>
  remarks.flatMap((one) => REMARKS[one] ?? [])
