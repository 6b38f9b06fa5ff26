// Seed plan S2: xã Vĩnh Thủy (Quảng Trị), 2026, the year of recognition (điển hình). Its recognition rows are the
// procedure dien-hinh; the rest are duties.
import { carried, duty } from './plan.ts'
import type { SeedPlan } from './plan.ts'

/** Seed plan S2. */
export const S2: SeedPlan = {
  code: 'S2',
  vi: 'Kế hoạch xây dựng điển hình về phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2026 của xã',
  issuer: 'commune',
  signer: 'communeChair',
  year: 2026,
  duties: [
    duty('S2-04', 'communePolice', 'Phổ biến, quán triệt chủ trương xây dựng điển hình', [
      'biên bản hội nghị',
    ]),
    carried('S2-09', 'dien-hinh', 'unitHead', 'Lập kế hoạch và xây dựng đơn vị điển hình', '03-31'),
    carried('S2-10', 'dien-hinh', 'communePolice', 'Theo dõi, kiểm tra việc xây dựng điển hình', '09-30'),
    carried('S2-11', 'dien-hinh', 'communePolice', 'Đánh giá, hướng dẫn hoàn thiện hồ sơ', '10-31'),
    carried('S2-12', 'dien-hinh', 'communePolice', 'Tham mưu xét, đề nghị công nhận', '10-31'),
    carried('S2-16', 'dien-hinh', 'unitHead', 'Duy trì kết quả đã được công nhận'),
    carried('S2-17', 'dien-hinh', 'cultureSocial', 'Đề nghị in, cấp giấy công nhận'),
    carried('S2-18', 'khen-thuong', 'cultureSocial', 'Đề nghị khen thưởng sau công nhận'),
    carried('S2-20', 'su-kien', 'communePolice', 'Sơ kết, tổng kết việc xây dựng điển hình'),
    carried('S2-21', 'du-toan', 'finance', 'Lập dự trù, thanh toán, quyết toán kinh phí'),
    duty('S2-22', 'communePolice', 'Đề xuất xây dựng văn bản quy phạm pháp luật', ['văn bản đề xuất']),
    duty('S2-23', 'cultureSocial', 'Tuyên truyền bộ tiêu chí, gương điển hình trên loa, video', [
      'danh mục tin, bài',
    ]),
    duty('S2-24', 'fatherlandFront', 'Mặt trận và thành viên phát động, gắn với nông thôn mới', [
      'báo cáo kết quả',
    ]),
  ],
}
