// "An toàn về an ninh, trật tự" for an agency or enterprise: the five criteria of Điều 6, all of which must be met.
// @source TT 124/2021/TT-BCA Đ.6 (text of 2021; changes by TT 48/2025/TT-BCA were not found).
import { articleSheet, optional, point } from './article.ts'

/** The five criteria of Điều 6. */
export const TT124_ORGANISATION = articleSheet(
  'tt124-organisation',
  'Tiêu chuẩn “An toàn về an ninh, trật tự” của cơ quan, doanh nghiệp',
  'TT 124/2021/TT-BCA Đ.6',
  [
    {
      name: 'Khoản 1. Lãnh đạo, đăng ký, nội quy và mô hình',
      points: [
        optional('1-1', 'Trong Quý I cấp ủy có nghị quyết (nơi có tổ chức Đảng)'),
        point('1-2', 'Trong Quý I có kế hoạch bảo đảm an ninh, trật tự và bản đăng ký phấn đấu'),
        point(
          '1-3',
          'Có nội quy, quy chế về bảo vệ, bí mật nhà nước, chính trị nội bộ, an toàn lao động, phòng cháy, môi trường',
        ),
        point('1-4', '100% cán bộ, công nhân viên được phổ biến, quán triệt'),
        point('1-5', 'Có ít nhất một mô hình tự phòng, tự quản, tự bảo vệ'),
      ],
    },
    {
      name: 'Khoản 2. Chấp hành pháp luật, phối hợp với Công an',
      points: [
        point('2-1', 'Chính sách, pháp luật về an ninh, trật tự được chấp hành tốt'),
        point('2-2', 'Phối hợp thường xuyên với Công an sở tại'),
      ],
    },
    {
      name: 'Khoản 3. Không để xảy ra',
      points: [
        point('3.a', 'Truyền đạo, hoạt động tôn giáo trái pháp luật trong đơn vị'),
        point('3.b', 'Lợi dụng tôn giáo, dân tộc, khiếu kiện để gây rối'),
        point('3.c', 'Kích động, lôi kéo tụ tập đông người trái pháp luật'),
        point('3.d', 'Đình công, lãn công trái pháp luật'),
        point('3.dd', 'Tội phạm từ nghiêm trọng trở lên'),
        point('3.e', 'Lộ, mất bí mật nhà nước'),
        point('3.g', 'Cháy, nổ, tai nạn chết người, sự cố môi trường, mất an toàn thực phẩm'),
        point('3.h', 'Người của đơn vị bị xử phạt về an ninh, trật tự hoặc bị kỷ luật từ cảnh cáo trở lên'),
      ],
    },
    {
      name: 'Khoản 4. Lực lượng bảo vệ',
      points: [
        optional('4-1', 'Lực lượng bảo vệ đạt tập thể lao động tiên tiến hoặc hoàn thành tốt nhiệm vụ'),
        optional('4-2', 'Không có người của lực lượng bảo vệ bị kỷ luật từ cảnh cáo trở lên'),
      ],
    },
    {
      name: 'Khoản 5. Đơn vị trực thuộc',
      points: [optional('5', 'Từ 70% đơn vị trực thuộc trở lên đạt như trên')],
    },
  ],
)
