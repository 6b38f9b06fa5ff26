// What no text found in public fixes about how a paper looks (Phụ lục I of NĐ 30/2020 was not in the copy at hand, nor the
// layout of a certificate): each choice with its plain default and why. A setting, never law; a template changes it.
import type { Setting } from '../../domain/procedure.ts'

/** Millimetres and points that the shipped templates are built with. */
export const PAGE = {
  top: 20,
  bottom: 20,
  left: 30,
  right: 20,
  text: 14,
  small: 12,
  recipients: 11,
  indent: 10,
} as const

export const PAPER_SETTINGS = [
  {
    id: 'margins',
    vi: 'Lề trang A4: trên, dưới, trái, phải (mm)',
    value: [PAGE.top, PAGE.bottom, PAGE.left, PAGE.right].join(', '),
    why: 'Appendix I of NĐ 30/2020 was not in the copy at hand; these are the margins offices commonly print with.',
  },
  {
    id: 'sizes',
    vi: 'Cỡ chữ: thân văn bản, phần nhỏ, nơi nhận (pt)',
    value: [PAGE.text, PAGE.small, PAGE.recipients].join(', '),
    why: 'The same appendix; sizes as commonly printed, Times New Roman in DOCX and its metric twin Tinos in PDF.',
  },
  {
    id: 'certificateLayout',
    vi: 'Mẫu trình bày Giấy công nhận, Giấy khen',
    value: 'A4 nằm ngang',
    why: 'No layout was found; the words are those that the decision needs, with number, code and QR to check it.',
  },
  {
    id: 'abbreviations',
    vi: 'Chữ viết tắt tên cơ quan trong ký hiệu',
    value: 'UBND, CAT, CAX, CAP, CAĐK, BCĐ; đơn vị: chữ đầu của tên',
    why: 'Each office fixes its own; these follow the usual ones.',
  },
  {
    id: 'signatureFrame',
    vi: 'Khung chữ ký số nhìn thấy trên tệp để ký',
    value: 'không hiện; mỗi cơ quan đặt trang, góc và cỡ khung của mình',
    why: 'No text found in public says where the picture of a digital signature stands; signing programs differ.',
  },
  {
    id: 'signTitles',
    vi: 'Chức danh ký của đơn vị cơ sở',
    value: 'HIỆU TRƯỞNG, GIÁM ĐỐC, THỦ TRƯỞNG ĐƠN VỊ, TRƯỞNG THÔN (TỔ TRƯỞNG)',
    why: 'The record knows the head of a unit by role, not by the words of his post.',
  },
  {
    id: 'grounds',
    vi: 'Căn cứ ban hành',
    value: 'các văn bản mà thủ tục viện dẫn',
    why: 'Taken from the sources that the data of the procedure cites; an administrator adds others to the template.',
  },
  {
    id: 'bodyTexts',
    vi: 'Lời văn của các mẫu',
    value: 'mẫu kèm theo chương trình',
    why: 'No official wording was found for these papers; the nine parts of NĐ 30/2020 Đ.8 are kept.',
  },
] as const satisfies readonly Setting[]
