// "An toàn về an ninh, trật tự" for a place of education: the six criteria of Điều 7, all of which must be met.
// Its khoản 3 points to Điều 6 khoản 3 điểm a, b, c, đ, e, g, and keeps those letters here.
// @source TT 124/2021/TT-BCA Đ.7 (text of 2021; changes by TT 48/2025/TT-BCA were not found).
import { articleSheet, optional, point } from './article.ts'

/** The six criteria of Điều 7. */
export const TT124_SCHOOL = articleSheet(
  'tt124-school',
  'Tiêu chuẩn “An toàn về an ninh, trật tự” của cơ sở giáo dục',
  'TT 124/2021/TT-BCA Đ.7',
  [
    {
      name: 'Khoản 1. Lãnh đạo, đăng ký, nội quy và mô hình',
      points: [
        optional('1-1', 'Trong Quý I cấp ủy có nghị quyết (nơi có tổ chức Đảng)'),
        point('1-2', 'Trong Quý I có kế hoạch bảo đảm an ninh, trật tự trường học và bản đăng ký phấn đấu'),
        point('1-3', 'Có nội quy, quy chế bảo vệ và phòng cháy, chữa cháy của nhà trường'),
        point('1-4', '100% cán bộ, giáo viên, người học được phổ biến, quán triệt'),
        point('1-5', 'Có ít nhất một mô hình giữ gìn an ninh, trật tự trường học'),
      ],
    },
    {
      name: 'Khoản 2. Chấp hành pháp luật, phối hợp',
      points: [
        point('2-1', 'Chính sách, pháp luật được chấp hành tốt, phối hợp thường xuyên với Công an sở tại'),
        optional('2-2', 'Phối hợp với Ban đại diện cha mẹ học sinh (trường phổ thông)'),
      ],
    },
    {
      name: 'Khoản 3. Không để xảy ra (Điều 6 khoản 3 điểm a, b, c, đ, e, g)',
      points: [
        point('3.a', 'Truyền đạo, hoạt động tôn giáo trái pháp luật trong nhà trường'),
        point('3.b', 'Lợi dụng tôn giáo, dân tộc, khiếu kiện để gây rối'),
        point('3.c', 'Kích động, lôi kéo tụ tập đông người trái pháp luật'),
        point('3.dd', 'Tội phạm từ nghiêm trọng trở lên'),
        point('3.e', 'Lộ, mất bí mật nhà nước'),
        point('3.g', 'Cháy, nổ, tai nạn chết người, sự cố môi trường, mất an toàn thực phẩm'),
      ],
    },
    {
      name: 'Khoản 4. Môi trường học đường',
      points: [
        point('4-1', 'Không xảy ra bạo lực học đường'),
        point('4-2', 'Không có người phạm tội hoặc bị kỷ luật từ cảnh cáo trở lên'),
      ],
    },
    {
      name: 'Khoản 5. Lực lượng bảo vệ',
      points: [
        optional(
          '5',
          'Lực lượng bảo vệ hoàn thành tốt nhiệm vụ, không có người bị kỷ luật từ cảnh cáo trở lên',
        ),
      ],
    },
    {
      name: 'Khoản 6. Đơn vị trực thuộc',
      points: [optional('6', 'Từ 70% khoa, phòng, ban, tổ trở lên đạt như trên')],
    },
  ],
)
