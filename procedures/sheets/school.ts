// The sample sheet of a school. Themes from the public parts of the safety standard for places of education; the
// wording is this project's own.
import { sampleSheet } from './build.ts'

export const SCHOOL_SHEET = sampleSheet(
  'sample-school',
  'Phiếu tiêu chí cơ sở giáo dục điển hình',
  'TT 124/2021/TT-BCA Đ.7',
  [
    {
      name: 'Lãnh đạo, chỉ đạo và quản lý',
      lines: [
        { optional: 'Trong Quý I có nghị quyết của cấp ủy về bảo đảm an ninh, trật tự trường học' },
        'Có kế hoạch và bản đăng ký, phân công người chịu trách nhiệm từng việc',
        'Có nội quy, quy chế bảo vệ và phương án phòng cháy, chữa cháy',
        'Thực hiện sơ kết, tổng kết và báo cáo đúng hạn',
      ],
    },
    {
      name: 'Xây dựng phong trào',
      lines: [
        'Toàn bộ cán bộ, giáo viên, người học được phổ biến chủ trương, pháp luật về an ninh, trật tự',
        'Duy trì ít nhất một mô hình trường học an toàn hoạt động thực chất',
        'Có quy chế phối hợp giữa nhà trường và Công an sở tại',
        { optional: 'Nhà trường phối hợp thường xuyên với Ban đại diện cha mẹ học sinh' },
      ],
    },
    {
      name: 'Kết quả bảo đảm an ninh, trật tự',
      lines: [
        'An ninh chính trị nội bộ được giữ vững, không lộ, mất bí mật nhà nước',
        'Không xảy ra bạo lực học đường',
        'Không có người phạm tội, không có người bị kỷ luật từ cảnh cáo trở lên vì vi phạm an ninh, trật tự',
        'Không có người học mắc tệ nạn xã hội, không có ma túy trong trường',
        'Không để xảy ra cháy, nổ, mất an toàn thực phẩm',
      ],
    },
    {
      name: 'Lực lượng bảo vệ và đơn vị trực thuộc',
      lines: [
        {
          optional: 'Lực lượng bảo vệ hoàn thành tốt nhiệm vụ, không có người bị kỷ luật từ cảnh cáo trở lên',
        },
        { optional: 'Ít nhất 70% khoa, phòng, tổ đạt tiêu chuẩn “An toàn về an ninh, trật tự”' },
      ],
    },
  ],
)
