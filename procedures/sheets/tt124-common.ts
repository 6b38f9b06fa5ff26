// What Điều 4 of Thông tư 124/2021/TT-BCA asks of a residential area in its khoản 2, 3 and 4. Điều 5 asks the same
// of a whole commune, so both sheets take these lines, each under its own numbers. Short words of this project.
import { point } from './article.ts'
import type { Point } from './article.ts'

/** Khoản 2: policy and law are carried out. */
export const policies = (id: string): Point =>
  point(id, 'Chủ trương của Đảng, chính sách và pháp luật của Nhà nước được chấp hành tốt')

/** Khoản 3: none of the seven occurs on the ground; `of` is the clause's number on the sheet. */
export const peace = (of: string): readonly Point[] => [
  point(`${of}.a`, 'Không có hoạt động chống Đảng, chống Nhà nước, chống khối đại đoàn kết'),
  point(`${of}.b`, 'Không có vụ phá hoại mục tiêu, công trình trọng điểm'),
  point(`${of}.c`, 'Không truyền đạo, lập hội nhóm tôn giáo trái pháp luật'),
  point(`${of}.d`, 'Không có người lợi dụng tôn giáo, dân tộc, khiếu kiện để gây rối'),
  point(`${of}.dd`, 'Không có hoạt động ly khai, tuyên truyền ly khai'),
  point(`${of}.e`, 'Không để mâu thuẫn trong nhân dân kéo dài thành phức tạp'),
  point(`${of}.g`, 'Không để xảy ra kích động, lôi kéo tụ tập đông người trái pháp luật'),
]

/** Khoản 4: crime, social evils, fire and accidents are prevented. */
export const prevention = (of: string): readonly Point[] => [
  point(`${of}.a`, 'Số vụ phạm tội, vi phạm về trật tự xã hội giảm so với năm trước'),
  point(
    `${of}.b`,
    'Không có tội phạm từ nghiêm trọng trở lên, trừ trường hợp bất khả kháng hoặc được phát hiện, báo ngay',
  ),
  point(`${of}.c`, 'Không có tụ điểm tệ nạn xã hội, không phát sinh người mới mắc tệ nạn'),
  point(`${of}.d`, 'Không để xảy ra cháy, nổ nghiêm trọng, tai nạn lao động chết người do chủ quan'),
]
