// A dossier through the screens: registered by its unit, sent back by the commune's police with what to mend, mended with the
// rest locked, accepted by keyboard alone; a session that ends mid-form; two who write one draft or act on one dossier at once.
import { afterEach, describe, expect, inject, it } from 'vitest'
import type { Page } from 'playwright-core'
import { createPool } from '../../activities/pool.ts'
import { DEMO_PASSWORD } from '../../prisma/demo.ts'
import { SCREEN_MS, aPerson, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import type { Person, Window } from './support/browser.ts'
import { aCampaignOf, aPdf, aRegistration } from './support/builders.ts'
import { press, tabTo, typeInto } from './support/keyboard.ts'

const GROUNDS = 'Căn cứ lựa chọn và nội dung đăng ký'
const people: Person[] = []

async function person(login: string, window?: Window): Promise<Person> {
  const made = await aPerson(login, window)
  people.push(made)
  return made
}

afterEach(async () => {
  for (const one of people.splice(0)) await one.leave()
})

async function openForm(person: Person): Promise<void> {
  const { page, open } = person
  const campaign = await aCampaignOf(person, 'dien-hinh')
  await open('/dang-ky', 'Đăng ký, nộp hồ sơ')
  await page.locator(`a[href*="${campaign}"]`, { hasText: 'Soạn hồ sơ' }).click()
  await page.getByRole('heading', { level: 1, name: 'Đăng ký với Công an xã' }).waitFor()
}

const attach = (page: Page, name: string): Promise<void> =>
  page
    .getByLabel('Bản đăng ký xây dựng điển hình', { exact: true })
    .locator('input[type=file]')
    .first()
    .setInputFiles(aPdf(name))

/** The way of the dossier shows it at a step. */
const standsAt = (page: Page, step: string): Promise<void> =>
  page.locator('[aria-current=step]').filter({ hasText: step }).waitFor()

async function endSessions(login: string): Promise<void> {
  const pool = createPool({ connectionString: inject('siteDatabaseUrl'), name: 'test', max: 1 })
  try {
    await pool.query(
      `UPDATE session SET expires_at = now() - interval '1 minute'
       WHERE person_id = (SELECT person_id FROM account WHERE login = $1)`,
      [login],
    )
  } finally {
    await pool.end()
  }
}

describe('a registration', () => {
  it('is filled in, saved as it is typed, and handed on; the new state is on the screen with the receipt', async () => {
    const unit = await person('doanhnghiep2.truong', { width: 360, height: 780 })
    const { page } = unit
    await openForm(unit)
    await expectFits(unit)
    await page.getByRole('button', { name: 'Trình', exact: true }).click()
    await page.getByText('Mục này bắt buộc.').waitFor()
    await page.getByLabel(GROUNDS).fill('Năm trước đạt phong trào loại khá')
    await attach(page, 'dang-ky.pdf')
    await page.getByRole('link', { name: 'dang-ky.pdf' }).waitFor()
    await page.getByText(/^Đã lưu lúc/u).waitFor()
    await expectAccessible(unit)
    await page.reload()
    await page.getByLabel(GROUNDS).waitFor()
    expect(await page.getByLabel(GROUNDS).inputValue()).toBe('Năm trước đạt phong trào loại khá')
    await page.getByRole('button', { name: 'Trình', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Công ty TNHH Chế biến gỗ Vĩnh Thủy' }).waitFor()
    await page.getByText(/Đã trình, ghi nhận lúc/u).waitFor()
    await standsAt(page, 'Công an xã xét chọn đăng ký')
    await expectAccessible(unit)
    await expectFits(unit)
    expectNoFaults(unit)
  })

  it('loses nothing when the session ends mid-form: signed in again, it is sent', async () => {
    const unit = await person('doanhnghiep3.truong')
    const { page } = unit
    await openForm(unit)
    await attach(page, 'dang-ky-3.pdf')
    await page.getByRole('link', { name: 'dang-ky-3.pdf' }).waitFor()
    await page.getByText(/^Đã lưu lúc/u).waitFor()
    await endSessions('doanhnghiep3.truong')
    await page.getByLabel(GROUNDS).fill('Gõ khi phiên đã hết hạn')
    const dialog = page.getByRole('dialog', { name: 'Phiên làm việc đã hết hạn' })
    await dialog.waitFor()
    await dialog.getByLabel('Mật khẩu').fill(DEMO_PASSWORD)
    await dialog.getByRole('button', { name: 'Đăng nhập' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(/^Đã lưu lúc/u).waitFor()
    expect(await page.getByLabel(GROUNDS).inputValue()).toBe('Gõ khi phiên đã hết hạn')
    await page.getByRole('button', { name: 'Trình', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Công ty Cổ phần Cao su Bến Hải' }).waitFor()
    await page.getByText('Gõ khi phiên đã hết hạn').waitFor()
    expectNoFaults(unit)
  })

  it('in two windows shows both texts to who saves second, and overwrites neither', async () => {
    const [head, officer] = await Promise.all([person('doanhnghiep1.truong'), person('doanhnghiep1.truong')])
    await openForm(head)
    await openForm(officer)
    await head.page.getByLabel(GROUNDS).fill('Bản của thủ trưởng')
    await head.page.getByText(/^Đã lưu lúc/u).waitFor()
    await officer.page.getByLabel(GROUNDS).fill('Bản của cán bộ')
    const conflict = officer.page.getByRole('alert', { name: 'Hai bản khác nhau' })
    await conflict.waitFor()
    await conflict.getByRole('cell', { name: 'Bản của thủ trưởng' }).waitFor()
    await conflict.getByRole('cell', { name: 'Bản của cán bộ' }).waitFor()
    await expectAccessible(officer)
    await conflict.getByRole('button', { name: 'Lấy bản đã lưu' }).click()
    await conflict.waitFor({ state: 'detached' })
    await expect
      .poll(() => officer.page.getByLabel(GROUNDS).inputValue(), { timeout: SCREEN_MS })
      .toBe('Bản của thủ trưởng')
  })
})

describe('a dossier that was handed in', () => {
  it('is sent back with what to mend; the rest is locked; then accepted by keyboard alone', async () => {
    const [unit, police] = await Promise.all([person('coquan3.truong'), person('xa.congan')])
    const id = await aRegistration(unit, 'Căn cứ chưa đủ')
    const { page } = police
    await police.open(`/ho-so/${id}`, 'Hội Nông dân xã Vĩnh Thủy')
    await page.getByRole('button', { name: 'Trả lại', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Trả lại' })
    await dialog.getByRole('checkbox', { name: GROUNDS }).check()
    await dialog.getByLabel('Lý do').fill('Ghi rõ kết quả năm trước')
    await expectAccessible(police)
    await dialog.getByRole('button', { name: 'Trả lại', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Đã trả lại để bổ sung').first().waitFor()

    await unit.open(`/ho-so/${id}`)
    const asked = unit.page.getByRole('region', { name: 'Yêu cầu bổ sung' })
    await asked.getByText('Ghi rõ kết quả năm trước').waitFor()
    await asked.getByText(GROUNDS).waitFor()
    await unit.page.getByRole('button', { name: 'Soạn và trình' }).click()
    await unit.page.getByLabel(GROUNDS).fill('Năm trước được xếp loại khá')
    expect(await unit.page.getByRole('button', { name: /Chọn tệp.*Bản đăng ký/u }).count()).toBe(0)
    await unit.page.getByText('Không thuộc mục cần sửa').first().waitFor()
    await expectAccessible(unit)
    await unit.page.getByRole('button', { name: 'Trình', exact: true }).click()
    await unit.page.getByRole('heading', { level: 1, name: 'Hội Nông dân xã Vĩnh Thủy' }).waitFor()

    await police.open('/', 'Việc của tôi')
    await press(page, 'Hội Nông dân xã Vĩnh Thủy')
    await page.getByRole('heading', { level: 1, name: 'Hội Nông dân xã Vĩnh Thủy' }).waitFor()
    await press(page, 'Đồng ý')
    await page.getByRole('dialog', { name: 'Đồng ý' }).waitFor()
    await typeInto(page, 'Ý kiến', 'Đủ điều kiện')
    await tabTo(page, 'Hủy')
    await press(page, 'Đồng ý')
    await page.getByText(/Đồng ý: đã ghi nhận lúc/u).waitFor()
    await standsAt(page, 'Lập kế hoạch xây dựng điển hình')
    expectNoFaults(police)
    expectNoFaults(unit)
  })

  it('that a colleague has moved on shows what changed, and does nothing on the old picture', async () => {
    const [unit, police, other] = await Promise.all([
      person('coquan4.truong'),
      person('xa.congan'),
      person('xa.congan'),
    ])
    const id = await aRegistration(unit)
    await police.open(`/ho-so/${id}`)
    await police.page.getByRole('button', { name: 'Đồng ý', exact: true }).click()
    const dialog = police.page.getByRole('dialog', { name: 'Đồng ý' })
    await dialog.waitFor()
    await other.open(`/ho-so/${id}`)
    await other.page.getByRole('button', { name: 'Đồng ý', exact: true }).click()
    await other.page.getByRole('dialog').getByRole('button', { name: 'Đồng ý', exact: true }).click()
    await other.page.getByText(/Đồng ý: đã ghi nhận lúc/u).waitFor()
    await dialog.getByRole('button', { name: 'Đồng ý', exact: true }).click()
    await dialog.getByText('Hồ sơ đã thay đổi sau khi bạn mở xem.').waitFor()
    await dialog.getByRole('cell', { name: 'Lập kế hoạch xây dựng điển hình' }).waitFor()
    await expectAccessible(police)
  })
})
