// The desk of those who keep lists, papers and templates: a spreadsheet brought in and brought in again, files taken out, a
// paper entered by keyboard alone and recalled, a paper signed outside, an edited template, and open counts for anybody.
import { afterEach, describe, expect, it } from 'vitest'
import PizZip from 'pizzip'
import { aHolder } from '../support/certificates.ts'
import { fillSlot } from '../support/signed-pdf.ts'
import { aSheet } from '../support/workbooks.ts'
import {
  aPerson,
  aVisitor,
  expectAccessible,
  expectAccessibleInBothThemes,
  expectFits,
  expectNoFaults,
} from './support/browser.ts'
import type { Person, Window } from './support/browser.ts'
import { aRegistration } from './support/builders.ts'
import { downloaded } from './support/downloads.ts'
import { press, tabTo, typeInto } from './support/keyboard.ts'
import { rootLogin } from './support/root.ts'

const people: Person[] = []
const PHONE: Window = { width: 360, height: 740, dark: true }
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function person(login: string, window?: Window): Promise<Person> {
  const made = await aPerson(login, window)
  people.push(made)
  return made
}

afterEach(async () => {
  for (const one of people.splice(0)) await one.leave()
})

describe('a list from a spreadsheet', () => {
  it('is previewed with each mistake by its cell, written when confirmed, and changes nothing again', async () => {
    const police = await person('xa.congan', PHONE)
    const { page } = police
    const buffer = await aSheet(
      ['Tên đơn vị', 'Loại'],
      [
        ['Trạm Thú y xã Vĩnh Thủy', 'Cơ quan'],
        ['Trạm Y tế xã Vĩnh Thủy', 'Cơ quan'],
        ['Tổ hợp tác Thủy Ba', 'Không rõ loại'],
      ],
    )
    const file = { name: 'don-vi.xlsx', mimeType: XLSX, buffer }
    await police.open('/nap-danh-sach', 'Nạp danh sách từ bảng tính')
    expect((await downloaded(police, /^Tải tệp mẫu/u)).name).toMatch(/\.xlsx$/u)
    await expectAccessible(police)
    await expectFits(police)
    await page.getByLabel('Chọn tệp để nạp').last().setInputFiles(file)
    await page.getByRole('heading', { level: 1, name: 'don-vi.xlsx' }).waitFor()
    await page.getByText('Chờ bạn xác nhận').waitFor()
    await page.getByText(/^Ô B4:/u).waitFor()
    await expectAccessibleInBothThemes(police)
    await expectFits(police)
    await page.getByRole('button', { name: 'Ghi 1 dòng' }).click()
    await page.getByText(/^Đã ghi xong: 1 đã thêm/u).waitFor()
    await expectAccessible(police)
    await page.getByRole('link', { name: 'Về trang nạp danh sách' }).click()
    await page.getByRole('link', { name: 'don-vi.xlsx' }).waitFor()
    await page.getByLabel('Chọn tệp để nạp').last().setInputFiles(file)
    await page.getByText(/^Không có gì mới để ghi/u).waitFor()
    expect((await downloaded(police, /^Tải tệp kết quả/u)).name).toBe('Kết quả don-vi.xlsx')
    expectNoFaults(police)
  })
})

describe('what is on a screen', () => {
  it('comes as a file from boards, registers of matters, results and scores; filters are kept by name', async () => {
    const staff = await person('tinh.thammuu')
    const { page } = staff
    for (const [path, heading, name] of [
      ['/bang-dieu-hanh', 'Bảng điều hành', 'Tải bảng tổng hợp dạng Excel'],
      ['/so', 'Sổ theo dõi', 'Tải sổ đang lọc dạng CSV'],
      ['/ket-qua', 'Kết quả các năm', 'Tải bảng tổng hợp năm 2026 dạng Excel'],
    ] as const) {
      await staff.open(path, heading)
      expect((await downloaded(staff, name)).bytes.length).toBeGreaterThan(100)
    }
    await page
      .getByRole('button', { name: /^Tải bảng điểm .* dạng Excel$/u })
      .or(page.getByRole('link', { name: /^Tải bảng điểm .* dạng Excel$/u }))
      .waitFor()
    await expectAccessible(staff)
    await staff.open('/ho-so?overdue=true', 'Danh sách hồ sơ')
    await page.getByRole('button', { name: 'Lưu bộ lọc này' }).click()
    await page.getByLabel('Tên bộ lọc').fill('Quá hạn của tỉnh')
    await expectAccessible(staff)
    await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click()
    await page.getByText('Đã lưu bộ lọc “Quá hạn của tỉnh”.').waitFor()
    await staff.open('/ho-so', 'Danh sách hồ sơ')
    await page.getByLabel('Bộ lọc đã lưu').selectOption('Quá hạn của tỉnh')
    await page.waitForURL('/ho-so?overdue=true')
    await page.getByRole('button', { name: 'Bỏ lưu “Quá hạn của tỉnh”' }).click()
    await page.getByRole('button', { name: 'Lưu bộ lọc này' }).waitFor()
    expectNoFaults(staff)
  })
})

describe('the register of papers sent out', () => {
  it('takes a paper by keyboard alone, prints, and shows what recalled it', async () => {
    const clerk = await person('xa.vanphong', PHONE)
    const { page } = clerk
    await clerk.open('/van-ban-di', 'Sổ văn bản đi')
    await expectAccessible(clerk)
    await expectFits(clerk)
    await press(page, 'Ghi văn bản vào sổ')
    await typeInto(page, 'Trích yếu', 'Về việc mở lớp tập huấn')
    await typeInto(page, 'Người ký', 'Phan Văn Hải')
    await typeInto(page, 'Nơi nhận', 'Các thôn; Công an xã')
    await expectAccessible(clerk)
    await expectFits(clerk)
    await press(page, 'Ghi vào sổ và lấy số')
    const heading = page.getByRole('heading', { level: 1, name: /^\D+ \d+\/.*UBND/u })
    await heading.waitFor()
    const symbol = (await heading.innerText()).split(' ').at(-1) ?? ''
    await press(page, 'Thay thế, đính chính, thu hồi')
    await page.getByLabel('Việc cần làm').selectOption('recall')
    await typeInto(page, 'Lý do', 'Ghi nhầm')
    await expectAccessible(clerk)
    await press(page, 'Thu hồi')
    await page.getByText('Đã thu hồi', { exact: true }).waitFor()
    await expectAccessibleInBothThemes(clerk)
    await expectFits(clerk)
    await tabTo(page, 'Về sổ văn bản đi')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: symbol }).waitFor()
    await page.getByText(/Lý do: Ghi nhầm/u).waitFor()
    expect((await downloaded(clerk, 'In sổ (PDF)')).bytes.subarray(0, 5).toString()).toBe('%PDF-')
    await expectAccessible(clerk)
    expectNoFaults(clerk)
  })
})

describe('a paper signed outside', () => {
  it('stands with its dossier, waits for its signer, and says why a file is refused or by whom it is signed', async () => {
    const head = await person('truong4.truong', PHONE)
    const { page } = head
    const dossier = await aRegistration(head)
    await head.open(`/ho-so/${dossier}`)
    expect((await downloaded(head, /^Tải Bản đăng ký.* dạng PDF$/u)).bytes.length).toBeGreaterThan(1000)
    await head.open('/ky-so', 'Văn bản chờ ký số')
    await expectAccessible(head)
    await expectFits(head)
    await page.getByRole('link', { name: /^Bản đăng ký/u }).click()
    await page.getByRole('button', { name: 'Chuẩn bị tệp để ký' }).click()
    const prepared = await downloaded(head, 'Tải tệp để ký')
    const bring = async (buffer: Buffer): Promise<void> =>
      page
        .getByLabel('Chọn tệp đã ký')
        .last()
        .setInputFiles({ name: 'da-ky.pdf', mimeType: 'application/pdf', buffer })
    /** Judged, and the button ready for another file. */
    const judged = async (text: string): Promise<void> => {
      await page.getByText(text).waitFor()
      await page.getByLabel('Đang gửi da-ky.pdf').waitFor({ state: 'detached' })
    }
    await bring(prepared.bytes)
    await judged('Chưa có chữ ký.')
    await expectAccessible(head)
    const by = async (name: string): Promise<Buffer> =>
      fillSlot(prepared.bytes, await aHolder({ name, kind: 'rsa' }), { at: '2026-01-05T01:00:00.000Z' })
    await bring(await by('Lê Văn Khác'))
    await judged('Chữ ký của người khác.')
    const { name } = (await (await head.context.request.get('/api/v1/me')).json()) as { name: string }
    await bring(await by(name.toUpperCase()))
    await judged('Chữ ký đúng, chưa rõ nơi cấp chứng thư.')
    await page.getByText(name.toUpperCase()).first().waitFor()
    await expectAccessibleInBothThemes(head)
    await expectFits(head)
    await head.open('/ky-so', 'Văn bản chờ ký số')
    const waiting = page.getByRole('region', { name: 'Chờ chữ ký của bạn' })
    await waiting.getByText('Không có văn bản nào').waitFor()
    expectNoFaults(head)
  })
})

describe('templates of papers', () => {
  it('are refused by the name of a tag that isn’t known, tried as PDF, and published when sound', async () => {
    const root = await person(await rootLogin(), PHONE)
    const { page } = root
    await root.open('/quan-tri/mau-van-ban', 'Mẫu văn bản')
    await expectAccessible(root)
    await expectFits(root)
    await page.getByRole('link', { name: 'Giấy mời' }).click()
    const { bytes } = await downloaded(root, 'Tải mẫu Word')
    const edited = (change: (xml: string) => string): Buffer => {
      const zip = new PizZip(bytes)
      zip.file('word/document.xml', change(zip.file('word/document.xml')?.asText() ?? ''))
      return zip.generate({ type: 'nodebuffer' })
    }
    const choose = (buffer: Buffer): Promise<void> =>
      page.getByLabel('Tệp mẫu đã sửa').setInputFiles({ name: 'giay-moi.docx', mimeType: DOCX, buffer })
    await choose(edited((xml) => xml.replace('</w:t>', ' {khongCo}</w:t>')))
    await page.getByRole('alert').getByText('khongCo').first().waitFor()
    await expectAccessible(root)
    await expectFits(root)
    await choose(edited((xml) => xml.replace('</w:t>', ' </w:t>')))
    await page.getByText(/dùng được\. Hãy xem thử/u).waitFor()
    const preview = await downloaded(root, 'Xem thử dạng PDF')
    expect(preview.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    await page.getByRole('button', { name: 'Ban hành bản 2' }).click()
    await expectAccessible(root)
    await page.getByRole('dialog').getByRole('button', { name: 'Ban hành' }).click()
    await page.getByText('Đã ban hành bản 2.').waitFor()
    await page.getByText(/^Bản 2, mẫu của cơ quan/u).waitFor()
    await expectAccessible(root)
    // One that leaves a procedure's table out is sound, and says which.
    await root.open('/quan-tri/mau-van-ban/schedule', /^Mẫu /u)
    const schedule = new PizZip((await downloaded(root, 'Tải mẫu Word')).bytes)
    const xml = schedule.file('word/document.xml')?.asText() ?? ''
    schedule.file('word/document.xml', xml.replace(/\{[#/]?tables\}/gu, ''))
    await choose(schedule.generate({ type: 'nodebuffer' }))
    await page.getByText(/dùng được\. Hãy xem thử/u).waitFor()
    await page.getByText('“Bảng kê số km đi vận động” của thủ tục').waitFor()
    await expectAccessible(root)
    await expectFits(root)
    expectNoFaults(root)
  })

  it('and whom to trust are an administrator’s: a certificate is entered and stands in the list', async () => {
    const root = await person(await rootLogin())
    const { page } = root
    const { pem } = await aHolder({ name: 'Gốc chứng thực thử', ca: true })
    await root.open('/quan-tri/chung-thu', 'Chứng thư tin cậy')
    await page.getByRole('button', { name: 'Thêm chứng thư' }).click()
    await page.getByLabel('Chứng thư dạng PEM').fill('không phải chứng thư')
    await page.getByRole('dialog').getByRole('button', { name: 'Thêm', exact: true }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Chứng thư dạng PEM').fill(pem)
    await expectAccessible(root)
    await page.getByRole('dialog').getByRole('button', { name: 'Thêm', exact: true }).click()
    await page.getByText(/CN=Gốc chứng thực thử/u).waitFor()
    await page.getByRole('button', { name: 'Ghi chứng thư bị thu hồi' }).first().click()
    await expectAccessible(root)
    expectNoFaults(root)
  })
})

describe('open counts', () => {
  it('are there for anybody where they are published, and say so where they are not', async () => {
    const anybody = await aVisitor(PHONE)
    people.push(anybody)
    const { page } = anybody
    await anybody.open('/dang-nhap')
    await page.getByRole('link', { name: 'Số liệu mở' }).click()
    await page.getByRole('heading', { name: 'Tệp số liệu' }).waitFor()
    await page.getByRole('region', { name: 'Bảng hồ sơ theo loại đối tượng' }).waitFor()
    await expectAccessible(anybody)
    await expectFits(anybody)
    // An address that the API doesn't have, as it answers where nothing is published.
    await page.route('**/api/v1/open-data', (request) =>
      request.continue({ url: `${anybody.url}/api/v1/not-published` }),
    )
    await anybody.open('/so-lieu-mo', 'Số liệu mở')
    await page.getByText('Hệ thống này không công bố số liệu mở').waitFor()
    await expectAccessible(anybody)
    expectNoFaults(anybody)
  })
})
