// The whole điển hình year through the screens, on a site of its own whose clock is moved from day to day: two units from their
// registration to the certificate, each step by whoever is asked for it, the last one by the public. Registering, inspecting,
// signing and deciding are done by keyboard alone.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFile } from 'node:fs/promises'
import { unpack } from '../../activities/papers/unpack.ts'
import { SHEETS } from '../../procedures/sheets.ts'
import { readQr } from '../support/qr.ts'
import { SCREEN_MS, aVisitor, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import type { Person, Window } from './support/browser.ts'
import { Company } from './support/company.ts'
import { act, attach, compose, confirm, expectStep, moveTo, openDialog, yearLine } from './support/desk.ts'
import { DialogWalk } from './support/dialogs.ts'
import { press, tabTo, typeInto } from './support/keyboard.ts'
import { startSite } from './support/site.ts'
import type { Site } from './support/site.ts'
import { expectVietnamese } from './support/words.ts'

const PHONE: Window = { width: 360, height: 740, dark: true }
const FIRST = { login: 'coquan1.truong', name: 'Trạm Y tế xã Vĩnh Thủy' }
const SECOND = { login: 'doanhnghiep1.truong', name: 'Hợp tác xã Nông nghiệp Thủy Ba' }
const GROUNDS = 'Căn cứ lựa chọn và nội dung đăng ký'
const CRITERIA = SHEETS.find(({ id }) => id === 'sample-organisation')?.criteria.length ?? 0
const DOSSIER_FILES = [
  'Tờ trình đề nghị xét, công nhận',
  'Báo cáo kết quả xây dựng điển hình',
  'Bản tự đánh giá theo từng tiêu chí',
  'Biên bản họp xét của đơn vị',
]
const COMMUNE_FILES = ['Báo cáo kết quả xây dựng, duy trì của xã', 'Tờ trình của Ủy ban nhân dân xã']

let site: Site
let company: Company
const dialogs = new DialogWalk()
const as = (login: string, window?: Window): Promise<Person> => company.person(login, window)
const to = async (day: string): Promise<void> => moveTo(await as('tinh.quantri'), day)

beforeAll(async () => {
  site = await startSite()
  company = new Company(site.url)
})
afterAll(async () => {
  await company.leave()
  await site.stop()
})

/** The number of a dossier out of the address of its page. */
function idIn({ page }: Person): string {
  return /\/ho-so\/([^/?]+)/u.exec(page.url())?.[1] ?? ''
}

async function register(login: string, name: string, window?: Window): Promise<string> {
  const unit = await as(login, window)
  const { page } = unit
  await unit.open('/', 'Việc của tôi')
  if (window !== undefined) await press(page, 'Danh mục')
  await page.getByRole('link', { name: 'Đăng ký, nộp hồ sơ' }).first().waitFor()
  await press(page, 'Đăng ký, nộp hồ sơ')
  await page.getByRole('heading', { level: 1, name: 'Đăng ký, nộp hồ sơ' }).waitFor()
  await page.getByRole('link', { name: /^Soạn hồ sơ\s*: Công nhận điển hình/u }).waitFor()
  await press(page, /^Soạn hồ sơ\s*: Công nhận điển hình/u)
  await page.getByLabel(GROUNDS).waitFor()
  await typeInto(page, GROUNDS, `Kết quả năm trước của ${name}`)
  await attach(unit, 'Bản đăng ký xây dựng điển hình', 'dang-ky.pdf')
  await press(page, /^Trình$/u)
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await expectStep(unit, 'Công an xã xét chọn đăng ký')
  await expect
    .poll(() => yearLine(unit), { timeout: SCREEN_MS })
    .toContainEqual(expect.stringMatching(/Hạn đăng ký đã xong 05\/01\/2026/u))
  await expect
    .poll(() => yearLine(unit), { timeout: SCREEN_MS })
    .toContainEqual(expect.stringMatching(/Hạn xét chọn đăng ký .*Công an xã giữ/u))
  return idIn(unit)
}

/** Both at once from the list, after a look at what would come of it; a result a row. */
async function screenTogether(): Promise<void> {
  const police = await as('xa.congan')
  const { page } = police
  await police.open('/ho-so?procedure=dien-hinh', 'Danh sách hồ sơ')
  for (const { name } of [FIRST, SECOND]) await page.getByRole('checkbox', { name: `Chọn ${name}` }).check()
  await page.getByRole('button', { name: 'Xử lý cùng lúc 2 hồ sơ' }).click()
  await page.getByLabel('Việc cần làm cho tất cả').selectOption('approve')
  await page.getByRole('button', { name: 'Xem trước' }).click()
  await page.getByRole('button', { name: 'Thực hiện cho 2 hồ sơ' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Thực hiện', exact: true }).click()
  await page.getByText('Đã thực hiện 2 hồ sơ.').waitFor()
  const rows = page.getByRole('region', { name: 'Từng hồ sơ' })
  for (const { name } of [FIRST, SECOND]) await rows.getByRole('link', { name }).waitFor()
}

/** Every criterion of the sheet answered with "met", by keyboard alone. */
async function answerAll(person: Person, id: string, action: 'inspect' | 'assess'): Promise<void> {
  const dialog = await openDialog(person, id, action)
  for (let done = 0; done < CRITERIA; done += 1) {
    await tabTo(person.page, /^Đạt$/u)
    await person.page.keyboard.press('Space')
  }
  await dialog.getByText(`${CRITERIA}/${CRITERIA} tiêu chí đã trả lời`).waitFor()
  await tabTo(person.page, 'Hủy')
  await person.page.keyboard.press('Tab')
  await person.page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
}

async function inSpring(ids: readonly [string, string]): Promise<void> {
  const [inspector, first, second] = await Promise.all([
    as('xa.kiemtra', PHONE),
    as(FIRST.login),
    as(SECOND.login),
  ])
  await dialogs.see(inspector, ids[0])
  await Promise.all([answerAll(first, ids[0], 'assess'), answerAll(second, ids[1], 'assess')])
  for (const id of ids) await answerAll(inspector, id, 'inspect')
  await expectFits(inspector)
  const table = first.page.getByRole('region', { name: 'Bảng kết quả từng tiêu chí' })
  await table.getByText(/^Kiểm tra 18\/05\/2026/u).waitFor()
  await table.getByText(/^Tự đánh giá 18\/05\/2026/u).waitFor()
}

it('is lived from the registration to the certificate', { timeout: 900_000 }, async () => {
  const [first, second] = await Promise.all([
    register(FIRST.login, FIRST.name),
    register(SECOND.login, SECOND.name, PHONE),
  ])
  const ids = [first, second] as const
  const police = await as('xa.congan')
  await dialogs.see(police, first)
  await screenTogether()

  await to('2026-02-16')
  const [head, other] = await Promise.all([as(FIRST.login), as(SECOND.login)])
  await dialogs.see(head, first)
  await Promise.all([
    compose(head, first, ['Kế hoạch xây dựng điển hình']),
    compose(other, second, ['Kế hoạch xây dựng điển hình']),
  ])
  await expectStep(head, 'Xây dựng điển hình, Công an xã kiểm tra')

  await to('2026-05-18')
  await inSpring(ids)
  await to('2026-09-14')
  await dialogs.see(police, first)
  for (const id of ids) await act(police, id, 'approve')
  await to('2026-09-21')
  await Promise.all([compose(head, first, DOSSIER_FILES), compose(other, second, DOSSIER_FILES)])
  await expectStep(other, 'Ban Chỉ đạo xã xét, đánh giá')
  await expectFits(other)
  await review(ids)
  await submit(ids)
  await appraise(ids)
  await decide()
  await issue(ids)
  await check(first)
  await audit()
  expect(dialogs.seen).toEqual(
    expect.arrayContaining(['approve', 'reject', 'return', 'transfer', 'entrust', 'recordMeeting', 'recuse']),
  )
  for (const person of await company.everybody()) expectNoFaults(person)
})

/** One by the votes of a meeting, one by written opinions of as many as are asked for. */
async function review([first, second]: readonly [string, string]): Promise<void> {
  await to('2026-10-05')
  const police = await as('xa.congan')
  await dialogs.see(police, first)
  const meeting = await openDialog(police, first, 'recordMeeting')
  for (const member of ['Võ Thành Nhân', 'Bùi Xuân Trường', 'Đỗ Thị Hiền'])
    await meeting.getByLabel(member).selectOption('approve')
  await confirm(police, 'recordMeeting')
  await expectStep(police, 'Chủ tịch UBND xã trình tỉnh')
  const [head, member] = await Promise.all([as('xa.truongban'), as('xa.thanhvien', PHONE)])
  await dialogs.see(member, second)
  await act(head, second, 'approve')
  // One more of three still has to agree; who has is told apart from who hasn't.
  await member.open(`/ho-so/${second}`)
  await member.page.getByText('1 đồng ý, 2 chưa trả lời; cần 2/3 đồng ý.').waitFor()
  await act(member, second, 'approve')
  await expectStep(member, 'Chủ tịch UBND xã trình tỉnh')
}

/** The chair signs one by keyboard alone, the deputy the other one in his place. */
async function submit([first, second]: readonly [string, string]): Promise<void> {
  await to('2026-10-26')
  const [chair, deputy] = await Promise.all([as('xa.chutich'), as('xa.phochutich')])
  await chair.open('/bang-dieu-hanh', 'Bảng điều hành')
  const countdown = chair.page.getByRole('region', { name: 'Các mốc của năm' })
  const due = countdown.getByRole('listitem').filter({ hasText: 'chậm nhất hết ngày 31/10/2026' })
  expect(await due.innerText()).toMatch(/5 ngày[\s\S]*2 hồ sơ chưa qua mốc này/u)
  await dialogs.see(chair, first)
  await chair.open('/', 'Việc của tôi')
  await press(chair.page, FIRST.name)
  await chair.page.getByRole('heading', { level: 1, name: FIRST.name }).waitFor()
  await press(chair.page, 'Đồng ý')
  const seen = chair.page.getByRole('region', { name: 'Bản bạn đã xem' })
  await seen.getByText('Chủ tịch UBND xã trình tỉnh').waitFor()
  await seen.getByRole('link', { name: 'tai-lieu-4.pdf' }).waitFor()
  await seen.getByText(`Đạt cả ${CRITERIA} tiêu chí`, { exact: false }).waitFor()
  for (const [index, label] of COMMUNE_FILES.entries()) await attach(chair, label, `trinh-${index + 1}.pdf`)
  await tabTo(chair.page, 'Hủy')
  await press(chair.page, 'Đồng ý')
  await chair.page.getByText(/Đồng ý: đã ghi nhận lúc/u).waitFor()
  await expectStep(chair, 'Phòng Tham mưu tiếp nhận hồ sơ')
  const dialog = await openDialog(deputy, second, 'approve')
  await dialog.getByText(/KT\./u).waitFor()
  for (const [index, label] of COMMUNE_FILES.entries()) await attach(deputy, label, `trinh-${index + 1}.pdf`)
  await confirm(deputy, 'approve')
  await deputy.page.getByText(/^KT\. \(ký thay\) Lê Thị Thu Hà/u).waitFor()
}

/** Taken in; one sent back for a single paper and looked at again by what changed; the year's results entered; proposed. */
async function appraise(ids: readonly [string, string]): Promise<void> {
  const [first] = ids
  await to('2026-11-04')
  const [staff, head] = await Promise.all([as('tinh.thammuu'), as(FIRST.login)])
  await dialogs.see(staff, first)
  for (const id of ids) await act(staff, id, 'approve')
  const back = await openDialog(staff, first, 'return')
  await back.getByLabel('Chuyển về bước').selectOption({ label: 'Hoàn thiện hồ sơ đề nghị công nhận' })
  await back.getByRole('checkbox', { name: 'Báo cáo kết quả xây dựng điển hình' }).check()
  await back.getByLabel('Lý do').fill('Báo cáo thiếu số liệu quý III')
  await confirm(staff, 'return')
  await head.open(`/ho-so/${first}/soan`)
  await head.page.getByText('Không thuộc mục cần sửa').first().waitFor()
  await head.page.getByRole('button', { name: 'Bỏ tệp tai-lieu-2.pdf' }).click()
  await attach(head, 'Báo cáo kết quả xây dựng điển hình', 'bao-cao-bo-sung.pdf')
  await head.page.getByRole('button', { name: 'Trình', exact: true }).click()
  await expectStep(head, 'Công an tỉnh thẩm định')
  await staff.open(`/ho-so/${first}`)
  const changes = staff.page.getByRole('region', { name: 'Thay đổi từ lần trả lại gần nhất' })
  await changes.getByText('Báo cáo thiếu số liệu quý III').waitFor()
  const row = changes.getByRole('row').filter({ hasText: 'Báo cáo kết quả xây dựng điển hình' })
  expect(await row.getByRole('cell').allInnerTexts()).toEqual(['tai-lieu-2.pdf', 'bao-cao-bo-sung.pdf'])
  await expectAccessible(staff)
  await to('2026-11-30')
  await enterResults()
  for (const id of ids) await act(staff, id, 'approve', ['Báo cáo thẩm định'])
  const director = await as('tinh.giamdoc')
  await dialogs.see(director, first)
  for (const id of ids) await act(director, id, 'approve')
}

async function enterResults(): Promise<void> {
  const police = await as('xa.congan')
  const { page } = police
  await police.open('/ghi-ket-qua', 'Ghi kết quả trong năm')
  for (const { name } of [FIRST, SECOND]) {
    await page.getByLabel(`An toàn về an ninh, trật tự: ${name}`).selectOption('achieved')
    await page.getByLabel(`Phong trào toàn dân bảo vệ an ninh Tổ quốc: ${name}`).selectOption('good')
  }
  await page.getByLabel('Căn cứ').fill('Quyết định 88/QĐ-UBND ngày 20/11/2026')
  await expectAccessible(police)
  await page.getByRole('button', { name: 'Lưu 4 kết quả' }).click()
  await page.getByRole('button', { name: 'Lưu 0 kết quả' }).waitFor()
  await page.getByText('Quyết định 88/QĐ-UBND ngày 20/11/2026').first().waitFor()
}

/** One decision over both, by keyboard alone. */
async function decide(): Promise<void> {
  const chair = await as('tinh.chutich')
  const { page } = chair
  await chair.open('/ho-so?procedure=dien-hinh&step=decision', 'Danh sách hồ sơ')
  for (const { name } of [FIRST, SECOND]) {
    await tabTo(page, `Chọn ${name}`)
    await page.keyboard.press('Space')
  }
  await page.getByRole('heading', { level: 1 }).focus()
  await press(page, 'Xử lý cùng lúc 2 hồ sơ')
  await page.getByLabel('Việc cần làm cho tất cả').waitFor()
  expect(await page.getByLabel('Việc cần làm cho tất cả').inputValue()).toBe('decision-approve')
  await page.getByText('Trần Văn Hùng, Chủ tịch UBND tỉnh').waitFor({ state: 'attached' })
  await press(page, 'Xem trước')
  await page.getByText('2 hồ sơ sẵn sàng để ký.').waitFor()
  await press(page, 'Ký quyết định cho 2 hồ sơ')
  await page.getByRole('dialog').waitFor()
  await press(page, 'Ký quyết định')
  await page.getByText('Đã thực hiện 2 hồ sơ.').waitFor()
  await page
    .getByRole('region', { name: 'Văn bản' })
    .getByRole('link', { name: /^Tải Quyết định .* dạng PDF$/u })
    .waitFor()
  await expectAccessible(chair)
  await expectVietnamese(chair)
}

async function issue(ids: readonly [string, string]): Promise<void> {
  const records = await as('tinh.vanthu')
  for (const id of ids) await compose(records, id, [])
  await records.page.getByText('Được công nhận điển hình').first().waitFor()
}

/** The unit takes its papers home; the public checks them by the address and by the picture of the code. */
async function check(first: string): Promise<void> {
  const unit = await as(FIRST.login)
  await unit.open(`/ho-so/${first}`)
  await unit.page.getByText('Kết quả: Được công nhận điển hình').waitFor()
  expect(await yearLine(unit)).toContainEqual(
    expect.stringMatching(/Hạn kiểm tra, đánh giá đã xong 14\/09\/2026/u),
  )
  expect((await yearLine(unit)).filter((line) => line.includes('chưa') || line.includes('giữ'))).toEqual([])
  const papers = unit.page.getByRole('region', { name: 'Văn bản' })
  const save = async (name: RegExp): Promise<Buffer> => {
    const download = unit.page.waitForEvent('download')
    await papers.getByRole('link', { name }).click()
    return readFile(await (await download).path())
  }
  expect((await save(/^Tải Quyết định .* dạng PDF$/u)).subarray(0, 5).toString('latin1')).toBe('%PDF-')
  expect((await save(/^Tải Giấy công nhận .* dạng PDF$/u)).subarray(0, 5).toString('latin1')).toBe('%PDF-')
  const certificate = await unpack(await save(/^Tải Giấy công nhận .* dạng Word$/u))
  const picture = certificate.get('word/media/trinh-qr.png') ?? Buffer.alloc(0)
  const code = readQr(picture)?.split('/verify/')[1] ?? ''
  const visitor = await aVisitor({ ...PHONE, url: site.url })
  const { page } = visitor
  await visitor.open('/kiem-tra', 'Kiểm tra giấy công nhận')
  await typeInto(page, 'Mã trên giấy công nhận', code)
  await press(page, 'Kiểm tra')
  const found = page.getByRole('region', { name: 'Kết quả kiểm tra' })
  await found.getByText('Giấy công nhận này có thật và còn hiệu lực.').waitFor()
  await found.getByText(FIRST.name, { exact: true }).waitFor()
  await expectAccessible(visitor)
  await expectFits(visitor)
  await expectVietnamese(visitor)
  await page.reload()
  await page.getByLabel('Ảnh mã QR').setInputFiles({ name: 'ma.png', mimeType: 'image/png', buffer: picture })
  await found.getByText(FIRST.name, { exact: true }).waitFor()
  expectNoFaults(visitor)
  await visitor.leave()
}

/** The auditor finds the record and checks its chain, by keyboard alone. */
async function audit(): Promise<void> {
  const auditor = await as('bo.kiemsoat')
  const { page } = auditor
  await auditor.open('/kiem-soat')
  await page.getByRole('link', { name: FIRST.name }).first().waitFor()
  await press(page, FIRST.name)
  await page.getByRole('heading', { level: 1, name: `Sổ ghi: ${FIRST.name}` }).waitFor()
  await press(page, 'Kiểm tra chuỗi')
  await page.getByText(/^Chuỗi nguyên vẹn: \d+ dòng/u).waitFor()
  await expectAccessible(auditor)
  await expectVietnamese(auditor)
}
