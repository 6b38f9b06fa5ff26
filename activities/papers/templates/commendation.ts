// Giấy khen. No text found fixes its layout: a setting (certificateLayout).
import type { TemplateSpec } from '../blocks.ts'

export const COMMENDATION: TemplateSpec = {
  landscape: true,
  blocks: [
    { p: '**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**', align: 'center', size: 15 },
    { p: '**Độc lập - Tự do - Hạnh phúc**', align: 'center', size: 16 },
    { p: '', size: 2, line: [70, 247], after: 16 },
    { p: '**{authority}**', align: 'center', size: 18, after: 14 },
    { p: '**TẶNG GIẤY KHEN**', align: 'center', size: 34, after: 10 },
    { p: '**{subjectName}**', align: 'center', size: 22, after: 4 },
    { p: '{subjectAddress}', align: 'center', size: 15, after: 8 },
    { p: '{achievement}', align: 'center', size: 16, after: 10 },
    { p: '//Quyết định số {number}/{symbol}//', align: 'center', size: 13, after: 4 },
    { p: '//{placeDate}//', align: 'right', size: 14 },
    { sign: 'office' },
  ],
}
