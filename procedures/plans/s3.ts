// Seed plan S3: thị trấn Thịnh Long (Nam Định), 2025, of the committee 138, signed by a deputy chair (KT.); here
// set for the running year and for a commune of today's two levels.
import { carried, duty } from './plan.ts'
import type { SeedPlan } from './plan.ts'

/** Seed plan S3. */
export const S3: SeedPlan = {
  code: 'S3',
  vi: 'Kế hoạch phong trào toàn dân bảo vệ an ninh Tổ quốc của Ban Chỉ đạo 138',
  issuer: 'commune',
  signer: 'communeViceChair',
  year: 2026,
  duties: [
    carried('S3-03', 'su-kien', 'communePolice', 'Tiến tới tổng kết mười lăm năm chỉ thị về phong trào'),
    carried('S3-04', 'su-kien', 'communePolice', 'Sơ kết Công an xã kiểu mẫu và luật về lực lượng ở cơ sở'),
    carried('S3-05', 'ngay-hoi', 'communePolice', 'Kỷ niệm Ngày hội 19/8', '08-19'),
    carried('S3-06', 'kien-toan', 'communePolice', 'Kiện toàn Ban Chỉ đạo, giữ chế độ giao ban'),
    carried('S3-08', 'cam-ket', 'communePolice', 'Tuyên truyền đến từng hộ, ký cam kết'),
    duty('S3-10b', 'unitHead', 'Phòng ngừa đình công, nội quy bảo vệ và camera của doanh nghiệp', [
      'nội quy, phương án',
    ]),
    carried('S3-10c', 'su-kien', 'unitHead', 'Tập huấn, diễn tập của lực lượng bảo vệ'),
    duty('S3-14a', 'fatherlandFront', 'Vận động vùng có đồng bào theo đạo', ['biên bản buổi vận động']),
    carried('S3-14b', 'hoa-giai', 'residentialHead', 'Hòa giải sớm tranh chấp, mâu thuẫn'),
    duty('S3-14c', 'communeOffice', 'Vận động giải phóng mặt bằng dự án trọng điểm', ['báo cáo kết quả']),
    carried('S3-14d', 'mo-hinh', 'communePolice', 'Mô hình an toàn trên không gian mạng'),
    duty('S3-14e', 'communePolice', 'Thực hiện các chương trình quốc gia về tội phạm, ma túy', [
      'báo cáo kết quả',
    ]),
    duty('S3-14g', 'communePolice', 'Đăng ký cư trú, dịch vụ công; tuyên truyền vũ khí, pháo', [
      'số liệu thực hiện',
    ]),
    carried('S3-15a', 'su-kien', 'communePolice', 'Tháng hành động phòng, chống ma túy'),
    carried('S3-15b', 'su-kien', 'communePolice', 'Tháng an toàn giao thông'),
    carried('S3-15c', 'su-kien', 'communePolice', 'Ngày toàn dân phòng cháy và chữa cháy'),
    carried('S3-16', 'phoi-hop', 'communePolice', 'Ký chương trình, kế hoạch phối hợp'),
    duty('S3-17', 'communeOffice', 'Cơ sở vật chất, trang phục, tập huấn cho lực lượng nòng cốt', [
      'danh mục trang bị',
    ]),
    carried('S3-18', 'khen-thuong', 'cultureSocial', 'Khen thưởng, kể cả đột xuất'),
  ],
}
