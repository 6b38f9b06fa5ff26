// Two inspectors of one dossier who learn nothing of each other until both are in; what they differ in is put before a third,
// who is to settle it with both before him. No procedure that ships asks for two, so a small one that does is published for this.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Procedure } from '../../domain/procedure.ts'
import { SMALL_PROCEDURE } from '../support/small-procedure.ts'
import { SCREEN_MS, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import type { Person } from './support/browser.ts'
import { Company } from './support/company.ts'
import { confirm, openDialog } from './support/desk.ts'
import { aSmallCampaign, register } from './support/small-campaign.ts'

const MEMBER = { role: 'committeeMember', level: 'commune' } as const
const HEAD = { role: 'committeeHead', level: 'commune' } as const
const BLIND: Procedure = {
  ...SMALL_PROCEDURE,
  id: 'blind',
  vi: 'Kiểm tra độc lập hai người',
  steps: SMALL_PROCEDURE.steps.map((step) =>
    step.id === 'look'
      ? { ...step, inspection: { by: [MEMBER], blind: 'double', tolerance: 0, settledBy: HEAD } }
      : step,
  ),
  sheets: { agency: 'sample-organisation' },
}
const NOTE = 'Chưa có phân công trực bảo vệ'
const ONE_SESSION = /^Kiểm tra \d/u

const company = new Company()
let id: string

beforeAll(async () => {
  id = await register(await company.person('coquan3.truong'), await aSmallCampaign(BLIND))
})
afterAll(() => company.leave())

/** Every criterion met in the open dialog; the first one not, where there is something to say of it. */
async function fill({ page }: Person, note?: string): Promise<void> {
  await page.locator('fieldset.criterion').first().waitFor()
  await page.evaluate(
    `document.querySelectorAll('fieldset.criterion .verdict.met input').forEach((one) => one.click())`,
  )
  if (note === undefined) return
  const criterion = page.locator('fieldset.criterion').first()
  await criterion.getByRole('radio', { name: 'Chưa đạt', exact: true }).check()
  await criterion.getByPlaceholder('Ghi chú').fill(note)
}

/** Columns of inspections on the dossier's page, also behind a dialog. */
const columnsOf = ({ page }: Person) => page.locator('th').filter({ hasText: ONE_SESSION })

async function expectColumns(person: Person, count: number): Promise<void> {
  await person.open(`/ho-so/${id}`)
  await expect.poll(() => columnsOf(person).count(), { timeout: SCREEN_MS }).toBe(count)
}

it('shows neither what the other found before both are in; a third has both before him and settles it', async () => {
  const [first, second, head] = await Promise.all([
    company.person('xa.thanhvien'),
    company.person('xa.thanhvien2'),
    company.person('xa.truongban', { width: 360, height: 740, dark: true }),
  ])
  await openDialog(first, id, 'inspect')
  await fill(first)
  await confirm(first, 'inspect')
  await expectColumns(first, 1)

  const blind = await openDialog(second, id, 'inspect')
  await fill(second, NOTE)
  expect(await columnsOf(second).count()).toBe(0)
  expect(await blind.getByText('Bùi Xuân Trường').count()).toBe(0)
  expect(await blind.getByText('Lần kiểm tra trước').count()).toBe(0)
  await confirm(second, 'inspect')
  await expectColumns(second, 2)
  await expectColumns(first, 2)
  await first.page.getByRole('cell', { name: NOTE }).waitFor()

  const dialog = await openDialog(head, id, 'settleInspection')
  const criterion = dialog.locator('fieldset.criterion').first()
  await criterion.getByText('Bùi Xuân Trường kiểm tra: Đạt').waitFor()
  await criterion.getByText(`Đỗ Thị Hiền kiểm tra: Chưa đạt. ${NOTE}`).waitFor()
  await fill(head)
  await dialog.getByLabel('Lý do').fill('Đã xem lịch trực tại đơn vị: có phân công')
  await expectAccessible(head)
  await expectFits(head)
  await confirm(head, 'settleInspection')
  await first.open(`/ho-so/${id}`)
  await first.page
    .locator('th')
    .filter({ hasText: /^Kết luận \d/u })
    .waitFor()
  for (const person of [first, second, head]) expectNoFaults(person)
})
