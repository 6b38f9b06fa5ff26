// The account, news, plans, registers, money and the calendar in a browser: what each page is opened for, done once.
import { afterEach, describe, expect, it } from 'vitest'
import { TOTP } from 'otpauth'
import { DEMO_PASSWORD } from '../../prisma/demo.ts'
import { aPerson, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import type { Person, Window } from './support/browser.ts'
import { press, typeInto } from './support/keyboard.ts'

const people: Person[] = []
async function person(login: string, window?: Window): Promise<Person> {
  const made = await aPerson(login, window)
  people.push(made)
  return made
}

afterEach(async () => {
  for (const one of people.splice(0)) await one.leave()
})

describe('the own account', () => {
  it('gets a second factor and gives it up, and ends a session elsewhere', async () => {
    await person('doanhnghiep1.truong', { width: 360, height: 740 })
    const own = await person('doanhnghiep1.truong')
    const { page } = own
    await own.open('/toi', 'Tài khoản của tôi')
    await page
      .getByRole('button', { name: /^Kết thúc phiên trên/u })
      .first()
      .click()
    await page.getByText('Đã kết thúc phiên.').waitFor()
    await page.getByRole('button', { name: 'Bật xác thực hai lớp' }).click()
    await page.getByLabel('Mật khẩu hiện tại').last().fill(DEMO_PASSWORD)
    await page.getByRole('dialog').getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByAltText('Mã QR để ứng dụng xác thực quét').waitFor()
    await expectAccessible(own)
    const secret = (await page.getByRole('dialog').locator('.mono').textContent()) ?? ''
    await page.getByLabel('Mã 6 số đang hiện trên ứng dụng').fill(new TOTP({ secret }).generate())
    await page.getByRole('button', { name: 'Xác nhận' }).click()
    await page.getByRole('dialog', { name: 'Mã dự phòng' }).waitFor()
    const code = (await page.locator('.codes li').first().textContent()) ?? ''
    await page.getByLabel('Tôi đã cất các mã này').check()
    await page.getByRole('button', { name: 'Xong' }).click()
    await page.getByText('Đang bật').waitFor()
    await page.getByRole('button', { name: 'Tắt xác thực hai lớp' }).click()
    await page.getByLabel('Mật khẩu hiện tại').last().fill(DEMO_PASSWORD)
    await page.getByLabel('Mã xác thực').fill(code)
    await page.getByRole('dialog').getByRole('button', { name: 'Tắt xác thực hai lớp' }).click()
    await page.getByText('Chưa bật').waitFor()
    expectNoFaults(own)
  })
})

describe('a plan', () => {
  it('shows its duties with who is missing, and takes one more, by keyboard alone', async () => {
    const police = await person('xa.congan', { width: 360, height: 740 })
    const { page } = police
    await police.open('/ke-hoach', 'Kế hoạch')
    await page.getByRole('region', { name: 'Danh sách kế hoạch' }).getByRole('link').first().waitFor()
    await expectAccessible(police)
    await press(page, 'Lập kế hoạch mới')
    await page.getByRole('heading', { level: 1, name: 'Ghi vào sổ' }).waitFor()
    await page.getByLabel('Phân loại').selectOption('thematic')
    await typeInto(page, 'Tên', 'Kế hoạch cao điểm tháng Tám')
    await press(page, 'Ghi vào sổ')
    await page.getByRole('heading', { level: 1, name: 'Kế hoạch cao điểm tháng Tám' }).waitFor()
    await press(page, 'Thêm nhiệm vụ')
    await typeInto(page, 'Tên', 'Tuyên truyền tại thôn')
    await expectAccessible(police)
    await press(page, /^Thêm$/u)
    await page.getByRole('link', { name: 'Tuyên truyền tại thôn' }).waitFor()
    await page.getByText('Tiến độ: xong 0/1 (0%)').waitFor()
    // The plan that answers it, for all residential areas with one press.
    await press(page, 'Giao cho nhiều nơi')
    await press(page, /^Chọn cả \d+ khu dân cư$/u)
    await expectAccessible(police)
    await press(page, /^Thêm cho \d+ nơi$/u)
    await page
      .getByRole('link', { name: /^Thực hiện: Kế hoạch cao điểm/u })
      .first()
      .waitFor()
    await page.getByText(/Tiến độ: xong 0\/([2-9]|\d\d)/u).waitFor()
    await expectAccessible(police)
    await expectFits(police)
    expectNoFaults(police)
  })
})

describe('a mileage sheet', () => {
  it('is filled row by row with the keyboard, kept as it is typed, and summed', async () => {
    const police = await person('xa.congan', { width: 360, height: 740 })
    const { page } = police
    // What the province alone begins is said to be its, before anything is written down.
    await police.open('/so/moi?kind=event', 'Ghi vào sổ')
    await page.getByLabel('Phân loại').selectOption('inspection')
    await page.getByText(/do Phòng Tham mưu Công an tỉnh, Cán bộ kiểm tra lập/u).waitFor()
    await police.open('/so/moi?kind=expense', 'Ghi vào sổ')
    await page.getByLabel('Phân loại').selectOption('within')
    await typeInto(page, /^Tên/u, 'Xăng xe tháng Một')
    await page.getByRole('button', { name: 'Ghi vào sổ' }).click()
    await page.getByRole('heading', { level: 1, name: 'Xăng xe tháng Một' }).waitFor()
    await page.getByRole('link', { name: 'Chi kinh phí của phong trào' }).click()
    await page.getByRole('heading', { level: 1, name: 'Đề nghị chi' }).waitFor()
    await page.getByRole('button', { name: 'Thêm dòng' }).press('Enter')
    await page.keyboard.type('05/01/2026')
    await typeInto(page, 'Nơi đi – nơi đến, dòng 1', 'xã – thôn')
    await typeInto(page, 'Mục đích, dòng 1', 'vận động')
    await typeInto(page, 'Số km, dòng 1', '1200')
    await page.keyboard.press('Enter')
    await page.keyboard.type('34')
    await page.getByText('Cộng 2 dòng').waitFor()
    expect(await page.getByLabel('Số km theo bảng kê', { exact: true }).inputValue()).toBe('1.234')
    await page.getByText(/^Đã lưu lúc/u).waitFor()
    await expectAccessible(police)
    await expectFits(police)
    await page.reload()
    await page.getByText('Cộng 2 dòng').waitFor()
    // What is typed is held against what is allocated at once, and what waits is said beside it.
    const within = page.getByRole('listitem').filter({ hasText: 'không quá kinh phí được bố trí' })
    await page.getByLabel(/^Số tiền/u).fill('105500000')
    await within.getByText(/^Nếu các đề nghị đang chờ cũng được duyệt.* vượt 700\.000 đồng\./u).waitFor()
    await page.getByLabel(/^Số tiền/u).fill('106000001')
    await within.getByText('Vượt mức').waitFor()
    await expectAccessible(police)
    await page.getByRole('button', { name: 'Trình', exact: true }).click()
    await page.getByText('Bảng kê số km đi vận động, dòng 2, cột “Ngày đi”: chưa điền.').waitFor()
    await press(page, 'Bỏ dòng 2')
    await page.getByText('Cộng 1 dòng').waitFor()
    expectNoFaults(police)
  })
})

describe('the list of a committee', () => {
  it('points at who has an account, found without diacritics by keyboard, and names others by hand', async () => {
    const police = await person('xa.congan', { width: 360, height: 740, dark: true })
    const { page } = police
    await police.open('/so/moi?kind=committee', 'Ghi vào sổ')
    await typeInto(page, /^Tên/u, 'Ban Chỉ đạo xã')
    await page.getByRole('button', { name: 'Ghi vào sổ' }).click()
    await page.getByRole('heading', { level: 1, name: 'Ban Chỉ đạo xã' }).waitFor()
    await page.getByRole('link', { name: 'Kiện toàn Ban Chỉ đạo, phân công địa bàn' }).click()
    await page.getByRole('heading', { level: 1, name: 'Đề nghị kiện toàn Ban Chỉ đạo xã' }).waitFor()
    await page.getByRole('button', { name: 'Thêm dòng' }).press('Enter')
    await page.keyboard.type('phan van hai')
    await page.getByRole('option', { name: /^Phan Văn Hải/u }).waitFor()
    await expectAccessible(police)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const first = page.getByLabel('Họ tên hoặc cơ quan, dòng 1')
    expect(await first.inputValue()).toBe('Phan Văn Hải')
    await page.getByText('Người có tài khoản.').waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Hội Cựu chiến binh xã')
    await page.getByText('Không tìm thấy trong danh bạ.').waitFor()
    await page.getByText('Ghi tay, không gắn với danh bạ.').waitFor()
    await page.getByText(/^Đã lưu lúc/u).waitFor()
    await expectAccessible(police)
    await expectFits(police)
    await page.reload()
    await page.getByText('Người có tài khoản.').waitFor()
    expect(await first.inputValue()).toBe('Phan Văn Hải')
    expectNoFaults(police)
  })
})

describe('the calendar of the year', () => {
  it('is everybody’s, one’s own or an office’s, with holidays', async () => {
    const police = await person('xa.congan')
    await police.open('/lich', /^Lịch năm/u)
    await police.page
      .getByRole('region', { name: 'Tháng 2/2026' })
      .getByText('Tết Nguyên đán')
      .first()
      .waitFor()
    await police.page.getByLabel('Lịch của ai').selectOption('me')
    await police.page.getByText('Chỉ việc chờ tôi').first().waitFor()
    expect(new URL(police.page.url()).search).toBe('?cua=me')
    expectNoFaults(police)
  })
})
