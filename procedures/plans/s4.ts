// Seed plan S4: UBND tỉnh Lâm Đồng, 2026, signed by a deputy chair (KT.). Departments and communes answer it with
// plans of their own in the first quarter (S4-02) and report twice a year (S4-03).
import { carried, duty } from './plan.ts'
import type { SeedPlan } from './plan.ts'

/** Seed plan S4. */
export const S4: SeedPlan = {
  code: 'S4',
  vi: 'Kế hoạch phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2026 của Ủy ban nhân dân tỉnh',
  issuer: 'province',
  signer: 'provinceViceChair',
  year: 2026,
  duties: [
    carried('S4-02', 'ke-hoach', 'communeChair', 'Ban hành kế hoạch của ngành, địa phương', '03-31'),
    carried('S4-04', 'su-kien', 'provinceStaff', 'Tổng kết các chỉ thị, sơ kết năm năm Thông tư 124'),
    duty('S4-08a', 'department', 'Đổi mới tuyên truyền, phản bác quan điểm sai trái', ['danh mục tin, bài']),
    carried('S4-08c', 'su-kien', 'provinceStaff', 'Bảo vệ Đại hội, bầu cử, Tết và lễ hội', '03-31'),
    duty('S4-08d', 'provinceStaff', 'Dân vận qua người có uy tín, chức sắc, trí thức', [
      'biên bản buổi vận động',
    ]),
    carried('S4-10a', 'su-kien', 'communePolice', 'Đợt cao điểm giao nộp vũ khí, vật liệu nổ, pháo'),
    carried('S4-10c', 'bao-cao-nam', 'communePolice', 'Báo cáo số lượng người được giúp đỡ (chỉ số liệu)'),
    carried('S4-12', 'ntm-antt', 'provinceStaff', 'Tiêu chí an ninh, trật tự nông thôn mới'),
    duty('S4-13', 'communeOffice', 'Rà soát, kiện toàn và trang bị cho lực lượng ở cơ sở', [
      'danh sách lực lượng',
    ]),
    carried('S4-14', 'su-kien', 'provinceStaff', 'Lớp tập huấn và Hội thi lực lượng ở cơ sở'),
    carried('S4-15', 'phoi-hop', 'provinceStaff', 'Quy chế phối hợp với quân đội, giao ban định kỳ'),
    carried(
      'S4-16',
      'phoi-hop',
      'provinceStaff',
      'Biểu dương Ban Công tác Mặt trận, chương trình phối hợp mới',
    ),
    carried('S4-17', 'kien-toan', 'communePolice', 'Kiện toàn Ban Chỉ đạo, phân công địa bàn'),
    carried('S4-18', 'thi-dua', 'provinceStaff', 'Phong trào thi đua toàn dân bảo vệ an ninh Tổ quốc'),
    carried('S4-19', 'ngay-hoi', 'provinceStaff', 'Ngày hội 2026, diễn đàn lắng nghe Nhân dân', '08-19'),
    carried('S4-20', 'khen-thuong', 'provinceStaff', 'Biểu dương, khen thưởng đột xuất, trực tiếp'),
    duty('S4-22', 'provinceStaff', 'Tham mưu nghị quyết, kế hoạch chuyên đề; bồi dưỡng dân vận', [
      'văn bản tham mưu',
    ]),
    carried('S4-23', 'du-toan', 'department', 'Bố trí kinh phí, huy động xã hội hóa hợp pháp'),
    carried('S4-24', 'kiem-tra', 'provinceStaff', 'Kiểm tra định kỳ, nhân rộng hoặc chấn chỉnh'),
    duty('S4-25a', 'fatherlandFront', 'Mặt trận tỉnh và thành viên tuyên truyền, xây dựng mô hình', [
      'báo cáo kết quả',
    ]),
    duty('S4-25b', 'department', 'Phong trào trong doanh nghiệp, khu công nghiệp', ['báo cáo kết quả']),
    duty('S4-25c', 'department', 'Tin, bài về pháp luật và gương người tốt, việc tốt', ['danh mục tin, bài']),
    duty('S4-26', 'provinceStaff', 'Sao gửi kế hoạch đến cơ quan, doanh nghiệp, trường học cấp tỉnh', [
      'danh sách nơi đã gửi',
    ]),
  ],
}
