// Giấy công nhận. No text found fixes its layout: a setting (certificateLayout).
import type { TemplateSpec } from '../blocks.ts'

export const CERTIFICATE: TemplateSpec = {
  landscape: true,
  blocks: [
    { p: '**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**', align: 'center', size: 15 },
    { p: '**Độc lập - Tự do - Hạnh phúc**', align: 'center', size: 16 },
    { p: '', size: 2, line: [70, 247], after: 14 },
    { p: '**{authority}**', align: 'center', size: 17, after: 12 },
    { p: '**GIẤY CÔNG NHẬN**', align: 'center', size: 34, after: 8 },
    { p: '**{subjectName}**', align: 'center', size: 22, before: 4, after: 4 },
    { p: '{subjectAddress}', align: 'center', size: 15, after: 8 },
    { p: '{excerpt} năm {year}', align: 'center', size: 16, after: 8 },
    {
      p: '//Theo Quyết định số {decisionNumber} ngày {decisionDate}. Số giấy công nhận: {number}/{symbol}//',
      align: 'center',
      size: 13,
      after: 4,
    },
    { sign: 'certificate' },
  ],
}
