// What the reading process says to the one that started it: a line of JSON for each sheet and row, in order, and at last
// that the file ended well, or why it was refused.
import type { Cell } from '../cells.ts'

/** Why a file as a whole is not taken. */
export const FILE_FAULTS = {
  notASheet:
    'Tệp này không phải bảng tính Excel (.xlsx) hoặc CSV. Hãy mở tệp bằng Excel và lưu lại dạng .xlsx.',
  oldExcel:
    'Đây là tệp Excel cũ (.xls) hoặc tệp có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu và lưu lại dạng .xlsx.',
  otherName: 'Tên tệp và nội dung không khớp nhau. Hãy lưu lại tệp đúng loại (.xlsx hoặc .csv) rồi nạp lại.',
  tooHeavy: 'Tệp giải nén ra quá lớn nên không được nhận. Hãy xóa bớt trang, hình ảnh và định dạng thừa.',
  damaged: 'Tệp bị hỏng hoặc không đúng chuẩn nên không đọc được. Hãy mở bằng Excel và lưu lại.',
  encoding: 'Tệp CSV không ở mã UTF-8 nên chữ tiếng Việt bị hỏng. Hãy lưu lại dạng “CSV UTF-8”.',
  tooManyRows: 'Tệp có quá nhiều dòng. Hãy chia thành nhiều tệp, mỗi tệp không quá 50.000 dòng.',
  noHead: 'Không tìm thấy dòng tiêu đề với các cột cần có. Hãy so với tệp mẫu.',
  noRows: 'Dưới dòng tiêu đề không có dòng dữ liệu nào.',
} as const
export type FileFault = keyof typeof FILE_FAULTS

export type ReaderLine =
  | { readonly sheet: string; readonly hidden: boolean }
  | { readonly r: number; readonly c: readonly Cell[] }
  | { readonly refused: FileFault }
  | { readonly end: true }

/** Rows with something in them, of all sheets together. */
export const MOST_ROWS = 50_000
/** Columns beyond are not read: no list that people keep is as wide. */
export const MOST_COLUMNS = 120

/** A file that is refused as a whole, found while it is read. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly fault: FileFault

  constructor(fault: FileFault) {
    super(fault)
    this.fault = fault
  }
}
