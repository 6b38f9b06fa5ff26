// "An toàn về an ninh, trật tự" for a commune: the four criteria of Điều 5. The last one rests on the decisions about
// the areas and units below it; the procedure counts them (an-toan, needs of the commune's decision).
// @source TT 124/2021/TT-BCA Đ.5 (text of 2021; changes by TT 48/2025/TT-BCA were not found).
import { articleSheet, point } from './article.ts'
import { peace, policies, prevention } from './tt124-common.ts'

/** The four criteria of Điều 5. */
export const TT124_COMMUNE = articleSheet(
  'tt124-commune',
  'Tiêu chuẩn “An toàn về an ninh, trật tự” của xã, phường, đặc khu',
  'TT 124/2021/TT-BCA Đ.5',
  [
    {
      name: 'Khoản 1. Lãnh đạo, đăng ký và mô hình',
      points: [
        point('1-1', 'Trong Quý I Đảng ủy có nghị quyết về bảo đảm an ninh, trật tự'),
        point('1-2', 'Trong Quý I Ủy ban nhân dân có kế hoạch thực hiện'),
        point('1-3', 'Trong Quý I có bản đăng ký phấn đấu'),
        point('1-4', 'Có ít nhất một mô hình tự phòng, tự quản được duy trì'),
      ],
    },
    {
      name: 'Khoản 2. Như khoản 2, 3, 4 Điều 4, trên toàn địa bàn',
      points: [policies('2.2'), ...peace('2.3'), ...prevention('2.4')],
    },
    {
      name: 'Khoản 3. Công an cấp xã',
      points: [
        point('3-1', 'Công an cấp xã chủ động tham mưu và tổ chức thực hiện'),
        point('3-2', 'Không có người của Công an cấp xã bị kỷ luật'),
      ],
    },
    {
      name: 'Khoản 4. Khu dân cư và đơn vị trên địa bàn',
      points: [
        point('4-1', '100% khu dân cư, cơ quan, doanh nghiệp, cơ sở giáo dục thuộc diện có đăng ký'),
        point('4-2', 'Từ 70% trở lên trong số đó được công nhận đạt tiêu chuẩn'),
      ],
    },
  ],
)
