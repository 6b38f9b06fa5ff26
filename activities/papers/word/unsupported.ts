// What a Word file can hold and a page drawn here can't show: collected by name with the text beside it, so that it is
// refused when a template is brought, and never left out in silence.
import type { Element } from './xml.ts'

/** Names as people who write in Word know them. */
const WORDS: Readonly<Record<string, string>> = {
  'w:numPr': 'đánh số hoặc dấu đầu dòng tự động',
  'w:tab': 'ký tự Tab giữa dòng',
  'w:ins': 'nội dung đang theo dõi thay đổi (chèn)',
  'w:del': 'nội dung đang theo dõi thay đổi (xóa)',
  'w:moveFrom': 'nội dung đang theo dõi thay đổi (chuyển)',
  'w:moveTo': 'nội dung đang theo dõi thay đổi (chuyển)',
  'w:commentReference': 'ghi chú (comment)',
  'w:commentRangeStart': 'ghi chú (comment)',
  'w:footnoteReference': 'chú thích cuối trang',
  'w:endnoteReference': 'chú thích cuối văn bản',
  'w:pict': 'hình vẽ kiểu cũ',
  'w:object': 'đối tượng nhúng',
  'mc:AlternateContent': 'hình khối hoặc hộp văn bản',
  'wp:anchor': 'hình nổi (chọn kiểu “nằm cùng dòng với chữ”)',
  'w:sym': 'ký hiệu đặc biệt (Symbol)',
  'm:oMath': 'công thức',
  'm:oMathPara': 'công thức',
  'w:vanish': 'chữ ẩn',
  'w:smallCaps': 'chữ hoa nhỏ',
  'w:dstrike': 'gạch ngang kép',
  'w:framePr': 'khung chữ',
  'w:textDirection': 'chữ xoay trong ô',
  'w:tblpPr': 'bảng nổi',
  'w:hMerge': 'ô gộp kiểu cũ',
  'w:sectPr': 'nhiều phần (section) trong một văn bản',
  'w:cols': 'nhiều cột',
  'w:altChunk': 'tài liệu nhúng',
  hanging: 'thụt treo (hanging)',
  image: 'hình nằm lẫn trong dòng chữ',
  imageType: 'hình không phải PNG hoặc JPEG',
  evenPage: 'đầu trang khác nhau ở trang chẵn và lẻ',
}

/** Something that can't be drawn. */
export interface Unsupported {
  /** The element of the file, or a word of ours. */
  readonly what: string
  /** What it is called, in Vietnamese. */
  readonly vi: string
  /** Text near it, so that it can be found. */
  readonly near: string
}

/** Collects what can't be drawn, each thing once a place. */
export class Findings {
  readonly list: Unsupported[] = []
  private near = ''

  /** Says which text is being looked at. */
  at(near: string): void {
    if (near.trim() !== '') this.near = near.trim().slice(0, 80)
  }

  add(what: string, vi?: string): void {
    const found = { what, vi: vi ?? WORDS[what] ?? `thành phần ${what}`, near: this.near }
    const known = this.list.some((one) => one.what === found.what && one.near === found.near)
    if (!known && this.list.length < 50) this.list.push(found)
  }

  /** Adds each child that is neither drawn nor without effect. */
  others(element: Element | undefined, known: ReadonlySet<string>): void {
    for (const { name } of element?.children ?? []) if (!known.has(name)) this.add(name)
  }
}

/** All text of an element, as it is read. */
export function textOf(element: Element): string {
  if (element.name === 'w:t') return element.text
  if (element.name === 'w:tab') return ' '
  return element.children.map(textOf).join('')
}
