// The desks of who administers the whole instance and of who audits it: a procedure copied, changed, examined and published; who
// saw a dossier; holds; other systems; the ledger of news; how the system does. Once by keyboard, once on a telephone.
import { afterEach, describe, expect, it } from 'vitest'
import { term } from '../../domain/glossary.ts'
import {
  SCREEN_MS,
  aPerson,
  expectAccessible,
  expectAccessibleInBothThemes,
  expectFits,
  expectNoFaults,
} from './support/browser.ts'
import type { Person, Window } from './support/browser.ts'
import { aRegistration } from './support/builders.ts'
import { onDatabase } from './support/database.ts'
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

/** A step added by keyboard, moved and put back, another taken out and brought back: the data is what one would write by hand. */
async function changeSteps(root: Person): Promise<void> {
  const { page } = root
  const way = page.getByRole('list', { name: 'Mô hình của xã, đơn vị, khu dân cư' })
  const before = await way.getByRole('listitem').count()
  await page.getByRole('button', { name: 'Thêm bước' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await typeInto(page, 'Tên bước mới', 'Thẩm tra lần hai')
  await choose(page, 'Vị trí', 'Sau bước “Nơi phát động duyệt đăng ký”')
  await choose(page, 'Vai trò thực hiện', term('role', 'communeChair'))
  await choose(page, 'Cấp', term('level', 'commune'))
  await expectAccessible(root)
  await press(page, /^Thêm bước$/u)
  await dialog.waitFor({ state: 'detached' })
  await way.getByText('3. Thẩm tra lần hai').waitFor()
  expect(await way.getByRole('listitem').count()).toBe(before + 1)
  await way.getByRole('button', { name: 'Đưa “Thẩm tra lần hai” xuống' }).click()
  await way.getByText('4. Thẩm tra lần hai').waitFor()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await way.getByText('3. Thẩm tra lần hai').waitFor()
  await page.getByText('Dữ liệu gốc (dành cho thay đổi mà biểu mẫu không có)').click()
  const data = page.getByLabel('Toàn bộ quy trình dạng JSON')
  const kept = await data.inputValue()
  const { steps } = JSON.parse(kept) as { steps: { id: string }[] }
  expect(steps.find(({ id }) => id === 'thamTraLanHai')).toEqual({
    id: 'thamTraLanHai',
    vi: 'Thẩm tra lần hai',
    parties: [{ role: 'communeChair', level: 'commune' }],
    signing: { mode: 'any' },
    forward: { action: 'approve', to: 'next' },
    returns: { to: ['previous'], resume: 'returner' },
    needs: [],
    offers: [],
    late: { effect: 'mark' },
    source: { setting: 'massWorkProcedure' },
  })
  await page.locator('summary', { hasText: 'Công an xã và Phòng Văn hóa - Xã hội xét' }).click()
  await page.getByRole('button', { name: 'Bỏ bước “Công an xã và Phòng Văn hóa - Xã hội xét”' }).click()
  await dialog.getByText('Đường đi', { exact: true }).waitFor()
  await expectAccessible(root)
  await dialog.getByRole('button', { name: 'Bỏ bước' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await way.getByText('Phòng Văn hóa - Xã hội xét').count()).toBe(0)
  await data.fill(kept)
  await page.getByRole('button', { name: 'Dùng dữ liệu này' }).click()
  await way.getByText(/Phòng Văn hóa - Xã hội xét$/u).waitFor()
}

/** A path, a number and a fork made by keyboard, and taken back: what hangs on them goes with them. */
async function changeWays(root: Person): Promise<void> {
  const { page } = root
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Thêm đường đi' }).focus()
  await page.keyboard.press('Enter')
  await typeInto(page, 'Tên đường đi', 'Bản cam kết của cơ quan')
  await press(page, term('subjectKind', 'commitment'), 'Space')
  await dialog.getByText('Chọn loại cơ quan, đơn vị có đối tượng này.').waitFor()
  await press(page, term('officeKind', 'agency'), 'Space')
  await expectAccessible(root)
  await press(page, /^Thêm đường đi$/u)
  await dialog.waitFor({ state: 'detached' })
  const way = page.getByRole('list', { name: 'Bản cam kết của cơ quan' })
  await way.getByRole('listitem').first().waitFor()
  await page.getByRole('button', { name: 'Thêm số' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Sổ', { exact: true }).selectOption('Kế hoạch (KH)')
  await page.getByRole('button', { name: 'Thêm mục phải chọn' }).focus()
  await page.keyboard.press('Enter')
  await choose(page, 'Khi xong', 'Rẽ theo “Mục chọn mới”')
  await page.getByLabel('Nếu chọn “Không”').waitFor()
  await expectAccessible(root)
  await page.getByRole('button', { name: 'Bỏ Mục chọn mới' }).click()
  await page.getByLabel('Nếu chọn “Không”').waitFor({ state: 'detached' })
  await page.getByLabel('Khi xong', { exact: true }).selectOption('Sang bước kế tiếp của đường đi')
  await page.getByRole('button', { name: /^Thôi cấp số này/u }).click()
  await page.getByText('Bước này không cấp số văn bản.').waitFor()
  await page.getByRole('button', { name: 'Bỏ đường đi “Bản cam kết của cơ quan”' }).click()
  await dialog.getByText(term('subjectKind', 'commitment'), { exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Bỏ đường đi' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await way.count()).toBe(0)
}

describe('the administrator of the instance', () => {
  it('copies a procedure, mends what the checker finds, publishes it, and a campaign sees the difference', async () => {
    const root = await person(await rootLogin())
    const { page } = root
    await root.open('/quan-tri/quy-trinh', 'Quy trình')
    const card = page.getByRole('region', { name: 'Đăng ký, công nhận mô hình dân vận khéo' })
    await card.getByRole('button', { name: 'Soạn bản mới' }).click()
    await expectAccessible(root)
    await page.getByRole('button', { name: 'Bắt đầu soạn' }).click()
    await page.getByRole('heading', { level: 1, name: /^Soạn: / }).waitFor()
    // A campaign that closes before it opens is found by the examination, and can't be published.
    await page.getByLabel('Đóng đợt ngày', { exact: true }).fill('02/01')
    await page.getByText('Có thay đổi chưa lưu.').waitFor()
    await page.getByRole('button', { name: 'Lưu bản soạn' }).click()
    await page.getByText('Đã lưu. Hãy kiểm tra trước khi công bố.').waitFor()
    await press(page, /^Kiểm tra$/u)
    await page.getByText(/^Chưa đạt: còn/u).waitFor()
    expect(await page.getByRole('button', { name: 'Công bố' }).isDisabled()).toBe(true)
    await expectAccessible(root)
    await page.getByLabel('Đóng đợt ngày', { exact: true }).fill('30/12')
    await page.locator('summary', { hasText: /^Báo cáo kết quả mô hình$/u }).click()
    await page.getByRole('button', { name: 'Thêm tài liệu phải có' }).click()
    await page.getByLabel('Tên', { exact: false }).last().fill('Ảnh chụp mô hình')
    await changeWays(root)
    await changeSteps(root)
    await page.getByRole('button', { name: 'Lưu bản soạn' }).click()
    await page.getByRole('button', { name: 'Kiểm tra' }).click()
    await page.getByText(/^Đạt: mọi đường đi/u).waitFor()
    const row = page.getByRole('row', { name: /Ngày đóng đợt/u })
    expect(await row.innerText()).toMatch(/31\/12\s+30\/12/u)
    await page
      .getByRole('row', { name: /^Bước “Báo cáo kết quả mô hình” .* tên .*Ảnh chụp mô hình$/u })
      .waitFor()
    await page.getByRole('row', { name: /Bước “Thẩm tra lần hai” .* tên .*Thẩm tra lần hai$/u }).waitFor()
    await page.setViewportSize({ width: 360, height: 740 })
    await expectFits(root)
    await expectAccessibleInBothThemes(root)
    await page.getByRole('button', { name: 'Công bố' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Công bố' }).click()
    await page.getByText('Đã công bố bản 2.').waitFor()
    await root.open('/quan-tri/dot-xet', 'Đợt xét')
    await page.getByRole('link', { name: /^Đăng ký, công nhận mô hình dân vận khéo, năm 2026$/u }).click()
    await page.getByRole('button', { name: 'Xem bản mới khác gì' }).click()
    await page.getByRole('row', { name: /Ngày đóng đợt/u }).waitFor()
    await expectAccessible(root)
    await page.getByRole('button', { name: 'Theo bản 2 cho hồ sơ lập từ nay' }).click()
    await page.getByText('Đợt xét theo bản 2 của quy trình cho hồ sơ lập từ nay.').waitFor()
    expectNoFaults(root)
  })

  it('sees how the system does, the ledger, connections and retention, on a telephone and by keyboard', async () => {
    const root = await person(await rootLogin(), PHONE)
    const { page } = root
    const id = 'inc-console-test'
    await onDatabase((pool) =>
      pool.query(
        `INSERT INTO incident (id, at, place, error) VALUES ('${id}', clock_timestamp(), 'test', 'Error: tried')`,
      ),
    )
    await root.open('/quan-tri/he-thong', 'Tình trạng hệ thống')
    await page.getByText('Chưa từng sao lưu hệ thống này.').waitFor()
    expect(await page.getByText('Sẵn sàng', { exact: true }).count()).toBe(4)
    await page
      .getByText(/hỏi việc .* trước/u)
      .first()
      .waitFor()
    await expectAccessible(root)
    await expectFits(root)
    await page.getByRole('button', { name: `Đã xem sự cố ${id}` }).click()
    await page.getByText('Không có sự cố nào.').waitFor()

    await root.open('/quan-tri/ket-noi', 'Kết nối hệ thống khác')
    await press(page, 'Thêm kết nối')
    const dialog = page.getByRole('dialog')
    await typeInto(page, 'Hồ sơ của cơ quan', 'vinh thuy')
    await press(page, 'Xã Vĩnh Thủy')
    await typeInto(page, 'Tên', 'Một cửa điện tử')
    await typeInto(page, 'Địa chỉ nhận', 'https://10.0.0.7/nhan')
    await expectAccessible(root)
    await page.keyboard.press('Enter')
    await dialog
      .getByText(/^Địa chỉ nhận không được phép/u)
      .first()
      .waitFor()
    await typeInto(page, 'Địa chỉ nhận', 'https://192.0.2.10/nhan')
    await expectAccessible(root)
    await expectFits(root)
    await dialog.getByRole('button', { name: 'Hủy' }).click()

    await root.open('/quan-tri/luu-giu', 'Lưu giữ hồ sơ')
    await page.getByRole('button', { name: 'Đặt quy tắc' }).click()
    await page.getByLabel('Số năm').fill('10')
    await page.getByLabel('Lý do của thời hạn').fill('Thiết lập của Công an tỉnh')
    await expectAccessible(root)
    await expectFits(root)
    await dialog.getByRole('button', { name: 'Đặt quy tắc' }).click()
    await page.getByText('Đưa vào lưu trữ sau 10 năm').waitFor()
    for (const part of ['Đến hạn', 'Lệnh giữ', 'Xóa nội dung', 'Quy tắc']) {
      await page.getByRole('group', { name: 'Phần' }).getByRole('button', { name: part }).click()
      await expectAccessible(root)
      await expectFits(root)
    }
    expectNoFaults(root)
  })
})

/** A mail server's report that a mail of ours came back. */
const cameBack = (messageId: string, address: string): string =>
  [
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; relay.example.vn',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.2.2',
    'Diagnostic-Code: smtp; 552 5.2.2 mailbox full',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    '',
    '--b--',
  ].join('\r\n')

/** What was told of a dossier came back: the ledger says so and why, and has it sent again to the same address. */
async function sendAgain(address: string): Promise<void> {
  const root = await person(await rootLogin())
  const { page, context } = root
  const lines = page.getByRole('region', { name: 'Các thông báo' }).getByRole('listitem')
  const told = lines.filter({ hasText: `Thư tới ${address}` }).first()
  const look = async (): Promise<boolean> => {
    await root.open('/quan-tri/so-thong-bao?loai=task&ket-qua=sent', 'Sổ thông báo')
    await lines.or(page.getByText('Không có thông báo nào phù hợp')).first().waitFor()
    return told.isVisible()
  }
  // The mail goes a moment after the act.
  await expect.poll(look, { timeout: SCREEN_MS }).toBe(true)
  const messageId = await told.locator('.mono').last().innerText()
  const { csrf } = (await (await context.request.get('/api/v1/me')).json()) as { csrf: string }
  const reported = await context.request.post('/api/v1/mail/bounces', {
    headers: { 'X-CSRF-Token': csrf, 'Content-Type': 'message/rfc822' },
    data: cameBack(messageId, address),
  })
  expect(await reported.json()).toEqual({ recorded: 1 })
  await root.open('/quan-tri/so-thong-bao?loai=task', 'Sổ thông báo')
  // One mail may tell of several dossiers: each has its line.
  const same = lines.filter({ hasText: messageId }).first()
  await same.getByText('Bị trả lại', { exact: true }).waitFor()
  await same.getByText('5.2.2 552 5.2.2 mailbox full').waitFor()
  await expectAccessible(root)
  await press(page, /^Gửi lại thư cho /u)
  await page.getByText('Đã xếp thư để gửi lại.').waitFor()
  await same.getByText('Máy chủ thư đã nhận', { exact: true }).waitFor()
  await expectAccessible(root)
  expectNoFaults(root)
}

describe('the auditor', () => {
  it('checks the chain, sees who saw the dossier and who was told; its keeper holds it', async () => {
    const unit = await person('coquan2.truong')
    const address = 'canbo@vinhthuy.example.vn'
    await onDatabase((pool) =>
      pool.query(
        `UPDATE person p SET email = $1 FROM account a WHERE a.person_id = p.id AND a.login = 'xa.congan'`,
        [address],
      ),
    )
    const id = await aRegistration(unit)
    await sendAgain(address)
    const auditor = await person('bo.kiemsoat')
    const { page } = auditor
    await auditor.open(`/kiem-soat/${id}`, /^Sổ ghi: /u)
    await press(page, 'Kiểm tra chuỗi')
    await page.getByText(/^Chuỗi nguyên vẹn: /u).waitFor()
    const file = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Tải về để kiểm tra độc lập' }).click()
    expect((await file).suggestedFilename()).toBe(`ho-so-${id}.json`)
    await press(page, 'Xem ai đã mở hồ sơ')
    const line = page
      .getByRole('list', { name: 'Các lần xem' })
      .getByRole('listitem')
      .filter({ hasText: 'Ngô Thị Phương' })
    await line.first().waitFor()
    expect(await line.first().innerText()).toMatch(/mở hồ sơ.*xem danh sách này/su)
    await expectAccessible(auditor)
    await page.setViewportSize({ width: 360, height: 740 })
    await expectFits(auditor)
    await page.getByRole('link', { name: 'Ai đã được thông báo' }).click()
    await page.getByText('Việc cần xử lý').first().waitFor()
    await expectAccessible(auditor)
    await expectFits(auditor)
    await auditor.open('/quan-tri/so-thong-bao?loai=task', 'Sổ thông báo')
    await page.getByText('Việc cần xử lý').first().waitFor()
    await expectAccessible(auditor)
    await expectFits(auditor)
    expectNoFaults(auditor)

    const keeper = await person('tinh.vanthu', PHONE)
    await keeper.open(`/kiem-soat/${id}`, /^Sổ ghi: /u)
    await keeper.page.getByText('Chỉ xóa được nội dung của hồ sơ đã kết thúc.').waitFor()
    await press(keeper.page, 'Giữ hồ sơ này')
    await tabTo(keeper.page, 'Lý do')
    await keeper.page.keyboard.type('Đang thanh tra')
    await expectAccessible(keeper)
    await keeper.page.keyboard.press('Enter')
    await keeper.page.getByText(/Đang có lệnh giữ: không lưu trữ/u).waitFor()
    await expectAccessible(keeper)
    await expectFits(keeper)
    await keeper.page.getByRole('button', { name: 'Gỡ lệnh giữ' }).click()
    await keeper.page.getByLabel('Lý do').fill('Thanh tra xong')
    await keeper.page.getByRole('dialog').getByRole('button', { name: 'Gỡ lệnh giữ' }).click()
    await keeper.page.getByText('Đã gỡ', { exact: true }).waitFor()
    expectNoFaults(keeper)
  })
})
