// What a concluded dossier holds is erased by two officers: one proposes, and can't decide it himself; another has to say that he
// knows what he does. What is left says who and why, and the chain still holds.
import { afterAll, expect, it } from 'vitest'
import { SMALL_PROCEDURE } from '../support/small-procedure.ts'
import { expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import { act } from './support/builders.ts'
import { Company } from './support/company.ts'
import { press, typeInto } from './support/keyboard.ts'
import { aSmallCampaign, register } from './support/small-campaign.ts'

const company = new Company()
afterAll(() => company.leave())

it('is proposed by one and decided by another, by keyboard; the chain still verifies', async () => {
  const campaign = await aSmallCampaign({ ...SMALL_PROCEDURE, id: 'erased', vi: 'Việc để xóa' })
  const unit = await company.person('coquan3.truong')
  const id = await register(unit, campaign)
  await act(unit, id, 'withdraw', { reason: 'Đăng ký nhầm' })

  const keeper = await company.person('tinh.vanthu')
  await keeper.open(`/kiem-soat/${id}`, /^Sổ ghi: /u)
  await press(keeper.page, 'Đề nghị xóa nội dung')
  await typeInto(keeper.page, 'Lý do', 'Đăng ký nhầm, không thuộc diện lưu giữ')
  await expectAccessible(keeper)
  await keeper.page.keyboard.press('Enter')
  const erasures = keeper.page.getByRole('list', { name: 'Xóa nội dung' })
  await erasures.getByText('Chờ người thứ hai').waitFor()
  expect(await keeper.page.getByRole('button', { name: 'Duyệt xóa' }).count()).toBe(0)
  await keeper.page.getByText('Đã có đề nghị đang chờ người thứ hai.').waitFor()

  const second = await company.person('tinh.quantri', { width: 360, height: 740, dark: true })
  const { page } = second
  await second.open('/quan-tri/luu-giu', 'Lưu giữ hồ sơ')
  await page.getByRole('group', { name: 'Phần' }).getByRole('button', { name: 'Xóa nội dung' }).click()
  await page.getByText('Đăng ký nhầm, không thuộc diện lưu giữ').waitFor()
  await press(page, 'Duyệt xóa')
  const dialog = page.getByRole('dialog', { name: 'Duyệt xóa nội dung' })
  await dialog.waitFor()
  expect(await dialog.getByRole('button', { name: 'Xóa vĩnh viễn' }).isDisabled()).toBe(true)
  await press(page, 'Tôi đã xem hồ sơ', 'Space')
  await expectAccessible(second)
  await expectFits(second)
  await press(page, 'Xóa vĩnh viễn')
  await page.getByText('Đã xóa', { exact: true }).waitFor()

  await second.open(`/kiem-soat/${id}`, /^Sổ ghi: /u)
  await page.getByText(/^Đã xóa 2 nội dung, 0 tệp, 0 văn bản không số\./u).waitFor()
  await expectAccessible(second)
  await expectFits(second)
  const auditor = await company.person('bo.kiemsoat')
  await auditor.open(`/kiem-soat/${id}`, /^Sổ ghi: /u)
  await press(auditor.page, 'Kiểm tra chuỗi')
  await auditor.page.getByText(/^Chuỗi nguyên vẹn: /u).waitFor()
  for (const person of [keeper, second, auditor]) expectNoFaults(person)
})
