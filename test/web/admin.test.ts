// Journeys of administrators: people and their roles, units of a commune by keyboard alone, a campaign seen through before
// it opens, holidays and criteria sheets in versions.
import { afterEach, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { term } from '../../domain/glossary.ts'
import { aPerson, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import type { Person, Window } from './support/browser.ts'
import { choose, press, tabTo, typeInto } from './support/keyboard.ts'
import { rootLogin } from './support/root.ts'

const people: Person[] = []
const PHONE: Window = { width: 360, height: 740, dark: true }

async function person(login: string, window?: Window): Promise<Person> {
  const made = await aPerson(login, window)
  people.push(made)
  return made
}

afterEach(async () => {
  for (const one of people.splice(0)) await one.leave()
})

describe('people', () => {
  it('are added by keyboard alone with a first password shown once, given a role, taken one from, locked', async () => {
    const admin = await person('tinh.quantri', PHONE)
    const { page } = admin
    await admin.open('/quan-tri/nguoi-dung', 'Người dùng')
    await page.getByRole('button', { name: 'Thêm người' }).waitFor()
    await press(page, 'Thêm người')
    await page.getByRole('dialog').waitFor()
    await typeInto(page, 'Họ và tên', 'Nguyễn Thị Thử Nghiệm')
    await typeInto(page, 'Tên đăng nhập', 'xa.thunghiem')
    await typeInto(page, 'Cơ quan, đơn vị', 'vinh thuy')
    await page.getByRole('button', { name: 'Xã Vĩnh Thủy', exact: true }).waitFor()
    await press(page, /^Xã Vĩnh Thủy$/u)
    await choose(page, 'Vai trò', term('role', 'finance'))
    await expectAccessible(admin)
    await expectFits(admin)
    await press(page, 'Thêm người')
    const shown = page.getByRole('dialog', { name: 'Mật khẩu lần đầu' })
    await shown.getByText('xa.thunghiem').waitFor()
    await expectAccessible(admin)
    await shown.getByRole('button', { name: 'Đóng' }).last().click()
    await page.getByLabel('Tên hoặc tên đăng nhập').fill('thu nghiem')
    await page.getByRole('link', { name: 'Nguyễn Thị Thử Nghiệm' }).click()
    await page.getByRole('button', { name: 'Kết thúc' }).click()
    await page.getByRole('button', { name: 'Kết thúc vai trò' }).click()
    await page.getByText('Đã kết thúc', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Khóa tài khoản' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Khóa tài khoản' }).click()
    await page.getByText('Đã khóa', { exact: true }).waitFor()
    await expectAccessible(admin)
    await expectFits(admin)
    expectNoFaults(admin)
  })
})

describe('offices', () => {
  it('are found by a former name, and a commune adds a unit by keyboard alone', async () => {
    const office = await person('xa.vanphong', PHONE)
    const { page } = office
    await office.open('/quan-tri/co-quan', 'Cơ quan, đơn vị')
    await typeInto(page, 'Tên hiện nay hoặc tên cũ', 'vinh lam')
    await page
      .getByText(/^Trước đây: .*Vĩnh Lâm/u)
      .first()
      .waitFor()
    await expectAccessible(office)
    await expectFits(office)
    await page.goto('/quan-tri/co-quan')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await press(page, 'Thêm đơn vị')
    await tabTo(page, 'Loại đơn vị')
    await typeInto(page, 'Tên đầy đủ', 'Trạm Khuyến nông xã Vĩnh Thủy')
    await expectAccessible(office)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Trạm Khuyến nông xã Vĩnh Thủy' }).waitFor()
    await expectAccessible(office)
    expectNoFaults(office)
  })
})

describe('the papers of an office', () => {
  it('get its own short form and frame, seen before they are saved, by keyboard alone', async () => {
    const admin = await person('tinh.quantri', PHONE)
    const { page } = admin
    await admin.open('/quan-tri/co-quan', 'Cơ quan, đơn vị')
    await page.getByLabel('Tên hiện nay hoặc tên cũ').fill('tram y te')
    await page
      .getByRole('link', { name: /Trạm Y tế/u })
      .first()
      .click()
    await page.getByRole('link', { name: 'Ký hiệu văn bản, khung chữ ký' }).click()
    await page.getByRole('heading', { name: 'Ký hiệu văn bản', exact: true }).waitFor()
    await press(page, 'Đổi chữ viết tắt của cơ quan')
    const dialog = page.getByRole('dialog')
    await typeInto(page, 'Chữ viết tắt cơ quan', 'TYT XÃ')
    await dialog.getByText('Chưa thành ký hiệu hợp lệ.').waitFor()
    expect(await dialog.getByRole('button', { name: 'Lưu' }).isDisabled()).toBe(true)
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('TYTX')
    await dialog.getByText(/^01\/KH-TYTX$/u).waitFor()
    await expectAccessible(admin)
    await expectFits(admin)
    await page.keyboard.press('Enter')
    await page.getByText('Đã đổi ký hiệu cho văn bản từ nay.').waitFor()
    await page.getByRole('row', { name: /^Kế hoạch \d+\/KH-TYTX/u }).waitFor()
    await press(page, /^Đổi ký hiệu Thông báo$/u)
    await typeInto(page, 'Chữ viết tắt loại văn bản', 'KH')
    await page.keyboard.press('Enter')
    await dialog.getByText('Đã có mục này. Hãy dùng mục đang có.').first().waitFor()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('TBao')
    await page.keyboard.press('Enter')
    await page.getByRole('row', { name: /^Thông báo \d+\/TBao-TYTX/u }).waitFor()
    await press(page, 'Đặt khung chữ ký số của cơ quan')
    await choose(page, 'Đo từ góc', 'Dưới, bên trái')
    await typeInto(page, 'Chiều rộng (mm)', '500')
    await dialog.getByText('Số nguyên từ 10 đến 100.').waitFor()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('70')
    await expectAccessible(admin)
    await expectFits(admin)
    await page.keyboard.press('Enter')
    await page.getByText(/^Trang đầu, cách mép trái 20 mm, mép dưới 10 mm; rộng 70 mm/u).waitFor()
    await expectAccessible(admin)
    await expectFits(admin)
    expectNoFaults(admin)
  })
})

/** The figures over a simulated year are the sums of its lines, and none of them is missing. */
async function expectFigures(page: Page): Promise<void> {
  const part = page
    .getByRole('region', { name: 'Chạy thử cả năm' })
    .getByRole('group', { name: 'Toàn bộ', exact: true })
  await part.getByRole('button', { name: /^Xem cả/u }).click()
  const lines = part.locator('tbody tr')
  const cells = (await lines.allInnerTexts()).map((line) => line.split('\t'))
  for (const kind of ['Nhắc hạn', 'Đến hạn', 'Báo cấp trên', 'Tự kết thúc']) {
    const sum = cells
      .filter(([, what = '']) => what.startsWith(kind))
      .reduce((all, line) => all + Number(line[4]?.replaceAll('.', '')), 0)
    const said = await part.getByText(new RegExp(`^${kind}: `, 'u')).innerText()
    expect(`${kind} ${said.replace(/\D/gu, '')}`).toBe(`${kind} ${sum}`)
  }
  const due = cells
    .filter(([, what = '']) => what.startsWith('Đến hạn'))
    .map(([at, , step]) => `${at} ${step}`)
  expect(due).toContain('31/01/2027 23:59 Công an xã xét chọn đăng ký')
}

/** A later date moves what hangs on it, by as much, and the figure says how many lines that are. */
async function expectDifference(page: Page): Promise<void> {
  const card = page.getByRole('region', { name: 'Sửa đợt xét' })
  await card.getByLabel('Hạn xét chọn đăng ký', { exact: true }).fill('10/02/2027')
  await card.getByRole('button', { name: 'Xem trước thay đổi' }).click()
  await card.getByRole('list', { name: 'Mốc đổi ngày' }).getByText('10/02/2027').waitFor()
  const difference = card.getByRole('group', { name: 'Toàn bộ', exact: true })
  const said = await difference.getByText(/^Dời: /u).innerText()
  const moved = await difference.getByRole('listitem').filter({ hasText: '→' }).allInnerTexts()
  expect(said).toBe(`Dời: ${moved.length}`)
  expect(moved.join('\n')).toContain('31/01/2027 23:59 → 10/02/2027 23:59')
}

describe('a campaign', () => {
  it('of next year is tried, planned, simulated, and given dates of its own for a commune', async () => {
    const admin = await person('tinh.quantri')
    const { page } = admin
    await admin.open('/quan-tri/dot-xet', 'Đợt xét')
    await page.getByRole('link', { name: /^Công nhận điển hình .* năm 2026$/u }).click()
    await page.getByRole('button', { name: 'Xem thử đợt năm 2027' }).click()
    await page.getByRole('button', { name: 'Lập đợt năm 2027' }).click()
    await page.getByRole('link', { name: 'Mở đợt này' }).click()
    await page.getByRole('heading', { level: 1, name: /năm 2027$/u }).waitFor()
    await page.getByRole('button', { name: 'Chạy thử' }).click()
    await expectFigures(page)
    await expectDifference(page)
    await page.getByRole('button', { name: 'Đặt ngày riêng cho một xã' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Xã, phường').fill('vinh thuy')
    await dialog.getByRole('button', { name: 'Xã Vĩnh Thủy', exact: true }).click()
    await dialog.getByLabel('Hạn đăng ký', { exact: true }).fill('15/03/2027')
    await expectAccessible(admin)
    await dialog.getByRole('button', { name: 'Lưu' }).click()
    await page.getByText('Hạn đăng ký: 15/03/2027').waitFor()
    await expectAccessible(admin)
    await page.setViewportSize({ width: 360, height: 740 })
    await expectFits(admin)
    expectNoFaults(admin)
  })
})

describe('the holiday table and criteria sheets', () => {
  it('are changed by publishing a next version', async () => {
    const root = await person(await rootLogin(), PHONE)
    const { page } = root
    await root.open('/quan-tri/ngay-nghi', 'Ngày nghỉ, ngày làm bù')
    await page.getByRole('heading', { name: 'Năm 2026' }).waitFor()
    await expectAccessible(root)
    await expectFits(root)
    await page.getByRole('button', { name: 'Soạn bản mới' }).click()
    await page.getByLabel('Đang sửa năm').selectOption('2027')
    await page.getByRole('button', { name: 'Thêm ngày' }).click()
    const added = page.getByRole('group', { name: 'Ngày mới' })
    await added.getByLabel('Ngày', { exact: false }).first().fill('31/12/2027')
    await added.getByLabel('Căn cứ').fill('Thông báo thử')
    await added.getByLabel('Tên').fill('Nghỉ thử')
    await expectAccessible(root)
    await page.getByRole('button', { name: 'Công bố bản 2' }).click()
    await page.getByText(/^Bản 2, công bố/u).waitFor()
    await page.getByText('Nghỉ thử').waitFor()
    await root.open('/quan-tri/phieu-tieu-chi', 'Phiếu tiêu chí')
    await page.getByRole('link', { name: 'Soạn bản mới' }).first().click()
    await page.getByLabel('Nội dung tiêu chí 1', { exact: false }).first().fill('Tiêu chí đã sửa')
    await expectAccessible(root)
    await expectFits(root)
    await page.getByRole('button', { name: 'Lưu bản soạn' }).click()
    await page.getByText('Mọi thay đổi đã lưu, chưa công bố.').waitFor()
    await page.getByRole('button', { name: 'Công bố' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Công bố' }).click()
    await page.getByText('Tiêu chí đã sửa').waitFor()
    await expectAccessible(root)
    expectNoFaults(root)
  })
})
