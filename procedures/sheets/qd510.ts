// Sample sheets of the movement's classification. Of Quyết định 510/QĐ-BCA-V05 only criteria 1 and 2 of Điều 7 were
// found with their points (3 and 3); every other line, the totals and the cut-offs are this project's samples.
import { FOUR_LEVELS, scored, scoredSheet } from './scored.ts'

const SOURCE = 'QĐ 510/QĐ-BCA-V05 Đ.7 (hai tiêu chí đầu có nguồn); bảng điểm còn lại và ngưỡng chưa tìm thấy'

/** Sample points of an agency, enterprise or school. */
export const QD510_ORGANISATION = scoredSheet(
  'qd510-sample-organisation',
  'Phiếu chấm điểm phong trào ở cơ quan, doanh nghiệp, cơ sở giáo dục',
  SOURCE,
  FOUR_LEVELS,
  [
    {
      name: 'Lãnh đạo, chỉ đạo',
      lines: [
        scored(3, 'Quý I có nghị quyết, kế hoạch; có sơ kết, tổng kết và đủ chế độ báo cáo'),
        scored(3, 'Tuyên truyền đến từ 90% thành viên trở lên'),
      ],
    },
    {
      name: 'Xây dựng phong trào',
      lines: [
        scored(3, 'Tổ chức, tham gia Ngày hội và các chuyên đề'),
        scored(3, 'Có mô hình tự quản hoạt động thường xuyên'),
        scored(2, 'Phối hợp với Công an sở tại theo quy chế'),
      ],
    },
    {
      name: 'Kết quả',
      lines: [
        scored(3, 'Giữ vững an ninh chính trị nội bộ, bí mật nhà nước'),
        scored(3, 'Không để xảy ra vụ việc phức tạp về an ninh, trật tự'),
      ],
    },
  ],
)

/** Sample points of a residential area. */
export const QD510_AREA = scoredSheet(
  'qd510-sample-area',
  'Phiếu chấm điểm phong trào ở khu dân cư',
  'QĐ 510/QĐ-BCA-V05; bảng điểm của khu dân cư và ngưỡng chưa tìm thấy',
  FOUR_LEVELS,
  [
    {
      name: 'Lãnh đạo, tuyên truyền',
      lines: [
        scored(3, 'Quý I có nghị quyết của chi bộ và đăng ký'),
        scored(3, 'Tuyên truyền đến hầu hết hộ gia đình'),
      ],
    },
    {
      name: 'Xây dựng phong trào',
      lines: [
        scored(3, 'Tổ chức Ngày hội ở khu dân cư'),
        scored(3, 'Có mô hình tự quản hoạt động thường xuyên'),
        scored(2, 'Hòa giải kịp thời mâu thuẫn'),
      ],
    },
    {
      name: 'Kết quả',
      lines: [scored(3, 'Vi phạm giảm so với năm trước'), scored(3, 'Không để xảy ra điểm nóng')],
    },
  ],
)

/** Sample points of a commune. */
export const QD510_COMMUNE = scoredSheet(
  'qd510-sample-commune',
  'Phiếu chấm điểm phong trào ở xã, phường, đặc khu',
  'QĐ 510/QĐ-BCA-V05; bảng điểm của xã và ngưỡng chưa tìm thấy',
  FOUR_LEVELS,
  [
    {
      name: 'Lãnh đạo, chỉ đạo',
      lines: [
        scored(3, 'Quý I có nghị quyết của Đảng ủy, kế hoạch của Ủy ban nhân dân'),
        scored(3, 'Ban Chỉ đạo được kiện toàn, có kiểm tra, sơ kết, tổng kết'),
        scored(2, 'Đủ chế độ báo cáo, đúng hạn'),
      ],
    },
    {
      name: 'Xây dựng phong trào',
      lines: [
        scored(3, 'Tuyên truyền đến hầu hết hộ gia đình, đơn vị'),
        scored(3, 'Ngày hội được tổ chức thiết thực'),
        scored(3, 'Mô hình được rà soát, nhân rộng'),
      ],
    },
    {
      name: 'Kết quả',
      lines: [
        scored(3, 'Tội phạm, vi phạm giảm so với năm trước'),
        scored(3, 'Không để hình thành điểm nóng'),
      ],
    },
  ],
)
