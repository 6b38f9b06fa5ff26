// Seed plan S0: xã Thụy Hùng (Lạng Sơn), 2026, of the commune's steering committee. Duties in short words; the rows
// number the facts. Rows without a date take the procedure's own.
import { carried, duty } from './plan.ts'
import type { SeedPlan } from './plan.ts'

/** Seed plan S0. */
export const S0: SeedPlan = {
  code: 'S0',
  vi: 'Kế hoạch phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2026 của Ban Chỉ đạo xã',
  issuer: 'commune',
  signer: 'communeChair',
  year: 2026,
  duties: [
    duty('S0-03', 'communePolice', 'Đánh giá định kỳ việc thực hiện các đề án của ngành Công an', [
      'báo cáo đánh giá',
    ]),
    carried('S0-04', 'su-kien', 'communePolice', 'Sơ kết, tổng kết và biểu dương tập thể, cá nhân tiêu biểu'),
    duty('S0-05', 'committeeMember', 'Chỉ đạo chuyên đề được phân công', ['kế hoạch chuyên đề', 'kết quả']),
    carried('S0-06', 'su-kien', 'communePolice', 'Phát động phong trào'),
    duty('S0-08', 'cultureSocial', 'Tuyên truyền bằng nhiều hình thức, kể cả trên mạng xã hội', [
      'danh mục tin, bài',
    ]),
    carried('S0-09a', 'su-kien', 'communePolice', 'Đợt cao điểm vận động ra đầu thú'),
    duty('S0-09b', 'communePolice', 'Vận động phòng ngừa tội phạm ở thôn phức tạp', ['báo cáo kết quả']),
    duty('S0-09c', 'communePolice', 'Vận động tố giác tội phạm kinh tế, hình sự, tệ nạn', [
      'số tin tiếp nhận',
    ]),
    carried('S0-09d', 'su-kien', 'communePolice', 'Đợt vận động giao nộp vũ khí, vật liệu nổ, pháo'),
    duty('S0-09e', 'fatherlandFront', 'Vận động đồng bào cảnh giác, qua người có uy tín', [
      'biên bản buổi vận động',
    ]),
    duty('S0-10', 'unitHead', 'Xây dựng đơn vị, trường học an toàn, bảo vệ bí mật và chính trị nội bộ', [
      'kế hoạch của đơn vị',
    ]),
    duty('S0-11a', 'communePolice', 'Ứng dụng dữ liệu dân cư và định danh điện tử', ['số liệu thực hiện']),
    carried('S0-11b', 'bao-cao-nam', 'communePolice', 'Báo cáo số lượng người được giúp đỡ (chỉ số liệu)'),
    duty('S0-11d', 'communePolice', 'Vận động giữ trật tự, an toàn giao thông; nhận phản ánh vi phạm', [
      'số phản ánh tiếp nhận',
    ]),
    duty('S0-12', 'communePolice', 'Chế độ và huấn luyện cho lực lượng ở cơ sở, lực lượng bảo vệ', [
      'danh sách lớp',
    ]),
    carried('S0-13', 'phoi-hop', 'communePolice', 'Chương trình phối hợp với Mặt trận Tổ quốc'),
    carried('S0-14', 'phoi-hop', 'communePolice', 'Phối hợp với quân sự, biên phòng, kiểm lâm'),
    carried('S0-16', 'su-kien', 'communePolice', 'Tập huấn cho lực lượng chuyên trách'),
    carried('S0-17', 'su-kien', 'communePolice', 'Phát động tập trung, nhân rộng mô hình'),
    carried('S0-19', 'du-toan', 'finance', 'Bố trí kinh phí cho phong trào'),
    carried('S0-20', 'kiem-tra', 'communePolice', 'Kiểm tra, đôn đốc các thôn'),
    duty('S0-21', 'fatherlandFront', 'Tuyên truyền, hòa giải và chương trình riêng của từng hội, đoàn', [
      'báo cáo của hội, đoàn',
    ]),
  ],
}
