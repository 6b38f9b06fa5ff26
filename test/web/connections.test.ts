// A connection to another system over its whole life on screen, with a real receiver at the other end: added, its key shown once and
// what comes signed with it, changed with both keys for a while, sent again from a line, one that was given up tried again, ended.
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SMALL_PROCEDURE } from '../support/small-procedure.ts'
import { aReceiver } from '../support/receiver.ts'
import type { Got, Receiver } from '../support/receiver.ts'
import { SCREEN_MS, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import type { Person } from './support/browser.ts'
import { Company } from './support/company.ts'
import { onDatabase } from './support/database.ts'
import { press, typeInto } from './support/keyboard.ts'
import { rootLogin } from './support/root.ts'
import { aSmallCampaign, register } from './support/small-campaign.ts'

const company = new Company()
let receiver: Receiver
beforeAll(async () => {
  receiver = await aReceiver()
})
afterAll(async () => {
  await company.leave()
  await receiver.close()
})

/** The key in the open dialog, which is then closed. */
async function shownKey({ page }: Person): Promise<string> {
  const dialog = page.getByRole('dialog', { name: 'Khóa ký' })
  const key = await dialog.locator('p.mono').innerText()
  await dialog.getByRole('button', { name: 'Đóng' }).last().click()
  await dialog.waitFor({ state: 'detached' })
  return key
}

const signaturesOf = ({ headers }: Got): string[] =>
  String(headers['trinh-signature'])
    .split(',')
    .map((one) => one.trim().split('=')[1] ?? '')

const signed = ({ headers, body }: Got, key: string): string =>
  createHmac('sha256', key)
    .update(`${String(headers['trinh-timestamp'])}.${body}`)
    .digest('hex')

async function received(count: number): Promise<Got> {
  await expect.poll(() => receiver.got.length, { timeout: SCREEN_MS }).toBeGreaterThanOrEqual(count)
  const last = receiver.got.at(-1)
  if (last === undefined) throw new Error('nothing came')
  return last
}

it('is added, signed with the key that was shown, given a new key, sent again, tried again and ended', async () => {
  // Of one unit, so that what others do meanwhile in its commune doesn't come here.
  const unit = await company.person('doanhnghiep4.truong')
  const [campaign, another] = [
    await aSmallCampaign({ ...SMALL_PROCEDURE, id: 'connected', vi: 'Việc có kết nối' }),
    await aSmallCampaign({ ...SMALL_PROCEDURE, id: 'connected-too', vi: 'Việc có kết nối khác' }),
  ]
  const root = await company.person(await rootLogin())
  const { page } = root
  await root.open('/quan-tri/ket-noi', 'Kết nối hệ thống khác')
  await press(page, 'Thêm kết nối')
  await typeInto(page, 'Hồ sơ của cơ quan', 'quy tin dung')
  await press(page, 'Quỹ tín dụng nhân dân Vĩnh Thủy')
  await typeInto(page, 'Tên', 'Kho dữ liệu')
  await typeInto(page, 'Địa chỉ nhận', receiver.url)
  await page.keyboard.press('Enter')
  const shown = page.getByRole('dialog', { name: 'Khóa ký' })
  await shown.waitFor()
  await expectAccessible(root)
  const first = await shownKey(root)

  await register(unit, campaign)
  const got = await received(1)
  expect(signaturesOf(got)).toEqual([signed(got, first)])
  const card = page.getByRole('region', { name: 'Kho dữ liệu' })
  await card.getByText('Hoạt động', { exact: true }).waitFor()
  await card.getByRole('button', { name: 'Xem nhật ký gửi' }).click()
  const log = card.getByRole('group', { name: 'Nhật ký gửi: Kho dữ liệu' })
  await log.getByRole('listitem').getByText('Đã nhận', { exact: true }).waitFor()

  await card.getByRole('button', { name: 'Đổi khóa' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Đổi khóa' }).click()
  await shown.waitFor()
  const second = await shownKey(root)
  expect(second).not.toBe(first)
  await log.getByRole('button', { name: /^Gửi lại từ đây/u }).click()
  const again = await received(2)
  expect(again.headers['trinh-delivery']).toBe(got.headers['trinh-delivery'])
  expect(signaturesOf(again).sort()).toEqual([signed(again, first), signed(again, second)].sort())

  receiver.answer = (_, res) => res.writeHead(503).end()
  await register(unit, another)
  await received(3)
  await root.open('/quan-tri/ket-noi', 'Kết nối hệ thống khác')
  await card.getByText('Đang lỗi, sẽ thử lại').waitFor()
  // Two days of refusals later.
  await onDatabase((pool) =>
    pool.query(`UPDATE webhook_delivery SET status = 'parked' WHERE status = 'waiting' AND attempts > 0`),
  )
  receiver.answer = (_, res) => res.writeHead(204).end()
  await root.open('/quan-tri/ket-noi', 'Kết nối hệ thống khác')
  await card.getByText('Có lần gửi bị dừng').waitFor()
  await card.getByRole('button', { name: 'Xem nhật ký gửi' }).click()
  await log.getByText('Dừng lại, chờ xử lý', { exact: true }).last().waitFor()
  await page.setViewportSize({ width: 360, height: 740 })
  await expectAccessible(root)
  await expectFits(root)
  await log.getByRole('button', { name: /^Gửi lại lần này/u }).click()
  await received(4)

  await card.getByRole('button', { name: 'Kết thúc' }).click()
  await expectAccessible(root)
  await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc' }).click()
  await card.waitFor({ state: 'detached' })
  expectNoFaults(root)
})
