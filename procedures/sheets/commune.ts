// The sample sheet of a commune. Its themes follow the public parts of the commune criteria of the safety standard
// and of the provisional criteria that came before Quyết định 3554; the wording is this project's own.
import { sampleSheet } from './build.ts'

export const COMMUNE_SHEET = sampleSheet(
  'sample-commune',
  'Phiếu tiêu chí xã, phường, đặc khu điển hình',
  'TT 124/2021/TT-BCA Đ.4, Đ.5 và QĐ 9745/QĐ-BCA-V05',
  [
    {
      name: 'Lãnh đạo của cấp ủy, điều hành của chính quyền',
      lines: [
        'Chủ trương, pháp luật về phong trào được triển khai đến mọi phòng, ban và khu dân cư',
        'Trong Quý I có nghị quyết của Đảng ủy, kế hoạch của Ủy ban nhân dân và chương trình công tác của Ban Chỉ đạo',
        'Có đăng ký thực hiện, mục tiêu rõ và phân công trách nhiệm bằng biên bản',
        'Có kiểm tra, sơ kết, tổng kết và chế độ báo cáo đúng hạn',
      ],
    },
    {
      name: 'Xây dựng phong trào',
      lines: [
        'Tuyên truyền đến tuyệt đại đa số hộ gia đình bằng hình thức phù hợp từng địa bàn',
        'Duy trì ít nhất một mô hình tự quản hoạt động thực chất',
        'Tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc gọn, thiết thực',
        'Mặt trận Tổ quốc và các đoàn thể phối hợp thường xuyên với Công an',
      ],
    },
    {
      name: 'Kết quả bảo đảm an ninh, trật tự',
      lines: [
        'Không xảy ra hoạt động xâm phạm an ninh quốc gia mà không được phát hiện, ngăn chặn kịp thời',
        'Không để mâu thuẫn kéo dài, tụ tập đông người trái pháp luật thành điểm nóng',
        'Tội phạm và vi phạm giảm so với năm trước',
        'Không hình thành tụ điểm tệ nạn xã hội',
        'Không để xảy ra cháy, nổ, tai nạn nghiêm trọng do thiếu trách nhiệm',
      ],
    },
    {
      name: 'Lực lượng nòng cốt',
      lines: [
        'Công an xã chủ động tham mưu, không có người bị kỷ luật',
        'Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở hoàn thành nhiệm vụ trở lên',
      ],
    },
    {
      name: 'Khu dân cư và đơn vị trên địa bàn',
      lines: [
        'Mọi khu dân cư, cơ quan, doanh nghiệp, cơ sở giáo dục thuộc diện đều đăng ký “An toàn về an ninh, trật tự”',
        'Ít nhất 70% trong số đó được công nhận đạt tiêu chuẩn',
        { optional: 'Có ít nhất một cơ quan, doanh nghiệp hoặc cơ sở giáo dục xây dựng điển hình trong năm' },
      ],
    },
  ],
)
