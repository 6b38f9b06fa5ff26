// "An toàn về an ninh, trật tự" for a residential area: the five criteria of Điều 4, all of which must be met.
// @source TT 124/2021/TT-BCA Đ.4 (text of 2021; changes by TT 48/2025/TT-BCA were not found).
import { articleSheet, point } from './article.ts'
import { peace, policies, prevention } from './tt124-common.ts'

/** The five criteria of Điều 4. */
export const TT124_AREA = articleSheet(
  'tt124-area',
  'Tiêu chuẩn “An toàn về an ninh, trật tự” của khu dân cư',
  'TT 124/2021/TT-BCA Đ.4',
  [
    {
      name: 'Khoản 1. Nghị quyết và đăng ký',
      points: [
        point('1-1', 'Trong Quý I chi bộ có nghị quyết về bảo đảm an ninh, trật tự'),
        point('1-2', 'Trong Quý I có bản đăng ký phấn đấu; 100% hộ gia đình đăng ký'),
      ],
    },
    { name: 'Khoản 2. Chấp hành chính sách, pháp luật', points: [policies('2')] },
    { name: 'Khoản 3. Giữ vững an ninh', points: peace('3') },
    { name: 'Khoản 4. Phòng ngừa tội phạm, tệ nạn, tai nạn', points: prevention('4') },
    {
      name: 'Khoản 5. Lực lượng ở cơ sở',
      points: [
        point('5-1', 'Lực lượng tham gia bảo vệ an ninh, trật tự được xếp từ hoàn thành nhiệm vụ trở lên'),
        point('5-2', 'Không có người của lực lượng này bị kỷ luật'),
      ],
    },
  ],
)
