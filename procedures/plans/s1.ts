// Seed plan S1: xã Hợp Thành (Lạng Sơn), 2024, of the commune's committee 138, here set for the running year. The
// dates 20/5 and 20/11 of its reports stand in the procedures of the reports.
import { carried, duty } from './plan.ts'
import type { SeedPlan } from './plan.ts'

/** Seed plan S1. */
export const S1: SeedPlan = {
  code: 'S1',
  vi: 'Chương trình công tác phong trào toàn dân bảo vệ an ninh Tổ quốc của Ban Chỉ đạo 138 xã',
  issuer: 'commune',
  signer: 'communeChair',
  year: 2026,
  duties: [
    duty('S1-03', 'communePolice', 'Đánh giá định kỳ các đề án và nghị quyết về bảo vệ an ninh', [
      'báo cáo đánh giá',
    ]),
    carried('S1-04', 'su-kien', 'communePolice', 'Tổng kết mười năm nghị định, chỉ thị về phong trào'),
    carried('S1-05', 'su-kien', 'communePolice', 'Sơ kết hai năm xây dựng đơn vị điển hình'),
    carried('S1-07a', 'su-kien', 'communePolice', 'Các đợt cao điểm trấn áp tội phạm'),
    duty('S1-07b', 'communePolice', 'Vận động phòng, chống ma túy nơi biên giới', ['báo cáo kết quả']),
    carried('S1-07c', 'su-kien', 'communePolice', 'Đợt cao điểm vận động ra đầu thú'),
    duty('S1-07d', 'communePolice', 'Vận động chống buôn lậu; vũ khí, pháo; phòng cháy; giao thông', [
      'báo cáo kết quả',
    ]),
    duty('S1-07e', 'cultureSocial', 'Thế trận an ninh nhân dân trên không gian mạng; dân tộc, tôn giáo', [
      'danh mục tin, bài',
    ]),
    duty('S1-08', 'unitHead', 'Đơn vị, trường học an toàn, bảo vệ bí mật; định danh điện tử', [
      'kế hoạch của đơn vị',
    ]),
    duty('S1-09', 'communeOffice', 'Chế độ, chính sách và bồi dưỡng cho lực lượng ở cơ sở', [
      'danh sách chi trả',
    ]),
    carried('S1-10', 'ntm-antt', 'communePolice', 'Tiêu chí an ninh, trật tự trong nông thôn mới'),
    carried('S1-12', 'su-kien', 'fatherlandFront', 'Kỷ niệm Ngày truyền thống dân vận', '10-15'),
    duty('S1-13', 'fatherlandFront', 'An sinh xã hội, chung tay vì người nghèo', ['kết quả hỗ trợ']),
    duty('S1-14', 'communePolice', 'Tuyên truyền; mỗi cuộc phát động gắn với kiểm tra, đôn đốc', [
      'biên bản kiểm tra',
    ]),
    carried('S1-15', 'ngay-hoi', 'communePolice', 'Chọn chủ đề, hình thức Ngày hội', '07-15'),
    carried('S1-16', 'khen-thuong', 'cultureSocial', 'Đề xuất khen thưởng kịp thời'),
    carried('S1-17', 'phoi-hop', 'communePolice', 'Chương trình phối hợp Công an và Mặt trận'),
    carried('S1-18', 'phoi-hop', 'communePolice', 'Phối hợp với quân sự, dân quân, kiểm lâm'),
    carried('S1-19', 'su-kien', 'communePolice', 'Phát động tập trung tại một thôn được chọn'),
    carried('S1-20', 'ngay-hoi', 'communePolice', 'Ngày hội điểm tại một thôn được chọn', '08-19'),
    carried('S1-24', 'du-toan', 'communePolice', 'Đề xuất bố trí kinh phí'),
    duty(
      'S1-26',
      'committeeMember',
      'Phát động, Ngày hội, mô hình ở địa bàn được phân công',
      ['báo cáo địa bàn'],
      {
        type: 'area',
      },
    ),
    carried('S1-28', 'bao-cao-nam', 'communePolice', 'Hướng dẫn, đôn đốc và tổng hợp báo cáo', '12-09'),
  ],
}
