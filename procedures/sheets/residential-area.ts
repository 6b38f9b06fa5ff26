// The sample sheet of a residential area, used only where a campaign lets them register. Themes from the public
// parts of the safety standard for residential areas; the wording is this project's own.
import { sampleSheet } from './build.ts'

export const RESIDENTIAL_AREA_SHEET = sampleSheet(
  'sample-residential-area',
  'Phiếu tiêu chí khu dân cư điển hình',
  'TT 124/2021/TT-BCA Đ.4',
  [
    {
      name: 'Lãnh đạo và đăng ký',
      lines: [
        'Trong Quý I có nghị quyết của chi bộ về bảo đảm an ninh, trật tự',
        'Toàn bộ hộ gia đình ký đăng ký thực hiện',
        'Chủ trương, pháp luật được phổ biến và chấp hành tốt',
      ],
    },
    {
      name: 'Xây dựng phong trào',
      lines: [
        'Duy trì ít nhất một mô hình tự quản có hộ gia đình tham gia thường xuyên',
        'Tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc ở khu dân cư',
        'Mâu thuẫn trong nhân dân được hòa giải ngay tại chỗ',
      ],
    },
    {
      name: 'Kết quả bảo đảm an ninh, trật tự',
      lines: [
        'Không có hoạt động xâm phạm an ninh quốc gia, không có điểm nóng',
        'Tội phạm giảm so với năm trước, không có tội phạm nghiêm trọng trở lên',
        'Không có tụ điểm tệ nạn, không phát sinh người mắc tệ nạn mới',
        'Không để xảy ra cháy, nổ, tai nạn nghiêm trọng',
      ],
    },
    {
      name: 'Lực lượng ở cơ sở',
      lines: ['Tổ bảo vệ an ninh, trật tự hoàn thành nhiệm vụ trở lên, không có người bị kỷ luật'],
    },
  ],
)
