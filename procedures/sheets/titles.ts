// Sample sheets of the year's other titles and of emulation. None of their criteria was found in public; the lines
// are this project's own and stand until an administrator publishes the real ones as a new version.
import { sampleTitle } from './title.ts'
import { ACHIEVED_FROM, FOUR_LEVELS, scored, scoredSheet, veto } from './scored.ts'

/** Sample criteria of a commune without drugs. */
export const NO_DRUGS = sampleTitle(
  'sample-no-drugs',
  'Phiếu tiêu chí xã, phường, đặc khu không ma túy',
  'S4-09; tiêu chí chưa tìm thấy',
  [
    [
      'Lãnh đạo',
      ['Đảng ủy, Ủy ban nhân dân có nghị quyết, kế hoạch phòng, chống ma túy', 'Mọi thôn, tổ đăng ký'],
    ],
    [
      'Kết quả',
      [
        'Không có điểm, tụ điểm phức tạp về ma túy',
        'Không có trồng, sản xuất, mua bán ma túy trên địa bàn',
        'Không phát sinh vụ việc mới so với năm trước',
      ],
    ],
  ],
)

/** Sample criteria of a model police office. */
export const MODEL_POLICE = sampleTitle(
  'sample-model-police',
  'Phiếu tiêu chí Công an cơ sở kiểu mẫu về an ninh, trật tự',
  'S4-05; Bộ tiêu chí giai đoạn 2026-2035 chưa tìm thấy',
  [
    ['Tổ chức', ['Đơn vị kỷ cương, không có người bị kỷ luật', 'Trụ sở, trang bị đáp ứng yêu cầu']],
    [
      'Công tác',
      [
        'Hoàn thành chỉ tiêu phòng ngừa, đấu tranh chống tội phạm',
        'Thủ tục hành chính được giải quyết đúng hạn',
        'Phong trào toàn dân ở địa bàn được xếp loại khá trở lên',
      ],
    ],
  ],
)

/** Sample points of the NTM criterion, with its veto. */
export const RURAL_SECURITY = scoredSheet(
  'sample-rural-security',
  'Phiếu tiêu chí an ninh, trật tự trong nông thôn mới',
  'S1-10, S4-12; bảng điểm giai đoạn 2026-2030 chưa tìm thấy; điều kiện loại trừ theo S4-12',
  ACHIEVED_FROM(70),
  [
    {
      name: 'Điều kiện loại trừ',
      lines: [veto(2, 'Không để xảy ra mất ổn định về an ninh, trật tự trên địa bàn')],
    },
    {
      name: 'Xây dựng',
      lines: [
        scored(3, 'Có mô hình bảo đảm an ninh, trật tự gắn với nông thôn mới'),
        scored(3, 'Lực lượng ở cơ sở được kiện toàn, trang bị'),
      ],
    },
    {
      name: 'Kết quả',
      lines: [
        scored(4, 'Đạt tiêu chuẩn “An toàn về an ninh, trật tự” trong năm'),
        scored(4, 'Tội phạm, tệ nạn được kiềm chế, giảm'),
        scored(4, 'Khiếu kiện, mâu thuẫn được giải quyết từ cơ sở'),
      ],
    },
  ],
)

/** Sample points of the six contents of emulation. */
export const EMULATION = scoredSheet(
  'emulation-sample',
  'Phiếu chấm thi đua “Toàn dân bảo vệ an ninh Tổ quốc”',
  'QĐ 2447/QĐ-TTg có sáu nội dung; chi tiết và bảng điểm chưa tìm thấy',
  FOUR_LEVELS,
  [
    {
      name: 'Sáu nội dung thi đua',
      lines: [
        scored(5, 'Nội dung 1: nâng cao nhận thức, trách nhiệm'),
        scored(5, 'Nội dung 2: chủ động phòng ngừa, phát hiện'),
        scored(5, 'Nội dung 3: xây dựng, nhân rộng mô hình'),
        scored(5, 'Nội dung 4: củng cố lực lượng nòng cốt'),
        scored(5, 'Nội dung 5: phối hợp giữa các ngành, đoàn thể'),
        scored(5, 'Nội dung 6: phát hiện, biểu dương gương tốt'),
      ],
    },
  ],
)
