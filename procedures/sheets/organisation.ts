// The sample sheet of an agency or enterprise. Themes from the public parts of the safety standard for agencies
// and enterprises and of the movement's classification; the wording is this project's own.
import { sampleSheet } from './build.ts'

export const ORGANISATION_SHEET = sampleSheet(
  'sample-organisation',
  'Phiếu tiêu chí cơ quan, doanh nghiệp điển hình',
  'TT 124/2021/TT-BCA Đ.6 và QĐ 510/QĐ-BCA-V05 Đ.7',
  [
    {
      name: 'Lãnh đạo, chỉ đạo và quản lý',
      lines: [
        { optional: 'Trong Quý I có nghị quyết của cấp ủy về bảo đảm an ninh, trật tự' },
        'Có kế hoạch và bản đăng ký, phân công người chịu trách nhiệm từng việc',
        'Có nội quy bảo vệ, bảo vệ bí mật nhà nước, an toàn lao động, phòng cháy và bảo vệ môi trường',
        'Thực hiện sơ kết, tổng kết và báo cáo đúng hạn',
      ],
    },
    {
      name: 'Xây dựng phong trào',
      lines: [
        'Toàn bộ người lao động được phổ biến chủ trương, pháp luật về an ninh, trật tự',
        'Duy trì ít nhất một mô hình tự phòng, tự quản, tự bảo vệ có hiệu quả',
        'Có quy chế phối hợp với Công an sở tại và thực hiện thường xuyên',
        'Tham gia Ngày hội toàn dân bảo vệ an ninh Tổ quốc và các đợt vận động',
      ],
    },
    {
      name: 'Kết quả bảo đảm an ninh, trật tự',
      lines: [
        'An ninh chính trị nội bộ được giữ vững, không lộ, mất bí mật nhà nước',
        'Không có khiếu kiện kéo dài, đình công hoặc lãn công trái pháp luật',
        'Không có người phạm tội, không có người bị kỷ luật từ cảnh cáo trở lên vì vi phạm an ninh, trật tự',
        'Không để xảy ra cháy, nổ, tai nạn lao động chết người, sự cố môi trường hoặc an toàn thực phẩm',
      ],
    },
    {
      name: 'Lực lượng bảo vệ và đơn vị trực thuộc',
      lines: [
        {
          optional: 'Lực lượng bảo vệ hoàn thành tốt nhiệm vụ, không có người bị kỷ luật từ cảnh cáo trở lên',
        },
        { optional: 'Ít nhất 70% đơn vị trực thuộc đạt tiêu chuẩn “An toàn về an ninh, trật tự”' },
      ],
    },
  ],
)
